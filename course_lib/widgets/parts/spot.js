/** A place on the body: chosen on the drawing or in a list of real radio buttons; both show the same choice. */

import { bodyFigure } from "./body.js";
import { freshId, h } from "./dom.js";

/**
 * @param {any} view @param {any} [answer] what was chosen before
 * @returns {{element: HTMLElement, value: () => any, missing: string}} value is null while nothing is chosen
 */
export function spot(view, answer) {
  const name = freshId("spot");
  let chosen = answer ?? null;
  const figure = bodyFigure(view.figure, choose);
  const elsewhere = h("p", { class: "how", role: "status" });
  const radios = view.options.map((/** @type {any} */ option) =>
    h("input", { type: "radio", name, value: option.id, onchange: () => choose(option.id) }),
  );

  /** @param {string | null} place */
  function choose(place) {
    chosen = place;
    radios.forEach((/** @type {any} */ radio) => (radio.checked = radio.value === place));
    figure.mark(place ? { [place]: "chosen" } : {});
    const listed = view.options.some((/** @type {any} */ option) => option.id === place);
    elsewhere.textContent = place && !listed ? "You chose a place that is not in this list." : "";
  }

  choose(chosen);
  const element = h(
    "fieldset",
    {},
    h("legend", { "data-focus": "question", tabindex: "-1" }, view.stem),
    h("p", { class: "how" }, view.how),
    h(
      "div",
      { class: "beside" },
      figure.element,
      h(
        "div",
        {},
        view.options.map((/** @type {any} */ option, /** @type {number} */ place) =>
          h("label", { class: "option" }, radios[place], h("span", {}, option.text)),
        ),
        elsewhere,
      ),
    ),
  );
  return { element, value: () => chosen, missing: "Choose a place on the body or in the list first." };
}

/** The drawing after the answer. @param {any} view */
export function spotted(view) {
  const figure = bodyFigure(view.figure, null);
  figure.mark(view.told.marks);
  return figure.element;
}
