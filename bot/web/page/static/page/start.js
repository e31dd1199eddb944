/* Brings back what was said in this tab, and keeps the page in step with what Gradio draws. */
// What was said in this tab, for the next page or a reload; a link that asks begins anew.
const TAB = "cuttings-answers";
let before = "";
try { before = asked && !host ? "" : sessionStorage.getItem(TAB) || ""; } catch { /* a browser may forbid it */ }
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
if (asked) (chosen() ? hand(chosen()) : Promise.resolve()).then(() => ask(asked));
const remember = (ids) => {
  restored ||= ids.length > 0;
  if (!restored) return;
  try { sessionStorage.setItem(TAB, ids.slice(-20).join(" ")); } catch { /* the same */ }
};
const verdicts = () => {
  const marks = Array.from(document.querySelectorAll("#chat .answer-mark[id]"));
  for (const mark of marks) {
    const message = gradio.rowOf(mark);
    if (message.dataset.aiGenerated !== mark.getAttribute("name")) message.dataset.aiGenerated = mark.getAttribute("name");
    const ld = `/api/answers/${idOf(mark)}.jsonld`;
    if (!document.head.querySelector(`link[href="${ld}"]`)) document.head.append(make("link", { rel: "alternate", type: "application/ld+json", href: ld }));
    const there = message.querySelector(".after");
    if (there?.dataset.answer === idOf(mark)) continue;
    there?.remove();
    gradio.bubbleOf(mark).append(row(mark));
  }
  for (const stray of document.querySelectorAll("#chat .after"))
    if (!gradio.rowOf(stray)?.querySelector(".answer-mark")) stray.remove();
  const ids = marks.map(idOf);
  remember(ids);
  keep(ids);
  const last = marks.at(-1);
  if (last) suggest(last);
  if (!last || idOf(last) === told) return;
  told = idOf(last);
  const content = gradio.contentOf(last);
  tell("answer", { answered: !content.querySelector("blockquote"), citations: gradio.marks(content).length });
};

// Under the conversation: the whole of it as a file.
const keep = (ids) => {
  const place = document.querySelector("#conversation");
  let line = document.querySelector(".keep");
  if (!ids.length || !place) return line?.remove();
  const key = ids.slice(-50).map((id) => `answer=${id}`).join("&");
  if (line?.dataset.key === key) return;
  line?.remove();
  line = make("p", { class: "keep", "data-key": key }, `${say.keep} `);
  for (const [form, name] of [["markdown", "Markdown"], ["json", "JSON"]])
    line.append(make("a", { href: `/api/export?form=${form}&${key}`, download: "" }, name), " ");
  place.append(line);
};

const label = () => {
  for (const message of gradio.named()) message.removeAttribute("aria-label");
  for (const [button, name] of [[gradio.sendButton(), say.ask], [gradio.stopButton(), say.stop]])
    if (button && !button.ariaLabel) button.ariaLabel = name;
};
const group = () => {
  const examples = gradio.exampleList();      // of buttons, which no list may hold
  examples?.setAttribute("role", "group");
  examples?.setAttribute("aria-label", say.examples);
};
const tongues = () => {                          // answers and what the archive proposes are English
  for (const part of [...gradio.words(), ...gradio.examples()]) {
    const language = part.textContent.trim() === say.looking ? say.language : "en";
    if (part.lang !== language) part.lang = language;
  }
};
let ready = false;
const admitReader = () => {                        // the widget waits for it; until then it offers a link
  if (ready || !gradio.box() || gradio.box().disabled || !gradio.drawn()) return;
  ready = true;
  tell("ready");
};
new MutationObserver(() => (admitReader(), build(), label(), group(), tongues(), verdicts(), follow())).observe(document, { subtree: true, childList: true, attributeFilter: ["aria-label"] });
