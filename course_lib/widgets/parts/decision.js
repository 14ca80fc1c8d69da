/** A decision with a patient: the scene and its choices; then the choice, what came of it, and the rule. */

import { h, row } from "./dom.js";
import { draftOf } from "./drafts.js";
import { form, oneOf, submit } from "./form.js";
import { verdict } from "./verdict.js";

/**
 * @param {import("../views.js").StepView} step @param {import("./types.js").Send} send
 * @param {{name: string, face: string}} who @param {import("./drafts.js").DraftMemory} memory
 */
export const decision = (step, send, who, memory) =>
  form(
    ({ choice }) => (choice ? send({ do: "choose", choice, step: step.number }) : MISSING),
    h("h3", { "data-focus": "question", tabindex: "-1" }, `${step.number}. ${step.title}`),
    speech(who, h("p", {}, step.scene), step.says),
    oneOf("choice", step.prompt, step.choices, draftOf(memory, `${who.name} ${step.number} ${step.title}`, {})),
    row(submit("Do this")),
  );

/** A face, and beside it what is seen and what is said. @param {{name: string, face: string}} who @param {import("./types.js").Children} seen @param {string} says */
export const speech = ({ name, face }, seen, says) =>
  h(
    "div",
    { class: "scene" },
    face && h("div", { class: "face", html: face }),
    h("div", {}, seen, says && h("p", { class: "bubble" }, h("small", {}, name), `“${says}”`)),
  );

export const MISSING = "Choose what you do first.";

/** A choice that was made. @param {import("../views.js").TakenView} taken */
export const consequence = (taken) =>
  h(
    "li",
    {},
    h("strong", {}, taken.title),
    h("p", {}, `You: ${taken.choice}`),
    h("p", {}, taken.consequence),
    h("p", {}, verdict(taken.good, taken.tag), " ", taken.rule),
  );
