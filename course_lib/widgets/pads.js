/** Two pads to place: on the drawing, or by a list for each pad. What is ruled out says so at once. */

import { bodyFigure } from "./parts/body.js";
import { button, eyebrow, freshId, h, segment, widget } from "./parts/dom.js";

/** Both sides of the body, one shown at a time. @param {any} view @param {any} memory @param {((name: string) => void) | null} choose */
function drawn(view, memory, choose) {
  const never = view.warned?.[1];
  const warned = view.sides.find((/** @type {any} */ s) => s.places.some((/** @type {any[]} */ [id]) => id === never));
  memory.side = warned?.id ?? memory.side ?? view.sides[0].id;
  const figures = view.sides.map((/** @type {any} */ side) => {
    const figure = bodyFigure(side.figure, choose);
    figure.element.hidden = side.id !== memory.side;
    const tones = Object.fromEntries(view.pads.filter(Boolean).map((/** @type {string} */ name) => [name, "pad"]));
    figure.mark({ ...tones, ...(never ? { [never]: "never" } : {}) });
    return figure.element;
  });
  const turn = (/** @type {string} */ to) => {
    memory.side = to;
    figures.forEach((/** @type {any} */ figure, /** @type {number} */ n) => (figure.hidden = view.sides[n].id !== to));
  };
  return h(
    "div",
    {},
    segment("Show", view.sides.map((/** @type {any} */ s) => [s.id, s.name]), memory.side, turn),
    figures,
    h("p", { class: "how key" }, h("span", { class: "doctor" }, "✕"), " the doctor's mark"),
  );
}

/**
 * The list for one pad. It outlasts a drawing, and waits a moment before it tells: by keyboard a choice is
 * passed through on the way to another.
 * @param {any} view @param {number} number @param {(name: string) => void} place
 */
function padList(view, number, place) {
  const id = freshId("pad");
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  const tell = () => {
    if (!waiting) return;
    clearTimeout(waiting);
    waiting = undefined;
    place(select.value);
  };
  const select = h(
    "select",
    {
      id,
      "data-focus": `pad-${number}`,
      onblur: tell,
      onchange: () => {
        clearTimeout(waiting);
        waiting = setTimeout(tell, 400);
      },
    },
    h("option", { value: "" }, "Not placed"),
    view.sides.map((/** @type {any} */ side) =>
      h(
        "optgroup",
        { label: side.name },
        side.places.map((/** @type {any[]} */ [name, text, marked]) => h("option", { value: name }, marked ? `${text} · marked` : text)),
      ),
    ),
  );
  /** @param {any} now the view that is shown now */
  const show = (now) => {
    if (!waiting) select.value = now.warned?.[0] === number ? now.warned[1] : now.pads[number];
  };
  return { element: h("p", {}, h("label", { for: id }, `Pad ${number + 1}`), select), show };
}

/** @param {any} view @param {(message: object) => void} send @param {any} memory */
function question(view, send, memory) {
  memory.began ??= performance.now();
  const seconds = () => (performance.now() - memory.began) / 1000;
  const place = (/** @type {number} */ number, /** @type {string} */ name, tapped = false) => send({ do: "place", number, name, tapped });
  /** On the drawing: the next free pad goes there; a pad that lies there comes off. */
  const tap = (/** @type {string} */ name) => {
    const lies = view.pads.indexOf(name);
    if (lies >= 0) return place(lies, "", true);
    const free = view.pads.indexOf("");
    place(free < 0 ? 1 : free, name, true);
  };
  memory.lists ??= [0, 1].map((number) => padList(view, number, (name) => place(number, name)));
  memory.lists.forEach((/** @type {any} */ list) => list.show(view));
  return h(
    "div",
    { class: "beside" },
    drawn(view, memory, tap),
    h(
      "div",
      { class: "pads" },
      view.warning && h("p", { class: "never", "data-focus": "warning", tabindex: "-1" }, h("strong", {}, "■ "), view.warning),
      h("p", { class: "how" }, "Place two pads: tap the body, or use the lists. Or place none."),
      memory.lists.map((/** @type {any} */ list) => list.element),
      h(
        "div",
        { class: "row" },
        button("Check the pads", () => send({ do: "check", seconds: seconds() }), { class: "primary", "data-focus": "check" }),
        button("No pads: tell the doctor", () => send({ do: "check", none: true, seconds: seconds() }), { "data-focus": "none" }),
      ),
    ),
  );
}

/** @param {any} view @param {(message: object) => void} send @param {any} memory */
function answered(view, send, memory) {
  const { told } = view;
  Object.assign(memory, { began: null, lists: null });
  return h(
    "div",
    { class: "beside" },
    drawn(view, memory, null),
    h(
      "div",
      {},
      h("p", { class: `result ${told.tone}`, "data-focus": "feedback", tabindex: "-1" }, `${told.tone === "right" ? "✓" : "✗"} ${told.title}`),
      h("p", {}, told.why),
      told.say && h("p", { class: "says" }, h("strong", {}, "You say: "), `“${told.say}”`),
      h("div", { class: "row" }, button(told.next, () => send({ do: "next" }), { class: "primary" })),
    ),
  );
}

export default widget(
  (view, send, memory, root) => {
    if (memory.order !== view.number) Object.assign(memory, { order: view.number, side: null, lists: null });
    // What has the focus keeps it when all is drawn anew.
    const held = root.contains(document.activeElement) && /** @type {any} */ (document.activeElement).dataset.focus;
    if (held && !view.focus) queueMicrotask(() => /** @type {any} */ (root.querySelector(`[data-focus="${held}"]`))?.focus());
    return [
      h(
        "section",
        { class: "card", "aria-label": view.title },
        eyebrow(`${view.title} · ${view.number}`),
        h("p", { class: "stem", "data-focus": "question", tabindex: "-1" }, `The order says: ${view.order}`),
        h("p", {}, view.ready),
        h("p", {}, h("strong", {}, view.seen)),
        view.told ? answered(view, send, memory) : question(view, send, memory),
      ),
    ];
  },
  (view) => (view.told ? `${view.told.title} ${view.told.why}` : view.warning),
);
