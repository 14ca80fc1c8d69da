/** A drawn patient: read, decide, see what the table says, next. */

import { button, eyebrow, freshId, h, widget } from "./parts/dom.js";

/** @param {any} view */
function scene(view) {
  return [
    h("p", { class: "stem", "data-focus": "question", tabindex: "-1" }, view.who),
    h("p", {}, h("strong", {}, view.order)),
    h(
      "ul",
      {},
      view.findings.map((/** @type {any} */ f) =>
        h("li", {}, f.says && `“${f.says}” `, f.sees && `You see: ${f.sees}. `, h("strong", {}, `You find: ${f.label}.`)),
      ),
      view.findings.length === 0 && h("li", {}, "You check everything and find nothing that stands in the way."),
    ),
  ];
}

/** @param {any} view @param {(message: object) => void} send */
function question(view, send) {
  const name = freshId("drawn");
  const began = performance.now();
  const missing = h("p", { class: "notice", role: "alert", hidden: true }, "Choose what you do first.");
  const form = h(
    "form",
    {
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        const chosen = form.querySelector("input:checked");
        missing.hidden = Boolean(chosen);
        if (chosen) send({ do: "choose", choice: chosen.value, seconds: (performance.now() - began) / 1000 });
      },
    },
    h(
      "fieldset",
      {},
      h("legend", {}, "What do you do?"),
      view.choices.map((/** @type {[string, string]} */ [value, text]) =>
        h("label", { class: "option" }, h("input", { type: "radio", name, value }), h("span", {}, text)),
      ),
    ),
    missing,
    h("div", { class: "row" }, h("button", { type: "submit", class: "primary" }, "Decide")),
  );
  return [form];
}

/** @param {any} view @param {(message: object) => void} send */
function told(view, send) {
  const { told } = view;
  return [
    h("p", { class: "said" }, `You: ${told.choice}`),
    h("p", { class: `result ${told.tone}`, "data-focus": "feedback", tabindex: "-1" }, `${told.tone === "right" ? "✓" : "✗"} ${told.verdict}`),
    h("div", { html: told.outcome }),
    h("div", { class: "row" }, button("Next patient", () => send({ do: "next" }), { class: "primary" })),
  ];
}

export default widget(
  (view, send) => [
    view.who &&
      h(
        "section",
        { class: "card", "aria-label": view.title },
        eyebrow([view.title, `patient ${view.number}`, view.tally].filter(Boolean).join(" · ")),
        h("p", { class: "source" }, view.level),
        scene(view),
        view.told ? told(view, send) : question(view, send),
      ),
  ],
  (view) => (view.told ? view.told.verdict : ""),
);
