/** An item: the question, how sure, Check and Hint; then the feedback where the eye already is. */

import { button, eyebrow, h, segment, widget } from "./dom.js";
import { choice } from "./choice.js";
import { matching } from "./matching.js";
import { number } from "./number.js";
import { ordering } from "./ordering.js";
import { sentence } from "./sentence.js";
import { spot, spotted } from "./spot.js";

const inputs = { single: choice, multiple: choice, number, ordering, sentence, matching, spot };
const symbols = { right: "✓", wrong: "✗", unsafe: "✗", saved: "•" };
const actions = {
  again: "Try again",
  explain: "Show me the answer",
  similar: "Try a similar one",
};

/** @param {any} view @param {(message: object) => void} send @param {Record<string, any>} memory */
function question(view, send, memory) {
  if (memory.stem !== view.stem) Object.assign(memory, { stem: view.stem, draft: null, confidence: null, began: performance.now() });
  /** @type {{element: HTMLElement, value: () => any, draft?: () => any, missing?: string}} */
  const input = inputs[/** @type {keyof typeof inputs} */ (view.kind)](view, memory.draft);
  const keep = () => (memory.draft = (input.draft ?? input.value)());
  const missing = h("p", { class: "notice", role: "alert", hidden: true });
  const check = () => {
    const answer = input.value();
    missing.hidden = answer !== null;
    if (answer === null) {
      missing.textContent = input.missing ?? (view.kind === "number" || view.kind === "sentence" ? "Write your answer first." : "Choose an answer first.");
      return;
    }
    send({ do: "answer", answer, confidence: memory.confidence, seconds: (performance.now() - memory.began) / 1000 });
  };
  const form = h(
    "form",
    {
      oninput: keep,
      onclick: keep,
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        check();
      },
    },
    input.element,
    view.hint && h("p", { class: "hint", "data-focus": "hint", tabindex: "-1" }, h("strong", {}, "Hint: "), view.hint),
    view.ask_confidence &&
      segment("How sure are you?", [["guess", "Guess"], ["fairly_sure", "Fairly sure"], ["sure", "Sure"]], memory.confidence, (value) => {
        memory.confidence = value;
      }),
    missing,
    h(
      "div",
      { class: "row" },
      h("button", { type: "submit", class: "primary" }, "Check"),
      view.can_hint && !view.hint && button("Hint", () => send({ do: "hint" })),
    ),
  );
  return form;
}

/** One option or checklist line with its feedback. @param {any} line */
function feedbackLine(line) {
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

/** @param {any} view @param {(message: object) => void} send */
function answered(view, send) {
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

export default widget(
  (view, send, memory) => {
    if (view.told) memory.stem = null;
    const body = view.told ? answered(view, send) : question(view, send, memory);
    return [h("section", { class: "card" }, eyebrow(view.where, view.safety), body)];
  },
  (view) => (view.told ? view.told.verdict : ""),
);
