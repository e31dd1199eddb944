/* The sources of an answer: beside the conversation, in a sheet over it where there is no room, and at a mark's side. */
let picked = "";         // the answer whose sources the reader wants to see; the last one's otherwise
const closeSheet = make("button", { type: "button", class: "close", "aria-label": say.close_sources }, "×");
const cuttings = make("div", {});
const shelf = make("section", { id: "sources", "aria-label": say.cuttings }, closeSheet, cuttings);
const answerMarks = () => Array.from(document.querySelectorAll("#chat .answer-mark[id]"));
const resting = () => make("section", { class: "cuttings resting" }, make("h2", {}, say.cuttings), make("p", {}, say.cuttings_hint));
const current = () => {
  const marks = answerMarks(), last = gradio.answers().at(-1);
  if (marks.some((mark) => idOf(mark) === picked)) return picked;      // for a moment, while Gradio draws anew, there may be none
  if (last?.querySelector(".preview-mark")) return `preview ${gradio.answers().length}`;      // it is kept nowhere but here
  return last && marks.length && last.contains(marks.at(-1)) ? idOf(marks.at(-1)) : "";
};
const showSources = async () => {
  const answer = current();
  if (shelf.dataset.answer === answer) return;
  shelf.dataset.answer = answer;
  const said = answer.startsWith("preview") ? { sources: gradio.panel() } : answer && (await once("beside", answer));
  if (shelf.dataset.answer !== answer) return;
  cuttings.replaceChildren(said ? parsed(said.sources) : resting());
  const wanted = answerMarks().find((mark) => idOf(mark) === answer && answer === picked);
  if (wanted) cuttings.querySelector("h2").after(make("p", { class: "of", lang: "" }, wanted.getAttribute("summary")));
  for (const button of document.querySelectorAll(".sources-of")) button.setAttribute("aria-pressed", String(button.dataset.answer === answer));
};
const passageOf = (number, within) =>
  Array.from(within.querySelectorAll(".passage")).find((each) => each.querySelector(".number")?.textContent === number);

// A mark's card is where it leads; with a key held, or the middle button, it is the link that it is.
let opener = null, returning = false;
const openSource = async (event, answer, mark) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  picked = answer;
  opener = mark;
  hideGlance();
  await showSources();
  document.documentElement.classList.add("sheet");
  const passage = passageOf(mark.dataset.number, cuttings), place = passage || cuttings.querySelector("h2");
  const card = passage?.closest(".card"), room = document.querySelector("#evidence").clientHeight;
  passage?.closest("details")?.setAttribute("open", "");
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
  const fits = card && passage.getBoundingClientRect().bottom - card.getBoundingClientRect().top < room;      // with its headline
  (fits ? card : place).scrollIntoView({ block: passage && !fits ? "center" : "start", behavior: calm() ? "auto" : "smooth" });
};
const shutSheet = () => {
  document.documentElement.classList.remove("sheet");
  returning = true;                        // its card was just seen, and would lie on the answer
  if (opener?.isConnected) opener.focus({ preventScroll: true });
  returning = false;
};
const isSheet = () => document.documentElement.classList.contains("sheet") && getComputedStyle(closeSheet).display !== "none";
closeSheet.addEventListener("click", shutSheet);
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !(isSheet() || !glance.hidden)) return;
  event.preventDefault();
  glance.hidden ? shutSheet() : hideGlance();
}, true);
document.addEventListener("click", (event) => {
  const mark = gradio.markAt(event.target), answer = mark && gradio.rowOf(mark).querySelector(".after")?.dataset.answer;
  if (answer) openSource(event, answer, mark);
});
const sourcesButton = (answer, said) => {
  const panel = parsed(said.sources), number = panel.querySelectorAll(".cuttings > .cards .passage").length;      // the folded ones are not counted
  const name = panel.querySelector(".nearest") ? say.nearest : fill(say.sources_of, { number });
  const button = make("button", { type: "button", class: "sources-of", "data-answer": answer, "aria-pressed": String(shelf.dataset.answer === answer) }, name);
  button.hidden = Boolean(panel.querySelector(".resting"));
  button.addEventListener("click", (event) => openSource(event, answer, button));
  return button;
};

