/** The start page: the learner's name, asked once, and the course map. */

import { button, eyebrow, freshId, h, widget } from "./dom.js";

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

export default widget(
  (view, send) => [
    view.stops && h("section", { class: "card", "aria-label": "You" }, eyebrow("You"), who(view, send)),
    view.notice && h("p", { class: "notice" }, view.notice),
    view.stops &&
      h(
        "section",
        { class: "card", "aria-label": "The course" },
        eyebrow("The course"),
        h("ol", { class: "map", "data-focus": "map", tabindex: "-1" }, view.stops.map(row)),
      ),
  ],
  (view) => (view.name ? `Welcome, ${view.name}.` : ""),
);
