/** A question of any kind as a form: used by the items of a lesson, the review and the final check. */

import { button, h, segment } from "./dom.js";
import { choice } from "./choice.js";
import { matching } from "./matching.js";
import { number } from "./number.js";
import { ordering } from "./ordering.js";
import { sentence } from "./sentence.js";
import { spot } from "./spot.js";

const inputs = { single: choice, multiple: choice, number, ordering, sentence, matching, spot };

/**
 * @param {any} view the question, as Python's `asked.question` makes it, perhaps with a hint
 * @param {(message: object) => void} send
 * @param {Record<string, any>} memory what is not sent yet: the draft, how sure, since when
 * @param {{submit?: string, asked?: string | null, answer?: any, more?: any[]}} [how] the button's words, which
 * question of several it is (sent with the answer, so that a second click answers no other one), what was
 * answered before, and more buttons
 */
export function question(view, send, memory, { submit = "Check", asked = null, answer = null, more = [] } = {}) {
  const key = asked ?? view.stem;
  if (memory.stem !== key) Object.assign(memory, { stem: key, draft: answer, confidence: null, began: performance.now() });
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
    const seconds = (performance.now() - memory.began) / 1000;
    send({ do: "answer", answer, confidence: memory.confidence, seconds, ...(asked !== null && { asked }) });
  };
  return h(
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
      h("button", { type: "submit", class: "primary" }, submit),
      view.can_hint && !view.hint && button("Hint", () => send({ do: "hint" })),
      more,
    ),
  );
}
