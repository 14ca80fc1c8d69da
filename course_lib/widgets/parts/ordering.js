/** Ordering without dragging: each step has buttons to move it up and down. */

import { button, h } from "./dom.js";

/** @param {any} view @param {any} [answer] @returns {{element: HTMLElement, value: () => any}} */
export function ordering(view, answer) {
  const texts = Object.fromEntries(view.options.map((/** @type {any} */ o) => [o.id, o.text]));
  /** @type {string[]} */
  const order = answer ? [...answer] : view.options.map((/** @type {any} */ o) => o.id);
  const list = h("ol", { class: "ordering" });
  const said = h("p", { class: "visually-hidden", role: "status" });

  /** @param {number} from @param {number} to */
  function move(from, to) {
    const [moved] = order.splice(from, 1);
    order.splice(to, 0, moved);
    draw();
    said.textContent = `${texts[moved]}: now step ${to + 1} of ${order.length}.`;
    const buttons = list.children[to].querySelectorAll("button");
    const wanted = buttons[to < from ? 0 : 1];
    (wanted.disabled ? buttons[to < from ? 1 : 0] : wanted).focus();
  }

  function draw() {
    list.replaceChildren(
      ...order.map((id, place) =>
        h(
          "li",
          {},
          h("span", { class: "place", "aria-hidden": "true" }, `${place + 1}`),
          h("span", {}, texts[id]),
          h(
            "span",
            { class: "moves" },
            button("↑", () => move(place, place - 1), {
              "aria-label": `Move up: ${texts[id]}`,
              disabled: place === 0,
            }),
            button("↓", () => move(place, place + 1), {
              "aria-label": `Move down: ${texts[id]}`,
              disabled: place === order.length - 1,
            }),
          ),
        ),
      ),
    );
  }

  draw();
  const element = h(
    "fieldset",
    {},
    h("legend", { "data-focus": "question", tabindex: "-1" }, view.stem),
    h("p", { class: "how" }, view.how),
    list,
    said,
  );
  return { element, value: () => [...order] };
}