// At a mark's side, while it is pointed at or has the focus: what it leads to.
const glance = make("div", { id: "glance", role: "tooltip", hidden: "" });
let leaving = 0;
const hideGlance = () => {
  glance.hidden = true;
  document.querySelector("[aria-describedby=glance]")?.removeAttribute("aria-describedby");
};
const showGlance = async (mark) => {
  clearTimeout(leaving);
  const answer = gradio.rowOf(mark)?.querySelector(".after")?.dataset.answer, said = answer && (await once("beside", answer));
  const passage = said && passageOf(mark.dataset.number, parsed(said.sources)), card = passage?.closest(".card");
  if (!card || !(mark.matches(":hover") || document.activeElement === mark)) return;
  const parts = [card.querySelector("h3"), card.querySelector(".dateline"), card.querySelector(".byline"), passage.querySelector("mark")];
  glance.replaceChildren(...parts.filter(Boolean).map((part) => make("p", { class: part.className || part.localName }, ...part.childNodes)));
  glance.hidden = false;
  mark.setAttribute("aria-describedby", "glance");
  const at = mark.getBoundingClientRect(), size = glance.getBoundingClientRect(), below = at.bottom + 6;
  glance.style.left = `${Math.max(8, Math.min(at.left, innerWidth - size.width - 8))}px`;
  glance.style.top = `${below + size.height < innerHeight ? below : Math.max(8, at.top - size.height - 6)}px`;
};
for (const name of ["pointerover", "focusin"])
  document.addEventListener(name, (event) => {
    const mark = event.pointerType !== "touch" && !returning && gradio.markAt(event.target);
    if (mark) showGlance(mark);
    else if (glance.contains(event.target)) clearTimeout(leaving);
  });
for (const name of ["pointerout", "focusout"])
  document.addEventListener(name, (event) => {
    if (gradio.markAt(event.target) || glance.contains(event.target)) leaving = setTimeout(hideGlance, 200);
  });
const numbered = () => {                   // a title would be shown twice
  for (const mark of gradio.allMarks()) {
    if (mark.dataset.number) continue;
    mark.dataset.number = mark.textContent.trim();
    lead(mark.parentElement);
    if (mark.title) mark.ariaLabel = `${mark.dataset.number}, ${mark.title}`;
    mark.removeAttribute("title");
  }
};

const addressOf = (link) => link.href.replace(/(\?start=[^#]*)?(#.*)?$/, "");      // of the article, not of a place in it
// On paper: every answer's cards under its question, and what is folded open.
const printed = make("section", { id: "printed", class: "cuttings" });
addEventListener("beforeprint", () => {
  const turns = answerMarks().filter((mark) => parsed(sourcesOf.get(idOf(mark)) || "").querySelector(".card"));
  printed.replaceChildren(...turns.flatMap((mark) => [
    make("h2", { dir: "auto" }, mark.getAttribute("summary")), ...parsed(sourcesOf.get(idOf(mark))).querySelectorAll(".cards"),
  ]));
  for (const link of document.querySelectorAll("#printed .open a, #results h3 a")) link.dataset.address = addressOf(link);
  document.documentElement.classList.toggle("printing", turns.length > 0);
  for (const fold of document.querySelectorAll("#chat details:not([open])")) fold.open = fold.dataset.printed = true;
});
addEventListener("afterprint", () => {
  printed.replaceChildren();
  document.documentElement.classList.remove("printing");
  for (const fold of document.querySelectorAll("#chat details[data-printed]")) {
    fold.open = false;
    delete fold.dataset.printed;
  }
});

// A card's article as a line for a footnote.
const citation = (card) => {
  const title = card.querySelector("h3").textContent.trim(), by = card.querySelector(".byline:not(.twins)")?.textContent, day = card.querySelector("time")?.textContent;
  const links = Array.from(card.querySelectorAll("h3 a, .open a")), original = links.find((link) => new URL(link.href).origin !== location.origin);
  return fill(say.citation, { title, byline: by ? `${by}, ` : "", day: day || say.undated, address: addressOf(original || links[0]) });
};
const citable = () => {
  if (!navigator.clipboard) return;
  for (const card of document.querySelectorAll("#sources .card:not(:has(.cite)), #results .card:not(:has(.cite))")) {
    const button = make("button", { type: "button", class: "cite", lang: say.language }, say.cite);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(citation(card));
      button.textContent = say.cited_copied;
      news.textContent = say.cited_copied;
      setTimeout(() => (button.textContent = say.cite), 2_000);
    });
    card.append(button);
  }
};
