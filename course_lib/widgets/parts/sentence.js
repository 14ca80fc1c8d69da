/** A sentence to the patient. */

import { freshId, h } from "./dom.js";

/** @param {any} view @param {any} [answer] @returns {{element: HTMLElement, value: () => any}} */
export function sentence(view, answer) {
  const id = freshId("sentence");
  const field = h("textarea", { id, rows: "3", value: answer ?? "", "aria-describedby": `${id}-how` });
  const element = h(
    "div",
    {},
    h("label", { class: "stem", for: id, "data-focus": "question", tabindex: "-1" }, view.stem),
    h("p", { class: "how", id: `${id}-how` }, view.how),
    field,
  );
  return { element, value: () => field.value.trim() || null };
}
