/** Matching without dragging: each line has a list of its own to choose from. */

import { freshId, h } from "./dom.js";

/**
 * @param {any} view @param {any} [answer] what was chosen before, for some of the lines
 * @returns {{element: HTMLElement, value: () => any, draft: () => any, missing: string}} value is null while a
 * line has nothing
 */
export function matching(view, answer) {
  const long = view.labels.some((/** @type {any} */ label) => label.text.length > 34);
  const lines = view.pairs.map((/** @type {any} */ pair) => {
    const id = freshId("match");
    const select = h(
      "select",
      { id, "data-pair": pair.id },
      h("option", { value: "" }, "Choose…"),
      view.labels.map((/** @type {any} */ label) => h("option", { value: label.id }, label.text)),
    );
    select.value = answer?.[pair.id] ?? "";
    // A small screen cuts what a select shows, so a long choice stands below it in full.
    const whole = h("p", { class: "whole", "aria-hidden": "true" });
    const tell = () => {
      const text = select.selectedOptions[0].textContent;
      whole.textContent = text.length > 24 ? text : "";
    };
    select.addEventListener("change", tell);
    tell();
    return h("li", {}, h("label", { for: id }, pair.text), select, whole);
  });
  const element = h(
    "fieldset",
    {},
    h("legend", { "data-focus": "question", tabindex: "-1" }, view.stem),
    h("p", { class: "how" }, view.how),
    h("ul", { class: long ? "matching long" : "matching" }, lines),
  );
  const selects = [...element.querySelectorAll("select")];
  const draft = () => Object.fromEntries(selects.filter((one) => one.value).map((one) => [one.dataset.pair, one.value]));
  const value = () => (selects.every((one) => one.value) ? draft() : null);
  return { element, value, draft, missing: "Choose one for every line first." };
}
