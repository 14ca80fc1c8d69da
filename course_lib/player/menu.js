/** A button that opens a small list under it, and closes it again: by Escape, by a click elsewhere, when the focus leaves. */

import { freshId, make } from "./elements.js";

/**
 * @param {string} label what is seen on the button @param {string} name what it is called
 * @param {() => (HTMLElement | null | false)[]} entries built each time it opens
 * @returns {HTMLElement}
 */
export function menu(label, name, entries) {
  const id = freshId("menu");
  const list = make("div", { class: "player-menu", id, role: "group", "aria-label": name, hidden: true });
  const opener = make(
    "button",
    {
      type: "button",
      class: "player-button",
      "aria-expanded": "false",
      "aria-controls": id,
      "aria-label": name,
      title: name,
    },
    label,
  );
  const show = (/** @type {boolean} */ open) => {
    if (open) list.replaceChildren(...entries().filter((entry) => entry !== null && entry !== false));
    list.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
  };
  opener.addEventListener("click", () => show(list.hidden === true));
  const element = make("div", { class: "player-drop" }, opener, list);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || list.hidden) return;
    event.stopPropagation();
    show(false);
    opener.focus();
  });
  element.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !element.contains(relatedTarget)) show(false);
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (!list.hidden && target instanceof Node && !element.contains(target)) show(false);
  });
  list.addEventListener("click", () => {
    show(false);
    opener.focus();
  });
  return element;
}
