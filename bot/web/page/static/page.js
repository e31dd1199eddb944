/* What the page does beside Gradio: asks what an address asks, filters and searches, shows what stands under an answer,
   lets readers rate and keep answers, talks to the widget around it, and mends copies and labels made of the Markdown
   source and buttons without a name. Its words are in TEXTS, which the page writes above it from bot/web/page/locales/. */
(() => {
  "use strict";

  const language = navigator.languages.map((each) => each.split("-")[0].toLowerCase()).find((each) => Object.hasOwn(TEXTS, each));
  const say = { ...TEXTS.en, ...TEXTS[language] };
  document.documentElement.lang = say.language;
  const fill = (text, fields) => text.replace(/\{(\w+)\}/g, (field, name) => fields[name] ?? field);

  const written = (message) =>
    Array.from(message.querySelectorAll(".message-content"), (part) => {
      const copy = part.cloneNode(true);
      for (const fold of copy.querySelectorAll("details.more")) fold.remove();
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
    const button = event.target.closest?.("#chat .message-buttons button");
    const copies = Object.values(TEXTS).some((each) => each.copy_message === button?.title);     // Gradio chooses by its own rule
    const message = copies && messageOf(button);
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
  const listening = async () => {
    while (!document.querySelector("#scope input, #scope textarea") || !document.querySelector("#chat .example, #chat .message")) await pause(100);
    await pause(300);                      // Gradio listens a moment after it has drawn its boxes
  };
  const get = async (path, fields = {}) => {
    const answer = await fetch(`/api/page/${path}?${new URLSearchParams(fields)}`);
    const said = await answer.json();
    if (!answer.ok) throw new Error(said.detail);
    return said;
  };
  const admit = (place, error, otherwise) => {     // refusals are the server's English sentences
    place.lang = error.message ? "en" : say.language;
    place.textContent = error.message || otherwise;
  };
  const parsed = (html) => {                       // ours, escaped where it was written; scripts in it would not run
    const made = document.createElement("template");
    made.innerHTML = html;
    return made.content;
  };

  // Filters: chosen here, handed to Gradio in a box that nobody sees, shown as chips.
  const FIELDS = ["sections", "sources", "authors", "kinds"];
  const filters = { since: "", until: "" };
  for (const day of ["since", "until"]) if (/^\d{4}-\d\d-\d\d$/.test(query.get(day))) filters[day] = query.get(day);
  for (const field of FIELDS) filters[field] = query.getAll(field).slice(0, 50);
  const shownAs = new Map([["news", say.kind_news]]);
  const chosen = (more = {}) => {
    const set = Object.entries(filters).filter(([, value]) => value.length);
    return set.length || Object.keys(more).length ? JSON.stringify({ ...Object.fromEntries(set), ...more }) : "";
  };
  const hand = async (text) => {
    await listening();
    type(document.querySelector("#scope input, #scope textarea"), text);
    await pause(50);
  };
  const answers = () => document.querySelectorAll('#chat [data-testid="bot"]').length;
  const askWider = (question) => (line = line.then(async () => {
    const before = answers();
    await hand(chosen({ narrow: false }));
    await submit(question);
    for (let waits = 0; waits < 150 && answers() <= before; waits++) await pause(100);   // it is sent when one is begun
    await hand(chosen());
  }));
  const chip = (name, label, remove) => {
    const made = make("button", { type: "button", class: "chip", "aria-label": label }, make("span", { dir: "auto" }, name), make("span", { "aria-hidden": "true" }, "×"));
    made.addEventListener("click", remove);
    return made;
  };
  const dayName = (iso) => new Date(`${iso}T12:00Z`).toLocaleDateString(language && language !== "en" ? language : "en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  const chips = () => {
    const made = [], { since, until } = filters;
    const range = { since: since && dayName(since), until: until && dayName(until), day: dayName(since || until || "2000-01-01") };
    const add = (name, remove) => made.push(make("li", {}, chip(name, fill(say.remove, { name }), () => {
      remove();
      changed();
      document.querySelector("#finder .open-filters").focus();
    })));
    if (since || until) add(fill(since && until ? say.range_chip : since ? say.since_chip : say.until_chip, range), () => (filters.since = filters.until = ""));
    for (const field of FIELDS)
      for (const name of filters[field])
        add(fill(say.filter_chip, { field: say[field], name: (field === "kinds" && shownAs.get(name)) || name }), () => (filters[field] = filters[field].filter((each) => each !== name)));
    return made;
  };
  const showFilters = () => {
    document.querySelector("#finder .chips").replaceChildren(...chips());
    const form = document.querySelector("#filters");
    for (const day of ["since", "until"]) {
      const input = form.querySelector(`[name=${day}]`);
      if (input && input.value !== filters[day]) input.value = filters[day];
    }
    for (const tick of form.querySelectorAll("[type=checkbox]")) tick.checked = filters[tick.name].includes(tick.value);
    for (const bar of form.querySelectorAll(".bar"))
      bar.classList.toggle("off", Boolean((filters.until && bar.dataset.since > filters.until) || (filters.since && bar.dataset.until < filters.since)));
    form.querySelector(".clear").hidden = !chosen();
  };
  const changed = () => {
    showFilters();
    hand(chosen());
    if (!document.querySelector("#results").hidden) search();
  };
  const openFilters = async (button) => {
    const form = document.querySelector("#filters");
    form.hidden = !form.hidden;
    button.setAttribute("aria-expanded", String(!form.hidden));
    if (form.hidden || form.dataset.made) return;
    form.dataset.made = "1";
    try {
      form.prepend(parsed((await get("filters")).html));
    } catch (error) {
      delete form.dataset.made;
      form.hidden = true;
      button.setAttribute("aria-expanded", "false");
      admit(document.querySelector("#finder [role=status]"), error, say.filters_failed);
      return;
    }
    for (const tick of form.querySelectorAll("[name=kinds]")) shownAs.set(tick.value, tick.dataset.shown);
    showFilters();
  };
  const choose = (event) => {
    const { name, value, checked, type: kind } = event.target;
    if (kind === "date" && (!value || value >= "1000")) {      // a year is typed digit by digit
      filters[name] = value;
      const other = name === "since" ? "until" : "since";
      if (filters.since && filters.until && filters.since > filters.until) filters[other] = "";
    } else if (kind === "checkbox") {
      filters[name] = checked ? [...filters[name], value] : filters[name].filter((each) => each !== value);
    } else return;
    changed();
  };
  const addName = (box) => {
    const field = box.closest("[data-field]").dataset.field, typed = box.value.trim().toLowerCase();
    const match = Array.from(box.list.options, (each) => each.value).find((each) => each.toLowerCase() === typed);
    box.parentElement.querySelector("[role=status]").textContent = typed && !match ? say.no_such : "";
    if (!match) return;
    if (!filters[field].includes(match)) filters[field] = [...filters[field], match];
    box.value = "";
    changed();
  };
  const madeFinder = () => {
    const tabs = make("div", { role: "tablist", "aria-label": say.tabs });
    for (const [id, name] of [["desk", say.answers], ["results", say.results]])
      tabs.append(make("button", { type: "button", role: "tab", id: `tab-${id}`, "aria-controls": id }, name));
    const open = make("button", { type: "button", class: "open-filters", "aria-expanded": "false", "aria-controls": "filters" }, say.filters);
    const clear = make("button", { type: "button", class: "clear", hidden: "" }, say.clear);
    const form = make("form", { id: "filters", hidden: "", "aria-label": say.where }, clear);
    const made = make("section", { id: "finder", "aria-label": say.where }, tabs, open, make("ul", { class: "chips", "aria-label": say.filters_chosen }), make("span", { role: "status" }), form);
    tabs.addEventListener("click", (event) => event.target.id && turnTo(event.target.getAttribute("aria-controls")));
    tabs.addEventListener("keydown", (event) => {
      if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
      const other = tabs.querySelector("[aria-selected=false]");
      turnTo(other.getAttribute("aria-controls"));
      other.focus();
    });
    open.addEventListener("click", () => openFilters(open));
    clear.addEventListener("click", () => {
      Object.assign(filters, { since: "", until: "", sections: [], sources: [], authors: [], kinds: [] });
      changed();
      open.focus();
    });
    form.addEventListener("change", choose);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("keydown", (event) => event.key === "Enter" && event.target.list && addName(event.target));
    form.addEventListener("click", (event) => {
      const bar = event.target.closest(".bar"), add = event.target.closest("[data-add]");
      if (add) addName(add.parentElement.querySelector("input"));
      if (!bar) return;
      Object.assign(filters, { since: bar.dataset.since, until: bar.dataset.until });
      changed();
    });
    return made;
  };

  // The second tab: the articles of the best passages, without an answer.
  const turnTo = (id) => {
    for (const tab of document.querySelectorAll("#finder [role=tab]")) {
      const here = tab.getAttribute("aria-controls") === id;
      tab.setAttribute("aria-selected", String(here));
      tab.tabIndex = here ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls")).hidden = !here;
    }
    if (id === "results") search();
  };
  let sought = "";
  const search = async (start = 0) => {
    const part = document.querySelector("#results");
    const q = part.querySelector("input").value.trim(), told = part.querySelector("[role=status]"), list = part.querySelector("ol"), more = part.querySelector(".more");
    const wanted = `${q}\n${chosen()}`;
    if (!q || (!start && wanted === sought)) return;
    sought = wanted;
    told.lang = say.language;
    if (!start) told.textContent = say.searching;
    try {
      const found = await get("results", { q, filters: chosen(), start });
      if (wanted !== sought) return;               // another was begun meanwhile
      const cards = parsed(found.html), first = cards.firstElementChild;
      start ? list.append(cards) : list.replaceChildren(cards);
      told.textContent = `${found.told} ${found.searched}`;
      part.querySelector(".last").textContent = found.last;
      more.hidden = !found.next;
      more.dataset.next = found.next;
      if (start) first?.querySelector("a")?.focus();
    } catch (error) {
      sought = "";
      admit(told, error, say.search_failed);
    }
  };
  const madeResults = () => {
    const box = make("input", { type: "search", maxlength: "2000", "aria-label": say.search_label, enterkeyhint: "search" });
    const form = make("form", { role: "search" }, box, make("button", { type: "submit" }, say.search));
    const more = make("button", { type: "button", class: "more", hidden: "" }, say.show_more);
    const made = make("section", { id: "results", role: "tabpanel", "aria-labelledby": "tab-results", class: "cuttings", hidden: "" },
      form, make("p", { class: "help" }, say.search_help), make("p", { role: "status" }, say.search_hint), make("ol", { class: "cards" }), more, make("p", { class: "last" }));
    form.addEventListener("submit", (event) => (event.preventDefault(), search()));
    more.addEventListener("click", () => search(Number(more.dataset.next)));
    return made;
  };
  const build = () => {
    const desk = document.querySelector("#desk");
    if (!desk || host || document.querySelector("#finder")) return;
    desk.before(madeFinder());
    desk.after(madeResults());
    desk.setAttribute("role", "tabpanel");
    desk.setAttribute("aria-labelledby", "tab-desk");
    turnTo("desk");
    showFilters();
    if (chosen()) hand(chosen());
  };

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
    const rows = document.querySelectorAll("#chat .user-row"), box = rows[0]?.closest(".bubble-wrap");
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
    const log = document.querySelector("#chat .bubble-wrap");
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

  // What was said in this tab, for the next page or a reload; a link that asks begins anew.
  const TAB = "cuttings-answers";
  let before = "";
  try { before = asked && !host ? "" : sessionStorage.getItem(TAB) || ""; } catch { /* a browser may forbid it */ }
  let told = before.split(" ").at(-1), restored = !before;
  const box = () => document.querySelector("#tab input, #tab textarea");
  const restore = async () => {
    await listening();
    type(box(), before);
    await pause(100);
    if (document.querySelector("#chat .user-row")) return void (restored = true);      // the reader was faster
    document.querySelector("#bring-back").click();
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
      const message = mark.closest(".message-row");
      if (message.dataset.aiGenerated !== mark.getAttribute("name")) message.dataset.aiGenerated = mark.getAttribute("name");
      const ld = `/api/answers/${idOf(mark)}.jsonld`;
      if (!document.head.querySelector(`link[href="${ld}"]`)) document.head.append(make("link", { rel: "alternate", type: "application/ld+json", href: ld }));
      const there = message.querySelector(".after");
      if (there?.dataset.answer === idOf(mark)) continue;
      there?.remove();
      (mark.closest(".message") || message).append(row(mark));
    }
    for (const stray of document.querySelectorAll("#chat .after"))
      if (!stray.closest(".message-row")?.querySelector(".answer-mark")) stray.remove();
    const ids = marks.map(idOf);
    remember(ids);
    keep(ids);
    const last = marks.at(-1);
    if (last) suggest(last);
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
    line = make("p", { class: "keep", "data-key": key }, `${say.keep} `);
    for (const [form, name] of [["markdown", "Markdown"], ["json", "JSON"]])
      line.append(make("a", { href: `/api/export?form=${form}&${key}`, download: "" }, name), " ");
    place.append(line);
  };

  const names = { ".submit-button": say.ask, ".stop-button": say.stop };
  const label = () => {
    for (const message of document.querySelectorAll("#chat [data-testid][aria-label]")) message.removeAttribute("aria-label");
    for (const [button, name] of Object.entries(names))
      document.querySelector(`#question ${button}:not([aria-label])`)?.setAttribute("aria-label", name);
  };
  const group = () => {
    const examples = document.querySelector('#chat .examples[role="list"]');      // of buttons, which no list may hold
    examples?.setAttribute("role", "group");
    examples?.setAttribute("aria-label", say.examples);
  };
  const tongues = () => {                          // answers and what the archive proposes are English
    for (const part of document.querySelectorAll('#chat [data-testid="bot"] .prose, #chat .example')) {
      const language = part.textContent.trim() === say.looking ? say.language : "en";
      if (part.lang !== language) part.lang = language;
    }
  };
  tell("ready");
  new MutationObserver(() => (build(), label(), group(), tongues(), verdicts(), follow())).observe(document, { subtree: true, childList: true, attributeFilter: ["aria-label"] });
})();
