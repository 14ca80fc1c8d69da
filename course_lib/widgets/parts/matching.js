/** Matching without dragging: each line has a list of its own to choose from. */

import { h } from "./dom.js";
import { label, legend, select } from "./form.js";

const LONG_LABEL = 34; // letters, from which on the list stands below its line
const CUT = 24; // letters that a list shows on a small screen

/**
 * @param {import("../views.js").Question} view
 * @param {unknown} [answer] what was chosen before, for some of the lines
 */
export function matching(view, answer) {
  const before = new Map(Object.entries(answer ?? {}));
  const long = view.labels.some(({ text }) => text.length > LONG_LABEL);
  const lines = view.pairs.map(({ id, text }) => {
    const list = select([["", "Choose…"], ...view.labels.map(pair)], String(before.get(id) ?? ""), {
      "data-pair": id,
    });
    // A small screen cuts what a select shows, so a long choice stands below it in full.
    const whole = h("p", { class: "whole", "aria-hidden": "true" });
    const tell = () => {
      const shown = list.selectedOptions[0]?.textContent ?? "";
      whole.textContent = shown.length > CUT ? shown : "";
    };
    list.addEventListener("change", tell);
    tell();
    return { id, list, element: h("li", {}, label(text, list), list, whole) };
  });
  const element = h(
    "fieldset",
    {},
    legend(view.stem),
    h("p", { class: "how" }, view.how),
    h(
      "ul",
      { class: long ? "matching long" : "matching" },
      lines.map((line) => line.element),
    ),
  );
  const chosen = () => lines.filter(({ list }) => list.value);
  const draft = () => Object.fromEntries(chosen().map(({ id, list }) => [id, list.value]));
  const value = () => (chosen().length === lines.length ? draft() : null);
  return { element, value, draft, missing: "Choose one for every line first." };
}

/** @param {import("../views.js").Named} label @returns {[string, string]} */
const pair = ({ id, text }) => [id, text];
