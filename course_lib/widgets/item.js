/** An item: the question, how sure, Check and Hint; then the feedback where the eye already is. */

import { card, eyebrow, h } from "./parts/dom.js";
import { dropDraft } from "./parts/drafts.js";
import { answered } from "./parts/feedback.js";
import { question } from "./parts/question.js";
import { widget } from "./parts/widget.js";

/** @typedef {import("./parts/question.js").QuestionMemory} Memory */

/** With a mark at its end, as an answer may be some words alone. @param {string} words */
const sentence = (words) => (/[.!?]["”)]?$/.test(words) ? words : `${words}.`);

const BAD = ["wrong", "unsafe"];

export default widget(
  (/** @type {import("./views.js").ItemView} */ view, send, /** @type {Memory} */ memory) => {
    if (view.feedback) dropDraft(memory);
    return card(
      null,
      eyebrow(h("span", { class: "where" }, `${view.where} ${view.count}`), view.safety),
      view.scope && h("p", { class: "office" }, view.scope),
      view.earlier &&
        h(
          "p",
          { class: "your-answer" },
          "You said: ",
          h("strong", {}, sentence(view.earlier)),
          " Now what do you say?",
        ),
      view.feedback
        ? answered(view, view.feedback, send)
        : question(view, send, memory, { submit: view.submit }),
    );
  },
  (view) => view.feedback?.verdict ?? "",
  (view) => (view.feedback ? (BAD.includes(view.feedback.tone) ? "wrong" : "done") : "open"),
);
