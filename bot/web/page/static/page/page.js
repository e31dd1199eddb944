/* What the page does beside Gradio: its words, which stand in TEXTS above it out of bot/web/page/locales/, what it asks of
   the server, and the page around it when the widget framed it. Its files share one scope, in the order of layout.py. */
const language = navigator.languages.map((each) => each.split("-")[0].toLowerCase()).find((each) => Object.hasOwn(TEXTS, each));
const say = { ...TEXTS.en, ...TEXTS[language] };
document.documentElement.lang = say.language;
const fill = (text, fields) => text.replace(/\{(\w+)\}/g, (field, name) => fields[name] ?? field);

const written = (message) =>
  gradio.contents(message).map((part) => {
    const copy = part.cloneNode(true);
    for (const fold of copy.querySelectorAll("details.more")) fold.remove();
    for (const mark of copy.querySelectorAll("a")) mark.textContent = `[${mark.textContent}]`;
    part.after(copy);                    // innerText knows about lines only of what stands in the page
    const text = copy.innerText;
    copy.remove();
    return text.trim();
  }).join("\n\n");

document.addEventListener("click", (event) => {
  const button = gradio.buttonUnderMessage(event.target);
  const copies = Object.values(TEXTS).some((each) => each.copy_message === button?.title);     // Gradio chooses by its own rule
  const message = copies && gradio.rowAbove(button);
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

const narrow = () => matchMedia("(max-width: 899px)").matches;       // no room for two columns
const base = location.pathname.replace(/\/chat\/.*$/, "");      // of the site, which may lie under a path that a proxy takes away
if (!location.pathname.endsWith("/chat/")) location.replace(`chat/${location.search}`);       // a proxy followed the way here itself
if (base) {
  let config;
  Object.defineProperty(window, "gradio_config", {       // in which the server, who doesn't see the path, tells where it is
    get: () => config,
    set: (given) => (config = { ...given, root: `${location.origin}${base}/chat` }),
  });
}
const lead = (part) => {                   // our own links start at the site's root
  if (base) for (const link of part.querySelectorAll('a[href^="/articles/"]')) link.setAttribute("href", base + link.getAttribute("href"));
  return part;
};

// The widget's page, when it framed this one: nothing else is spoken to or listened to.
const query = new URLSearchParams(location.search);
const origin = (text) => {
  try { return new URL(text).origin === text ? text : ""; } catch { return ""; }
};
const host = parent === window ? "" : origin(query.get("embed"));
const tell = (type, detail = {}) => host && parent.postMessage({ type: `cuttings:${type}`, ...detail }, host);
const onColour = (hex) => {                // black or white: whichever has more contrast, in linear light
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255).map((each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? "#000" : "#fff";
};
if (host) {
  const accent = query.get("accent") || "";
  document.documentElement.classList.add("embed");
  if (/^#[\da-f]{6}$/i.test(accent))
    for (const [name, colour] of [["--widget", accent], ["--on-widget", onColour(accent)]]) document.documentElement.style.setProperty(name, colour);
  addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && tell("close"));
  addEventListener("message", (event) => {
    if (event.source !== parent || event.origin !== host) return;
    if (event.data?.type === "cuttings:ask") ask(String(event.data.question));
    if (event.data?.type === "cuttings:anew") anew();
  });
}

const pairs = (fields) => new URLSearchParams(Object.entries(fields).flatMap(([name, value]) => [value].flat().map((each) => [name, each])));
const get = async (path, fields = {}) => {
  const answer = await fetch(`${base}/api/page/${path}?${pairs(fields)}`);
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.detail);
  return said;
};
const admit = (place, error, otherwise) => {     // refusals are the server's English sentences; what a browser throws is for nobody
  const refusal = error.constructor === Error ? error.message : "";
  place.lang = refusal ? "en" : say.language;
  place.textContent = refusal || otherwise;
};
const parsed = (html) => {                       // ours, escaped where it was written; scripts in it would not run
  const made = document.createElement("template");
  made.innerHTML = html;
  return lead(made.content);
};
