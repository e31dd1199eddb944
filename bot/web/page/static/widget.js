/* Puts the archive's chat on a newsroom's page: a launcher with a panel, and <cuttings-chat> for a place in the text. */
(() => {
  "use strict";
  if (window.Cuttings) return;
  const script = document.currentScript;
  const origin = new URL(script.src).origin;
  const options = script.dataset;
  const PATIENCE = Number(options.timeout) || 8000;      // ms until a frame that says nothing counts as refused
  const KEY = "cuttings-open";
  const TEXTS = {
    en: ["Ask the archive", "Close", "The archive can’t be shown in this page.", "Open it in a page of its own"],
    de: ["Fragen Sie das Archiv", "Schließen", "Das Archiv lässt sich auf dieser Seite nicht anzeigen.", "Auf einer eigenen Seite öffnen"],
    fr: ["Interrogez les archives", "Fermer", "Les archives ne peuvent pas s’afficher dans cette page.", "Les ouvrir dans leur propre page"],
    es: ["Pregunte al archivo", "Cerrar", "El archivo no se puede mostrar en esta página.", "Abrirlo en su propia página"],
  };
  const language = navigator.languages.map((each) => each.split("-")[0].toLowerCase()).find((each) => Object.hasOwn(TEXTS, each)) || "en";
  const [ASK, CLOSE, REFUSED, APART] = TEXTS[language];

  const shown = /^#([\da-f]{3}|[\da-f]{6})$/i.test(options.accent || "") ? options.accent : "#a6192e";
  const light = ([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b > 140;
  const hex = shown.length === 4 ? shown.replace(/[^#]/g, "$&$&") : shown;
  const onAccent = light([1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16))) ? "#111" : "#fff";

  // The site's own ground decides between light and dark; where it paints none, the reader's system.
  const dark = () => {
    if (/^(light|dark)$/.test(options.theme || "")) return options.theme === "dark";
    for (const element of [document.body, document.documentElement]) {
      const parts = element && getComputedStyle(element).backgroundColor.match(/[\d.]+/g);
      if (parts && (parts.length < 4 || Number(parts[3]) > 0.5)) return !light(parts.map(Number));
    }
    return matchMedia("(prefers-color-scheme: dark)").matches;
  };
  const address = (question, title) => {
    const query = new URLSearchParams({ embed: location.origin, accent: hex, __theme: dark() ? "dark" : "light" });
    if (title) query.set("title", title);
    if (question) query.set("q", question);
    return `${origin}/chat/?${query}`;
  };
  const plain = (question) => `${origin}/${question ? `?q=${encodeURIComponent(question)}` : ""}`;
  const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`cuttings:${name}`, { detail }));
  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  const style = (text) => {
    const sheet = new CSSStyleSheet();                    // a constructed sheet needs no style-src of the site
    sheet.replaceSync(`:host { --accent: ${hex}; --on: ${onAccent}; color-scheme: light dark; } ${text}`);
    return [sheet];
  };
  const COMMON = `* { box-sizing: border-box; }
    .frame { position: relative; flex: 1; min-height: 0; background: var(--ground); }
    iframe { position: absolute; inset: 0; width: 100%; height: 100%; border: 0; }
    .refused { position: absolute; inset: 0; padding: 1.5rem; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
    .refused a { color: inherit; font-weight: 600; }
    .light { --ground: #faf8f3; --ink: #1d1b18; } .dark { --ground: #171614; --ink: #ece7dd; }`;

  /* A place that holds the chat: the frame, made when it is wanted, and what is said when it is refused. */
  const chat = (title, close) => {
    const box = make("div", { class: "frame" });
    let frame, timer, ready = false, queue = [];
    const refuse = (question) => {
      const link = make("a", { href: plain(question), target: "_blank", rel: "noopener" }, APART);
      box.querySelector(".refused")?.remove();
      box.append(make("div", { class: "refused", role: "alert", lang: language }, make("p", {}, REFUSED), make("p", {}, link)));
    };
    const load = (question) => {
      frame = make("iframe", { src: address(question, title), title, referrerpolicy: "origin", allow: "clipboard-write" });
      box.append(frame);
      timer = setTimeout(() => refuse(question), PATIENCE);
    };
    addEventListener("message", (event) => {
      if (event.origin !== origin || !frame || event.source !== frame.contentWindow) return;
      const { type, ...detail } = event.data || {};
      if (type === "cuttings:ready") {
        ready = true;
        clearTimeout(timer);
        box.querySelector(".refused")?.remove();
        for (const question of queue.splice(0)) ask(question);
      } else if (type === "cuttings:close") close?.();
      else if (type === "cuttings:answer") tell("answer", detail);
    });
    const ask = (question) => {
      if (!frame) load(question);
      else if (ready) frame.contentWindow.postMessage({ type: "cuttings:ask", question }, origin);
      else queue.push(question);
    };
    return { box, ask, open: (question) => frame || load(question), focus: () => frame?.focus() };
  };

  class Inline extends HTMLElement {
    connectedCallback() {
      if (this.shadowRoot) return;
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = style(`${COMMON} :host { display: block; height: 36rem; max-width: 100%; } .place { display: flex; height: 100%; border: 1px solid #8886; }`);
      this.chat = chat(this.dataset.title || options.title || ASK);
      root.append(make("div", { class: `place ${dark() ? "dark" : "light"}` }, this.chat.box));
      const seen = new IntersectionObserver((entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        seen.disconnect();
        this.dataset.question ? this.chat.ask(this.dataset.question) : this.chat.open();
      });
      seen.observe(this);
    }
  }
  customElements.define("cuttings-chat", Inline);

  const title = options.title || ASK;
  const host = make("div", { "data-cuttings": "" });
  const root = host.attachShadow({ mode: "open" });
  const side = options.position === "left" ? "left" : "right";
  root.adoptedStyleSheets = style(`${COMMON}
    :host { all: initial; }
    .launch { position: fixed; ${side}: 1rem; bottom: 1rem; z-index: 2147483000; padding: 0.8rem 1.2rem; border: 0; border-radius: 2rem; font: 600 1rem/1.2 system-ui, sans-serif; background: var(--accent); color: var(--on); box-shadow: 0 2px 10px #0005; cursor: pointer; }
    button:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
    .panel { position: fixed; ${side}: 1rem; bottom: 5rem; z-index: 2147483001; width: min(26rem, 100vw - 2rem); height: min(42rem, 100dvh - 7rem); display: flex; flex-direction: column; border-radius: 0.5rem; overflow: hidden; background: var(--ground); box-shadow: 0 6px 30px #0006; }
    [hidden] { display: none !important; }
    .head { display: flex; align-items: center; gap: 1rem; padding: 0.6rem 0.6rem 0.6rem 1rem; background: var(--accent); color: var(--on); font: 600 1.05rem/1.3 system-ui, sans-serif; }
    .head div { flex: 1; min-width: 0; overflow-wrap: anywhere; } .head p { margin: 0.1rem 0 0; font-weight: 400; font-size: 0.9rem; }
    .close { width: 2.5rem; height: 2.5rem; border: 0; border-radius: 0.3rem; background: none; color: inherit; font-size: 1.5rem; line-height: 1; cursor: pointer; }
    .close:focus-visible { outline-color: currentColor; outline-offset: -3px; }
    @media (max-width: 32rem), (max-height: 30rem) { .panel { inset: 0; width: 100%; height: 100dvh; border-radius: 0; } }`);
  const shut = () => {
    if (panel.hidden) return;
    panel.hidden = true;
    launch.setAttribute("aria-expanded", "false");
    launch.focus();
    remember("");
    tell("close");
  };
  const remember = (value) => {
    try { sessionStorage.setItem(KEY, value); } catch { /* a site may forbid it */ }
  };
  const floating = chat(title, shut);
  const launch = make("button", { type: "button", class: "launch", "aria-haspopup": "dialog", "aria-expanded": "false" }, options.label || title);
  if (!options.label && !options.title) launch.lang = language;
  const close = make("button", { type: "button", class: "close", "aria-label": CLOSE, lang: language }, "×");
  const heading = make("div", { id: "title" }, make("span", options.title ? {} : { lang: language }, title));
  if (options.greeting) heading.append(make("p", {}, options.greeting));
  const edge = (go) => {
    const stop = make("span", { tabindex: "0", "aria-hidden": "true" });
    stop.addEventListener("focus", go);
    return stop;
  };
  const panel = make("div", { class: "panel", role: "dialog", "aria-labelledby": "title", hidden: "" },
    edge(() => floating.focus()), make("div", { class: "head" }, heading, close), floating.box, edge(() => close.focus()));
  const place = make("div", {}, launch, panel);
  root.append(place);

  const open = (focus = true, question = options.question) => {
    attach();
    place.className = dark() ? "dark" : "light";
    panel.setAttribute("aria-modal", String(matchMedia("(max-width: 32rem), (max-height: 30rem)").matches));
    const closed = panel.hidden;
    panel.hidden = false;
    launch.setAttribute("aria-expanded", "true");
    floating.open(question);
    if (focus) close.focus();
    remember("1");
    if (closed) tell("open");
  };
  launch.addEventListener("click", () => (panel.hidden ? open() : shut()));
  close.addEventListener("click", shut);
  root.addEventListener("keydown", (event) => event.key === "Escape" && shut());

  window.Cuttings = {
    open: () => open(),
    close: shut,
    ask(question) {
      floating.ask(String(question));
      open();
    },
  };
  // Beside the body: sites that swap it keep the conversation.
  const attach = () => host.isConnected || document.documentElement.append(host);
  const start = () => {
    launch.hidden = options.launcher === "none";
    place.className = dark() ? "dark" : "light";
    attach();
    let was = "";
    try { was = sessionStorage.getItem(KEY); } catch { /* the same */ }
    if (was) open(false, "");
  };
  document.readyState === "loading" ? addEventListener("DOMContentLoaded", start) : start();
})();
