/** A question of any kind as a form: used by the items of a lesson, the review and the final check. */

import { choice } from "./choice.js";
import { button, h, row } from "./dom.js";
import { form, segment, submit } from "./form.js";
import { matching } from "./matching.js";
import { number } from "./number.js";
import { ordering } from "./ordering.js";
import { sentence } from "./sentence.js";
import { spot } from "./spot.js";

/** @typedef {import("../views.js").Question} Question */

/**
 * What a kind of question gives: its element, the answer (null while there is none), what of it can be kept as a draft
 * (the answer, where nothing is said), and what to say while there is none.
 * @typedef {object} Input
 * @property {HTMLElement} element
 * @property {() => unknown} value
 * @property {() => unknown} [draft]
 * @property {string} [missing]
 */

/**
 * What is not sent yet: the question that it belongs to, the draft, how sure, since when, and the answer where the draft
 * is a whole one that was chosen in this window.
 * @typedef {{key?: string | null, draft?: unknown, confidence?: string | null, began?: number, chosen?: unknown}}
 * QuestionMemory
 */

/** Each kind takes the question and what was answered or drafted before. */
const inputs = { single: choice, multiple: choice, number, ordering, sentence, matching, spot };

/** @type {import("../views.js").TextPair[]} */
const SURE = [
  ["guess", "Guess"],
  ["fairly_sure", "Fairly sure"],
  ["sure", "Sure"],
];

/**
 * @param {Question} view the question, perhaps with a hint
 * @param {import("./types.js").Send} send
 * @param {QuestionMemory} memory
 * @param {{submit?: string, asked?: string | null, answer?: unknown, more?: import("./types.js").Children}} [how] the
 * button's words, which question of several it is (sent with the answer, so that a second click answers no other one),
 * what was answered before, and more buttons
 */
export function question(view, send, memory, how = {}) {
  const { asked = null, answer = null } = how;
  const key = asked ?? view.stem;
  if (memory.key !== key)
    Object.assign(memory, { key, draft: null, chosen: null, confidence: null, began: performance.now() });
  memory.draft ??= answer; // also one that was given in another window meanwhile
  const began = memory.began ?? performance.now();
  /** @type {Input} */
  const input = inputs[view.kind](view, memory.draft);
  const typed = view.kind === "number" || view.kind === "sentence";
  const element = form(
    () => {
      const answer = input.value();
      if (answer === null)
        return input.missing ?? (typed ? "Write your answer first." : "Choose an answer first.");
      const seconds = (performance.now() - began) / 1000;
      const which = asked === null ? {} : { asked };
      memory.chosen = null;
      return send({ do: "answer", answer, confidence: memory.confidence, seconds, ...which });
    },
    input.element,
    view.hint &&
      h("p", { class: "hint", "data-focus": "hint", tabindex: "-1" }, h("strong", {}, "Hint: "), view.hint),
    view.ask_confidence &&
      segment("How sure are you?", SURE, memory.confidence ?? null, (value) => (memory.confidence = value)),
    row(
      submit(how.submit ?? "Check"),
      view.can_hint && !view.hint && button("Hint", () => send({ do: "hint" })),
      how.more,
    ),
  );
  const keep = () => {
    const draft = (input.draft ?? input.value)();
    if (JSON.stringify(draft) !== JSON.stringify(memory.draft)) memory.chosen = input.value();
    memory.draft = draft;
  };
  // A place on the body is marked only by the change of its radio button, which comes last.
  for (const type of ["input", "click", "change"]) element.addEventListener(type, keep);
  return element;
}
