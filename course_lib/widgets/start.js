/** The start page: the learner's name, asked once, and the course map. */

import { eyebrow, freshId, h, tellChanged, widget } from "./parts/dom.js";

/** @param {string} label @param {string} action @param {(name: string) => void} done */
function nameForm(label, action, done) {
  const id = freshId("name");
  const field = h("input", { id, type: "text", autocomplete: "name", maxlength: "80" });
  const missing = h("p", { class: "notice", role: "alert", hidden: true }, "Type a name first.");
  return h(
    "form",
    {
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        missing.hidden = Boolean(field.value.trim());
        if (field.value.trim()) done(field.value);
      },
    },
    h("label", { class: "stem", for: id }, label),
    h("div", { class: "row" }, field, h("button", { type: "submit", class: "primary" }, action)),
    missing,
  );
}

/** @param {any} view @param {(message: object) => void} send */
function who(view, send) {
  if (!view.name) {
    return [nameForm("What is your name? It goes on your certificate.", "Save my name", (name) => send({ do: "name", name })), h("p", { class: "source" }, view.private)];
  }
  return [
    h("p", { class: "stem" }, `Welcome, ${view.name}.`),
    h(
      "details",
      {},
      h("summary", {}, "Not you, or spelled wrong?"),
      nameForm("Spell my name", "Change my name", (name) => send({ do: "name", name })),
      nameForm("Someone else learns here now", "Start as someone else", (name) => send({ do: "other", name })),
    ),
    h("p", { class: "source" }, view.private),
  ];
}

const symbols = { Done: "✓", Started: "◐", "Not started": "○", "Being written": "–" };

/** @param {any} stop */
function row(stop) {
  const title = `${stop.number}. ${stop.title}`;
  const symbol = symbols[/** @type {keyof typeof symbols} */ (stop.state)];
  return h(
    "li",
    {},
    h("div", { class: "stop" },
      h("span", { class: "stem" }, stop.notebook ? h("a", { href: stop.notebook, "data-notebook": stop.notebook }, title) : title),
      h("span", { class: "source" }, `${symbol} ${stop.state} · ${stop.minutes} minutes`, stop.next && h("span", { class: "tag" }, "Next")),
    ),
    h("p", {}, stop.about),
  );
}

/** A page that is no lesson. @param {any} page */
function further(page) {
  return h(
    "li",
    {},
    h("div", { class: "stop" },
      h("span", { class: "stem" }, h("a", { href: page.notebook, "data-notebook": page.notebook }, `${page.number}. ${page.title}`)),
      h("span", { class: "source" }, `${page.state} · ${page.minutes} minutes`),
    ),
    h("p", {}, page.about),
  );
}

/** The scope profile of the office. @param {any} scope @param {(message: object) => void} send @param {Record<string, any>} memory */
function office(scope, send, memory) {
  const id = freshId("scope");
  return h(
    "section",
    { class: "card", "aria-label": "Your office" },
    eyebrow("Your office"),
    h("label", { class: "stem", for: id }, "Where is your office? State law sets what you may do."),
    h(
      "select",
      { id, "data-focus": "scope", onchange: (/** @type {any} */ event) => send({ do: "scope", scope: event.target.value }) },
      scope.options.map((/** @type {[string, string]} */ [value, text]) => h("option", { value, selected: value === scope.chosen }, text)),
    ),
    h("ul", {}, scope.lines.map((/** @type {string} */ line) => h("li", {}, line))),
    h(
      "details",
      { open: memory.scopeOpen ?? false, ontoggle: (/** @type {any} */ event) => (memory.scopeOpen = event.target.open) },
      h("summary", {}, "What it says of each treatment, and where it comes from"),
      h("dl", { class: "facts wide" }, scope.facts.map((/** @type {[string, string]} */ [name, text]) => h("div", {}, h("dt", {}, name), h("dd", {}, text)))),
    ),
    h("p", { class: "source" }, scope.confirm),
  );
}

/** Tell other parts of the course when somebody else learns, or works elsewhere. @param {any} view @param {Record<string, any>} memory */
function tellOthers(view, memory) {
  const now = view.scope && `${view.learner} ${view.name} ${view.scope.chosen}`;
  if (memory.now && memory.now !== now) tellChanged();
  memory.now = now;
}

export default widget(
  (view, send, memory) => {
    tellOthers(view, memory);
    return [
      view.stops && h("section", { class: "card", "aria-label": "You" }, eyebrow("You"), who(view, send)),
      view.notice && h("p", { class: "notice" }, view.notice),
      view.scope && office(view.scope, send, memory),
      view.stops &&
        h(
          "section",
          { class: "card", "aria-label": "The course" },
          eyebrow("The course"),
          h("ol", { class: "map", "data-focus": "map", tabindex: "-1" }, view.stops.map(row), view.pages.map(further)),
        ),
    ];
  },
  (view) => (view.name ? `Welcome, ${view.name}.` : ""),
);
