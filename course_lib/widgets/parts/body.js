/** The drawn body to choose on: hovered, clicked, touched, and marked. What it says, a list beside it says too. */

import { h } from "./dom.js";

const symbols = { right: "✓", wrong: "✗", never: "✗" };

/**
 * @param {string} markup the SVG, made by Python; regions have data-r, the room around narrow ones data-near
 * @param {((name: string) => void) | null} choose what a click does, or null where nothing can be chosen
 * @param {(name: string | null) => void} [hover]
 */
export function bodyFigure(markup, choose, hover = () => {}) {
  const element = h("div", { class: `body-figure${choose ? " live" : ""}`, html: markup });
  /** @type {any} */
  const svg = element.firstElementChild;
  /** @type {Map<string, any>} */
  const regions = new Map([...svg.querySelectorAll("[data-r]")].map((region) => [region.dataset.r, region]));
  const rooms = [...svg.querySelectorAll("[data-near]")].reverse(); // the narrowest first

  /** The region that is meant. A finger near a narrow region means it, unless it is on another narrow one. */
  function meant(/** @type {any} */ event) {
    const on = event.target.dataset?.r ?? event.target.dataset?.near;
    const finger = event.pointerType === "touch" || (!event.pointerType && matchMedia("(pointer: coarse)").matches);
    if (!finger || rooms.some((room) => room.dataset.near === on)) return on;
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return rooms.find((room) => room.isPointInStroke(point))?.dataset.near ?? on;
  }

  /** Show which region the mouse is on. @param {string | null} name */
  const over = (name) => regions.forEach((region, its) => region.classList.toggle("over", its === name));
  if (choose) {
    const moved = (/** @type {string | null} */ name) => {
      over(name);
      hover(name);
    };
    svg.addEventListener("click", (/** @type {any} */ event) => meant(event) && choose(meant(event)));
    svg.addEventListener("pointermove", (/** @type {any} */ event) => event.pointerType === "mouse" && moved(meant(event) ?? null));
    svg.addEventListener("pointerleave", () => moved(null));
  }

  /** Mark regions as chosen, right or wrong, and nothing else. @param {Record<string, string>} tones */
  function mark(tones) {
    element.querySelectorAll(".symbol").forEach((/** @type {Element} */ old) => old.remove());
    regions.forEach((region, name) => {
      region.classList.remove("chosen", "right", "wrong", "never", "soft");
      if (!tones[name]) return;
      region.classList.add(tones[name]);
      const symbol = symbols[/** @type {keyof typeof symbols} */ (tones[name])];
      if (symbol) requestAnimationFrame(() => svg.append(written(region, symbol, tones[name])));
    });
  }
  return { element, mark, over };
}

/** A symbol inside a region, as near to its middle as the region is filled. */
function written(/** @type {any} */ region, /** @type {string} */ symbol, /** @type {string} */ tone) {
  const { x, y, width, height } = region.getBBox();
  const middle = { x: x + width / 2, y: y + height / 2 };
  let best = { ...middle, far: Infinity };
  for (let row = 1; row < 24; row += 1) {
    for (let column = 1; column < 24; column += 1) {
      const point = new DOMPoint(x + (width * column) / 24, y + (height * row) / 24);
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
