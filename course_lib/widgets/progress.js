/** Where the learner stands at the end of a lesson, or with the patients. */

import { card, h, lessonLink, row, sign } from "./parts/dom.js";
import { widget } from "./parts/widget.js";

const TITLE = "Where you stand";

/** A line, and the way to what it says; the player leads there. @param {string} line @param {string} lead */
const item = (line, lead) =>
  h(
    "li",
    {},
    h("span", { "aria-hidden": lead && "true" }, line), // the link says it
    lead && h("a", { href: `#${lead}`, "aria-label": `Go there: ${line}` }, "Go there"),
  );

/** What comes next, and all lessons. @param {import("./views.js").ProgressView} view */
const onward = ({ following, done }) =>
  following &&
  row(
    h(
      "a",
      {
        class: done ? "button primary" : "button",
        href: following.notebook,
        "data-notebook": following.notebook,
      },
      following.name,
    ),
    lessonLink("00_start_here.ipynb", "All lessons"),
  );

export default widget((/** @type {import("./views.js").ProgressView} */ view) =>
  card(
    TITLE,
    h("p", { class: `result ${view.done ? "right" : ""}` }, sign(view.done ? "✓" : "○"), ` ${view.title}`),
    h(
      "ul",
      { class: "standing-lines" },
      view.lines.map((line, at) => item(line, view.leads[at] ?? "")),
    ),
    view.back && h("p", { class: "source" }, view.back),
    onward(view),
    view.notice && h("p", { class: "notice" }, view.notice),
  ),
);
