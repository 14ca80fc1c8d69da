/** Cards that are due, one at a time: asked, answered, explained, next. */

import { button, card, eyebrow, h } from "./parts/dom.js";
import { dropDraft } from "./parts/drafts.js";
import { answered } from "./parts/feedback.js";
import { question } from "./parts/question.js";
import { result } from "./parts/verdict.js";
import { widget } from "./parts/widget.js";

/** @typedef {import("./parts/question.js").QuestionMemory & {due?: boolean}} Memory whether any card was due here */

export default widget(
  (/** @type {import("./views.js").ReviewView} */ view, send, /** @type {Memory} */ memory) => {
    if (view.kind === "")
      return card(
        view.title,
        view.end && result("right", view.end, "end"),
        view.more &&
          h(
            "p",
            { class: "row" },
            button(view.more, () => send({ do: "more" }), { class: "primary" }),
          ),
      );
    if (view.feedback) dropDraft(memory);
    return card(
      view.title,
      eyebrow(view.where, view.safety),
      view.scope && h("p", { class: "office" }, view.scope),
      view.feedback ? answered(view, view.feedback, send) : question(view, send, memory, { asked: view.asked }),
    );
  },
  (view) => (view.kind === "" ? view.end : (view.feedback?.verdict ?? "")),
  (view, memory) => {
    if (view.kind !== "") memory.due = true;
    return view.kind !== "" ? "open" : memory.due ? "done" : "empty";
  },
);
