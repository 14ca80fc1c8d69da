/** What comes when: a row for each time, with a bar and its number. */

import { eyebrow, h, widget } from "./parts/dom.js";

export default widget((view) => {
  const most = Math.max(1, ...view.counts.map((/** @type {[string, number]} */ [, number]) => number));
  return [
    h(
      "section",
      { class: "card", "aria-label": view.title },
      eyebrow(view.title),
      h("p", {}, view.told),
      view.counts.length > 0 &&
        h(
          "ul",
          { class: "domains" },
          view.counts.map((/** @type {[string, number]} */ [words, number]) =>
            h(
              "li",
              {},
              h("span", {}, words),
              h("span", { class: "share", "aria-hidden": "true" }, h("i", { style: `width: ${(100 * number) / most}%` })),
              h("strong", {}, `${number}`),
            ),
          ),
        ),
    ),
  ];
});
