/** What every part of a page is made of: elements, buttons, cards. No library, no state. */

/** @typedef {import("./types.js").Attributes} Attributes */
/** @typedef {import("./types.js").Children} Children */

/** What is set as a property of an element, as an attribute of that name only says how it begins. */
const PROPERTIES = ["checked", "disabled", "value", "open"];

let count = 0;

/** An id that no other element of the page has. @param {string} name */
export const freshId = (name) => `course-${name}-${(count += 1)}`;

/**
 * Make an element. Text is always set as text; only `html` takes markup, which Python has escaped.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes] `class`, `html`, `onclick`, any attribute; null and false are left out
 * @param {...Children} children
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "html") element.innerHTML = String(value);
    else if (typeof value === "function") element.addEventListener(name.slice(2), (event) => value(event));
    else if (PROPERTIES.includes(name)) Reflect.set(element, name, value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...nodes(children));
  return element;
}

/** The children that are there, in one list. @param {Children} children @returns {(Node | string)[]} */
export function nodes(children) {
  if (children instanceof Node || typeof children === "string") return [children];
  return children ? children.flatMap(nodes) : [];
}

/** A button. @param {Children} text @param {() => void} onclick @param {Attributes} [attributes] */
export const button = (text, onclick, attributes = {}) =>
  h("button", { type: "button", onclick, ...attributes }, text);

/** A symbol beside words that say the same: seen, and never read aloud as "check mark". @param {string} symbol */
export const sign = (symbol) => h("span", { "aria-hidden": "true" }, symbol);

const SIGNED = /^([✓✗●▲■☎∥○◐•]) (.*)$/su;

/** Words that may begin with such a symbol. @param {string} text @returns {Children} */
export function signed(text) {
  const [, symbol, words] = SIGNED.exec(text) ?? [];
  return symbol ? [sign(symbol), ` ${words}`] : text;
}

/** The words alone, for what is said aloud. @param {string} text */
export const unsigned = (text) => text.replace(SIGNED, "$2");

/** A time in words. @param {number} count */
export const inMinutes = (count) => (count === 1 ? "1 minute" : `${count} minutes`);

/** The line above a card. @param {Children} where @param {boolean} [safety] */
export const eyebrow = (where, safety = false) =>
  h(
    "p",
    { class: "eyebrow" },
    where,
    safety && " ",
    safety && h("span", { class: "tag safety" }, "Safety item"),
  );

/** A card, in which most of a widget stands. @param {string | null} label what it is called @param {Children[]} children */
export const card = (label, ...children) => h("section", { class: "card", "aria-label": label }, children);

/** Things that stand side by side, such as buttons. @param {Children[]} children */
export const row = (...children) => h("div", { class: "row" }, children);

/** A list of lines. @param {string[]} lines @param {string} [kind] */
export const list = (lines, kind) =>
  h(
    "ul",
    { class: kind },
    lines.map((line) => h("li", {}, line)),
  );

/** A link to another notebook; the lesson view opens it in the same window. @param {string} notebook @param {string} text */
export const lessonLink = (notebook, text) => h("a", { href: notebook, "data-notebook": notebook }, text);
