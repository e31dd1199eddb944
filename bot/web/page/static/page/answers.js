/* What stands under an answer, and where the conversation is scrolled to. */
// Under each answer: what it was worth, and a link to ask it again. Its mark says which answer it is.
const VERDICTS = ["helpful", "not helpful", "wrong source"];
const rate = async (row, verdict, comment = "") => {
  const said = row.querySelector("[role=status]");
  const answer = row.dataset.answer;
  try {
    const sent = await fetch(`${base}/api/feedback`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ answer, verdict, comment }),
    });
    if (!sent.ok) throw new Error((await sent.json()).detail);
    said.lang = say.language;
    said.textContent = say.thanks;
    for (const each of row.querySelectorAll("[data-verdict]"))
      each.setAttribute("aria-pressed", String(each.dataset.verdict === verdict));
  } catch (error) {
    admit(said, error, say.not_sent);
  }
};
const idOf = (mark) => mark.id.replace("answer-", "");
const verdict = (answer, question) => {
  const made = make("div", { class: "verdict", "data-answer": answer, role: "group", "aria-label": say.about_answer });
  const comment = make("textarea", { maxlength: LIMITS.comment, rows: "2", "aria-label": say.comment, placeholder: say.comment_hint });
  const send = make("button", { type: "button" }, say.comment_send);
  const note = make("div", { class: "comment", hidden: "" }, comment, send);
  let chosen = "";
  for (const value of VERDICTS) {
    const button = make("button", { type: "button", "data-verdict": value, "aria-pressed": "false" }, say[value]);
    button.addEventListener("click", () => {
      chosen = value;
      note.hidden = false;
      rate(made, chosen, comment.value).then(() => made.querySelector("[role=status]").scrollIntoView({ block: "nearest" }));
    });
    made.append(button);
  }
  send.addEventListener("click", () => rate(made, chosen, comment.value).then(() => (note.hidden = true)));
  const link = make("a", { class: "again", href: `${base}/?q=${encodeURIComponent(question)}` }, say.link);
  if (host) link.target = "_blank";
  made.append(make("span", { role: "status" }), link, note);
  return made;
};

