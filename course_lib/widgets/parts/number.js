/** A number with its unit. */

import { freshId, h } from "./dom.js";

/** @param {any} view @param {any} [answer] @returns {{element: HTMLElement, value: () => any}} */
export function number(view, answer) {
  const id = freshId("number");
  const field = h("input", {
    id,
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    size: "8",
    value: answer ?? "",
    "aria-describedby": `${id}-unit`,
  });
  const element = h(
    "div",
    {},
    h("label", { class: "stem", for: id, "data-focus": "question", tabindex: "-1" }, view.stem),
    h("div", { class: "row" }, field, h("span", { id: `${id}-unit` }, view.unit)),
  );
  return { element, value: () => field.value.trim() || null };
}
