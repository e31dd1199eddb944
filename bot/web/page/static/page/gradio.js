/* All that the page knows of Gradio's markup: where its parts stand, by the names that version 6.31 has for them. */
const ANSWER = '#chat [data-testid="bot"]';
const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
const gradio = {
  box: () => document.querySelector("#question textarea"),
  sendButton: () => document.querySelector("#question .submit-button"),
  panel: () => document.querySelector("#panel .cuttings")?.outerHTML ?? "",
  clearButton: () => document.querySelector("#chat .top-panel button"),
  undoButton: () => all("#chat .message-buttons button").at(-1),
  alarm: () => document.querySelector(".toast-body.error"),
  stopButton: () => document.querySelector("#question .stop-button"),
  hidden: (id) => document.querySelector(`#${id} input, #${id} textarea`),       // a box that only the page types into
  bringBack: () => document.querySelector("#bring-back"),
  drawn: () => Boolean(document.querySelector("#chat .example, #chat .message")),
  scroller: () => document.querySelector("#chat .bubble-wrap"),
  questions: () => all("#chat .user-row"),
  answers: () => all(ANSWER),
  examples: () => all("#chat .example"),
  welcome: () => document.querySelector("#chat .placeholder-content"),
  exampleList: () => document.querySelector('#chat .examples[role="list"]'),
  words: () => all(`${ANSWER} .prose`),
  named: () => all("#chat [data-testid][aria-label]"),
  rowOf: (part) => part.closest(".message-row"),
  bubbleOf: (part) => part.closest(".message") || gradio.rowOf(part),
  wordsBeside: (part) => part.closest(".message")?.querySelector(".prose"),
  entries: (text) => all(":scope > p", text),
  contentOf: (part) => part.closest(".message-content, .message"),
  contents: (row) => all(".message-content", row),
  marks: (part) => all(".prose a", part),
  allMarks: () => all(`${ANSWER} .prose a`),
  markAt: (part) => part.closest?.(`${ANSWER} .prose a`),
  buttonUnderMessage: (part) => part.closest?.("#chat .message-buttons button"),
  rowBelow(row) {
    let below = row.nextElementSibling;
    while (below && !below.classList.contains("message-row")) below = below.nextElementSibling;
    return below;
  },
  rowAbove(button) {
    let row = button.closest(".message-buttons");
    while (row && !row.classList.contains("message-row")) row = row.previousElementSibling;
    return row;
  },
  type(box, text) {                        // as if typed: setting the value alone is not noticed
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(box), "value").set.call(box, text);
    box.dispatchEvent(new Event("input", { bubbles: true }));
  },
};
