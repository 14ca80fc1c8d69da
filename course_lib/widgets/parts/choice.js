/** Single choice and multiple response: real radio buttons or checkboxes in a fieldset. */

import { freshId, h } from "./dom.js";
import { legend, option } from "./form.js";

/** @param {import("../views.js").Question} view @param {unknown} [answer] what was chosen before */
export function choice(view, answer) {
  const many = view.kind === "multiple";
  const name = freshId("choice");
  const before = [answer].flat();
  const inputs = view.options.map(({ id }) =>
    h("input", { type: many ? "checkbox" : "radio", name, value: id, checked: before.includes(id) }),
  );
  const element = h(
    "fieldset",
    {},
    legend(view.stem),
    many && h("p", { class: "how" }, view.how),
    inputs.map((input, place) => option(input, view.options[place]?.text ?? "")),
  );
  const value = () => {
    const chosen = inputs.filter((input) => input.checked).map((input) => input.value);
    return chosen.length ? (many ? chosen : chosen[0]) : null;
  };
  return { element, value };
}
