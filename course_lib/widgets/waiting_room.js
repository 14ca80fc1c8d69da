/** The waiting room: a face, a line and a state for everybody who waits; one case is open at a time. */

import { openCase, spokenOf } from "./parts/case.js";
import { button, card, h, row, sign, signed } from "./parts/dom.js";
import { widget } from "./parts/widget.js";

/** @typedef {import("./views.js").WaitingRoomView} View */
/** @typedef {import("./views.js").WaitingPerson} Person */
/** @typedef {import("./parts/types.js").Send} Send */
/** @typedef {import("./parts/case.js").Memory & {who?: string}} Memory */

const STATES = { done: "✓ done", started: "◐ started", new: "new" };

/** @param {Person} person @param {boolean} next @param {Send} send */
const seat = ({ id, name, line, state, face }, next, send) =>
  h(
    "li",
    { class: [state, next && "next"].filter(Boolean).join(" ") },
    h(
      "button",
      { type: "button", "data-focus": `person-${id}`, onclick: () => send({ do: "call_in", name: id }) },
      h("span", { class: "face", html: face }),
      h("strong", {}, name),
      h("span", { class: "line" }, line),
      h("span", { class: "state" }, signed(STATES[state])),
    ),
  );

/** @param {View} view @param {Send} send */
function room(view, send) {
  const next = view.people.find(({ id }) => id === view.today);
  return card(
    view.title,
    h("p", { "data-minutes": view.minutes }, view.count),
    next &&
      row(button(`Today: ${next.name}`, () => send({ do: "call_in", name: next.id }), { class: "primary" })),
    h(
      "ul",
      { class: "waiting" },
      view.people.map((person) => seat(person, person === next, send)),
    ),
  );
}

export default widget(
  (/** @type {View} */ view, send, /** @type {Memory} */ memory) => {
    if (!view.case) return room(view, send);
    if (memory.who !== view.case.who) Object.assign(memory, { who: view.case.who, passed: 0, led: 0 });
    return card(
      `Patient: ${view.case.who}`,
      row(button([sign("‹"), " Waiting room"], () => send({ do: "close" }), { class: "way-back" })),
      openCase(view.case, send, memory),
    );
  },
  ({ case: open }) => (open ? spokenOf(open) : ""),
  ({ people }) =>
    people.every(({ state }) => state === "done")
      ? "done"
      : people.some(({ state }) => state !== "new")
        ? "started"
        : "open",
);
