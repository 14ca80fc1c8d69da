/** Of several questions in a step one is shown: which, and the way to the others. */

import { button, make } from "./elements.js";

const SYMBOLS = { done: "✓", wrong: "✗", "": "" };
const WORDS = { done: "answered", wrong: "answered, not right yet", "": "not answered yet" };

/** @param {(pane: number) => void} go */
export function pager(go) {
  const where = make("p", {});
  const row = make("div", { class: "player-numbers" });
  const element = make(
    "nav",
    { class: "player-pager", "aria-label": "Questions of this step", hidden: true },
    where,
    row,
  );
  // It stands among the cells, and a page may lead the focus to a cell whenever something beside them gets it.
  for (const type of ["focusin", "keydown", "mousedown"])
    element.addEventListener(type, (event) => event.stopPropagation());
  return {
    element,
    /** @param {("" | "done" | "wrong")[]} answered for each question, how @param {number} now from 0; with fewer than two there is nothing to show */
    show(answered, now) {
      element.hidden = answered.length < 2;
      where.replaceChildren(
        make("span", { class: "player-word" }, "Question "),
        `${now + 1} of ${answered.length}`,
      );
      const focused = [...row.children].indexOf(/** @type {Element} */ (document.activeElement));
      row.replaceChildren(
        ...answered.map((done, at) =>
          button(SYMBOLS[done] || String(at + 1), () => go(at), {
            class: done,
            "aria-label": `Question ${at + 1}, ${WORDS[done]}`,
            "aria-current": at === now && "true",
          }),
        ),
      );
      const again = row.children[focused];
      if (again instanceof HTMLElement) again.focus();
    },
  };
}
