/* Mends two things in Gradio's chat: copies and labels made of the Markdown source, and buttons without a name. */
(() => {
  "use strict";

  const written = (message) =>
    Array.from(message.querySelectorAll(".message-content"), (part) => {
      const copy = part.cloneNode(true);
      for (const mark of copy.querySelectorAll("a")) mark.textContent = `[${mark.textContent}]`;
      part.after(copy);                    // innerText knows about lines only of what stands in the page
      const text = copy.innerText;
      copy.remove();
      return text.trim();
    }).join("\n\n");

  const messageOf = (button) => {
    let row = button.closest(".message-buttons");
    while (row && !row.classList.contains("message-row")) row = row.previousElementSibling;
    return row;
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.('#chat .message-buttons button[title="Copy message"]');
    const message = button && messageOf(button);
    if (!message || !navigator.clipboard) return;
    // After Gradio's own handler, which writes the source.
    setTimeout(() => navigator.clipboard.writeText(written(message)).catch(() => {}), 50);
  });

  const names = { ".submit-button": "Ask", ".stop-button": "Stop" };
  const label = () => {
    for (const message of document.querySelectorAll("#chat [data-testid][aria-label]")) message.removeAttribute("aria-label");
    for (const [button, name] of Object.entries(names))
      document.querySelector(`#question ${button}:not([aria-label])`)?.setAttribute("aria-label", name);
  };
  const group = () => {
    const examples = document.querySelector('#chat .examples[role="list"]');      // of buttons, which no list may hold
    examples?.setAttribute("role", "group");
    examples?.setAttribute("aria-label", "Questions to begin with");
  };
  new MutationObserver(() => (label(), group())).observe(document, { subtree: true, childList: true, attributeFilter: ["aria-label"] });
})();
