/** Ordering without dragging: each step has buttons to move it up and down. */

import { button, h } from "./dom.js";
import { legend } from "./form.js";

/** @param {import("../views.js").Question} view @param {unknown} [answer] the order so far */
export function ordering(view, answer) {
  const texts = new Map(view.options.map(({ id, text }) => [id, text]));
  const order = Array.isArray(answer) ? answer.map(String) : [...texts.keys()];
  const list = h("ol", { class: "ordering" });
  const said = h("p", { class: "visually-hidden", role: "status" });

  /** @param {string} id @param {number} from @param {-1 | 1} by */
  function move(id, from, by) {
    order.splice(from, 1);
    order.splice(from + by, 0, id);
    draw();
    said.textContent = `${texts.get(id)}: now step ${from + by + 1} of ${order.length}.`;
    const [up, down] = list.children[from + by]?.querySelectorAll("button") ?? [];
    const [wanted, other] = by < 0 ? [up, down] : [down, up];
    (wanted?.disabled ? other : wanted)?.focus();
  }

  function draw() {
    list.replaceChildren(
      ...order.map((id, place) => {
        const text = texts.get(id) ?? "";
        /** @param {string} arrow @param {string} words @param {-1 | 1} by @param {boolean} disabled */
        const mover = (arrow, words, by, disabled) =>
          button(arrow, () => move(id, place, by), { "aria-label": `${words}: ${text}`, disabled });
        return h(
          "li",
          {},
          h("span", { class: "place", "aria-hidden": "true" }, `${place + 1}`),
          h("span", {}, text),
          h(
            "span",
            { class: "moves" },
            mover("↑", "Move up", -1, place === 0),
            mover("↓", "Move down", 1, place === order.length - 1),
          ),
        );
      }),
    );
  }

  draw();
  const element = h("fieldset", {}, legend(view.stem), h("p", { class: "how" }, view.how), list, said);
  return { element, value: () => [...order] };
}
