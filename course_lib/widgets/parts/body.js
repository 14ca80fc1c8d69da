/** The drawn body to choose on: hovered, clicked, touched, and marked. What it says, a list beside it says too. */

import { h } from "./dom.js";

/** @type {Record<string, string>} */
const symbols = { right: "✓", wrong: "✗", never: "✗" };
const TONES = ["chosen", "right", "wrong", "never", "soft"];
const GRID = 24; // parts of a region's width and height, where a symbol is tried

/**
 * @param {string} markup the SVG, made by Python; regions have data-r, the room around narrow ones data-near
 * @param {((name: string) => void) | null} choose what a click does, or null where nothing can be chosen
 * @param {(name: string | null) => void} [hover]
 */
export function bodyFigure(markup, choose, hover = () => {}) {
  const element = h("div", { class: `body-figure${choose ? " live" : ""}`, html: markup });
  const svg = /** @type {SVGSVGElement} */ (element.firstElementChild);
  const drawn = (/** @type {string} */ what) =>
    /** @type {SVGGeometryElement[]} */ ([...svg.querySelectorAll(`[data-${what}]`)]);
  const regions = new Map(drawn("r").map((region) => [region.dataset.r ?? "", region]));
  const rooms = drawn("near").reverse(); // the narrowest first

  /**
   * The region that is meant. A finger near a narrow region means it, unless it is on another narrow one.
   * @param {MouseEvent} event
   */
  function regionAt(event) {
    const target = /** @type {SVGElement} */ (event.target);
    const on = target.dataset.r ?? target.dataset.near ?? null;
    const pointer = event instanceof PointerEvent && event.pointerType;
    const finger = pointer ? pointer === "touch" : matchMedia("(pointer: coarse)").matches;
    if (!finger || rooms.some((room) => room.dataset.near === on)) return on;
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM()?.inverse());
    return rooms.find((room) => room.isPointInStroke(point))?.dataset.near ?? on;
  }

  /** Show which region the mouse is on. @param {string | null} name */
  const over = (name) => regions.forEach((region, its) => region.classList.toggle("over", its === name));
  if (choose) {
    const moved = (/** @type {string | null} */ name) => {
      over(name);
      hover(name);
    };
    svg.addEventListener("click", (event) => {
      const name = regionAt(event);
      if (name) choose(name);
    });
    svg.addEventListener("pointermove", (event) => {
      if (event.pointerType === "mouse") moved(regionAt(event));
    });
    svg.addEventListener("pointerleave", () => moved(null));
  }

  /** Mark regions as chosen, right or wrong, and nothing else. @param {Record<string, string>} tones */
  function mark(tones) {
    for (const old of element.querySelectorAll(".symbol")) old.remove();
    regions.forEach((region, name) => {
      region.classList.remove(...TONES);
      const tone = tones[name];
      if (!tone) return;
      region.classList.add(tone);
      const symbol = symbols[tone];
      if (symbol) requestAnimationFrame(() => svg.append(written(region, symbol, tone)));
    });
  }
  return { element, mark, over };
}

/** A symbol inside a region, as near to its middle as the region is filled. @param {SVGGeometryElement} region @param {string} symbol @param {string} tone */
function written(region, symbol, tone) {
  const { x, y, width, height } = region.getBBox();
  const middle = { x: x + width / 2, y: y + height / 2 };
  let best = { ...middle, far: Infinity };
  for (let row = 1; row < GRID; row += 1) {
    for (let column = 1; column < GRID; column += 1) {
      const point = new DOMPoint(x + (width * column) / GRID, y + (height * row) / GRID);
      const far = Math.hypot(point.x - middle.x, point.y - middle.y);
      if (far < best.far && region.isPointInFill(point)) best = { x: point.x, y: point.y, far };
    }
  }
  const text = document.createElementNS("http://www.w3.org/2000/svg", "text");
  text.textContent = symbol;
  text.setAttribute("class", `symbol ${tone}`);
  text.setAttribute("x", String(best.x));
  text.setAttribute("y", String(best.y));
  return text;
}
