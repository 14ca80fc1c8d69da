/** The head of a page; the name and the office where they are needed first; and the place, between the player and Python. */

import { h, row } from "./parts/dom.js";
import { form, label, line, select, submit } from "./parts/form.js";
import { tellChanged, widget } from "./parts/widget.js";

/** @typedef {import("./views.js").HeadView} View */
/** @typedef {import("./parts/types.js").Send} Send */
/** @typedef {{now?: string, office?: string}} Memory who learns where, and what is chosen and not sent yet */

/** What hears already where the reader stands. @type {WeakSet<HTMLElement>} */
const hearing = new WeakSet();

/** Pass on each step that the player shows on this widget's page. @param {HTMLElement} root @param {Send} send */
function hear(root, send) {
  if (hearing.has(root)) return;
  hearing.add(root);
  document.addEventListener("course-stands", (event) => {
    const { page, place } = /** @type {CustomEvent} */ (event).detail;
    if (page.contains(root)) send({ do: "stand", place });
  });
}

/** @param {View} view @param {Send} send */
function name({ private: privacy }, send) {
  const field = line("name", { autocomplete: "name", maxlength: "80" });
  return form(
    (values) => (values.name?.trim() ? send({ do: "name", name: values.name }) : "Type a name first."),
    label("What is your name? It goes on your certificate.", field, { class: "stem" }),
    row(field, submit("Save my name")),
    h("p", { class: "source" }, privacy),
  );
}

/** @param {View} view @param {Send} send @param {Memory} memory */
function office({ offices, scope }, send, memory) {
  const keep = () => (memory.office = chosen.value);
  const chosen = select(offices, memory.office ?? scope, { name: "scope", onchange: keep });
  return form(
    () => send({ do: "scope", scope: chosen.value }),
    label("Where is your office? State law sets what you may do.", chosen, { class: "stem" }),
    row(chosen, submit("This is my office")),
  );
}

/** Tell other parts of the course when the learner has a name or an office now. @param {View} view @param {Memory} memory */
function tellOthers(view, memory) {
  const now = `${view.name} ${view.scope}`;
  if (memory.now && memory.now !== now) tellChanged();
  memory.now = now;
}

export default widget(
  (/** @type {View} */ view, send, /** @type {Memory} */ memory, root) => {
    tellOthers(view, memory);
    hear(root, send);
    return h(
      "div",
      { "data-stood": view.stood, "data-learner": view.learner, "data-name": view.name },
      h("div", { html: view.html, "data-focus": "head", tabindex: "-1" }),
      view.ask_name && h("section", { class: "card unprinted" }, name(view, send)),
      view.offices.length > 0 && h("section", { class: "card unprinted" }, office(view, send, memory)),
    );
  },
  (view) => (view.name ? `Welcome, ${view.name}.` : ""),
);
