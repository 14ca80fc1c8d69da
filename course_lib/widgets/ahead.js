/** What comes when: a row for each time, with a bar and its number. */

import { card, h } from "./parts/dom.js";
import { shares } from "./parts/facts.js";
import { widget } from "./parts/widget.js";

export default widget((/** @type {import("./views.js").AheadView} */ view) => {
  const most = Math.max(1, ...view.counts.map(([, number]) => number));
  return card(
    view.title,
    h("p", {}, view.about),
    view.counts.length > 0 &&
      shares(view.counts.map(([name, number]) => ({ name, share: number / most, words: `${number}` }))),
  );
});
