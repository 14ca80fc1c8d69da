/** The body map: choose a muscle on the drawing or by its name, and read what it is. */

import { bodyFigure } from "./parts/body.js";
import { button, course, eyebrow, h, segment } from "./parts/dom.js";

const PROMPT = "Choose a muscle on the body or by its name. You see both names, where it lies and what it does.";

export default {
  /** @param {{model: any, el: HTMLElement}} context */
  render({ model, el }) {
    const view = model.get("view");
    /** @type {any[]} */
    const regions = view.regions;
    let side = view.sides[0].id;
    let chosen = "";

    const figures = new Map(view.sides.map((/** @type {any} */ s) => [s.id, bodyFigure(s.figure, choose, point)]));
    const switcher = h("div", {});
    const drawing = h("div", {}, [...figures.values()].map((figure) => figure.element));
    const found = h("div", { class: "found", role: "status" }, h("p", { class: "how" }, PROMPT));
    const none = h("p", { class: "how", role: "status" });
    const rows = new Map(
      regions.map((region) => [
        region.id,
        button("", () => choose(region.id), { "aria-pressed": "false", onpointerenter: () => point(region.id), onpointerleave: () => point(null) }),
      ]),
    );
    rows.forEach((row, id) => {
      const region = regions.find((one) => one.id === id);
      row.append(h("span", {}, region.plain), h("small", {}, region.anatomical));
    });
    const list = h("ul", { class: "names" }, [...rows.values()].map((row) => h("li", {}, row)));
    const search = h("input", {
      type: "search",
      "aria-label": "Find a muscle by its plain or anatomical name",
      placeholder: "Find a name",
      oninput: filter,
    });

    function filter() {
      const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const region of regions) {
        const text = [region.plain, region.anatomical, region.part].join(" ").toLowerCase();
        const fits = wanted.every((/** @type {string} */ word) => text.includes(word));
        rows.get(region.id).parentElement.hidden = !fits;
        shown += Number(fits);
      }
      none.textContent = shown ? "" : "No muscle of that name on this map. Try a part of the name.";
    }

    /** The muscle under the mouse shows its name. @param {string | null} id */
    function point(id) {
      rows.forEach((row, its) => row.classList.toggle("over", its === id));
      figures.forEach((figure) => figure.over(id));
    }

    /** @param {string} id @param {boolean} [quiet] */
    function choose(id, quiet = false) {
      chosen = id;
      const region = regions.find((one) => one.id === id);
      if (!view.sides.find((/** @type {any} */ s) => s.id === side).regions.includes(id)) {
        side = view.sides.find((/** @type {any} */ s) => s.regions.includes(id)).id;
      }
      rows.forEach((row, its) => row.setAttribute("aria-pressed", String(its === id)));
      found.replaceChildren(
        h("h3", {}, region.plain),
        h("p", { class: "how" }, `${region.anatomical} · ${region.part}`),
        h("dl", { class: "facts" }, region.facts.map((/** @type {string[]} */ [words, fact]) => h("div", {}, h("dt", {}, words), h("dd", {}, fact)))),
      );
      show();
      if (!quiet) found.scrollIntoView({ block: "nearest" });
    }

    /** Show the side that is on, with the chosen muscle. */
    function show() {
      switcher.replaceChildren(
        segment("Show", view.sides.map((/** @type {any} */ s) => [s.id, s.name]), side, (value) => {
          side = value;
          figures.forEach((figure, id) => (figure.element.hidden = id !== side));
        }),
      );
      figures.forEach((figure, id) => {
        figure.element.hidden = id !== side;
        figure.mark(chosen ? { [chosen]: "chosen" } : {});
      });
    }

    function update() {
      const next = model.get("view").chosen;
      if (next && next !== chosen) choose(next, true);
    }

    show();
    el.append(
      course(
        h(
          "section",
          { class: "card", "aria-label": view.title },
          eyebrow(view.title),
          h("div", { class: "body-map" }, h("div", { class: "drawing" }, switcher, drawing), found, h("div", { class: "by-name" }, search, none, list)),
        ),
      ),
    );
    model.on("change:view", update);
    update();
    return () => model.off("change:view", update);
  },
};
