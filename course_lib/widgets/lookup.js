/** The decision, looked up: findings in groups, searchable; the outcome and every reason change at once. */

import { button, course, eyebrow, followChanges, freshId, h, segment } from "./parts/dom.js";

/** @param {any} finding */
const words = (finding) =>
  [finding.label, finding.check, finding.words].join(" ").toLowerCase();

export default {
  /** @param {{model: any, el: HTMLElement}} context */
  render({ model, el }) {
    const start = model.get("view");
    const chosen = new Set(start.chosen);
    let order = start.order;
    /** @type {Map<string, any>} */
    const byId = new Map(start.groups.flatMap((/** @type {any} */ g) => g.findings).map((/** @type {any} */ f) => [f.id, f]));
    const ask = () => model.send({ do: "decide", order, findings: [...chosen] });

    const chips = h("ul", { class: "chips", "aria-label": "Ticked" });
    const outcome = h("div", { class: "slot" });
    const sticky = h("p", { "aria-hidden": "true" });
    const live = h("div", { class: "visually-hidden", role: "status" });
    const none = h("p", { class: "how", hidden: true }, "Nothing like that in the table. Try another word, or ask the doctor.");
    const boxes = new Map();

    /** @param {any} finding */
    function row(finding) {
      const id = freshId("finding");
      const box = h("input", {
        type: "checkbox",
        id,
        checked: chosen.has(finding.id),
        "aria-describedby": `${id}-check`,
        onchange: () => {
          if (box.checked) chosen.add(finding.id);
          else chosen.delete(finding.id);
          ask();
        },
      });
      boxes.set(finding.id, box);
      return h(
        "label",
        { for: id, "data-finding": finding.id },
        box,
        h("span", {}, finding.label, h("span", { class: "check", id: `${id}-check` }, finding.check)),
      );
    }

    const groups = start.groups.map((/** @type {any} */ group) =>
      h(
        "details",
        { "data-group": group.id },
        h("summary", {}, h("span", { class: "group" }, group.title), ` (${group.findings.length})`),
        h("div", { class: "findings", role: "group", "aria-label": group.title }, group.findings.map(row)),
      ),
    );

    const search = h("input", {
      type: "search",
      "aria-label": "Find something the patient says or you see",
      placeholder: "Find what the patient says or you see",
      oninput: filter,
    });

    function filter() {
      const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const group of groups) {
        let here = 0;
        for (const label of group.querySelectorAll("[data-finding]")) {
          const text = words(byId.get(label.dataset.finding));
          const fits = wanted.every((/** @type {string} */ word) => text.includes(word));
          label.hidden = !fits;
          here += Number(fits);
        }
        group.hidden = here === 0;
        group.open = wanted.length > 0 && here > 0;
        shown += here;
      }
      none.hidden = shown > 0;
    }

    function update() {
      const view = model.get("view");
      outcome.innerHTML = view.outcome; // made and escaped by Python
      live.textContent = view.problem || view.spoken;
      sticky.textContent = view.spoken;
      sticky.className = `sticky ${view.tone}`;
      for (const [id, box] of boxes) box.checked = view.chosen.includes(id);
      chosen.clear();
      view.chosen.forEach((/** @type {string} */ id) => chosen.add(id));
      chips.replaceChildren(
        ...view.chosen.map((/** @type {string} */ id) => {
          const label = byId.get(id).label;
          const remove = () => {
            chosen.delete(id);
            ask();
            search.focus();
          };
          return h("li", {}, button(`${label} ✕`, remove, { "aria-label": `Take away: ${label}` }));
        }),
      );
    }

    const root = course(
      h(
        "section",
        { class: "card", "aria-label": start.title },
        eyebrow(start.title),
        start.orders.length > 1 &&
          segment("The order is", start.orders, order, (value) => {
            order = value;
            ask();
          }),
        h("div", { class: "row" }, search),
        chips,
        outcome,
        none,
        groups,
        sticky,
        live,
      ),
    );
    el.append(root);
    model.on("change:view", update);
    update();
    const unfollow = followChanges(model);
    return () => {
      unfollow();
      model.off("change:view", update);
    };
  },
};
