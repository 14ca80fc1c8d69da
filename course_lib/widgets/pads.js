/** Two pads to place: on the drawing, or by a list for each pad. What is ruled out says so at once. */

import { bodyFigure } from "./parts/body.js";
import { button, card, eyebrow, h, list, row, sign } from "./parts/dom.js";
import { label, segment } from "./parts/form.js";
import { result } from "./parts/verdict.js";
import { widget } from "./parts/widget.js";

/** @typedef {import("./views.js").PadsView} View */
/** @typedef {import("./parts/types.js").Send} Send */
/** @typedef {{order: string, pads: string[]}} Draft Where the pads of an order lie, not checked yet */
/**
 * The side that is shown, the lists, and since when, of the order that stands there; what is not checked yet, and what
 * of it has to be put back after a reload.
 * @typedef {{order?: string, side?: string | null, lists?: ReturnType<typeof padList>[] | null, began?: number | null, draft?: Draft, back?: string[]}} Memory
 */

const SETTLED = 400; // milliseconds

/** Where the doctor's marks are, in words, for whoever does not see them on the drawing. @param {View} view */
const marked = (view) =>
  view.sides
    .flatMap((side) => side.places)
    .filter(([, , mark]) => mark)
    .map(([, text]) => text)
    .join("; ");

/** Both sides of the body, one shown at a time. @param {View} view @param {Memory} memory @param {((name: string) => void) | null} choose */
function drawn(view, memory, choose) {
  const ruled = view.warned ? [view.warned[1]] : (view.feedback?.wrong ?? []);
  const side = view.sides.find(({ places }) => places.some(([id]) => ruled.includes(id)));
  const shown = (memory.side = side?.id ?? memory.side ?? view.sides[0]?.id ?? "");
  const figures = view.sides.map(({ figure, id }) => {
    const body = bodyFigure(figure, choose);
    const tones = Object.fromEntries(view.pads.filter(Boolean).map((name) => [name, "pad"]));
    const never = Object.fromEntries(ruled.map((name) => [name, "never"]));
    body.mark({ ...tones, ...never });
    body.element.hidden = id !== shown;
    return body.element;
  });
  const turn = (/** @type {string} */ to) => {
    memory.side = to;
    figures.forEach((figure, n) => (figure.hidden = view.sides[n]?.id !== to));
  };
  return h(
    "div",
    {},
    segment(
      "Show",
      view.sides.map((side) => [side.id, side.name]),
      shown,
      turn,
    ),
    figures,
    h(
      "p",
      { class: "how key", "aria-hidden": "true" },
      h("span", { class: "doctor" }, "✕"),
      " the doctor's mark",
    ),
    h("p", { class: "visually-hidden" }, `The doctor's marks: ${marked(view)}.`),
  );
}

/**
 * The list for one pad. It outlasts a drawing, and by keyboard it waits a moment before it tells: a choice is
 * passed through on the way to another.
 * @param {View} view @param {number} number @param {(name: string) => void} place
 */
function padList(view, number, place) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  let byKey = false;
  const tell = () => {
    if (!waiting) return;
    clearTimeout(waiting);
    waiting = undefined;
    place(select.value);
  };
  const changed = () => {
    clearTimeout(waiting);
    waiting = setTimeout(tell, byKey ? SETTLED : 0);
  };
  const select = h(
    "select",
    {
      "data-focus": `pad-${number}`,
      onblur: tell,
      onchange: changed,
      onkeydown: () => (byKey = true),
      onpointerdown: () => (byKey = false),
    },
    h("option", { value: "" }, "Not placed"),
    view.sides.map((side) =>
      h(
        "optgroup",
        { label: side.name },
        side.places.map(([name, text]) => h("option", { value: name }, text)),
      ),
    ),
  );
  /** @param {View} now the view that is shown now */
  const show = (now) => {
    if (!waiting) select.value = (now.warned?.[0] === number ? now.warned[1] : now.pads[number]) ?? "";
  };
  return { element: h("p", {}, label(`Pad ${number + 1}`, select), select), show };
}

