/** The slim bar: back to the course, the title, where one is, contents, text size, light or dark, print, and more. */

import { button, make } from "./elements.js";
import { menu } from "./menu.js";
import { recall, remember } from "./memory.js";

const SIZES = { small: "Smaller", normal: "Normal", large: "Larger", largest: "Largest" };
const COLORS = /** @type {const} */ ({ system: "As on this device", light: "Light", dark: "Dark" });

/** @typedef {import("./player.js").Host} Host */
/** @typedef {(HTMLElement | null | false)[]} Entries */
/**
 * @typedef {object} Acts What the bar can do
 * @property {() => void} contents opens or closes the contents
 * @property {() => void} skip leads past the bar
 * @property {(whole: boolean) => void} whole
 * @property {() => boolean} isWhole
 * @property {(what: "all" | "card") => void} print
 */

/** @param {Host} host @param {Acts} acts */
export function bar(host, acts) {
  const where = make("p", { class: "player-where" });
  const track = make("i");
  const contents = make(
    "button",
    {
      type: "button",
      class: "player-button player-contents",
      "aria-expanded": "false",
      "aria-label": "Contents",
      title: "Contents",
      onclick: acts.contents,
    },
    make("span", { "aria-hidden": "true" }, "☰"),
  );
  const spoken = make("div", { class: "player-spoken", role: "status" });
  const element = make(
    "header",
    { class: "player-bar", role: "region", "aria-label": "This page" },
    button("Skip to the lesson", acts.skip, { class: "player-skip" }),
    make(
      "div",
      { class: "player-line" },
      host.home && home(host.home),
      make("p", { class: "player-title" }, host.title),
      where,
      contents,
      menu("Aa", "Text size and colors", () => looks(host)),
      menu("⋯", "More", () => more(host, acts)),
    ),
    make("div", { class: "player-track", "aria-hidden": "true" }, track),
    spoken,
  );
  setSize(recall("size", "normal"));
  return {
    element,
    contents,
    /** @param {string} full @param {string} short for a narrow window @param {number} share 0 to 1 */
    stand(full, short, share) {
      where.replaceChildren(
        make("span", { class: "player-full" }, full),
        make("span", { class: "player-short", "aria-hidden": "true" }, short),
      );
      track.style.width = `${Math.round(100 * share)}%`;
    },
    /** @param {string} text */
    say(text) {
      spoken.textContent = text;
    },
    /** What was said stands there no longer. @param {string} text */
    said(text) {
      if (spoken.textContent === text) spoken.textContent = "";
    },
  };
}

/** @param {{href: string, go: () => void}} way */
const home = ({ href, go }) =>
  make(
    "a",
    {
      class: "player-home",
      "aria-label": "Course",
      href,
      onclick: (/** @type {MouseEvent} */ event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        go();
      },
    },
    make("span", { "aria-hidden": "true" }, "‹"),
    make("span", { class: "player-word" }, "Course"),
  );

/** @param {string} words @param {() => void} act @param {boolean | null} [on] whether it is chosen, of several */
const entry = (words, act, on = null) =>
  button(words, act, { class: "player-entry", "aria-pressed": on === null ? null : String(on) });

/** @param {string} words */
const head = (words) => make("p", { class: "player-head" }, words);

/** @param {Host} host @returns {Entries} */
function looks(host) {
  const size = recall("size", "normal");
  const now = host.colors();
  return [
    head("Text size"),
    ...Object.entries(SIZES).map(([name, words]) => entry(words, () => setSize(name), name === size)),
    head("Colors"),
    ...Object.entries(COLORS).map(([name, words]) =>
      entry(words, () => host.setColors(/** @type {keyof typeof COLORS} */ (name)), name === now),
    ),
  ];
}

/** @param {Host} host @param {Acts} acts @returns {Entries} */
const more = (host, acts) => [
  host.isPath() && entry(acts.isWhole() ? "Step by step" : "Whole page", () => acts.whole(!acts.isWhole())),
  entry("Print", () => acts.print("all")),
  host.isPath() && entry("Print: stop box and key points", () => acts.print("card")),
  ...host.links.map(({ words, go }) => entry(words, go)),
  host.workbench && entry("Open as notebook", host.workbench),
];

/** @param {string} name */
function setSize(name) {
  remember("size", name);
  document.documentElement.dataset.courseSize = name;
}
