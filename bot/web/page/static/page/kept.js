/* Conversations kept in this browser, where the reader wants it: their questions, and the ids of their answers as long as
   the server knows them. Nothing of it is sent but what is asked again. */
const KEPT = `cuttings-kept${base}`, MOST_KEPT = 100, MOST_NAME = 200;
const keptNow = () => {
  try {
    const read = JSON.parse(localStorage.getItem(KEPT));
    return Array.isArray(read) ? read.filter((each) => each && Array.isArray(each.questions) && Array.isArray(each.ids)) : null;
  } catch { return null; }
};
const keepNow = (list) => {
  try { list ? localStorage.setItem(KEPT, JSON.stringify(list.slice(0, MOST_KEPT))) : localStorage.removeItem(KEPT); } catch { /* full, or forbidden */ }
};
let talkNow = "", opening = false, keptIds = "";
const keepTalk = (marks) => {              // the one on the page, whenever an answer has come
  const ids = marks.slice(-20).map(idOf), list = host || opening ? null : keptNow();
  if (!ids.length && !opening) talkNow = "";
  if (!ids.length || !list || keptIds === ids.join()) return;
  keptIds = ids.join();
  const before = list.find((each) => (talkNow ? each.id === talkNow : each.ids[0] === ids[0]));
  const questions = marks.slice(-20).map((mark) => mark.getAttribute("summary"));
  talkNow = before?.id ?? crypto.getRandomValues(new Uint32Array(2)).join("-");
  keepNow([{ title: questions[0], ...before, id: talkNow, at: Date.now(), questions, ids }, ...list.filter((each) => each !== before)]);
  listKept();
};
const reopen = async (talk) => {
  if (busy || opening) return;
  opening = true;
  talkNow = talk.id;
  togglePanel("kept");
  turnTo("desk");
  if (gradio.questions().length) anew();
  for (let waits = 0; waits < 50 && gradio.questions().length; waits++) await pause(100);
  gradio.type(gradio.hidden("tab"), talk.ids.join(" "));
  await pause(100);
  gradio.bringBack().click();
  for (let waits = 0; waits < 25 && answerMarks().length < talk.questions.length; waits++) await pause(100);
  if (answerMarks().length < talk.questions.length) {      // the server has forgotten some of them
    if (gradio.questions().length) anew();
    for (let waits = 0; waits < 50 && gradio.questions().length; waits++) await pause(100);
    for (const question of talk.questions) await ask(question);
  }
  opening = false;
  keepTalk(answerMarks());
};
const rename = (talk, row) => {
  const box = make("input", { maxlength: MOST_NAME, "aria-label": say.kept_name });
  const form = make("form", {}, box, make("button", { type: "submit" }, say.ok));
  box.value = talk.title;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keepNow(keptNow().map((each) => (each.id === talk.id ? { ...each, title: box.value.trim() || each.title } : each)));
    listKept();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    listKept();
  });
  row.replaceChildren(form);
  box.focus();
};
const keptRow = (talk) => {
  const open = make("button", { type: "button", class: "open-kept", dir: "auto" }, talk.title);
  const other = make("button", { type: "button", "aria-label": fill(say.kept_rename, { name: talk.title }) }, "✎");
  const away = make("button", { type: "button", "aria-label": fill(say.kept_delete, { name: talk.title }) }, "×");
  const row = make("li", {}, open, make("small", {}, dayName(new Date(talk.at).toISOString().slice(0, 10))), other, away);
  open.addEventListener("click", () => reopen(talk));
  other.addEventListener("click", () => rename(talk, row));
  away.addEventListener("click", () => {
    keepNow(keptNow().filter((each) => each.id !== talk.id));
    if (talk.id === talkNow) keptIds = "";
    listKept();
    document.querySelector("#kept input").focus();
  });
  return row;
};
const listKept = () => {
  const panel = document.querySelector("#kept"), list = keptNow();
  if (!panel) return;
  panel.querySelector("[type=checkbox]").checked = Boolean(list);
  const words = panel.querySelector("[type=search]").value.toLowerCase().split(/\s+/);
  const fits = (list || []).filter((each) => words.every((word) => [each.title, ...each.questions].join(" ").toLowerCase().includes(word)));
  panel.querySelector("ul").replaceChildren(...fits.map(keptRow));
  for (const part of panel.querySelectorAll("[type=search], .clear")) part.hidden = !list?.length;
  panel.querySelector("[role=status]").textContent = list && !fits.length ? say.kept_none : "";
};
const madeKept = () => {
  const on = make("input", { type: "checkbox" }), find = make("input", { type: "search", "aria-label": say.kept_search, placeholder: say.kept_search });
  const all = make("button", { type: "button", class: "clear" }, say.kept_delete_all);
  const made = make("section", { id: "kept", class: "drop", "aria-label": say.kept, hidden: "" },
    make("label", {}, on, " ", say.kept_on), make("p", {}, say.kept_hint), find, make("ul", {}), make("p", { role: "status" }), all);
  on.addEventListener("change", () => {
    keepNow(on.checked ? [] : null);
    keptIds = talkNow = "";
    keepTalk(answerMarks());
    listKept();
  });
  find.addEventListener("input", listKept);
  all.addEventListener("click", () => {
    keepNow([]);
    listKept();
    on.focus();
  });
  return made;
};
addEventListener("storage", (event) => event.key === KEPT && listKept());      // another tab