/**
 * After a reload, put the pads back where they lay, one after the other; else note where they lie.
 * @param {View} view @param {Memory} memory @param {(number: number, name: string) => void} place
 */
function keep(view, memory, place) {
  const back = (memory.back ??= memory.draft?.order === view.number ? [...memory.draft.pads] : []);
  const next = back.findIndex((name, number) => name && view.pads[number] !== name);
  if (next >= 0) {
    const [name = ""] = back.splice(next, 1, "");
    queueMicrotask(() => place(next, name));
    return;
  }
  memory.back = [];
  if (view.pads.some(Boolean)) memory.draft = { order: view.number, pads: view.pads };
  else delete memory.draft;
}

/** @param {View} view @param {Send} send @param {Memory} memory */
function question(view, send, memory) {
  const began = (memory.began ??= performance.now());
  const seconds = () => (performance.now() - began) / 1000;
  const place = (/** @type {number} */ number, /** @type {string} */ name, tapped = false) =>
    send({ do: "place", number, name, tapped });
  keep(view, memory, place);
  /** On the drawing: the next free pad goes there; a pad that lies there comes off. */
  const tap = (/** @type {string} */ name) => {
    const lies = view.pads.indexOf(name);
    if (lies >= 0) return place(lies, "", true);
    const free = view.pads.indexOf("");
    return place(free < 0 ? 1 : free, name, true);
  };
  const lists = (memory.lists ??= [0, 1].map((number) => padList(view, number, (name) => place(number, name))));
  lists.forEach((list) => list.show(view));
  return h(
    "div",
    { class: "beside with-pads" },
    drawn(view, memory, tap),
    h(
      "div",
      { class: "pads" },
      view.warning &&
        h(
          "p",
          { class: "never", "data-focus": "warning", tabindex: "-1" },
          h("strong", {}, sign("■ ")),
          view.warning,
        ),
      h("p", { class: "how" }, "Place two pads: tap the body, or use the lists. Or place none."),
      lists.map((list) => list.element),
      row(
        button("Check the pads", () => send({ do: "check", seconds: seconds() }), {
          class: "primary",
          "data-focus": "check",
        }),
        button("No pads: tell the doctor", () => send({ do: "check", none: true, seconds: seconds() }), {
          "data-focus": "none",
        }),
      ),
    ),
  );
}

/** @param {View} view @param {import("./views.js").PadsFeedback} feedback @param {Send} send @param {Memory} memory */
function answered(view, feedback, send, memory) {
  Object.assign(memory, { began: null, lists: null });
  delete memory.draft;
  return h(
    "div",
    { class: "beside with-pads" },
    drawn(view, memory, null),
    h(
      "div",
      {},
      result(feedback.tone, feedback.title),
      feedback.lines.length > 0 ? list(feedback.lines) : h("p", {}, feedback.why),
      feedback.say && h("p", { class: "says" }, h("strong", {}, "You say: "), `“${feedback.say}”`),
      row(button(feedback.next, () => send({ do: "next" }), { class: "primary" })),
    ),
  );
}

export default widget(
  (/** @type {View} */ view, send, /** @type {Memory} */ memory) => {
    if (memory.order !== view.number) Object.assign(memory, { order: view.number, side: null, lists: null });
    return card(
      view.title,
      eyebrow(view.number),
      h("p", { class: "stem", "data-focus": "question", tabindex: "-1" }, `The order says: ${view.order}`),
      h("p", {}, view.ready),
      h("p", {}, h("strong", {}, view.seen)),
      view.feedback ? answered(view, view.feedback, send, memory) : question(view, send, memory),
    );
  },
  (view) => (view.feedback ? `${view.feedback.title} ${view.feedback.why}` : view.warning),
);
