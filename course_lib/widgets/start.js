/** The start page: the way on, the course map, and, folded, what is asked where it is needed first: name and office. */

import { card, h, inMinutes, lessonLink, list, row, sign, signed } from "./parts/dom.js";
import { facts } from "./parts/facts.js";
import { form, label, line, select, submit } from "./parts/form.js";
import { tellChanged, widget } from "./parts/widget.js";

/** @typedef {import("./views.js").StartView} View */
/** @typedef {import("./views.js").StopView} Stop */
/** @typedef {import("./parts/types.js").Send} Send */
/** @typedef {{now?: string, scopeOpen?: boolean, youOpen?: boolean}} Memory who learns where, and what is unfolded */

/** @type {Record<string, string>} */
const symbols = { Done: "✓", Started: "◐", "Not started": "○", "Being written": "–" };

/** The profile that holds where no office is chosen. */
const MOST_CAUTIOUS = "most-cautious";

const IN_CLASS =
  "You learn in a class. Your answers are kept by your instructor, under your name, and go on with you to any device.";

/** @param {string} text @param {string} action @param {(name: string) => void} done */
function nameForm(text, action, done) {
  const field = line("name", { autocomplete: "name", maxlength: "80" });
  return form(
    ({ name }) => (name?.trim() ? done(name) : "Type a name first."),
    label(text, field, { class: "stem" }),
    row(field, submit(action)),
  );
}

/** @param {View} view @param {Send} send */
function who(view, send) {
  const name = (/** @type {string} */ name) => send({ do: "name", name });
  const other = (/** @type {string} */ name) => send({ do: "other", name });
  if (view.in_class)
    return [h("p", { class: "stem" }, `Welcome, ${view.name}.`), h("p", { class: "source" }, IN_CLASS)];
  const privacy = h("p", { class: "source" }, view.private);
  if (!view.name)
    return [nameForm("What is your name? It goes on your certificate.", "Save my name", name), privacy];
  return [
    nameForm("Spell my name", "Change my name", name),
    nameForm("Someone else learns here now", "Start as someone else", other),
    privacy,
  ];
}

/** What the one button says, and where it leads. @param {View} view */
function onward({ stops, pages }) {
  const stop = stops.find(({ next }) => next);
  if (!stop) return pages[0] && { words: `Go on: ${pages[0].title}`, notebook: pages[0].notebook };
  const at = stop.step > 1 ? `, step ${stop.step} · ${inMinutes(stop.left)}` : "";
  const words = stop.state === "Started" ? `Go on: ${stop.title}${at}` : `Begin lesson ${stop.number}`;
  return { words, notebook: stop.notebook };
}

/** One sentence, a picture, one button. @param {View} view */
function way(view) {
  const to = onward(view);
  return h(
    "section",
    { class: "way", "aria-label": "Begin or go on" },
    h(
      "div",
      {},
      view.name &&
        h("p", { class: "source", "data-focus": "welcome", tabindex: "-1" }, `Welcome, ${view.name}.`),
      h("p", { class: "lead" }, view.sentence),
      h("p", {}, view.about),
      to && h("a", { class: "button primary", href: to.notebook, "data-notebook": to.notebook }, to.words),
    ),
    h("div", { html: view.picture }),
  );
}

/** A lesson, or a page that is none. @param {Stop} stop @param {string} [symbol] */
function stopRow({ number, title, about, minutes, notebook, state, next }, symbol = "") {
  const name = `${number}. ${title}`;
  const words = signed(`${state} · ${inMinutes(minutes)}`);
  return h(
    "li",
    { class: next ? "next" : state === "Done" ? "done" : "" },
    h("b", { "aria-hidden": "true" }, state === "Done" ? "✓" : String(number)),
    h(
      "div",
      { class: "stop" },
      h("span", { class: "stem" }, notebook ? lessonLink(notebook, name) : name),
      h(
        "span",
        { class: "source" },
        symbol && [sign(symbol), " "],
        words,
        next && [" ", h("span", { class: "tag" }, "Next")],
      ),
    ),
    h("p", {}, about),
  );
}

/** The scope profile of the office. @param {import("./views.js").OfficeView} scope @param {boolean} inClass @param {Send} send @param {Memory} memory */
function office(scope, inClass, send, memory) {
  const chosen = select(scope.options, scope.chosen, {
    "data-focus": "scope",
    onchange: () => send({ do: "scope", scope: chosen.value }),
  });
  const more = h(
    "details",
    { open: memory.scopeOpen ?? false, ontoggle: () => (memory.scopeOpen = more.open) },
    h("summary", {}, "What it says of each treatment, and where it comes from"),
    facts(scope.facts, "facts wide"),
  );
  const name = scope.options.find(([id]) => id === scope.chosen)?.[1];
  const works = scope.chosen === MOST_CAUTIOUS ? "the most careful rule" : name;
  return [
    inClass
      ? h("p", { class: "stem" }, `Your class works by: ${works}.`)
      : [label("Where is your office? State law sets what you may do.", chosen, { class: "stem" }), chosen],
    list(scope.lines),
    more,
    h("p", { class: "source" }, scope.confirm),
  ];
}

/** Name and office: folded, as each is asked where it is needed first. @param {View} view @param {Send} send @param {Memory} memory */
function you(view, send, memory) {
  const scope = view.scope.options.find(([id]) => id === view.scope.chosen)?.[1];
  const all = h(
    "details",
    { open: memory.youOpen ?? false, ontoggle: () => (memory.youOpen = all.open) },
    h("summary", {}, h("strong", {}, "Your name and your office")),
    who(view, send),
    h("hr"),
    office(view.scope, view.in_class, send, memory),
  );
  const line = view.name ? `${view.name} · ${scope}` : "Not needed yet: you are asked when they are.";
  return card("Your name and your office", all, h("p", { class: "source" }, line));
}

/** Tell other parts of the course when somebody else learns, or works elsewhere. @param {View} view @param {Memory} memory */
function tellOthers(view, memory) {
  const now = `${view.learner} ${view.name} ${view.scope.chosen}`;
  if (memory.now && memory.now !== now) tellChanged();
  memory.now = now;
}

export default widget(
  (/** @type {View} */ view, send, /** @type {Memory} */ memory) => {
    tellOthers(view, memory);
    return [
      way(view),
      view.notice && h("p", { class: "notice" }, view.notice),
      card(
        "The course",
        h(
          "ol",
          { class: "map" },
          view.stops.map((stop) => stopRow(stop, symbols[stop.state])),
          view.pages.map((page) => stopRow(page)),
        ),
      ),
      h("p", { class: "notice" }, view.review),
      you(view, send, memory),
    ];
  },
  (view) => (view.name ? `Welcome, ${view.name}.` : ""),
  () => "",
  { sums: true },
);
