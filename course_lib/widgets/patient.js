/** A patient: scene, choices, consequence, rule; back to try the other way; a debrief of both paths. */

import { consequence, decision } from "./parts/decision.js";
import { button, card, eyebrow, h, row } from "./parts/dom.js";
import { facts } from "./parts/facts.js";
import { result } from "./parts/verdict.js";
import { widget } from "./parts/widget.js";

/** @param {import("./views.js").Debrief} debrief */
const closing = ({ count, unsafe, paths, why, note }) =>
  h(
    "div",
    {},
    h("h3", {}, "Looking back"),
    h("p", {}, count),
    unsafe && result("unsafe", unsafe, "unsafe"),
    paths.map(({ title, taken, best }) =>
      h(
        "div",
        { class: "two" },
        h("div", {}, h("h4", {}, `${title}: you`), h("p", {}, taken)),
        h("div", {}, h("h4", {}, "The best way"), h("p", {}, best)),
      ),
    ),
    h("p", {}, why),
    h("p", {}, h("strong", {}, "The note to the doctor, on the best way: "), note),
  );

export default widget(
  (/** @type {import("./views.js").PatientView} */ view, send) =>
    card(
      `Patient: ${view.who}`,
      eyebrow("Patient"),
      h("p", { class: "stem" }, view.who),
      facts(view.facts),
      view.scope && h("p", { class: "office" }, view.scope),
      view.path.length > 0 &&
        h(
          "ol",
          { class: "path" },
          view.path.map((taken, place) => consequence(taken, place === view.path.length - 1)),
        ),
      view.step && decision(view.step, send),
      view.debrief && closing(view.debrief),
      view.path.length > 0 &&
        row(
          button("Go back and try the other way", () => send({ do: "back" })),
          view.debrief && button("Start over", () => send({ do: "restart" })),
        ),
    ),
  (view) => view.path.at(-1)?.consequence ?? "",
  (view) => (view.debrief ? "done" : view.path.length ? "started" : "open"),
);
