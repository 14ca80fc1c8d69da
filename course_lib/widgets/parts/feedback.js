/** The feedback to an answer: the verdict, what was chosen and why, and what can be done next. */

import { button, h, row } from "./dom.js";
import { spotted } from "./spot.js";
import { result } from "./verdict.js";

/** @typedef {import("../views.js").FeedbackLine} FeedbackLine */

const actions = {
  again: "Try again",
  explain: "Show me the answer",
  similar: "Try a similar one",
  next: "Next card",
};

/** One option or checklist line with its feedback. @param {FeedbackLine} line */
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
      h(
        "p",
        { class: "why" },
        h("span", { class: `verdict ${plain ? "" : tone}` }, line.verdict),
        " ",
        line.why,
      ),
    ),
  );
}

/**
 * The question once more, with the feedback below it.
 * @param {import("../views.js").Question} asked @param {import("../views.js").Told} told
 * @param {import("./types.js").Send} send
 */
export function answered(asked, told, send) {
  const others = told.feedback.filter((line) => !line.chosen && !line.good);
  const lines = [
    told.feedback.filter((line) => line.chosen || line.good).map(feedbackLine),
    others.length > 0 && h("details", {}, h("summary", {}, "Why not the others?"), others.map(feedbackLine)),
  ];
  const sentence = asked.kind === "sentence";
  return [
    h("p", { class: "stem" }, asked.stem),
    result(told.tone, told.verdict),
    (told.tone === "saved" || sentence) &&
      h("p", { class: "said" }, sentence ? `You: “${told.said}”` : `You chose: ${told.said}`),
    asked.figure
      ? h("div", { class: "beside" }, spotted(asked.figure, told.marks), h("div", {}, lines))
      : lines,
    told.model && h("p", { class: "says" }, h("strong", {}, "One good way: "), `“${told.model}”`),
    told.note && h("p", { class: "hint" }, told.note),
    told.source && h("p", { class: "source" }, `From: ${told.source}`),
    told.actions.length > 0 &&
      row(
        told.actions.map((name, place) =>
          button(actions[name], () => send({ do: name }), { class: place ? null : "primary" }),
        ),
      ),
  ];
}
