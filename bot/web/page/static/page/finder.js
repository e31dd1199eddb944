/* Filters and search results, above and beside the conversation. */
// Filters: chosen here, handed to Gradio in a box that nobody sees, shown as chips.
const FIELDS = ["sections", "sources", "authors", "kinds"];
const DAYS = ["since", "until", "as_of"];
const filters = { since: "", until: "", as_of: "", preview: "" };
for (const day of DAYS) if (/^\d{4}-\d\d-\d\d$/.test(query.get(day))) filters[day] = query.get(day);
for (const field of FIELDS) filters[field] = query.getAll(field).slice(0, 50);
const shownAs = new Map([["kinds news", say.kind_news]]);
const chosen = (more = {}) => {
  const set = Object.entries(filters).filter(([, value]) => value.length);
  return set.length || Object.keys(more).length ? JSON.stringify({ ...Object.fromEntries(set), ...more }) : "";
};
const hand = async (text) => {
  await listening();
  gradio.type(gradio.hidden("scope"), text);
  await pause(50);
};
const answers = () => gradio.answers().length;
const askWith = (question, how) => (line = line.then(async () => {
  const before = answers();
  await hand(chosen(how));
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
  if (filters.preview) add(say.preview, () => (filters.preview = ""));
  if (filters.as_of) add(`${say.as_known_on} ${dayName(filters.as_of)}`, () => (filters.as_of = ""));
  for (const field of FIELDS)
    for (const name of filters[field])
      add(fill(say.filter_chip, { field: say[field], name: shownAs.get(`${field} ${name}`) || name }), () => (filters[field] = filters[field].filter((each) => each !== name)));
  return made;
};
const showFilters = () => {
  document.querySelector("#finder .chips").replaceChildren(...chips());
  const form = document.querySelector("#filters");
  for (const day of DAYS) {
    const input = form.querySelector(`[name=${day}]`);
    if (input && input.value !== filters[day]) input.value = filters[day];
  }
  for (const tick of form.querySelectorAll("[type=checkbox]")) tick.checked = filters[tick.name].includes(tick.value);
  for (const preset of form.querySelectorAll(".presets button"))
    preset.setAttribute("aria-pressed", String(preset.dataset.since === filters.since && preset.dataset.until === filters.until));
  for (const bar of form.querySelectorAll(".bar"))
    bar.classList.toggle("off", Boolean((filters.until && bar.dataset.since > filters.until) || (filters.since && bar.dataset.until < filters.since)));
  form.querySelector(".clear").hidden = !chosen();
};
const changed = () => {
  showFilters();
  hand(chosen());
  if (!document.querySelector("#results").hidden) search();
};
const togglePanel = (id) => {              // of those that open below the tabs, one at a time
  for (const button of document.querySelectorAll("#finder > [aria-expanded]")) {
    const panel = document.getElementById(button.getAttribute("aria-controls"));
    panel.hidden = panel.id === id ? !panel.hidden : true;
    button.setAttribute("aria-expanded", String(!panel.hidden));
  }
};
const openFilters = async () => {
  const form = document.querySelector("#filters");
  togglePanel("filters");
  if (form.hidden || form.dataset.made) return;
  form.dataset.made = "1";
  try {
    form.prepend(parsed((await get("filters")).html));
  } catch (error) {
    delete form.dataset.made;
    togglePanel("filters");
    admit(document.querySelector("#finder [role=status]"), error, say.filters_failed);
    return;
  }
  for (const tick of form.querySelectorAll("[data-shown]")) shownAs.set(`${tick.name} ${tick.value}`, tick.dataset.shown);
  showFilters();
};
const choose = (event) => {
  const { name, value, checked, type: kind } = event.target;
  if (kind === "date" && (!value || value >= "1000")) {      // a year is typed digit by digit
    filters[name] = value;
    const other = name === "since" ? "until" : "since";
    if (name === "as_of") filters.preview = "";       // of what was known, or of what is to come
    else if (filters.since && filters.until && filters.since > filters.until) filters[other] = "";
  } else if (name === "preview") {
    Object.assign(filters, { preview: checked ? value : "", as_of: "" });
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
  const kept = make("button", { type: "button", class: "open-filters open-talks", "aria-expanded": "false", "aria-controls": "kept" }, say.kept);
  const form = make("form", { id: "filters", class: "drop", hidden: "", "aria-label": say.where }, clear);
  const made = make("section", { id: "finder", "aria-label": say.where }, tabs, kept, open, make("ul", { class: "chips", "aria-label": say.filters_chosen }), make("span", { role: "status" }), form, madeKept());
  tabs.addEventListener("click", (event) => {
    if (!event.target.id) return;
    if (narrow()) togglePanel("");         // it lies on what the tab shows
    turnTo(event.target.getAttribute("aria-controls"));
  });
  tabs.addEventListener("keydown", (event) => {
    if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    const other = tabs.querySelector("[aria-selected=false]");
    turnTo(other.getAttribute("aria-controls"));
    other.focus();
  });
  open.addEventListener("click", openFilters);
  kept.addEventListener("click", () => (togglePanel("kept"), listKept()));
  clear.addEventListener("click", () => {
    Object.assign(filters, { since: "", until: "", as_of: "", preview: "", sections: [], sources: [], authors: [], kinds: [] });
    changed();
    open.focus();
  });
  form.addEventListener("change", choose);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("keydown", (event) => event.key === "Enter" && event.target.list && addName(event.target));
  form.addEventListener("click", (event) => {
    const bar = event.target.closest("[data-since]"), add = event.target.closest("[data-add]");
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
const within = [];        // names that the list is narrowed by
const search = async (start = 0) => {
  const part = document.querySelector("#results");
  const q = part.querySelector("input").value.trim(), told = part.querySelector("[role=status]"), list = part.querySelector("ol"), more = part.querySelector(".more");
  const order = part.querySelector("select").value, asked = { q, filters: chosen(), order, name: [...within] };
  const wanted = JSON.stringify(asked);
  if (!q || (!start && wanted === sought)) return;
  sought = wanted;
  told.lang = say.language;
  if (!start) told.textContent = say.searching;
  try {
    const found = await get("results", { ...asked, start });
    part.querySelector(".within").replaceChildren(...within.map((name) => make("li", {}, chip(name, fill(say.remove, { name }), () => narrowBy(name)))));
    if (wanted !== sought) return;               // another was begun meanwhile
    const cards = parsed(found.html), first = cards.firstElementChild;
    start ? list.append(cards) : list.replaceChildren(cards);
    if (!start) part.querySelector(".by-name").replaceChildren(found.names ? parsed(found.names) : "");
    told.textContent = `${found.told} ${found.searched}`;
    part.querySelector(".last").textContent = found.last;
    more.hidden = !found.next;
    more.dataset.next = found.next;
    taking(part.querySelector(".take"), list.firstElementChild ? asked : null);
    if (start) first?.querySelector("a")?.focus();
  } catch (error) {
    sought = "";
    admit(told, error, say.search_failed);
  }
};
const taking = (line, asked) => {
  line.hidden = !asked;
  for (const link of line.querySelectorAll("a")) link.href = `${base}/api/page/references?${pairs({ ...asked, form: link.textContent.toLowerCase() })}`;
};
const narrowBy = (name) => {              // or no more
  const at = within.indexOf(name);
  at < 0 ? within.push(name) : within.splice(at, 1);
  search().then(() => {
    const part = document.querySelector("#results");
    part.querySelector("h2").focus();
    part.querySelector("form").scrollIntoView({ block: "nearest" });
  });
};
const turnedTo = (q, order) => {
  within.length = 0;
  const part = document.querySelector("#results");
  part.querySelector("input").value = q;
  part.querySelector("select").value = order;
  turnTo("results");
  part.querySelector("h2").focus();
};
const madeResults = () => {
  const box = make("input", { type: "search", maxlength: LIMITS.question, "aria-label": say.search_label, enterkeyhint: "search" });
  const order = make("select", { "aria-label": say.order }, ...[["best", say.order_best], ["newest", say.order_newest], ["oldest", say.order_oldest]].map(([value, name]) => make("option", { value }, name)));
  const form = make("form", { role: "search" }, box, make("button", { type: "submit" }, say.search), order);
  const take = make("p", { class: "take", hidden: "" }, `${say.take_results} `, make("a", { download: "" }, "CSV"), " ", make("a", { download: "" }, "RIS"));
  const more = make("button", { type: "button", class: "more", hidden: "" }, say.show_more);
  const named = make("div", { class: "by-name" });
  named.addEventListener("click", (event) => {
    const name = event.target.closest("[data-name]")?.dataset.name;
    if (name) narrowBy(name);
  });
  const made = make("section", { id: "results", role: "tabpanel", "aria-labelledby": "tab-results", class: "cuttings", hidden: "" },
    make("h2", { tabindex: "-1" }, say.results), form, make("p", { class: "help" }, say.search_help), make("p", { role: "status" }, say.search_hint), make("ul", { class: "chips within", "aria-label": say.filters_chosen }), named, make("ol", { class: "cards" }), more, make("p", { class: "last" }), take);
  order.addEventListener("change", () => search());
  form.addEventListener("submit", (event) => (event.preventDefault(), (within.length = 0), search()));
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
