/** The feedback to an answer: the verdict, what was chosen and why, and what can be done next. */

import { button, h, row } from "./dom.js";
import { spotted } from "./spot.js";
import { result } from "./verdict.js";

/** @typedef {import("../views.js").FeedbackLine} FeedbackLine */
/** @typedef {import("../views.js").Told} Told */

const actions = {
  again: "Try again",
  explain: "Show me the answer",
  similar: "Try a similar one",
  next: "Next card",
};

/** One option or checklist line with its feedback. @param {FeedbackLine} line */
export function feedbackLine(line) {
  const tone = line.good ? "right" : "wrong";
  const plain = !line.chosen && !line.good && !line.missed;
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
 * @param {import("../views.js").Question} asked @param {Told} told
 * @param {import("./types.js").Send} send
 */
export function answered(asked, told, send) {
  if (asked.kind === "sentence" && told.model) return compared(asked, told, send);
  const first = told.feedback.filter((line) => line.missed && line.unsafe);
  const others = told.feedback.filter((line) => !line.chosen && !line.good && !line.missed);
  const lines = [
    first.map(feedbackLine),
    told.feedback.filter((line) => !first.includes(line) && !others.includes(line)).map(feedbackLine),
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
    told.note && h("p", { class: "hint" }, told.note),
    told.source && h("p", { class: "source" }, `From: ${told.source}`),
    next(told, send),
  ];
}

/** What can be done after an answer. @param {Told} told @param {import("./types.js").Send} send */
const next = (told, send) =>
  told.actions.length > 0 &&
  row(
    told.actions.map((name, place) =>
      button(actions[name], () => send({ do: name }), { class: place ? null : "primary" }),
    ),
  );

/**
 * The learner's own words beside one good way, and lines to hold them against: nobody says right or wrong.
 * @param {import("../views.js").Question} asked @param {Told} told @param {import("./types.js").Send} send
 */
function compared(asked, told, send) {
  const said = told.words.map((piece) => (piece.danger ? h("mark", {}, piece.text) : piece.text));
  const lines = told.feedback.map((line) =>
    h(
      "label",
      { class: "option" },
      h("input", { type: "checkbox" }),
      h("span", {}, line.text, h("span", { class: "why" }, line.why)),
    ),
  );
  return [
    h("p", { class: "stem" }, asked.stem),
    result("saved", told.verdict),
    h(
      "div",
      { class: "two" },
      h("div", {}, h("h4", {}, "You"), h("p", {}, "“", said, "”")),
      h("div", {}, h("h4", {}, "One good way"), h("p", {}, `“${told.model}”`)),
    ),
    told.words.some((piece) => piece.danger) &&
      h("p", { class: "hint" }, "Look at the words that are marked: do they say more than you mean?"),
    h("fieldset", {}, h("legend", {}, "Tick each line that your words keep to"), lines),
    told.source && h("p", { class: "source" }, `From: ${told.source}`),
    next(told, send),
  ];
}
