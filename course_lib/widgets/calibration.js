/** How sure against how right: the plot that Python drew, its table, and the errors that were sure. */

import { eyebrow, h, widget } from "./parts/dom.js";
import { feedbackLine } from "./parts/feedback.js";

export default widget((view) => [
  h(
    "section",
    { class: "card", "aria-label": view.title },
    eyebrow(view.title),
    h("div", { html: view.plot }),
    view.errors.length > 0 && h("h3", {}, "Sure, and not right"),
    view.errors.map((/** @type {any} */ error) =>
      h(
        "details",
        {},
        h("summary", {}, error.stem),
        h("p", { class: "said" }, `You: ${error.said}`),
        error.lines.filter((/** @type {any} */ line) => line.chosen || line.good).map(feedbackLine),
      ),
    ),
  ),
]);
