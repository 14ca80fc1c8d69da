/** The contents: every step with its state, each leading there. A rail where there is room, a drawer on a phone. */

import { make } from "./elements.js";

const SYMBOLS = { done: "✓", wrong: "✗", started: "◐", open: "" };
const WORDS = { done: "done", wrong: "done, not all right", started: "begun", open: "still open" };

/** @typedef {{title: string, href: string} & import("./steps.js").Progress} Row */

/** @param {(step: number) => void} go */
export function contents(go) {
  const list = make("ol");
  const element = make("nav", { class: "player-rail", "aria-label": "Steps" }, list);
  const row = (
    /** @type {Row} */ { title, href, state, done, of },
    /** @type {number} */ at,
    /** @type {number} */ now,
  ) =>
    make(
      "li",
      { class: at === now ? `${state} now` : state },
      make(
        "a",
        {
          href,
          "aria-label": [title, of > 1 && `${done} of ${of}`, WORDS[state]].filter(Boolean).join(", "),
          "aria-current": at === now && "step",
          onclick: (/** @type {MouseEvent} */ event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            go(at);
          },
        },
        make("b", { "aria-hidden": "true" }, SYMBOLS[state] || String(at + 1)),
        make("span", {}, title),
        of > 1 && make("small", {}, `${done} of ${of}`),
      ),
    );
  return {
    element,
    /** @param {Row[]} steps @param {number} now the step that is shown, from 0 */
    show(steps, now) {
      const focused = [...list.children].findIndex((entry) => entry.contains(document.activeElement));
      list.replaceChildren(...steps.map((step, at) => row(step, at, now)));
      const again = list.children[focused]?.firstElementChild;
      if (again instanceof HTMLElement) again.focus();
    },
  };
}
