/** A drawn patient: read, decide, say why, see what the table says, next. */

import { MISSING, speech } from "./parts/decision.js";
import { button, card, eyebrow, h, row } from "./parts/dom.js";
import { draftOf, dropDraft } from "./parts/drafts.js";
import { form, oneOf, submit } from "./parts/form.js";
import { result, verdict } from "./parts/verdict.js";
import { widget } from "./parts/widget.js";

/** @typedef {import("./views.js").DrawnView} View */
/** @typedef {import("./parts/drafts.js").DraftMemory} Memory */

/** @param {View} view */
function scene(view) {
  const seen = view.findings.filter(({ sees, label }) => sees || label);
  const says = view.findings.map((finding) => finding.says).filter(Boolean);
  const order = h("p", {}, h("strong", {}, view.order));
  return [
    h("p", { class: "stem", "data-focus": "question", tabindex: "-1" }, view.who),
    speech(view, order, says.join("” · “")),
    seen.length > 0 &&
      h(
        "ul",
        {},
        seen.map(({ sees, label }) =>
          h("li", {}, sees && `You see: ${sees}. `, label && h("strong", {}, `You find: ${label}.`)),
        ),
      ),
    view.findings.length === 0 && h("p", {}, "You check everything and find nothing that stands in the way."),
  ];
}

/** The kind of answer first; then which one exactly, where there are several, and the reason. @param {View} view @param {import("./parts/types.js").Send} send @param {Memory} memory */
function question(view, send, memory) {
  /** @type {Record<string, string>} */
  const draft = draftOf(memory, `${view.number} ${view.who}`, {});
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const second = h("div", { class: "second" });
  const buttons = view.kinds.map((kind) =>
    h(
      "button",
      { type: "button", class: `kind kind-${kind.id}`, "aria-pressed": "false", onclick: () => choose(kind) },
      h("span", { class: "symbol", "aria-hidden": "true" }, kind.symbol),
      kind.words,
    ),
  );
  /** @param {View["kinds"][number]} kind */
  function choose(kind) {
    draft.kind = kind.id;
    buttons.forEach((each, at) => each.setAttribute("aria-pressed", String(view.kinds[at] === kind)));
    const [only, ...more] = kind.choices;
    second.replaceChildren(
      more.length
        ? oneOf("choice", "Which one?", kind.choices, draft)
        : h("input", { type: "hidden", name: "choice", value: only?.[0] ?? "" }),
      oneOf("reason", "What decides it?", view.reasons, draft),
    );
    decide.hidden = false;
  }
  const decide = row(submit("Decide"));
  decide.hidden = true;
  view.kinds.filter(({ id }) => id === draft.kind).forEach(choose);
  return form(
    ({ choice, reason }) => {
      if (!choice) return MISSING;
      if (!reason) return "Choose what decides it.";
      return send({ do: "choose", choice, reason, seconds: seconds() });
    },
    h(
      "div",
      { class: "kinds", role: "group", "aria-label": "What do you do?" },
      h("p", { class: "asked", "aria-hidden": "true" }, "What do you do?"),
      buttons,
    ),
    second,
    decide,
  );
}

/** @param {import("./views.js").DrawnFeedback} feedback @param {import("./parts/types.js").Send} send */
const answered = (feedback, send) => [
  h("p", { class: "your-answer" }, `You: ${feedback.choice}`),
  result(feedback.tone, feedback.verdict),
  feedback.reason &&
    h(
      "p",
      {},
      `Your reason: ${feedback.reason} `,
      verdict(
        feedback.reason_right,
        feedback.reason_right ? "That decides it." : "That is not what decides it.",
      ),
    ),
  h("div", { html: feedback.outcome }),
  row(button("Next patient", () => send({ do: "next" }), { class: "primary" })),
];

export default widget(
  (/** @type {View} */ view, send, /** @type {Memory} */ memory) => {
    if (view.feedback) dropDraft(memory);
    return card(
      view.title,
      eyebrow([view.title, `patient ${view.number}`, view.tally].filter(Boolean).join(" · ")),
      h("p", { class: "source" }, view.level),
      scene(view),
      view.feedback ? answered(view.feedback, send) : question(view, send, memory),
    );
  },
  (view) => view.feedback?.verdict ?? "",
);
