/* Brings back what was said in this tab, and keeps the page in step with what Gradio draws. */
// What was said in this tab, for the next page or a reload; a link that asks begins anew.
const TAB = `cuttings-answers${query.get("slot") || ""}`;      // two frames on one page have one memory
const before = asked.length && !host ? "" : stored(TAB);
let told = before.split(" ").at(-1), restored = !before;
const restore = async () => {
  await listening();
  gradio.type(gradio.hidden("tab"), before);
  await pause(100);
  if (gradio.questions().length) return void (restored = true);      // the reader was faster
  gradio.bringBack().click();
  await pause(2000);
  restored = true;                       // the server may have forgotten them all
};
if (before) restore();
if (asked.length) (chosen() ? hand(chosen()) : Promise.resolve()).then(askOnce);
const leftover = stored(DRAFT);            // Gradio loaded the page anew, with a question in the box or on its way
if (leftover) listening().then(() => {      // it may load it twice: the draft stays until it was sent, or taken out of the box
  putBack(leftover);
  trouble(say.trouble_restarted);
});
const remember = (ids) => {
  restored ||= ids.length > 0;
  if (!restored) return;
  store(TAB, ids.slice(-20).join(" "));
};
const verdicts = () => {
  const marks = answerMarks();
  for (const mark of marks) {
    const message = gradio.rowOf(mark);
    if (message.dataset.aiGenerated !== mark.getAttribute("name")) message.dataset.aiGenerated = mark.getAttribute("name");
    const ld = `${base}/api/answers/${idOf(mark)}.jsonld`;
    if (!document.head.querySelector(`link[href="${ld}"]`)) document.head.append(make("link", { rel: "alternate", type: "application/ld+json", href: ld }));
    const there = message.querySelector(".after");
    if (there?.dataset.answer === idOf(mark)) continue;
    there?.remove();
    message.querySelector(".course")?.remove();      // it was the former answer's
    gradio.bubbleOf(mark).append(row(mark));
  }
  for (const stray of document.querySelectorAll("#chat .after"))
    if (!gradio.rowOf(stray)?.querySelector(".answer-mark")) stray.remove();
  const ids = marks.map(idOf);
  remember(ids);
  keepTalk(marks);
  keep(marks);
  const last = marks.at(-1);
  if (last) suggest(last);
  if (!last || idOf(last) === told) return;
  told = idOf(last);
  const content = gradio.contentOf(last), text = content.querySelector("p")?.textContent ?? "";
  news.replaceChildren(say.answer_there, " ", make("span", { lang: last.lang || "en" }, text));
  tell("answer", { answered: !content.querySelector("blockquote"), citations: gradio.marks(content).length });
};

const label = () => {
  for (const message of gradio.named()) message.removeAttribute("aria-label");
  for (const [button, name] of [[gradio.sendButton(), say.ask], [gradio.stopButton(), say.stop]])
    if (button && !button.ariaLabel) button.ariaLabel = name;
};
const titled = asked.length ? document.title : "";      // of a link that asks; Gradio puts its own in its place
const entitle = () => {
  if (titled && document.title !== titled) document.title = titled;
};
const group = () => {
  const examples = gradio.exampleList();      // of buttons, which no list may hold
  examples?.setAttribute("role", "group");
  examples?.setAttribute("aria-label", say.examples);
};
const tongues = () => {                          // an answer's mark says its language; the rest is English
  for (const part of [...gradio.words(), ...gradio.examples()]) {
    const own = part.querySelector(".answer-mark")?.lang || "en";
    const language = part.textContent.trim() === say.looking ? say.language : own;
    if (part.lang !== language) part.lang = language;
  }
};
const news = make("p", { id: "news", role: "status" });      // for who hears the page: the log would be read word by word as it grows
const place = () => {
  const log = gradio.scroller(), evidence = document.querySelector("#evidence"), question = document.querySelector("#question");
  if (log && log.getAttribute("aria-live") !== "off") log.setAttribute("aria-live", "off");
  if (evidence && !shelf.isConnected) evidence.append(shelf);
  if (evidence && !printed.isConnected) evidence.after(printed);
  if (question && !note.isConnected) question.append(count, note);
  if (!news.isConnected && document.body) document.body.append(news);
  if (!glance.isConnected) document.querySelector("#conversation")?.append(glance);
  document.documentElement.classList.toggle("asked", gradio.questions().length > 0 || Boolean(document.querySelector("#results:not([hidden])")));
};
const starters = query.getAll("starter").slice(0, 6);
const begin = () => {                      // with what the widget's page proposes, instead of what the archive does
  const list = starters.length && gradio.welcome();
  if (!list || list.querySelector(".starters")) return;
  const made = make("div", { class: "starters", role: "group", "aria-label": say.examples });
  for (const question of starters) {
    const button = make("button", { type: "button" }, question);
    button.addEventListener("click", () => ask(question));
    made.append(button);
  }
  list.append(made);
};
let ready = false;
const admitReader = () => {                        // the widget waits for it; until then it offers a link
  if (ready || !gradio.box() || gradio.box().disabled || !gradio.drawn()) return;
  ready = true;
  if (!query.get("slot")) gradio.box().focus({ preventScroll: true });      // in the middle of a text it would take the reader there
  tell("ready");
};
const STEPS = [admitReader, place, build, begin, label, entitle, group, tongues, numbered, verdicts, showSources, citable, follow, settle, alarm, refused];
new MutationObserver(() => STEPS.forEach((step) => step())).observe(document, { subtree: true, childList: true, characterData: true, attributeFilter: ["aria-label", "disabled"] });
