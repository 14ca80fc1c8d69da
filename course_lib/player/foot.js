/** The foot of a step: Back and Continue, always in the same place, and what is still open here. */

import { button, make } from "./elements.js";

/** @param {{back: () => void, on: () => void}} acts */
export function foot({ back, on }) {
  const backward = button("Back", back, { class: "player-back" });
  const forward = button("Continue", on, { class: "player-on" });
  const words = make("span", { class: "player-words" });
  const stop = make("span", { class: "player-stop" });
  const note = make(
    "p",
    { class: "player-open-note" },
    words,
    " ",
    stop,
    make("span", { class: "player-full" }, " You can come back."),
  );
  const row = make("div", { class: "player-row" }, backward, note, forward);
  const element = make("footer", { class: "player-foot" }, row);
  return {
    element,
    /** @param {{first: boolean, last: boolean, open: string, pause?: string, hidden: boolean}} now `open` says what is not done here, `pause` how much is left where one may stop */
    show({ first, last, open, pause = "", hidden }) {
      element.hidden = hidden;
      backward.hidden = first;
      forward.hidden = last;
      words.textContent = open;
      stop.replaceChildren(...(pause ? ["A good place to stop", make("span", {}, `: ${pause}.`)] : []));
      note.classList.toggle("player-none", !open && !pause);
      forward.classList.toggle("player-quiet", open !== ""); // the question's own button comes first
    },
  };
}
