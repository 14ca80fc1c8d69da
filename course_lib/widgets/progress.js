/** Where the learner stands at the end of a lesson, or with the patients. */

import { card, eyebrow, h, list } from "./parts/dom.js";
import { widget } from "./parts/widget.js";

const TITLE = "Where you stand";

export default widget((/** @type {import("./views.js").ProgressView} */ view) =>
  card(
    TITLE,
    eyebrow(TITLE),
    h("p", { class: `result ${view.done ? "right" : ""}` }, `${view.done ? "✓" : "○"} ${view.title}`),
    list(view.lines),
    view.notice && h("p", { class: "notice" }, view.notice),
  ),
);
