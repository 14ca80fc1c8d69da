/** Where the learner stands at the end of a lesson. */

import { eyebrow, h, widget } from "./parts/dom.js";

export default widget((view) => [
  h(
    "section",
    { class: "card", "aria-label": "Where you stand" },
    eyebrow("Where you stand"),
    h("p", { class: `result ${view.done ? "right" : ""}` }, `${view.done ? "✓" : "○"} ${view.title ?? ""}`),
    h("ul", {}, view.lines.map((/** @type {string} */ line) => h("li", {}, line))),
    view.notice && h("p", { class: "notice" }, view.notice),
  ),
]);
