/** Shows cells of the page, and puts others away. */

const OFF = "player-off";

/** Whether a cell, or a part of it, is on the page. @param {HTMLElement} element */
export const isShown = (element) => !element.classList.contains(OFF);

/**
 * Show what is in a set of elements alone; without a set, everything.
 * @param {import("./steps.js").Cell[]} cells @param {Set<HTMLElement> | null} shown
 */
export function showCells(cells, shown) {
  for (const cell of cells) {
    const parts = cell.parts();
    for (const part of parts) part.classList.toggle(OFF, shown !== null && !shown.has(part));
    cell.element.classList.toggle(OFF, shown !== null && !parts.some((part) => shown.has(part)));
    cell.element.classList.add("player-cell");
    cell.element.classList.toggle("player-card", cell.kind === "gate" || cell.kind === "points");
  }
}
