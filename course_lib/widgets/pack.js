/** A hot-pack session: set it up, then a clock that can be paused; Python says what each minute brings. */

import { button, card, h, inMinutes, list, row, sign } from "./parts/dom.js";
import { draftOf, dropDraft } from "./parts/drafts.js";
import { label, segment, select } from "./parts/form.js";
import { result } from "./parts/verdict.js";
import { widget } from "./parts/widget.js";

/** @typedef {import("./views.js").PackView} View */
/** @typedef {import("./parts/types.js").Send} Send */
/** @typedef {{timer?: ReturnType<typeof setTimeout>, paused?: boolean}} Clock the session's */
/** @typedef {Clock & import("./parts/drafts.js").DraftMemory} Memory */

const SECOND = 1000;
const MOST_LAYERS = 12;
/** @type {import("./views.js").TextPair[]} */
const PLACES = [
  ["on", "on the patient"],
  ["under", "under the patient"],
];
/** @type {import("./views.js").TextPair[]} */
const TIMERS = [
  ["0", "none"],
  ["10", "10"],
  ["20", "20"],
  ["30", "30"],
  ["40", "40"],
];
const symbols = { plain: "", good: "✓", warn: "!", harm: "✗" };
const VERDICTS = {
  unsafe: "Not safe.",
  wrong: "Nearly. Some things to do differently.",
  right: "All done well.",
};

/** @param {View} view @param {Send} send @param {Memory} memory */
function setUp(view, send, memory) {
  const begin = { layers: 0, on_top: true, bell: false, timer: 0, looked: false };
  const chosen = draftOf(memory, "set up", begin);
  /** @param {string} text @param {"bell" | "looked"} name */
  const tick = (text, name) => {
    const onchange = () => (chosen[name] = box.checked);
    const box = h("input", { type: "checkbox", checked: chosen[name], onchange });
    return h("label", { class: "tick" }, box, text);
  };
  const layers = select(
    Array.from({ length: MOST_LAYERS + 1 }, (_, n) => [`${n}`, `${n}`]),
    `${chosen.layers}`,
    { onchange: () => (chosen.layers = Number(layers.value)) },
  );
  return [
    view.last && h("p", { class: "hint" }, view.last),
    h("h3", { "data-focus": "question", tabindex: "-1" }, "Set it up"),
    row(tick("I looked at the skin first", "looked")),
    row(label("Dry towel layers", layers), layers),
    segment(
      "The pack lies",
      PLACES,
      chosen.on_top ? "on" : "under",
      (value) => (chosen.on_top = value === "on"),
    ),
    row(tick("Bell in the patient’s hand", "bell")),
    segment("Timer", TIMERS, `${chosen.timer}`, (value) => (chosen.timer = Number(value))),
    row(button("Put the pack on", () => send({ do: "start", ...chosen }), { class: "primary" })),
  ];
}

/** @param {View} view */
function bar({ minute, ordered, limit, marks }) {
  const share = (/** @type {number} */ minutes) => `${Math.min(100, (100 * minutes) / limit)}%`;
  return [
    h(
      "div",
      {
        class: "bar",
        role: "progressbar",
        "aria-label": "Minutes on",
        "aria-valuemin": 0,
        "aria-valuemax": limit,
        "aria-valuenow": minute,
      },
      h("i", { style: `width: ${share(minute)}` }),
    ),
    h(
      "div",
      { class: "marks", "aria-hidden": "true" },
      marks.map((mark) => h("span", { style: `left: ${share(mark)}` }, `${mark}`)),
    ),
    h("p", { class: "source" }, `${inMinutes(minute)} on. Ordered: ${ordered}. Never above ${limit}.`),
  ];
}

/** @param {View} view */
const events = (view) =>
  h(
    "ul",
    { class: "events" },
    view.events.map(({ tone, minute, text }) => {
      return h("li", { class: tone }, symbols[tone] && sign(`${symbols[tone]} `), `${minute} min: ${text}`);
    }),
  );

/** What to do differently; what was not safe comes first. @param {View["faults"]} faults */
function differently(faults) {
  const lists = [faults.filter(({ unsafe }) => unsafe), faults.filter(({ unsafe }) => !unsafe)];
  const [first, second] = lists.map((some) => some.length > 0 && list(some.map(({ text }) => text)));
  return [first, first && second && h("p", {}, "Also do this differently:"), second];
}

/** @param {View} view @param {Send} send */
function ended(view, send) {
  const unsafe = view.harmed || view.faults.some((fault) => fault.unsafe);
  const tone = unsafe ? "unsafe" : view.faults.length ? "wrong" : "right";
  return [
    bar(view),
    events(view),
    result(tone, VERDICTS[tone]),
    differently(view.faults),
    h("p", { class: "source" }, view.made_up),
    row(button("Again from the start", () => send({ do: "restart" }), { class: "primary" })),
  ];
}

/**
 * Keep one clock per widget. It asks for the next minute one second after the last one was shown, so a
 * slow computer slows the clock and never skips a minute.
 * @param {View} view @param {Send} send @param {Clock} clock @param {HTMLElement} root
 */
function keepTime(view, send, clock, root) {
  clearTimeout(clock.timer);
  if (view.state !== "on") clock.paused = false;
  else if (!clock.paused) clock.timer = setTimeout(() => root.isConnected && send({ do: "minute" }), SECOND);
}

/** @param {View} view @param {Send} send @param {Clock} clock @param {HTMLElement} root */
function running(view, send, clock, root) {
  const words = () => (clock.paused ? "Go on" : "Pause");
  const turn = () => {
    clock.paused = !clock.paused;
    pause.textContent = words();
    keepTime(view, send, clock, root);
  };
  const pause = button(words(), turn, { "data-focus": "pause" });
  const on = view.state === "on";
  return [
    h("h3", { "data-focus": "session", tabindex: "-1" }, on ? "The pack is on" : "The pack is off"),
    bar(view),
    row(
      button("Look at the skin", () => send({ do: "look" }), { class: "primary", "data-focus": "look" }),
      on
        ? [button("Take the pack off", () => send({ do: "off" }), { "data-focus": "off" }), pause]
        : button("Finish", () => send({ do: "finish" }), { "data-focus": "off" }),
    ),
    events(view),
  ];
}

export default widget(
  (/** @type {View} */ view, send, /** @type {Memory} */ memory, root) => {
    keepTime(view, send, memory, root);
    if (view.state !== "set_up") dropDraft(memory);
    return card(
      view.title,
      h("p", {}, view.order),
      view.state === "set_up" && setUp(view, send, memory),
      (view.state === "on" || view.state === "off") && running(view, send, memory, root),
      view.state === "over" && ended(view, send),
    );
  },
  (view) => view.events.at(-1)?.text ?? "",
);
