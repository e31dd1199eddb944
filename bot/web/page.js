/* What the page does beside Gradio: asks what an address asks, lets readers rate and keep answers, talks to the widget
   around it, and mends copies and labels made of the Markdown source and buttons without a name. */
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

  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  // The widget's page, when it framed this one: nothing else is spoken to or listened to.
  const query = new URLSearchParams(location.search);
  const origin = (text) => {
    try { return new URL(text).origin === text ? text : ""; } catch { return ""; }
  };
  const host = parent === window ? "" : origin(query.get("embed"));
  const tell = (type, detail = {}) => host && parent.postMessage({ type: `cuttings:${type}`, ...detail }, host);
  if (host) {
    const accent = query.get("accent") || "";
    document.documentElement.classList.add("embed");
    if (/^#[\da-f]{6}$/i.test(accent)) document.documentElement.style.setProperty("--widget", accent);
    addEventListener("keydown", (event) => event.key === "Escape" && tell("close"));
    addEventListener("message", (event) => {
      if (event.source !== parent || event.origin !== host || event.data?.type !== "cuttings:ask") return;
      ask(String(event.data.question));
    });
  }

  // Asking for the reader: Gradio takes a question when its box is there, free and has noticed what is typed.
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const type = (box, text) => {
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(box), "value").set.call(box, text);
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };
  let line = Promise.resolve();
  const ask = (question) => (line = line.then(() => submit(question.slice(0, 2000))));
  const submit = async (question) => {
    for (let tries = 0; tries < 300; tries++, await pause(200)) {
      const box = document.querySelector("#question textarea");
      const button = document.querySelector("#question .submit-button");
      if (!restored || !box || box.disabled || !button || button.disabled || !document.querySelector("#chat .example, #chat .message")) continue;
      type(box, question);
      await pause(100);
      document.querySelector("#question .submit-button")?.click();
      for (let waits = 0; waits < 150; waits++, await pause(100))      // Gradio's server empties the box
        if (box.value !== question || box.disabled) return;
    }
  };
  const asked = query.get("q")?.trim();

  // Under each answer: what it was worth, and a link to ask it again. Its mark says which answer it is.
  const VERDICTS = { helpful: "Helpful", "not helpful": "Not helpful", "wrong source": "Wrong source" };
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
      said.textContent = "Thank you, that is kept.";
      for (const each of row.querySelectorAll("[data-verdict]"))
        each.setAttribute("aria-pressed", String(each.dataset.verdict === verdict));
    } catch (error) {
      said.textContent = error.message || "That could not be sent.";
    }
  };
  const idOf = (mark) => mark.id.replace("answer-", "");
  const row = (mark) => {
    const answer = idOf(mark), question = mark.getAttribute("summary") || "";
    const made = make("div", { class: "verdict", "data-answer": answer, role: "group", "aria-label": "About this answer" });
    const comment = make("textarea", { maxlength: "2000", rows: "2", "aria-label": "Comment for the newsroom (optional)", placeholder: "What should the newsroom know? (optional)" });
    const send = make("button", { type: "button" }, "Send comment");
    const note = make("div", { class: "comment", hidden: "" }, comment, send);
    let verdict = "";
    for (const [value, name] of Object.entries(VERDICTS)) {
      const button = make("button", { type: "button", "data-verdict": value, "aria-pressed": "false" }, name);
      button.addEventListener("click", () => {
        verdict = value;
        note.hidden = false;
        rate(made, verdict, comment.value);
      });
      made.append(button);
    }
    send.addEventListener("click", () => rate(made, verdict, comment.value).then(() => (note.hidden = true)));
    const link = make("a", { href: `/?q=${encodeURIComponent(question)}` }, "Link to this question");
    if (host) link.target = "_blank";
    made.append(link, note, make("span", { role: "status" }));
    return made;
  };
  // What was said in this tab, for the next page or a reload; a link that asks begins anew.
  const TAB = "cuttings-answers";
  let before = "";
  try { before = asked && !host ? "" : sessionStorage.getItem(TAB) || ""; } catch { /* a browser may forbid it */ }
  let told = before.split(" ").at(-1), restored = !before;
  const box = () => document.querySelector("#tab input, #tab textarea");
  const restore = async () => {
    while (!box() || !document.querySelector("#chat .example")) await pause(100);
    await pause(300);                      // Gradio listens a moment after it has drawn the box
    type(box(), before);
    await pause(100);
    document.querySelector("#bring-back").click();
    await pause(2000);
    restored = true;                       // the server may have forgotten them all
  };
  if (before) restore();
  if (asked) ask(asked);
  const remember = (ids) => {
    restored ||= ids.length > 0;
    if (!restored) return;
    try { sessionStorage.setItem(TAB, ids.slice(-20).join(" ")); } catch { /* the same */ }
  };
  const verdicts = () => {
    const marks = Array.from(document.querySelectorAll("#chat .answer-mark[id]"));
    for (const mark of marks) {
      const message = mark.closest(".message-row");
      if (message.dataset.aiGenerated !== mark.getAttribute("name")) message.dataset.aiGenerated = mark.getAttribute("name");
      const ld = `/api/answers/${idOf(mark)}.jsonld`;
      if (!document.head.querySelector(`link[href="${ld}"]`)) document.head.append(make("link", { rel: "alternate", type: "application/ld+json", href: ld }));
      const there = message.querySelector(".verdict");
      if (there?.dataset.answer === idOf(mark)) continue;
      there?.remove();
      (mark.closest(".message") || message).append(row(mark));
    }
    for (const stray of document.querySelectorAll("#chat .verdict"))
      if (!stray.closest(".message-row")?.querySelector(".answer-mark")) stray.remove();
    const ids = marks.map(idOf);
    remember(ids);
    keep(ids);
    const last = marks.at(-1);
    if (!last || idOf(last) === told) return;
    told = idOf(last);
    const content = last.closest(".message-content, .message");
    tell("answer", { answered: !content.querySelector("blockquote"), citations: content.querySelectorAll(".prose a").length });
  };

  // Under the conversation: the whole of it as a file.
  const keep = (ids) => {
    const place = document.querySelector("#conversation");
    let line = document.querySelector(".keep");
    if (!ids.length || !place) return line?.remove();
    const key = ids.slice(-50).map((id) => `answer=${id}`).join("&");
    if (line?.dataset.key === key) return;
    line?.remove();
    line = make("p", { class: "keep", "data-key": key }, "Keep this conversation: ");
    for (const [form, name] of [["markdown", "Markdown"], ["json", "JSON"]])
      line.append(make("a", { href: `/api/export?form=${form}&${key}`, download: "" }, name), " ");
    place.append(line);
  };

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
  tell("ready");
  new MutationObserver(() => (label(), group(), verdicts())).observe(document, { subtree: true, childList: true, attributeFilter: ["aria-label"] });
})();
