/** The feedback to an answer: the verdict, what was chosen and why, and what can be done next. */

import { button, h } from "./dom.js";
import { spotted } from "./spot.js";

const symbols = { right: "✓", wrong: "✗", unsafe: "✗", saved: "•" };
const actions = {
  again: "Try again",
  explain: "Show me the answer",
  similar: "Try a similar one",
  next: "Next card",
};

/** One option or checklist line with its feedback. @param {any} line */
export function feedbackLine(line) {
  const tone = line.good ? "right" : "wrong";
  const plain = !line.chosen && !line.good;
  return h(
    "div",
    { class: `option ${plain ? "other" : tone}` },
    h("span", { "aria-hidden": "true" }, plain ? "" : line.good ? "✓" : "✗"),
    h(
      "div",
      {},
      h("span", {}, line.text),
      h("p", { class: "why" }, h("span", { class: `verdict ${plain ? "" : tone}` }, line.verdict), " ", line.why),
    ),
  );
}

/**
 * The question once more, with the feedback below it.
 * @param {any} view the question, and `told` with the feedback @param {(message: object) => void} send
 */
export function answered(view, send) {
  const told = view.told;
  const symbol = symbols[/** @type {keyof typeof symbols} */ (told.tone)];
  const shown = told.feedback.filter((/** @type {any} */ line) => line.chosen || line.good);
  const others = told.feedback.filter((/** @type {any} */ line) => !line.chosen && !line.good);
  const lines = [
    ...shown.map(feedbackLine),
    others.length > 0 && h("details", {}, h("summary", {}, "Why not the others?"), others.map(feedbackLine)),
  ];
  return [
    h("p", { class: "stem" }, view.stem),
    h("p", { class: `result ${told.tone}`, "data-focus": "feedback", tabindex: "-1" }, `${symbol} ${told.verdict}`),
    (told.tone === "saved" || view.kind === "sentence") &&
      h("p", { class: "said" }, view.kind === "sentence" ? `You: “${told.said}”` : `You chose: ${told.said}`),
    ...(view.figure ? [h("div", { class: "beside" }, spotted(view), h("div", {}, lines))] : lines),
    told.model && h("p", { class: "says" }, h("strong", {}, "One good way: "), `“${told.model}”`),
    told.note && h("p", { class: "hint" }, told.note),
    told.source && h("p", { class: "source" }, `From: ${told.source}`),
    told.actions.length > 0 &&
      h(
        "div",
        { class: "row" },
        told.actions.map((/** @type {keyof typeof actions} */ name, /** @type {number} */ place) =>
          button(actions[name], () => send({ do: name }), { class: place ? null : "primary" }),
        ),
      ),
  ];
}
