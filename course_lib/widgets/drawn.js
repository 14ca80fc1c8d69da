/** A drawn patient: read, decide, see what the table says, next. */

import { MISSING } from "./parts/decision.js";
import { button, card, eyebrow, h, row } from "./parts/dom.js";
import { form, oneOf, submit } from "./parts/form.js";
import { result } from "./parts/verdict.js";
import { widget } from "./parts/widget.js";

/** @typedef {import("./views.js").DrawnView} View */

/** @param {View} view */
const scene = (view) => [
  h("p", { class: "stem", "data-focus": "question", tabindex: "-1" }, view.who),
  h("p", {}, h("strong", {}, view.order)),
  h(
    "ul",
    {},
    view.findings.map(({ says, sees, label }) =>
      h("li", {}, says && `“${says}” `, sees && `You see: ${sees}. `, h("strong", {}, `You find: ${label}.`)),
    ),
    view.findings.length === 0 && h("li", {}, "You check everything and find nothing that stands in the way."),
  ),
];

/** @param {View} view @param {import("./parts/types.js").Send} send */
function question(view, send) {
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  return form(
    ({ choice }) => (choice ? send({ do: "choose", choice, seconds: seconds() }) : MISSING),
    oneOf("choice", "What do you do?", view.choices),
    row(submit("Decide")),
  );
}

/** @param {import("./views.js").DrawnFeedback} feedback @param {import("./parts/types.js").Send} send */
const answered = (feedback, send) => [
  h("p", { class: "said" }, `You: ${feedback.choice}`),
  result(feedback.tone, feedback.verdict),
  h("div", { html: feedback.outcome }),
  row(button("Next patient", () => send({ do: "next" }), { class: "primary" })),
];

export default widget(
  (/** @type {View} */ view, send) =>
    card(
      view.title,
      eyebrow([view.title, `patient ${view.number}`, view.tally].filter(Boolean).join(" · ")),
      h("p", { class: "source" }, view.level),
      scene(view),
      view.feedback ? answered(view.feedback, send) : question(view, send),
    ),
  (view) => view.feedback?.verdict ?? "",
);
