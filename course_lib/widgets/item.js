/** An item: the question, how sure, Check and Hint; then the feedback where the eye already is. */

import { eyebrow, h, widget } from "./parts/dom.js";
import { answered } from "./parts/feedback.js";
import { question } from "./parts/question.js";

export default widget(
  (view, send, memory) => {
    if (view.told) memory.stem = null;
    const body = view.told ? answered(view, send) : question(view, send, memory);
    return [h("section", { class: "card" }, eyebrow(view.where, view.safety), view.scope && h("p", { class: "office" }, view.scope), body)];
  },
  (view) => (view.told ? view.told.verdict : ""),
);