// Between an answer and its verdict: the course of events, what was searched and why only that, what to ask next.
const known = new Map();
const once = (path, answer) => {
  const key = `${path} ${answer}`;
  if (!known.has(key)) known.set(key, get(path, { answer }).catch(() => void known.delete(key)));     // and asked again when it is wanted
  return known.get(key);
};
const sourcesOf = new Map();               // as HTML, for who prints: the browser waits for nothing then
const row = (mark) => {
  const answer = idOf(mark);
  const made = make("div", { class: "after", "data-answer": answer }, verdict(answer, mark.getAttribute("summary") || ""));
  once("beside", answer).then((said) => {
    if (!said) return;
    sourcesOf.set(answer, said.sources);
    beside(made, said);
  });
  return made;
};
const beside = (after, said) => {
  const line = make("div", { class: "searched" }, make("span", {}, said.searched));
  if (said.inferred) {
    const name = fill(say.inferred_chip, { range: said.inferred });
    const drop = () => askWith(said.again, { narrow: false });
    line.append(" ", make("span", {}, say.inferred), " ", chip(name, fill(say.inferred_remove, { name }), drop));
  }
  if (said.searched || said.inferred) after.prepend(line);
  if (said.typed) {
    const quoted = (text) => fill(say.quoted, { text });
    const typed = make("button", { type: "button", class: "chip", dir: "auto" }, quoted(said.typed));
    typed.addEventListener("click", () => askWith(said.typed, { respell: false }));
    after.prepend(make("div", { class: "searched" }, fill(say.searched_for, { what: quoted(said.again) }), " ", typed));
  }
  if (said.all) {
    const all = make("button", { type: "button", class: "all-on", lang: say.language }, said.all);
    all.addEventListener("click", () => turnedTo(said.about, "newest"));
    if (document.querySelector("#results")) after.querySelector(".verdict").before(all);
  }
  if (said.numbers) after.querySelector(".verdict").before(parsed(said.numbers));
  if (said.premises) after.prepend(premises(said.premises, after.dataset.answer));
  if (said.chart) course(after, said.chart);
  after.querySelector(".again").href = `${base}${said.link}`;
  after.prepend(sourcesButton(after.dataset.answer, said));
};
// A course of events: its axis first where there is room for it, and on a telephone its first and last entry, in between a
// button; where the window is low besides, the first entry alone.
const LOW = 700;      // pixels
const course = (after, html) => {
  const made = charted(html, after.dataset.answer), text = gradio.wordsBeside(after);
  narrow() ? after.prepend(made) : gradio.bubbleOf(after).prepend(made);
  const entries = gradio.entries(text), low = narrow() && innerHeight < LOW, between = entries.slice(1, low ? undefined : -1);
  if (between.length < 2) return;
  for (const entry of between) entry.classList.add("between");
  const open = make("button", { type: "button", class: "unfold", lang: say.language }, fill(low ? say.course_others : say.course_between, { number: figure(between.length) }));
  open.addEventListener("click", () => {
    text.classList.add("unfolded");
    between[0].tabIndex = -1;
    between[0].focus({ preventScroll: true });
  });
  entries[0].after(open);
};
const premises = (html, answer) => {
  const made = parsed(html);
  for (const mark of made.querySelectorAll("a")) mark.addEventListener("click", (event) => openSource(event, answer, mark));
  return made;
};
const charted = (html, answer) => {
  const made = parsed(html).firstElementChild;
  const told = made.querySelector(".told"), hint = told.textContent;
  for (const point of made.querySelectorAll("a")) {
    for (const name of ["focus", "mouseenter"]) point.addEventListener(name, () => (told.textContent = point.ariaLabel));
    for (const name of ["blur", "mouseleave"]) point.addEventListener(name, () => (told.textContent = hint));
    point.addEventListener("click", (event) => openSource(event, answer, point));
  }
  return made;
};
const GAP = 10;      // pixels above it
// A new question goes to the top of the conversation, with its answer's first line below it; there it stays while the answer
// grows, until the reader scrolls. Where an answer is short, room below it lets the question come that far.
let shown = 0, rising = false, placed = 0;
const movedOn = (box) => box && box.scrollTop > placed + 1;
const follow = () => {
  const rows = gradio.questions(), last = rows.at(-1), box = gradio.scroller();
  const asked = rows.length > shown;
  if (!asked && movedOn(box)) rising = false;      // by the reader: the event of it comes a frame later
  rising = asked || (rising && rows.length === shown);
  shown = rows.length;
  if (!last || !box) return;
  const top = last.getBoundingClientRect().top, end = last.parentElement.lastElementChild.getBoundingClientRect().bottom;
  const frame = box.getBoundingClientRect();
  last.parentElement.style.setProperty("--room", `${Math.max(0, Math.floor(box.clientHeight - (end - top) - 2 * GAP))}px`);
  if (!rising) return;
  const answer = gradio.rowBelow(last)?.getBoundingClientRect();
  const up = Math.max(top - frame.top - GAP, answer ? answer.top + FIRST_LINE - frame.bottom : 0);
  if (Math.abs(up) > 1) box.scrollTop += up;
  placed = box.scrollTop;
};
const FIRST_LINE = 56;      // pixels of an answer
for (const touch of ["wheel", "touchmove", "keydown"]) addEventListener(touch, () => (rising = false), { passive: true });
document.addEventListener("scroll", ({ target }) => {      // by its bar, by a screen reader: no touch, and further down than it was put
  if (target === gradio.scroller() && movedOn(target)) rising = false;
}, true);
addEventListener("resize", () => follow());
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const isLast = (part) => Array.from(document.querySelectorAll("#chat .after")).at(-1)?.contains(part);
const suggest = (mark) => {
  const answer = idOf(mark);
  for (const each of document.querySelectorAll("#chat .next")) if (each.dataset.answer !== answer) each.remove();
  once("next", answer).then((said) => {
    const after = document.querySelector(`#chat .after[data-answer="${answer}"]`);
    if (!said?.questions.length || !after || after.querySelector(".next") || !isLast(after)) return;
    const name = said.choices ? say.choose : say.next;
    const made = make("div", { class: said.choices ? "next choices" : "next", "data-answer": answer, role: "group", "aria-label": name }, make("span", {}, name));
    for (const question of said.questions) {
      const button = make("button", { type: "button", lang: "en" }, question);
      button.addEventListener("click", () => ask(question));
      made.append(button);
    }
    said.choices ? after.prepend(made) : after.querySelector(".verdict").before(made);
  });
};

// Under the last answer: the conversation as a file, and as a link that asks its questions again.
const keep = (marks) => {
  const place = marks.length && gradio.rowOf(marks.at(-1)).querySelector(".after");
  let line = document.querySelector(".keep");
  if (!place) return line?.remove();
  const key = marks.slice(-50).map((mark) => `answer=${idOf(mark)}`).join("&");
  if (line?.dataset.key === key && place.contains(line)) return;
  line?.remove();
  const questions = new URLSearchParams(marks.slice(-20).map((mark) => ["q", mark.getAttribute("summary")]));
  tell("link", { query: String(questions) });
  line = make("p", { class: "keep", "data-key": key }, `${say.keep} `);
  for (const [form, name] of [["markdown", "Markdown"], ["json", "JSON"]])
    line.append(make("a", { href: `${base}/api/export?form=${form}&${key}`, download: "" }, name), " ");
  if (marks.length > 1) line.append(make("a", { href: `${base}/?${questions}`, target: "_blank" }, say.link_all), " ");
  const fresh = make("button", { type: "button", class: "anew" }, say.anew);
  fresh.addEventListener("click", anew);
  line.append(fresh);
  place.append(line);
};
