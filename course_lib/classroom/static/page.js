/** Gives a page of the class to the player: its cells, the way back, and what is said when it cannot go on. */

import { kindOf, nameOf } from "../../player/kinds.js";
import { Player } from "../../player/player.js";
import { tellLeft, watch } from "./connection.js";
import { watchVote } from "./vote.js";

const START = "/course/00_start_here.ipynb";
const COLORS = "course-class-colors";
const LONGEST = 20_000; // milliseconds to wait for what a page shows
const WIDGETS = 'script[type="application/vnd.voila.cell-output+json"]';
const WAITING = "Loading widget..."; // what stands there until a widget is drawn
const BROKEN = ".jupyter-widgets-error-widget, .course-broken";

const frame = /** @type {HTMLElement} */ (document.getElementById("rendered_cells"));
const scroller = /** @type {HTMLElement} */ (frame.querySelector(".jp-NotebookPanel-notebook"));
const isStart = location.pathname === START;

/** @param {HTMLElement} element */
const cellOf = (element) => {
  const code = element.dataset.type === "code";
  const calls = element.dataset.calls ?? "";
  return {
    element,
    name: code ? nameOf(calls) : "",
    kind: code ? kindOf(calls) : /** @type {const} */ (""),
    parts: () => {
      const blocks = code ? [] : element.querySelectorAll(".jp-MarkdownOutput > *");
      const seen = /** @type {HTMLElement[]} */ ([...blocks]);
      return seen.length ? seen : [element];
    },
  };
};
const all = /** @type {HTMLElement[]} */ ([...frame.querySelectorAll(".class-cell")]);
const cells = all.map(cellOf);
const title = frame.querySelector("h1")?.firstChild?.textContent?.trim() ?? "The course";
document.title = title;

/** @param {string} to */
const go = (to) => () => location.assign(to);

const player = new Player({
  name: `${frame.dataset.page}.ipynb`,
  title,
  hash: location.hash,
  frame,
  scroller,
  cells: () => cells,
  isPath: () => frame.dataset.steps !== "false",
  isShown: () => document.visibilityState === "visible",
  home: isStart ? null : { href: START, go: go(START) },
  links: [
    ...(isStart ? [] : [{ words: "My record", go: go(`${START}#your-record`) }]),
    { words: "Leave the class on this device", go: leave },
  ],
  workbench: null,
  colors: () => {
    try {
      return JSON.parse(localStorage.getItem(COLORS) ?? '"system"');
    } catch {
      return "system";
    }
  },
  setColors: (/** @type {"system" | "light" | "dark"} */ colors) => {
    try {
      localStorage.setItem(COLORS, JSON.stringify(colors));
    } catch {
      // nothing is kept here
    }
    document.dispatchEvent(new CustomEvent("course-colors"));
  },
});

/** Leave in every window of this device: nobody who joins next finds an open page of who was here. */
async function leave() {
  try {
    await fetch("/leave", { method: "POST", redirect: "manual" });
  } catch {
    // the class does not answer: what comes next says so
  }
  tellLeft();
  location.assign("/join");
}

/** Whether every widget that this page was sent is drawn, or cannot be. */
const isDrawn = () =>
  !document.querySelector(WIDGETS) &&
  cells.every(({ element }) => {
    const output = element.querySelector(".jp-OutputArea-output");
    const text = (output?.textContent ?? "").trim();
    return !output || output.querySelector(BROKEN) || (text !== "" && text !== WAITING);
  });

async function ready() {
  player.wait("Opening …");
  const end = performance.now() + LONGEST;
  while (!isDrawn() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 30));
  frame.classList.remove("course-opening");
  frame.dataset.courseState = "ready";
  player.arrange();
  player.wait("");
  performance.mark("course-ready");
}

watch(frame);
watchVote(frame);
void ready();
