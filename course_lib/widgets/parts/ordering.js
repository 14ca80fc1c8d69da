/**
 * Ordering: tap the steps in order, 1-2-3. A step that has its number is taken out by another tap, dragged by its
 * handle, or moved by the arrow keys.
 */

import { button, h, row } from "./dom.js";
import { legend } from "./form.js";

/** @param {import("../views.js").Question} view @param {unknown} [answer] the order so far */
export function ordering(view, answer) {
  const texts = new Map(view.options.map(({ id, text }) => [id, text]));
  const placed = (Array.isArray(answer) ? answer.map(String) : []).filter((id) => texts.has(id));
  const list = h("ol", { class: "ordering" });
  const status = h("p", { class: "visually-hidden", role: "status" });
  const clear = button("Clear the numbers", () => {
    placed.length = 0;
    draw();
    status.textContent = "No step has a number.";
    focus(0);
  });

  const focus = (/** @type {number} */ at) => list.children[at]?.querySelector("button")?.focus();

  /** Give a step the next number, or take its number away. @param {string} id */
  function tap(id) {
    const at = placed.indexOf(id);
    if (at >= 0) placed.splice(at, 1);
    else placed.push(id);
    draw();
    const open = texts.size - placed.length;
    const now = at >= 0 ? "No number now." : `Step ${placed.length}.`;
    status.textContent = `${now} ${open ? `${open} still without a number.` : "All have a number."}`;
    focus(open && at < 0 ? placed.length : Math.max(0, placed.length - 1));
  }

  /** @param {string} id @param {number} to */
  function move(id, to) {
    const from = placed.indexOf(id);
    if (from < 0 || to < 0 || to >= placed.length || from === to) return;
    placed.splice(from, 1);
    placed.splice(to, 0, id);
    draw();
    status.textContent = `Step ${to + 1} of ${placed.length} now.`;
    focus(to);
  }

  const rowOf = (/** @type {string} */ id, /** @type {number} */ at) => {
    const has = at < placed.length;
    return h(
      "li",
      { class: has ? "placed" : "" },
      h(
        "button",
        {
          type: "button",
          "aria-pressed": String(has),
          onclick: () => tap(id),
          onkeydown: (event) => {
            const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
            if (!by || !has) return;
            event.preventDefault();
            move(id, at + by);
          },
        },
        h("span", { class: "place", "aria-hidden": "true" }, has ? `${at + 1}` : ""),
        has && h("span", { class: "visually-hidden" }, `Step ${at + 1}: `),
        h("span", { class: "text" }, texts.get(id) ?? ""),
      ),
      has && h("span", { class: "handle", "aria-hidden": "true", "data-id": id }, "⠿"),
    );
  };

  function draw() {
    const rest = [...texts.keys()].filter((id) => !placed.includes(id));
    list.replaceChildren(...[...placed, ...rest].map(rowOf));
    clear.hidden = placed.length === 0;
  }

  // The list keeps the pointer, as the lines are drawn again while one of them is dragged.
  let dragged = "";
  list.addEventListener("pointerdown", (event) => {
    const handle = event.target instanceof HTMLElement ? event.target.dataset.id : undefined;
    if (!handle) return;
    dragged = handle;
    list.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  list.addEventListener("pointermove", ({ clientY }) => {
    if (!dragged) return;
    const below = [...list.children].findIndex((line) => clientY < line.getBoundingClientRect().bottom);
    move(dragged, below < 0 ? placed.length - 1 : Math.min(below, placed.length - 1));
  });
  for (const type of /** @type {const} */ (["pointerup", "pointercancel"]))
    list.addEventListener(type, () => {
      if (dragged) list.dispatchEvent(new Event("input", { bubbles: true })); // what keeps a draft hears of it
      dragged = "";
    });

  draw();
  const how = h("p", { class: "how" }, "Tap the steps in order: 1, 2, 3. Tap one again to take it out.");
  const element = h("fieldset", {}, legend(view.stem), how, list, row(clear), status);
  return {
    element,
    value: () => (placed.length === texts.size ? [...placed] : null),
    draft: () => (placed.length ? [...placed] : null),
    missing: "Give every step a number: tap them in order.",
  };
}
