/* Asking: for the reader, and what is said beside the box when something is in the way. */
const MOST = LIMITS.question, COUNTED = 0.8 * MOST;    // characters of a question; from the second on they are counted before the reader
const SILENCE_MS = 15_000;                 // without a new word of an answer, after which the reader is told that it takes long
const UNHEARD_MS = 4_000;                  // without a sign, after which a server is taken for one that is away
const BEGUN_MS = 8_000;                    // from sending to an answer under way: Gradio's server takes a tenth of a second
const DRAFT = "cuttings-draft";
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const figure = (number) => number.toLocaleString(say.language);
const sized = (text) => Array.from(text).length;

// Beside the box: what is in the way, and how long the question is.
const note = make("p", { id: "trouble", role: "alert" });
const count = make("p", { id: "count", hidden: "" });
const trouble = (text = "") => {
  if (note.textContent !== text) note.textContent = text;
};
const TROUBLES = {
  "too-many": say.trouble_many, crowded: say.trouble_crowded, unavailable: say.trouble_crowded, "too-slow": say.trouble_late,
  archive: say.trouble_archive, invalid: say.trouble_invalid, unexpected: say.trouble_failed,
};
const tooLong = (text) => sized(text) > MOST && fill(say.trouble_long, { number: figure(sized(text) - MOST), most: figure(MOST) });
const measure = () => {
  const size = sized(gradio.box()?.value.trim() ?? "");
  count.hidden = size < COUNTED;
  count.textContent = fill(say.counted, { number: figure(size), most: figure(MOST) });
};
const hold = (event) => {
  const text = gradio.box().value.trim(), why = text ? tooLong(text) : say.trouble_empty;
  trouble(why || "");
  if (!why) {
    picked = "";                           // what is asked now is what the reader wants to see the sources of
    return void begun(text);
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  gradio.box().focus();
};
const alive = () => fetch(`${base}/healthz`, { signal: AbortSignal.timeout(UNHEARD_MS) }).then((answer) => answer.ok, () => false);
const waits = () => !gradio.stopButton() && !gradio.box().disabled && gradio.box().value.trim();
const begun = async (text) => {            // a server that hangs takes no question, and Gradio waits for it in silence
  await pause(BEGUN_MS);
  if (waits() === text) trouble((await alive()) ? say.trouble_slow : say.trouble_away);
};
addEventListener("keydown", (event) => {
  if (event.target === gradio.box() && event.key === "Enter" && !event.shiftKey && !event.isComposing) hold(event);
}, true);
addEventListener("click", (event) => gradio.sendButton()?.contains(event.target) && hold(event), true);
addEventListener("input", (event) => {
  if (event.target !== gradio.box()) return;
  measure();
  trouble();
  if (stored(DRAFT)) store(DRAFT, gradio.box().value);
}, true);

// A question that nobody answered goes back into the box; Gradio loads the page anew when its server comes back.
const unanswered = () => {
  const last = gradio.questions().at(-1);
  return last && !gradio.rowBelow(last)?.querySelector(".answer-mark") ? last.innerText.trim() : "";
};
const draft = () => gradio.box()?.value || unanswered();
const putBack = (text) => {
  if (!text || !gradio.box() || gradio.box().value) return;
  gradio.type(gradio.box(), text);
  measure();
};
const store = (key, text) => {
  try { text ? sessionStorage.setItem(key, text) : sessionStorage.removeItem(key); } catch { /* a browser may forbid it */ }
};
const stored = (key) => {
  try { return sessionStorage.getItem(key) || ""; } catch { return ""; }
};
const alarmed = new WeakSet();
const alarm = async () => {                // Gradio says it in a corner, in English, and of whatever it was
  const theirs = gradio.alarm();
  if (!theirs || alarmed.has(theirs)) return;
  alarmed.add(theirs);
  const text = draft();
  store(DRAFT, text);
  gradio.stopButton()?.click();
  const away = !(await alive());
  putBack(text);
  trouble(away ? say.trouble_away : say.trouble_failed);
};
addEventListener("click", async (event) => {
  if (!gradio.stopButton()?.contains(event.target)) return;
  const text = unanswered();
  store(DRAFT, text);
  await pause(UNHEARD_MS);
  if (!busy) return store(DRAFT, "");
  putBack(text);
  trouble(say.trouble_away);
  while (busy && !(await alive())) await pause(UNHEARD_MS);
  await pause(UNHEARD_MS);                 // it is back, and may have heard meanwhile
  busy ? location.reload() : putBack(text);
}, true);
let undoing = false;
const refused = async () => {              // by the server, as the last message: it becomes a note, and the question a draft
  const mark = gradio.answers().at(-1)?.querySelector(".trouble-mark");
  if (!mark || undoing || gradio.stopButton() || gradio.box()?.disabled) return;
  undoing = true;
  const text = unanswered();
  const why = TROUBLES[mark.id.replace("trouble-", "")] || say.trouble_failed;
  trouble(why);
  await pause(200);
  gradio.undoButton()?.click();
  for (let waits = 0; waits < 100 && gradio.answers().at(-1)?.contains(mark); waits++) await pause(50);
  await pause(200);
  putBack(text);
  trouble(why);
  undoing = false;
};

// An answer under way: when it grows no more the reader is told, and when it ends the focus goes back to the box.
let busy = false, silent = 0, grown = "";
const settle = () => {
  const now = Boolean(gradio.stopButton() || gradio.box()?.disabled), text = gradio.answers().at(-1)?.textContent ?? "";
  if (now && (!busy || text !== grown)) {
    if (note.textContent === say.trouble_slow) trouble();
    clearTimeout(silent);
    silent = setTimeout(() => busy && trouble(say.trouble_slow), SILENCE_MS);
  }
  if (busy && !now) {
    clearTimeout(silent);
    if ([say.trouble_slow, say.trouble_away].includes(note.textContent)) trouble();
    if (!gradio.box()?.value) store(DRAFT, "");
    refocus();
  }
  grown = text;
  busy = now;
};
const refocus = () => {                    // unless the reader is elsewhere; on a telephone the keyboard would cover the answer
  const nowhere = !document.activeElement || document.activeElement === document.body;
  if (nowhere && document.hasFocus() && !matchMedia("(pointer: coarse)").matches) gradio.box().focus({ preventScroll: true });
};

// Asking for the reader: Gradio takes a question when its box is there, free and has noticed what is typed.
let line = Promise.resolve();
const ask = (question) => (line = line.then(() => submit(question)));
const submit = async (question) => {
  for (let tries = 0; tries < 300; tries++, await pause(200)) {
    const box = gradio.box(), button = gradio.sendButton();
    if (!restored || !box || box.disabled || !button || button.disabled || !gradio.drawn()) continue;
    gradio.type(box, question);
    await pause(100);
    gradio.sendButton()?.click();
    if (tooLong(question)) return;
    for (let waits = 0; waits < 150; waits++, await pause(100))      // Gradio's server empties the box
      if (box.value !== question || box.disabled) return;
  }
};
const anew = () => {
  gradio.clearButton()?.click();
  trouble();
};
const asked = query.getAll("q").map((each) => each.trim()).filter(Boolean).slice(0, 20);
const askOnce = async () => {              // a reload brings the conversation back instead of asking again
  for (const question of asked) await ask(question);
  query.delete("q");
  history.replaceState(history.state, "", `${location.pathname}${query.size ? `?${query}` : ""}${location.hash}`);
};
const listening = async () => {
  while (!gradio.hidden("scope") || !gradio.drawn()) await pause(100);
  await pause(300);                        // Gradio listens a moment after it has drawn its boxes
};
