/** A figure that can be put into every pose between its start and its hold, as Python marked its parts. */

const NUMBER = /-?\d+(?:\.\d+)?/g;

/** @param {number} a @param {number} b @param {number} share */
export const between = (a, b, share) => a + (b - a) * share;

/** Put the figure into a pose. @param {Element} figure @param {number} pose from 0, the start, to 1, the hold */
export function take(figure, pose) {
  const parts = figure.querySelectorAll("[data-move],[data-d],[data-felt]");
  for (const part of /** @type {NodeListOf<SVGElement>} */ (parts)) {
    const turn = Number(part.closest("[data-turn]")?.getAttribute("data-turn") ?? 0);
    const share = turn ? Math.min(1, Math.max(0, 2 * pose - turn + 1)) : pose;
    const { move, d, felt } = part.dataset;
    if (felt) part.setAttribute("opacity", String(Number(felt) * pose ** 3));
    if (move) part.setAttribute("transform", moved(move.split(" ").map(Number), share));
    if (d) part.setAttribute("d", outlined(d, share));
  }
}

/** @param {number[]} numbers x, y, turn, width and height of the start, then of the hold @param {number} share */
function moved(numbers, share) {
  const half = numbers.length / 2;
  const now = numbers.slice(0, half).map((start, n) => between(start, numbers[n + half] ?? start, share));
  const [x, y, angle, width, height] = now;
  return `translate(${x} ${y}) rotate(${angle}) scale(${width} ${height})`;
}

/** @param {string} outlines of the start and of the hold, with the same commands @param {number} share */
function outlined(outlines, share) {
  const [start = "", end = ""] = outlines.split("|");
  const ends = (end.match(NUMBER) ?? []).map(Number);
  let n = 0;
  return start.replace(NUMBER, (number) => String(between(Number(number), ends[n++] ?? Number(number), share)));
}
