/** Cards that are due, one at a time: asked, answered, explained, next. */

import { eyebrow, h, widget } from "./parts/dom.js";
import { answered } from "./parts/feedback.js";
import { question } from "./parts/question.js";

export default widget(
  (view, send, memory) => {
    if (view.told) memory.stem = null;
    const body = view.end
      ? h("p", { class: "result", "data-focus": "end", tabindex: "-1" }, `✓ ${view.end}`)
      : view.told
        ? answered(view, send)
        : view.kind && question(view, send, memory, { asked: view.asked });
    return [h("section", { class: "card", "aria-label": view.title }, eyebrow(view.where || view.title, view.safety), view.scope && h("p", { class: "office" }, view.scope), body)];
  },
  (view) => (view.told ? view.told.verdict : view.end),
);
