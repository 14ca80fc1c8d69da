/** Facts: names beside what is told of them, and shares as a bar beside its number. */

import { h } from "./dom.js";

/** @param {[string, string][]} pairs names and what is told of each @param {string} [kind] */
export const facts = (pairs, kind = "facts") =>
  h(
    "dl",
    { class: kind },
    pairs.map(([name, text]) => h("div", {}, h("dt", {}, name), h("dd", {}, text))),
  );

/** Lines with a bar each. @param {{name: string, share: number, words: string, more?: import("./types.js").Children}[]} lines `share` is from 0 to 1 */
export const shares = (lines) =>
  h(
    "ul",
    { class: "domains" },
    lines.map(({ name, share, words, more }) =>
      h(
        "li",
        {},
        h("span", {}, name),
        h("span", { class: "share", "aria-hidden": "true" }, h("i", { style: `width: ${100 * share}%` })),
        h("strong", {}, words),
        more,
      ),
    ),
  );
