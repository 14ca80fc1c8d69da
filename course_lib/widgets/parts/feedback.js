/** The feedback to an answer: the verdict, what was chosen and why, and what can be done next. */

import { button, h, row, sign } from "./dom.js";
import { spotted } from "./spot.js";
import { result } from "./verdict.js";

/** @typedef {import("../views.js").FeedbackLine} FeedbackLine */
/** @typedef {import("../views.js").AnswerFeedback} AnswerFeedback */

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
    sign(plain ? "" : line.good ? "✓" : "✗"),
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
 * @param {import("../views.js").Question} asked @param {AnswerFeedback} feedback
 * @param {import("./types.js").Send} send
 */
export function answered(asked, feedback, send) {
  if (asked.kind === "sentence" && feedback.model) return compared(asked, feedback, send);
  const first = feedback.lines.filter((line) => line.missed && line.unsafe);
  const others = feedback.lines.filter((line) => !line.chosen && !line.good && !line.missed);
  const lines = [
    first.map(feedbackLine),
    feedback.lines.filter((line) => !first.includes(line) && !others.includes(line)).map(feedbackLine),
    others.length > 0 && h("details", {}, h("summary", {}, "Why not the others?"), others.map(feedbackLine)),
  ];
  const sentence = asked.kind === "sentence";
  const unmarked = !asked.figure && Boolean(feedback.chosen?.length);
  return [
    h("p", { class: "stem" }, asked.stem),
    result(feedback.tone, feedback.verdict),
    unmarked ? guessed(asked, feedback) : null,
    !unmarked &&
      (feedback.tone === "saved" || sentence) &&
      h(
        "p",
        { class: "your-answer" },
        sentence ? `You: “${feedback.phrase}”` : `You chose: ${feedback.phrase}`,
      ),
    asked.figure
      ? h("div", { class: "beside" }, spotted(asked.figure, feedback.marks), h("div", {}, lines))
      : lines,
    feedback.note && h("p", { class: "hint" }, feedback.note),
    feedback.source && h("p", { class: "source" }, `From: ${feedback.source}`),
    next(feedback, send),
  ];
}

/** All options, with what was chosen: nothing of them is marked yet. @param {import("../views.js").Question} asked @param {AnswerFeedback} feedback */
const guessed = ({ options }, { chosen = [] }) =>
  h(
    "ul",
    { class: "guess" },
    options.map(({ id, text }) =>
      h(
        "li",
        { class: chosen.includes(id) ? "option chosen" : "option" },
        sign(chosen.includes(id) ? "●" : "○"),
        h("span", {}, text, chosen.includes(id) && [" ", h("span", { class: "tag" }, "Your guess")]),
      ),
    ),
  );

/** What can be done after an answer. @param {AnswerFeedback} feedback @param {import("./types.js").Send} send */
const next = (feedback, send) =>
  feedback.actions.length > 0 &&
  row(
    feedback.actions.map((name, place) =>
      button(actions[name], () => send({ do: name }), { class: place ? null : "primary" }),
    ),
  );

/**
 * The learner's own words beside one good way, and lines to hold them against: nobody says right or wrong.
 * @param {import("../views.js").Question} asked @param {AnswerFeedback} feedback @param {import("./types.js").Send} send
 */
function compared(asked, feedback, send) {
  const words = feedback.words.map((piece) => (piece.danger ? h("mark", {}, piece.text) : piece.text));
  const lines = feedback.lines.map((line) =>
    h(
      "label",
      { class: "option" },
      h("input", { type: "checkbox" }),
      h("span", {}, line.text, h("span", { class: "why" }, line.why)),
    ),
  );
  return [
    h("p", { class: "stem" }, asked.stem),
    result("saved", feedback.verdict),
    h(
      "div",
      { class: "two" },
      h("div", {}, h("h3", {}, "You"), h("p", {}, "“", words, "”")),
      h("div", {}, h("h3", {}, "One good way"), h("p", {}, `“${feedback.model}”`)),
    ),
    feedback.words.some((piece) => piece.danger) &&
      h("p", { class: "hint" }, "Look at the words that are marked: do they say more than you mean?"),
    h("fieldset", {}, h("legend", {}, "Tick each line that your words keep to"), lines),
    feedback.source && h("p", { class: "source" }, `From: ${feedback.source}`),
    next(feedback, send),
  ];
}
