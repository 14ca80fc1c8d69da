/** A sentence to the patient. */

import { freshId, h } from "./dom.js";
import { label } from "./form.js";

/** @param {import("../views.js").Question} view @param {unknown} [answer] */
export function sentence(view, answer) {
  const id = freshId("sentence");
  const field = h("textarea", { id, rows: "3", value: String(answer ?? ""), "aria-describedby": `${id}-how` });
  const element = h(
    "div",
    {},
    label(view.stem, field, { class: "stem", "data-focus": "question", tabindex: "-1" }),
    h("p", { class: "how", id: `${id}-how` }, view.how),
    field,
  );
  return { element, value: () => field.value.trim() || null };
}
