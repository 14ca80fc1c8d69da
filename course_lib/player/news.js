/** Says that somebody else learns here now: another window may have changed it while this page was open. */

import { make } from "./elements.js";

/** @param {string} name nothing where nobody gave one */
const sentence = (name) =>
  `${name || "Somebody else"} learns here now, so this page shows their work. ` +
  "If that is not you, say so on the start page.";

export function news() {
  const element = make("p", { class: "player-news", role: "status" });
  return {
    element,
    /** @param {string} name of who learns now */
    tell(name) {
      element.textContent = sentence(name);
    },
    hide() {
      element.textContent = "";
    },
  };
}
