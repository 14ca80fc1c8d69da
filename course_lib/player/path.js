/** Where the reader is on the path of steps, and how much of it is left. It shows nothing. */

import { minutesOf } from "./minutes.js";
import { find, panes, standing } from "./steps.js";

/** @typedef {import("./steps.js").Step} Step */
/** @typedef {{step: string, pane: number, part?: import("./steps.js").Part}} Place A step's id, which of its panes, from 0, and what in it */

/** The address of a place. @param {Place} place */
export const hrefOf = ({ step, pane }) => `#${step}${pane ? `/${pane + 1}` : ""}`;

export class Path {
  /** @type {Step[]} */
  steps = [];
  /** About how many each step takes. @type {number[]} */
  minutes = [];
  /** @type {Place} */
  now = { step: "", pane: 0 };

  /** Take the steps that the page has now. @param {Step[]} steps */
  take(steps) {
    this.steps = steps;
    this.minutes = steps.map(({ parts }) => minutesOf(parts));
  }

  /** Begin again. */
  restart() {
    this.now = { step: this.steps[0]?.id ?? "", pane: 0 };
  }

  /** Whether the page still has the step that is shown. */
  get isThere() {
    return this.steps.some(({ id }) => id === this.now.step);
  }

  get number() {
    return Math.max(
      0,
      this.steps.findIndex((step) => step.id === this.now.step),
    );
  }

  /** The step that is shown; there is one wherever there are steps. */
  get here() {
    return /** @type {Step} */ (this.steps[this.number]);
  }

  /** The place after this one, if there is one. */
  get next() {
    const { step, pane } = this.now;
    return pane + 1 < panes(this.here).length ? { step, pane: pane + 1 } : this.at(this.number + 1);
  }

  /** The place before this one, if there is one. */
  get before() {
    const { step, pane } = this.now;
    return pane > 0 ? { step, pane: pane - 1 } : this.at(this.number - 1, "last");
  }

  /** @param {number} number of the step @param {"first" | "last"} [pane] @returns {Place | null} */
  at(number, pane = "first") {
    const step = this.steps[number];
    return step ? { step: step.id, pane: pane === "first" ? 0 : panes(step).length - 1 } : null;
  }

  /** @param {string} hash such as "#your-turn/2" @returns {Place | null} */
  placeOf(hash) {
    const [id = "", pane = "1"] = decodeURIComponent(hash.replace(/^#/, "")).split("/");
    const step = this.steps.find((step) => step.id === id);
    if (!step) return find(this.steps, id);
    const asked = Number.parseInt(pane, 10) || 1;
    return { step: step.id, pane: Math.min(panes(step).length, Math.max(1, asked)) - 1 };
  }

  /** About how many minutes it takes from here. */
  get left() {
    return this.rest(this.number);
  }

  /** About how many minutes it takes from a step on. @param {number} from */
  rest(from) {
    return Math.max(1, Math.round(this.minutes.slice(from).reduce((sum, each) => sum + each, 0)));
  }

  /** Whether the end of this pane is about the middle of the page. @param {number} pane */
  isMiddle(pane) {
    const next = this.number + 1;
    if (next >= this.steps.length || pane < panes(this.here).length - 1) return false;
    const far = (/** @type {number} */ from) => Math.abs(this.rest(from) - this.rest(0) / 2);
    return this.steps.every((_, at) => at === 0 || far(next) <= far(at));
  }

  /** What of a pane is not done yet, in words. @param {number} pane */
  stillOpen(pane) {
    const tasks = (panes(this.here)[pane] ?? []).filter(({ kind }) =>
      ["question", "patient", "due"].includes(kind),
    );
    const open = tasks.find((part) => ["open", "started"].includes(standing(part)));
    if (!open) return "";
    return open.kind === "question" ? "Not answered yet." : "Not finished yet.";
  }
}
