/** Verdicts: right and wrong, always with a symbol and in words, so that color is never alone. */

import { h, sign } from "./dom.js";

const symbols = { right: "✓", wrong: "✗", unsafe: "✗", saved: "•" };

/**
 * The line that says what an answer was; the focus goes to it.
 * @param {import("../views.js").Tone} tone @param {string} words
 * @param {string} [focus] its name for the focus @param {"p" | "h3"} [tag]
 */
export const result = (tone, words, focus = "feedback", tag = "p") =>
  h(tag, { class: `result ${tone}`, "data-focus": focus, tabindex: "-1" }, sign(symbols[tone]), ` ${words}`);

/** A verdict within a line. @param {boolean} good @param {string} words */
export const verdict = (good, words) =>
  h(
    "span",
    { class: `verdict ${good ? "right" : "wrong"}` },
    sign(good ? symbols.right : symbols.wrong),
    ` ${words}`,
  );
