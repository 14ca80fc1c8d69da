/** How sure against how right: the plot that Python drew, its table, and the errors that were sure. */

import { card, h } from "./parts/dom.js";
import { feedbackLine } from "./parts/feedback.js";
import { widget } from "./parts/widget.js";

export default widget((/** @type {import("./views.js").CalibrationView} */ view) =>
  card(
    view.title,
    h("div", { html: view.plot }),
    view.errors.length > 0 && h("h3", {}, "Sure, and not right"),
    view.errors.map((error) =>
      h(
        "details",
        {},
        h("summary", {}, error.stem),
        h("p", { class: "your-answer" }, `You: ${error.phrase}`),
        error.lines.filter((line) => line.chosen || line.good).map(feedbackLine),
      ),
    ),
  ),
);
