/* What stands under an answer, and where the conversation is scrolled to. */
// Under each answer: what it was worth, and a link to ask it again. Its mark says which answer it is.
const VERDICTS = ["helpful", "not helpful", "wrong source"];
const rate = async (row, verdict, comment = "") => {
  const said = row.querySelector("[role=status]");
  const answer = row.dataset.answer;
  try {
    const sent = await fetch("/api/feedback", {
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
  const comment = make("textarea", { maxlength: "2000", rows: "2", "aria-label": say.comment, placeholder: say.comment_hint });
  const send = make("button", { type: "button" }, say.comment_send);
  const note = make("div", { class: "comment", hidden: "" }, comment, send);
  let chosen = "";
  for (const value of VERDICTS) {
    const button = make("button", { type: "button", "data-verdict": value, "aria-pressed": "false" }, say[value]);
    button.addEventListener("click", () => {
      chosen = value;
      note.hidden = false;
      rate(made, chosen, comment.value);
    });
    made.append(button);
  }
  send.addEventListener("click", () => rate(made, chosen, comment.value).then(() => (note.hidden = true)));
  const link = make("a", { class: "again", href: `/?q=${encodeURIComponent(question)}` }, say.link);
  if (host) link.target = "_blank";
  made.append(link, note, make("span", { role: "status" }));
  return made;
};

// Between an answer and its verdict: the course of events, what was searched and why only that, what to ask next.
const known = new Map();
const once = (path, answer) => {
  const key = `${path} ${answer}`;
  if (!known.has(key)) known.set(key, get(path, { answer }).catch(() => null));
  return known.get(key);
};
const row = (mark) => {
  const answer = idOf(mark);
  const made = make("div", { class: "after", "data-answer": answer }, verdict(answer, mark.getAttribute("summary") || ""));
  once("beside", answer).then((said) => said && steadily(() => beside(made, said)));
  return made;
};
const beside = (after, said) => {
  const line = make("div", { class: "searched" }, make("span", {}, said.searched));
  if (said.inferred) {
    const name = fill(say.inferred_chip, { range: said.inferred });
    const drop = () => askWider(said.again);
    line.append(" ", make("span", {}, say.inferred), " ", chip(name, fill(say.inferred_remove, { name }), drop));
  }
  if (said.searched) after.prepend(line);
  if (said.chart) after.prepend(charted(said.chart));
  after.querySelector(".again").href = said.link;
};
const charted = (html) => {
  const made = parsed(html).firstElementChild;
  const told = made.querySelector(".told"), hint = told.textContent;
  for (const point of made.querySelectorAll("a")) {
    for (const name of ["focus", "mouseenter"]) point.addEventListener(name, () => (told.textContent = point.ariaLabel));
    for (const name of ["blur", "mouseleave"]) point.addEventListener(name, () => (told.textContent = hint));
    point.addEventListener("click", (event) => {
      const quote = isLast(made) && quoteOf(point.dataset.number);
      if (!quote) return;                        // the link leads there too
      event.preventDefault();
      quote.tabIndex = -1;
      quote.focus({ preventScroll: true });
      quote.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });
    });
  }
  return made;
};
const GAP = 10;      // pixels above it
// A new question goes to the top of the conversation; its answer grows below it and is read from its first line.
let shown = 0, rising = false;
const follow = () => {
  const rows = gradio.questions(), box = gradio.scroller();
  if (rows.length !== shown) rising = rows.length > shown;
  shown = rows.length;
  if (!rising || !box) return;
  const below = rows[shown - 1].getBoundingClientRect().top - box.getBoundingClientRect().top - GAP;
  if (below > 1) box.scrollTop += below;
  else if (box.scrollTop) rising = false;
};
for (const touch of ["wheel", "touchmove", "keydown"]) addEventListener(touch, () => (rising = false), { passive: true });
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const isLast = (part) => Array.from(document.querySelectorAll("#chat .after")).at(-1)?.contains(part);
const quoteOf = (number) =>
  Array.from(document.querySelectorAll("#sources .passage")).find((each) => each.querySelector(".number")?.textContent === number);
const steadily = (change) => {                   // who was at the end of the conversation stays there
  const log = gradio.scroller();
  const atEnd = log && log.scrollHeight - log.scrollTop - log.clientHeight < 120;
  change();
  if (atEnd) log.scrollTop = log.scrollHeight;
};
const suggest = (mark) => {
  const answer = idOf(mark);
  for (const each of document.querySelectorAll("#chat .next")) if (each.dataset.answer !== answer) each.remove();
  once("next", answer).then((said) => {
    const after = document.querySelector(`#chat .after[data-answer="${answer}"]`);
    if (!said?.questions.length || !after || after.querySelector(".next") || !isLast(after)) return;
    const made = make("div", { class: "next", "data-answer": answer, role: "group", "aria-label": say.next }, make("span", {}, say.next));
    for (const question of said.questions) {
      const button = make("button", { type: "button", lang: "en" }, question);
      button.addEventListener("click", () => ask(question));
      made.append(button);
    }
    steadily(() => after.querySelector(".verdict").before(made));
  });
};
