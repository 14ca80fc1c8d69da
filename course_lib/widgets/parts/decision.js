/** A decision with a patient: the scene and its choices; then the choice, what came of it, and the rule. */

import { h, row } from "./dom.js";
import { form, oneOf, submit } from "./form.js";
import { verdict } from "./verdict.js";

/** @param {import("../views.js").StepView} step @param {import("./types.js").Send} send */
export const decision = (step, send) =>
  form(
    ({ choice }) => (choice ? send({ do: "choose", choice, step: step.number }) : MISSING),
    h("h3", { "data-focus": "question", tabindex: "-1" }, `${step.number}. ${step.title}`),
    h("p", {}, step.scene),
    step.says && h("p", { class: "says" }, `“${step.says}”`),
    oneOf("choice", step.prompt, step.choices),
    row(submit("Do this")),
  );

export const MISSING = "Choose what you do first.";

/** A choice that was made. @param {import("../views.js").TakenView} taken @param {boolean} [last] whether the focus goes to it */
export const consequence = (taken, last = false) =>
  h(
    "li",
    {},
    h("strong", {}, taken.title),
    h("p", {}, `You: ${taken.choice}`),
    h("p", { "data-focus": last && "consequence", tabindex: last && "-1" }, taken.consequence),
    h("p", {}, verdict(taken.good, taken.tag), " ", taken.rule),
  );
