/** A place on the body: chosen on the drawing or in a list of real radio buttons; both show the same choice. */

import { bodyFigure } from "./body.js";
import { freshId, h } from "./dom.js";
import { legend, option } from "./form.js";

/** @param {import("../views.js").Question} view @param {unknown} [answer] what was chosen before */
export function spot(view, answer) {
  const name = freshId("spot");
  let chosen = typeof answer === "string" ? answer : null;
  const figure = bodyFigure(view.figure, choose);
  const elsewhere = h("p", { class: "how", role: "status" });
  const radios = view.options.map(({ id }) =>
    h("input", { type: "radio", name, value: id, onchange: () => choose(id) }),
  );

  /** @param {string | null} place */
  function choose(place) {
    chosen = place;
    for (const radio of radios) radio.checked = radio.value === place;
    figure.mark(place ? { [place]: "chosen" } : {});
    const listed = view.options.some(({ id }) => id === place);
    elsewhere.textContent = place && !listed ? "You chose a place that is not in this list." : "";
  }

  choose(chosen);
  const options = radios.map((radio, place) => option(radio, view.options[place]?.text ?? ""));
  const element = h(
    "fieldset",
    {},
    legend(view.stem),
    h("p", { class: "how" }, view.how),
    h("div", { class: "beside" }, figure.element, h("div", {}, options, elsewhere)),
  );
  return { element, value: () => chosen, missing: "Choose a place on the body or in the list first." };
}

/** The drawing after the answer. @param {string} markup @param {Record<string, string>} marks a tone for each region that has one */
export function spotted(markup, marks) {
  const figure = bodyFigure(markup, null);
  figure.mark(marks);
  return figure.element;
}
