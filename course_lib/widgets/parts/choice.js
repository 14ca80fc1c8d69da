/** Single choice and multiple response: real radio buttons or checkboxes in a fieldset. */

import { freshId, h } from "./dom.js";

/**
 * @param {any} view @param {any} [answer] what was chosen before
 * @returns {{element: HTMLElement, value: () => any}} value is null while nothing is chosen
 */
export function choice(view, answer) {
  const many = view.kind === "multiple";
  const name = freshId("choice");
  const before = new Set([answer ?? []].flat());
  const options = view.options.map((/** @type {any} */ option) =>
    h(
      "label",
      { class: "option" },
      h("input", {
        type: many ? "checkbox" : "radio",
        name,
        value: option.id,
        checked: before.has(option.id),
      }),
      h("span", {}, option.text),
    ),
  );
  const element = h(
    "fieldset",
    {},
    h("legend", { "data-focus": "question", tabindex: "-1" }, view.stem),
    many && h("p", { class: "how" }, view.how),
    options,
  );
  return {
    element,
    value() {
      const chosen = [...element.querySelectorAll("input:checked")].map((input) => input.value);
      if (!chosen.length) return null;
      return many ? chosen : chosen[0];
    },
  };
}
