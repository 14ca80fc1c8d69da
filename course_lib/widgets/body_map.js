/** The body map: choose a muscle on the drawing or by its name, and read what it is. */

import { bodyFigure } from "./parts/body.js";
import { card, h } from "./parts/dom.js";
import { facts } from "./parts/facts.js";
import { segment } from "./parts/form.js";
import { search } from "./parts/search.js";
import { widget } from "./parts/widget.js";

/** @typedef {import("./views.js").BodyMapView} View */

const PROMPT =
  "Choose a muscle on the body or by its name. You see both names, where it lies and what it does.";
const FIND = {
  label: "Find a muscle by its plain or anatomical name",
  placeholder: "Find a name",
  none: "No muscle of that name on this map. Try a part of the name.",
};

/** The whole map, and what shows a muscle on it. @param {View} view */
function bodyMap(view) {
  const { sides, regions } = view;
  let side = sides[0]?.id ?? "";
  let chosen = "";

  const figures = new Map(sides.map(({ id, figure }) => [id, bodyFigure(figure, choose, point)]));
  const switcher = h("div", {});
  const drawing = h(
    "div",
    {},
    [...figures.values()].map((figure) => figure.element),
  );
  const found = h("div", { class: "found", role: "status" }, h("p", { class: "how" }, PROMPT));
  const rows = new Map(
    regions.map(({ id, plain, anatomical }) => [
      id,
      h(
        "button",
        {
          type: "button",
          "aria-pressed": "false",
          onclick: () => choose(id),
          onpointerenter: () => point(id),
          onpointerleave: () => point(null),
        },
        h("span", {}, plain),
        h("small", {}, anatomical),
      ),
    ]),
  );
  const names = h(
    "ul",
    { class: "names" },
    [...rows.values()].map((row) => h("li", {}, row)),
  );
  const { field, nothing } = search(FIND, (fits) => {
    const shown = regions.filter(({ plain, anatomical, part }) => fits(`${plain} ${anatomical} ${part}`));
    rows.forEach((row, id) => {
      if (row.parentElement) row.parentElement.hidden = !shown.some((region) => region.id === id);
    });
    return shown.length;
  });

  /** The muscle under the mouse shows its name. @param {string | null} id */
  function point(id) {
    rows.forEach((row, its) => row.classList.toggle("over", its === id));
    figures.forEach((figure) => figure.over(id));
  }

  /** @param {string} id @param {boolean} [quiet] whether the page stays where it is */
  function choose(id, quiet = false) {
    const region = regions.find((region) => region.id === id);
    if (!region) return;
    chosen = id;
    const on = sides.filter((half) => half.regions.includes(id)).map((half) => half.id);
    if (!on.includes(side)) side = on[0] ?? side;
    rows.forEach((row, its) => row.setAttribute("aria-pressed", String(its === id)));
    found.replaceChildren(
      h("h3", {}, region.plain),
      h("p", { class: "how" }, `${region.anatomical} · ${region.part}`),
      facts(region.facts),
    );
    show();
    if (!quiet) found.scrollIntoView({ block: "nearest" });
  }

  /** Show the side that is on, with the chosen muscle. */
  function show() {
    const turn = (/** @type {string} */ to) => {
      side = to;
      figures.forEach((figure, id) => (figure.element.hidden = id !== side));
    };
    const names = segment(
      "Show",
      sides.map((half) => [half.id, half.name]),
      side,
      turn,
    );
    switcher.replaceChildren(names);
    turn(side);
    figures.forEach((figure) => figure.mark(chosen ? { [chosen]: "chosen" } : {}));
  }

  show();
  const element = card(
    view.title,
    h(
      "div",
      { class: "body-map" },
      h("div", { class: "drawing" }, switcher, drawing),
      found,
      h("div", { class: "by-name" }, field, nothing, names),
    ),
  );
  /** A muscle that was chosen by Python. @param {string} id */
  const update = (id) => {
    if (id && id !== chosen) choose(id, true);
  };
  return { element, update };
}

export default widget(
  (/** @type {View} */ view, _, /** @type {{map?: ReturnType<typeof bodyMap>}} */ memory) => {
    memory.map ??= bodyMap(view);
    memory.map.update(view.chosen);
    return memory.map.element;
  },
);
