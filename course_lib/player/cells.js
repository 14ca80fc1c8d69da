/** Shows cells of the page, and puts others away. */

const OFF = "player-off";
const LEFT_OUT = "player-left-out";

/** Whether a cell, or a part of it, is on the page. @param {HTMLElement} element */
export const isShown = (element) => !element.classList.contains(OFF);

/**
 * Show what is in a set of elements alone; without a set, everything.
 * @param {import("./steps.js").Cell[]} cells @param {Set<HTMLElement> | null} shown
 * @param {Set<HTMLElement> | null} onPath what is in a step; what is in none, as where nothing is due, is not printed
 */
export function showCells(cells, shown, onPath) {
  for (const cell of cells) {
    const parts = cell.parts();
    for (const part of parts) {
      part.classList.toggle(OFF, shown !== null && !shown.has(part));
      part.classList.toggle(LEFT_OUT, onPath !== null && !onPath.has(part));
    }
    cell.element.classList.toggle(OFF, shown !== null && !parts.some((part) => shown.has(part)));
    cell.element.classList.add("player-cell");
    cell.element.classList.toggle("player-card", cell.kind === "gate" || cell.kind === "points");
  }
}
