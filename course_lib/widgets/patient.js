/** A patient: scene, choices, consequence, rule; back to try the other way; a debrief of both paths. */

import { button, eyebrow, freshId, h, widget } from "./parts/dom.js";

/** @param {any} step @param {(message: object) => void} send */
export function decision(step, send) {
  const name = freshId("patient");
  const missing = h("p", { class: "notice", role: "alert", hidden: true }, "Choose what you do first.");
  const form = h(
    "form",
    {
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        const chosen = form.querySelector("input:checked");
        missing.hidden = Boolean(chosen);
        if (chosen) send({ do: "choose", choice: chosen.value, step: step.number });
      },
    },
    h("h3", { "data-focus": "question", tabindex: "-1" }, `${step.number}. ${step.title}`),
    h("p", {}, step.scene),
    step.says && h("p", { class: "says" }, `“${step.says}”`),
    h(
      "fieldset",
      {},
      h("legend", {}, step.prompt),
      step.choices.map((/** @type {[string, string]} */ [value, text]) =>
        h("label", { class: "option" }, h("input", { type: "radio", name, value }), h("span", {}, text)),
      ),
    ),
    missing,
    h("div", { class: "row" }, h("button", { type: "submit", class: "primary" }, "Do this")),
  );
  return form;
}

/** @param {any} taken @param {boolean} last */
function consequence(taken, last) {
  const tone = taken.good ? "right" : "wrong";
  return h(
    "li",
    {},
    h("strong", {}, taken.title),
    h("p", {}, `You: ${taken.choice}`),
    h("p", { "data-focus": last ? "consequence" : null, tabindex: last ? "-1" : null }, taken.consequence),
    h("p", {}, h("span", { class: `verdict ${tone}` }, `${taken.good ? "✓" : "✗"} ${taken.tag}`), " ", taken.rule),
  );
}

/** @param {any} debrief */
function closing(debrief) {
  return h(
    "div",
    {},
    h("h3", {}, "Looking back"),
    h("p", {}, debrief.count),
    debrief.unsafe && h("p", { class: "result unsafe" }, `✗ ${debrief.unsafe}`),
    debrief.paths.map((/** @type {any} */ step) =>
      h(
        "div",
        { class: "two" },
        h("div", {}, h("h4", {}, `${step.title}: you`), h("p", {}, step.taken)),
        h("div", {}, h("h4", {}, "The best way"), h("p", {}, step.best)),
      ),
    ),
    h("p", {}, debrief.why),
    h("p", {}, h("strong", {}, "The note to the doctor, on the best way: "), debrief.note),
  );
}

export default widget(
  (view, send) => [
    h(
      "section",
      { class: "card", "aria-label": `Patient: ${view.who}` },
      eyebrow("Patient"),
      h("p", { class: "stem" }, view.who),
      h(
        "dl",
        { class: "facts" },
        view.facts.map((/** @type {[string, string]} */ [name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))),
      ),
      view.scope && h("p", { class: "office" }, view.scope),
      view.path.length > 0 &&
        h(
          "ol",
          { class: "path" },
          view.path.map((/** @type {any} */ taken, /** @type {number} */ place) => consequence(taken, place === view.path.length - 1)),
        ),
      view.step && decision(view.step, send),
      view.debrief && closing(view.debrief),
      view.path.length > 0 &&
        h(
          "div",
          { class: "row" },
          button("Go back and try the other way", () => send({ do: "back" })),
          view.debrief && button("Start over", () => send({ do: "restart" })),
        ),
    ),
  ],
  (view) => (view.path.length ? view.path[view.path.length - 1].consequence : ""),
);
