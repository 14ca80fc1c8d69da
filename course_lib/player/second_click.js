/** Somebody who clicks twice, or three times, wants to go on once. */

const DOUBLE = 500; // milliseconds between the clicks of a double click
const NEAR = 24; // pixels between them: a finger does not hit the same place twice
const LEADS_ON = ".player-bar, .player-foot, .player-pager, .player-rail, a";

/**
 * The second click of a double click on what leads elsewhere does nothing: something else stands under it by now.
 * Widgets look after their own buttons.
 * @param {HTMLElement} frame
 */
export function swallowSecondClicks(frame) {
  let last = { at: -DOUBLE, x: 0, y: 0, leadsOn: false };
  const isSecond = (/** @type {MouseEvent} */ { clientX, clientY }) =>
    last.leadsOn &&
    performance.now() - last.at < DOUBLE &&
    Math.hypot(clientX - last.x, clientY - last.y) < NEAR;
  frame.addEventListener("keydown", () => (last.leadsOn = false), true); // the next click is one of its own
  frame.addEventListener("mousedown", (event) => isSecond(event) && event.preventDefault(), true);
  frame.addEventListener(
    "click",
    (event) => {
      const { clientX: x, clientY: y, target, detail } = event;
      const second = detail > 0 && isSecond(event); // 0: by keyboard
      const leadsOn = detail > 0 && target instanceof Element && target.closest(LEADS_ON) !== null;
      last = { at: performance.now(), x, y, leadsOn: second || leadsOn };
      if (!second) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );
}
