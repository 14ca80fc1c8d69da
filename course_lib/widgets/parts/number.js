/** A number with its unit. */

import { freshId, h, row } from "./dom.js";
import { label } from "./form.js";

/** @param {import("../views.js").Question} view @param {unknown} [answer] */
export function number(view, answer) {
  const id = freshId("number");
  const field = h("input", {
    id,
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    size: "8",
    value: String(answer ?? ""),
    "aria-describedby": `${id}-unit`,
  });
  const element = h(
    "div",
    {},
    label(view.stem, field, { class: "stem", "data-focus": "question", tabindex: "-1" }),
    row(field, h("span", { id: `${id}-unit` }, view.unit)),
  );
  return { element, value: () => field.value.trim() || null };
}
