/* Puts the archive's chat on a newsroom's page: a launcher with a panel, and <cuttings-chat> for a place in the text. */
(() => {
  "use strict";
  const own = document.currentScript;      // none in a module; the site's own file where scripts are joined
  const TEXTS = {
    en: ["Ask the archive", "Close", "The archive can\u2019t be shown in this page.", "Open it in a page of its own", "Start anew"],
    de: ["Fragen Sie das Archiv", "Schlie\u00dfen", "Das Archiv l\u00e4sst sich auf dieser Seite nicht anzeigen.", "Auf einer eigenen Seite \u00f6ffnen", "Neu beginnen"],
    fr: ["Interrogez les archives", "Fermer", "Les archives ne peuvent pas s\u2019afficher dans cette page.", "Les ouvrir dans leur propre page", "Recommencer"],
    es: ["Pregunte al archivo", "Cerrar", "El archivo no se puede mostrar en esta p\u00e1gina.", "Abrirlo en su propia p\u00e1gina", "Empezar de nuevo"],
  };
  const language = navigator.languages.map((each) => each.split("-")[0].toLowerCase()).find((each) => Object.hasOwn(TEXTS, each)) || "en";
  const [ASK, CLOSE, REFUSED, APART, ANEW] = TEXTS[language];
  const taken = (window.CuttingsServers ??= new Set());
  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  // Colours: luminance in linear light, as WCAG 2 measures contrast; of black and white one always has 4.5:1.
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((value) => ((value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const light = (rgb) => luminance(rgb) > 0.179;         // where both have the same contrast
  const dark = (theme) => {                              // the site's own ground decides; where it paints none, the reader's system
    if (/^(light|dark)$/.test(theme || "")) return theme === "dark";
    for (const element of [document.body, document.documentElement]) {
      const parts = element && getComputedStyle(element).backgroundColor.match(/[\d.]+/g);
      if (parts && (parts.length < 4 || Number(parts[3]) > 0.5)) return !light(parts.slice(0, 3).map(Number));
    }
    return matchMedia("(prefers-color-scheme: dark)").matches;
  };

  const begin = (source) => {
    const options = source.dataset;
    const named = options.server || source.src || "";
    const base = new URL(".", options.server ? `${named.replace(/\/*$/, "")}/` : named).href;      // with the path it lies under
    const origin = new URL(base).origin;
    if (taken.has(base)) return;
    taken.add(base);
    const PATIENCE = Number(options.timeout) || 8000;      // ms until a frame that says nothing counts as refused
    const KEY = `cuttings-open ${base}`;
    const shown = /^#([\da-f]{3}|[\da-f]{6})$/i.test(options.accent || "") ? options.accent : "#a6192e";
    const hex = shown.length === 4 ? shown.replace(/[^#]/g, "$&$&") : shown;
    const onAccent = light([1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16))) ? "#000" : "#fff";
    const plain = (query) => `${base}${query ? `?${query}` : ""}`;
    const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`cuttings:${name}`, { detail }));
    const style = (text) => {
      const sheet = new CSSStyleSheet();                    // a constructed sheet needs no style-src of the site
      sheet.replaceSync(`* { box-sizing: border-box; } [hidden] { display: none !important; }
        .place { all: initial; --accent: ${hex}; --on: ${onAccent}; font: 16px/1.4 system-ui, sans-serif; }
        .frame { position: relative; flex: 1; min-height: 0; background: var(--ground); }
        iframe { position: absolute; inset: 0; width: 100%; height: 100%; border: 0; }
        .refused { position: absolute; inset: 0; padding: 24px; background: var(--ground); color: var(--ink); }
        .refused a { color: inherit; font-weight: 600; }
        .light { --ground: #faf8f3; --ink: #1d1b18; } .dark { --ground: #171614; --ink: #ece7dd; } ${text}`);
      return [sheet];
    };

    /* A place that holds the chat: the frame, made when it is wanted, and what is shown when it is refused. */
    const chat = ({ title, starters, slot }, close, heard = () => {}) => {
      const box = make("div", { class: "frame" });
      let frame, timer, ready = false, queue = [];
      const address = (question) => {
        const query = new URLSearchParams({ embed: location.origin, accent: hex, __theme: dark(options.theme) ? "dark" : "light", title });
        if (slot) query.set("slot", slot);
        if (question) query.set("q", question);
        for (const each of (starters || "").split("|")) if (each.trim()) query.append("starter", each.trim());
        return `${base}chat/?${query}`;
      };
      const refuse = (question) => {
        const link = make("a", { href: plain(question && `q=${encodeURIComponent(question)}`), target: "_blank", rel: "noopener" }, APART);
        box.querySelector(".refused")?.remove();
        box.append(make("div", { class: "refused", role: "alert", lang: language }, make("p", {}, REFUSED), make("p", {}, link)));
      };
      const load = (question) => {
        frame = make("iframe", { src: address(question), title, referrerpolicy: "origin", allow: "clipboard-write" });
        box.append(frame);
        timer = setTimeout(() => refuse(question), PATIENCE);
      };
      const send = (message) => frame.contentWindow.postMessage(message, origin);
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
        else if (type === "cuttings:link") heard(String(detail.query));
      });
      const ask = (question) => {
        if (!frame) load(question);
        else if (ready) send({ type: "cuttings:ask", question });
        else queue.push(question);
      };
      return { box, ask, open: (question) => frame || load(question), focus: () => frame?.focus(), anew: () => ready && send({ type: "cuttings:anew" }) };
    };

    const title = options.title || ASK;
    const inline = (element, slot) => {
      if (element.shadowRoot) return;
      const root = element.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = style(":host { display: block; height: 576px; max-width: 100%; } .place { display: flex; height: 100%; border: 1px solid #8886; }");
      const { title: called, question, starters } = element.dataset;
      const here = chat({ title: called || title, starters: starters ?? options.starters, slot });
      root.append(make("div", { class: `place ${dark(options.theme) ? "dark" : "light"}` }, here.box));
      const seen = new IntersectionObserver((entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        seen.disconnect();
        question ? here.ask(question) : here.open();
      });
      seen.observe(element);
    };
    let placed = 0;
    const first = taken.size === 1;
    if (first)
      customElements.define("cuttings-chat", class extends HTMLElement {
        connectedCallback() {
          inline(this, String(++placed));
        }
      });

    const side = options.position === "left" ? "left" : "right";
    const up = 64 * (taken.size - 1);
    const host = make("div", { "data-cuttings": "" });
    host.style.cssText = "all: initial !important";       // whatever the site says of every element
    const root = host.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = style(`
      .launch { position: fixed; ${side}: 16px; bottom: ${16 + up}px; z-index: 2147483000; padding: 13px 19px; border: 0; border-radius: 32px; font: 600 16px/1.2 system-ui, sans-serif; background: var(--accent); color: var(--on); box-shadow: 0 2px 10px #0005; cursor: pointer; }
      :focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
      .panel { position: fixed; ${side}: 16px; bottom: ${80 + up}px; z-index: 2147483001; width: min(416px, 100vw - 32px); height: min(672px, 100dvh - ${112 + up}px); display: flex; flex-direction: column; border-radius: 8px; overflow: hidden; background: var(--ground); box-shadow: 0 6px 30px #0006; }
      .head { display: flex; align-items: center; gap: 4px; padding: 8px 8px 8px 16px; background: var(--accent); color: var(--on); font: 600 17px/1.3 system-ui, sans-serif; }
      .head div { flex: 1; min-width: 0; overflow-wrap: anywhere; } .head p { margin: 2px 0 0; font-weight: 400; font-size: 14px; }
      .tool { display: grid; place-items: center; width: 40px; height: 40px; flex: none; border: 0; border-radius: 5px; background: none; color: inherit; font: 22px/1 system-ui, sans-serif; text-decoration: none; cursor: pointer; }
      .tool:focus-visible { outline-color: currentColor; outline-offset: -3px; }
      .edge { display: none; }      /* beside the page, Tab goes on into it */
      @media (max-width: 512px), (max-height: 480px) { .edge { display: inline; } .panel { inset: 0; width: 100%; height: 100dvh; border-radius: 0; } }`);
    const remember = (value) => {
      try { sessionStorage.setItem(KEY, value); } catch { /* a site may forbid it */ }
    };
    const shut = () => {
      if (panel.hidden) return;
      panel.hidden = true;
      launch.setAttribute("aria-expanded", "false");
      launch.focus();
      remember("");
      tell("close");
    };
    const floating = chat({ title, starters: options.starters }, shut, (query) => (apart.href = plain(query)));
    const launch = make("button", { type: "button", class: "launch", "aria-haspopup": "dialog", "aria-expanded": "false" }, options.label || title);
    if (!options.label && !options.title) launch.lang = language;
    const tool = (name, label, sign, more) => make(name, { class: "tool", "aria-label": label, title: label, lang: language, ...more }, sign);
    const renew = tool("button", ANEW, "\u21ba", { type: "button" });
    const apart = tool("a", APART, "\u2197", { href: plain(), target: "_blank", rel: "noopener" });
    const close = tool("button", CLOSE, "\u00d7", { type: "button" });
    close.classList.add("close");
    const heading = make("div", { id: "title" }, make("span", options.title ? {} : { lang: language }, title));
    if (options.greeting) heading.append(make("p", {}, options.greeting));
    const edge = (go) => {
      const stop = make("span", { class: "edge", tabindex: "0", "aria-hidden": "true" });
      stop.addEventListener("focus", go);
      return stop;
    };
    const panel = make("div", { class: "panel", role: "dialog", "aria-labelledby": "title", hidden: "" },
      edge(() => floating.focus()), make("div", { class: "head" }, heading, renew, apart, close), floating.box, edge(() => renew.focus()));
    const place = make("div", {}, launch, panel);
    root.append(place);

    const attach = () => host.isConnected || document.documentElement.append(host);      // beside the body: sites that swap it keep the conversation
    const paint = () => (place.className = `place ${dark(options.theme) ? "dark" : "light"}`);
    const open = (focus = true, question = options.question) => {
      attach();
      paint();
      panel.setAttribute("aria-modal", String(matchMedia("(max-width: 512px), (max-height: 480px)").matches));
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
    renew.addEventListener("click", () => (floating.anew(), (apart.href = plain())));
    root.addEventListener("keydown", (event) => event.key === "Escape" && shut());
    if (first)
      window.Cuttings = {
        open: () => open(),
        close: shut,
        ask(question) {
          floating.ask(String(question));
          open();
        },
      };
    launch.hidden = options.launcher === "none";
    paint();
    attach();
    let was = "";
    try { was = sessionStorage.getItem(KEY); } catch { /* the same */ }
    if (was) open(false, "");
  };

  const named = (script) => script && (script.dataset.server || /\/widget\.js(\?|$)/.test(script.src));
  const start = () => {
    const sources = named(own) ? [own] : document.querySelectorAll('script[src*="/widget.js"], [data-server]:not(cuttings-chat)');
    for (const source of sources) begin(source);
    if (!taken.size) console.error("Cuttings: name the server in the attribute data-server of this script, or of any element.");
  };
  document.readyState === "loading" ? addEventListener("DOMContentLoaded", start) : start();
})();
