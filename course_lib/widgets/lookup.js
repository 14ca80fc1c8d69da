/** The decision, looked up: findings in groups, searchable; the outcome and every reason change at once. */

import { button, card, freshId, h, row } from "./parts/dom.js";
import { segment } from "./parts/form.js";
import { search } from "./parts/search.js";
import { widget } from "./parts/widget.js";

/** @typedef {import("./views.js").LookupView} View */
/** @typedef {import("./views.js").LookupFinding} Finding */

const FIND = {
  label: "Find something the patient says or you see",
  placeholder: "Find a word",
  none: "Nothing like that in the table. Try another word, or ask the doctor.",
};

/** A finding to tick. @param {Finding} finding @param {() => void} onchange */
function tick(finding, onchange) {
  const id = freshId("finding");
  const box = h("input", { type: "checkbox", id, "aria-describedby": `${id}-check`, onchange });
  const check = h("span", { class: "check", id: `${id}-check` }, finding.check);
  return { box, element: h("label", { for: id }, box, h("span", {}, finding.label, check)) };
}

/** The whole table, and what shows another outcome in it. @param {View} start @param {import("./parts/types.js").Send} send */
function table(start, send) {
  let order = start.order;
  const findings = new Map(
    start.groups.flatMap((group) => group.findings).map((finding) => [finding.id, finding]),
  );
  const ticks = new Map([...findings].map(([id, finding]) => [id, tick(finding, ask)]));
  const chips = h("ul", { class: "chips", "aria-label": "Ticked" });
  const outcome = h("div", { class: "slot" });
  const asked = h("input", { type: "checkbox", onchange: ask });
  const askedWords = h("span");
  const allAsked = h("label", { class: "option" }, asked, askedWords);
  const sticky = h("p", { "aria-hidden": "true" });
  const seen = new IntersectionObserver((looks) => {
    sticky.style.visibility = looks.at(-1)?.isIntersecting ? "hidden" : ""; // what stands above is not said twice
  });
  seen.observe(outcome);
  const groups = start.groups.map(({ title, findings }) => ({
    findings,
    element: h(
      "details",
      {},
      h("summary", {}, h("span", { class: "group" }, title), ` (${findings.length})`),
      h(
        "div",
        { class: "findings", role: "group", "aria-label": title },
        findings.map(({ id }) => ticks.get(id)?.element),
      ),
    ),
  }));

  function ask() {
    const ticked = [...ticks].filter(([, { box }]) => box.checked).map(([id]) => id);
    send({ do: "decide", order, findings: ticked, asked: asked.checked });
  }

  const { field, nothing } = search(FIND, (fits, searching) => {
    let shown = 0;
    for (const group of groups) {
      const here = group.findings.filter(({ label, check, words }) => fits(`${label} ${check} ${words}`));
      for (const finding of group.findings) {
        const line = ticks.get(finding.id)?.element;
        if (line) line.hidden = !here.includes(finding);
      }
      group.element.hidden = here.length === 0;
      group.element.open = searching && here.length > 0;
      shown += here.length;
    }
    return shown;
  });

  /** A finding that is ticked, to take away. @param {string} id */
  function chip(id) {
    const words = findings.get(id)?.label ?? id;
    const remove = () => {
      const ticked = ticks.get(id);
      if (ticked) ticked.box.checked = false;
      ask();
      field.focus();
    };
    return h("li", {}, button(`${words} ✕`, remove, { "aria-label": `Take away: ${words}` }));
  }

  /** @param {View} view */
  function update(view) {
    outcome.innerHTML = view.outcome; // made and escaped by Python
    asked.checked = view.asked;
    askedWords.textContent = view.asked_words;
    sticky.textContent = view.spoken;
    sticky.className = `sticky ${view.tone}`;
    ticks.forEach(({ box }, id) => (box.checked = view.chosen.includes(id)));
    chips.replaceChildren(...view.chosen.map(chip));
    chips.hidden = view.chosen.length === 0;
  }

  const element = card(
    start.title,
    start.orders.length > 1 &&
      segment("The order is", start.orders, order, (value) => {
        order = value;
        asked.checked = false; // another order has other questions
        ask();
      }),
    row(field),
    chips,
    outcome,
    nothing,
    groups.map((group) => group.element),
    allAsked,
    sticky,
  );
  return { element, update };
}

export default widget(
  (/** @type {View} */ view, send, /** @type {{table?: ReturnType<typeof table>}} */ memory) => {
    memory.table ??= table(view, send);
    memory.table.update(view);
    return memory.table.element;
  },
  (view) => view.spoken,
);
