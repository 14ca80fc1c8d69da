/** Makes elements; text is always set as text. */

let count = 0;

/** An id that no other element of the player has. @param {string} name */
export const freshId = (name) => `player-${name}-${(count += 1)}`;

/**
 * @param {string} tag @param {Record<string, any>} [attributes] `onclick` and its like are listeners; null and false are left out
 * @param {...(Node | string | null | undefined | false | (Node | string | null | undefined | false)[])} children
 * @returns {HTMLElement}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat()) if (child) element.append(child);
  return element;
}

/** @param {string} text @param {() => void} onclick @param {Record<string, any>} [attributes] */
export const button = (text, onclick, attributes = {}) =>
  make("button", { type: "button", onclick, ...attributes }, text);
