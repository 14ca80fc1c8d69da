/** A hot-pack session: set it up, then a clock that can be paused; Python says what each minute brings. */

import { button, eyebrow, freshId, h, segment, widget } from "./parts/dom.js";

const SECOND = 1000;

/** @param {any} view @param {(message: object) => void} send */
function setUp(view, send) {
  const chosen = { layers: 0, on_top: true, bell: false, timer: 0, looked: false };
  const id = freshId("layers");
  /** @param {string} text @param {"bell" | "looked"} name */
  const tick = (text, name) =>
    h(
      "label",
      { class: "tick" },
      h("input", { type: "checkbox", onchange: (/** @type {any} */ event) => (chosen[name] = event.target.checked) }),
      text,
    );
  const layers = h(
    "select",
    { id, onchange: () => (chosen.layers = Number(layers.value)) },
    Array.from({ length: 13 }, (_, n) => h("option", { value: n }, `${n}`)),
  );
  return [
    view.last && h("p", { class: "hint" }, view.last),
    h("h3", { "data-focus": "question", tabindex: "-1" }, "Set it up"),
    h("div", { class: "row" }, tick("I looked at the skin first", "looked")),
    h("div", { class: "row" }, h("label", { for: id }, "Dry towel layers"), layers),
    segment("The pack lies", [["on", "on the patient"], ["under", "under the patient"]], "on", (value) => {
      chosen.on_top = value === "on";
    }),
    h("div", { class: "row" }, tick("Bell in the patient’s hand", "bell")),
    segment("Timer", [["0", "none"], ["10", "10"], ["20", "20"], ["30", "30"], ["40", "40"]], "0", (value) => {
      chosen.timer = Number(value);
    }),
    h("div", { class: "row" }, button("Put the pack on", () => send({ do: "start", ...chosen }), { class: "primary" })),
  ];
}

/** @param {any} view */
function bar(view) {
  const share = (/** @type {number} */ minute) => `${Math.min(100, (100 * minute) / view.wall)}%`;
  return [
    h(
      "div",
      {
        class: "bar",
        role: "progressbar",
        "aria-label": "Minutes on",
        "aria-valuemin": 0,
        "aria-valuemax": view.wall,
        "aria-valuenow": view.minute,
      },
      h("i", { style: `width: ${share(view.minute)}` }),
    ),
    h(
      "div",
      { class: "marks", "aria-hidden": "true" },
      view.marks.map((/** @type {number} */ minute) => h("span", { style: `left: ${share(minute)}` }, `${minute}`)),
    ),
    h("p", { class: "source" }, `${view.minute} of ${view.wall} minutes`),
  ];
}

/** @param {any} view */
const events = (view) =>
  h(
    "ul",
    { class: "events" },
    view.events.map((/** @type {any} */ event) => h("li", { class: event.tone }, `${event.minute} min: ${event.text}`)),
  );

/** @param {any} view @param {(message: object) => void} send */
function result(view, send) {
  const unsafe = view.harmed || view.faults.some((/** @type {any} */ fault) => fault.unsafe);
  const tone = unsafe ? "unsafe" : view.faults.length ? "wrong" : "right";
  const words = { unsafe: "✗ Not safe.", wrong: "✗ Nearly. Something to mend.", right: "✓ All done well." };
  return [
    h("p", { class: `result ${tone}`, "data-focus": "feedback", tabindex: "-1" }, words[tone]),
    view.faults.length > 0 &&
      h("ul", {}, view.faults.map((/** @type {any} */ fault) => h("li", {}, fault.unsafe && h("strong", {}, "Not safe. "), fault.text))),
    h("p", { class: "source" }, view.made_up),
    h("div", { class: "row" }, button("Again from the start", () => send({ do: "restart" }), { class: "primary" })),
  ];
}

/**
 * Keep one clock per widget. It asks for the next minute one second after the last one was shown, so a
 * slow computer slows the clock and never skips a minute.
 * @param {any} view @param {(message: object) => void} send @param {Record<string, any>} clock @param {HTMLElement} root
 */
function keepTime(view, send, clock, root) {
  clearTimeout(clock.timer);
  if (view.state !== "on") clock.paused = false;
  else if (!clock.paused) clock.timer = setTimeout(() => root.isConnected && send({ do: "minute" }), SECOND);
}

/** @param {any} view @param {(message: object) => void} send @param {Record<string, any>} clock @param {HTMLElement} root */
function running(view, send, clock, root) {
  const pause = button(
    clock.paused ? "Go on" : "Pause",
    () => {
      clock.paused = !clock.paused;
      pause.textContent = clock.paused ? "Go on" : "Pause";
      keepTime(view, send, clock, root);
    },
    { "data-button": "pause" },
  );
  const buttons =
    view.state === "on"
      ? [
          button("Look at the skin", () => send({ do: "look" }), { class: "primary", "data-button": "look" }),
          button("Take the pack off", () => send({ do: "off" }), { "data-button": "off" }),
          pause,
        ]
      : [
          button("Look at the skin", () => send({ do: "look" }), { class: "primary", "data-button": "look" }),
          button("Finish", () => send({ do: "finish" }), { "data-button": "off" }),
        ];
  return [
    h("h3", { "data-focus": "session", tabindex: "-1" }, view.state === "on" ? "The pack is on" : "The pack is off"),
    bar(view),
    h("div", { class: "row" }, buttons),
    events(view),
  ].flat();
}

export default widget(
  (view, send, clock, root) => {
    // The page is drawn anew each minute: whoever stands on a button must still stand on it afterwards.
    const active = /** @type {HTMLElement | null} */ (document.activeElement);
    const held = root.contains(active) ? active?.dataset?.button : undefined;
    if (held) queueMicrotask(() => /** @type {any} */ (root.querySelector(`[data-button="${held}"]`))?.focus());
    keepTime(view, send, clock, root);
    return [
      h(
        "section",
        { class: "card", "aria-label": "Hot pack session" },
        eyebrow(view.title),
        h("p", {}, view.order),
        view.state === "set_up" && setUp(view, send),
        (view.state === "on" || view.state === "off") && running(view, send, clock, root),
        view.state === "over" && [bar(view), events(view), result(view, send)].flat(),
      ),
    ];
  },
  (view) => (view.events.length ? view.events[view.events.length - 1].text : ""),
);
