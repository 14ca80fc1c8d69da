/** From a page's cells to its steps: a heading of the second level begins one; of several questions in it, one is shown. */

/**
 * @typedef {"" | "question" | "patient" | "due" | "gate" | "points" | "end"} Kind What a cell is for the path:
 * something to answer, cards that may be due, the stop box, the key points, where the learner stands
 * @typedef {object} Cell One cell of the page
 * @property {HTMLElement} element all of it
 * @property {Kind} kind
 * @property {string} name what is asked there, such as "time-limit"; a link to "#time-limit" leads to it
 * @property {() => HTMLElement[]} parts what can be shown apart: the blocks of a text, or the cell itself
 */
/** @typedef {{element: HTMLElement, kind: Kind, name: string}} Part */
/**
 * @typedef {object} Step
 * @property {string} id its address
 * @property {string} title
 * @property {HTMLElement | null} heading where the focus goes
 * @property {Part[]} parts in order
 */
/** @typedef {"open" | "started" | "done" | "wrong" | "empty"} Standing What a widget says of itself in `data-standing`; wrong is answered, too */
/** @typedef {{state: "open" | "started" | "done" | "wrong", done: number, of: number}} Progress */

const FIRST = "start";

/** An address from a heading, such as "ice-and-when-not". @param {string} text */
export const slug = (text) =>
  text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "") || "step";

/**
 * The steps of a page, at least one. What stands before the first heading is a step of its own. A section whose
 * cards are not due (or not known yet) is none: it is in no step.
 * @param {Cell[]} cells @param {string} title what the first step is called
 * @returns {Step[]}
 */
export function stepsOf(cells, title) {
  /** @type {Step[]} */
  const steps = [{ id: FIRST, title, heading: null, parts: [] }];
  for (const { kind, name: asked, parts } of cells)
    for (const element of parts()) {
      const now = /** @type {Step} */ (steps.at(-1));
      if (element.matches("h2")) {
        const name = words(element);
        const twice = steps.filter((step) => step.title === name).length;
        const id = slug(name) + (twice ? `.${twice + 1}` : "");
        steps.push({ id, title: name, heading: element, parts: [{ element, kind: "", name: "" }] });
      } else {
        if (element.matches("h1")) now.heading ??= element;
        now.parts.push({ element, kind, name: asked });
      }
    }
  return steps.filter((step) => step.parts.length && !isEmpty(step));
}

/** The words of a heading, without its number and the mark that JupyterLab puts behind it. @param {HTMLElement} heading */
function words(heading) {
  const copy = /** @type {HTMLElement} */ (heading.cloneNode(true));
  copy.querySelectorAll(".jp-InternalAnchorLink").forEach((link) => link.remove());
  return (copy.textContent ?? "").replace(/^\s*\d+\.\s+/, "").trim();
}

/** How far a part is, as its widget says; nothing where there is none yet. @param {Part} part */
export function standing({ element }) {
  const mark = /** @type {HTMLElement | null} */ (element.querySelector("[data-standing]"));
  return /** @type {Standing | ""} */ (mark?.dataset.standing ?? "");
}

/** @param {Step} step */
const isEmpty = ({ parts }) =>
  parts.some(({ kind }) => kind === "due") &&
  parts.every((part) => part.kind !== "due" || ["", "empty"].includes(standing(part)));

/** The parts of a step that are questions. @param {Step} step */
export const questions = (step) => step.parts.filter(({ kind }) => kind === "question");

/**
 * What of a step is shown at once: a list of panes. Of several questions each has its own, under the step's heading. A
 * text before the first question stands with it, a later one with the question before it.
 * @param {Step} step @returns {Part[][]}
 */
export function panes(step) {
  const asked = questions(step);
  if (asked.length < 2) return [step.parts];
  const head = step.parts.filter(({ element }) => element === step.heading);
  const found = asked.map((_, at) => (at ? [...head] : []));
  let at = 0;
  for (const part of step.parts) {
    at = Math.max(at, asked.indexOf(part));
    found[at]?.push(part);
  }
  return found;
}

/**
 * How far a step is. One in which nothing has to be done is done when it was seen.
 * @param {Step} step @param {boolean} seen @returns {Progress}
 */
export function progress(step, seen) {
  const tasks = step.parts.filter(({ kind }) => ["question", "patient", "due"].includes(kind)).map(standing);
  const done = tasks.filter((state) => state === "done" || state === "wrong").length;
  const begun = tasks.some((state) => state === "started") || done > 0;
  const state = tasks.length
    ? done === tasks.length
      ? tasks.includes("wrong")
        ? "wrong"
        : "done"
      : begun
        ? "started"
        : "open"
    : seen
      ? "done"
      : "open";
  return { state, done, of: tasks.length };
}

/**
 * Where a question or a patient stands: the step, which of its panes, and the part.
 * @param {Step[]} steps @param {string} name
 */
export function find(steps, name) {
  for (const step of steps) {
    const part = step.parts.find((part) => part.name === name);
    if (name && part)
      return { step: step.id, pane: panes(step).findIndex((pane) => pane.includes(part)), part };
  }
  return null;
}
