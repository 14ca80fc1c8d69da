/** Somebody who clicks twice, or three times, means what stood there at the first click. */

const DOUBLE = 500; // milliseconds between the clicks of a double click
const NEAR = 24; // pixels between them: a finger does not hit the same place twice

/**
 * The second click of a double click, also of a slow one, is meant for what stood there before: it does nothing where
 * the card was redrawn in between or where another button came under it, and takes the focus from nowhere. Nor does a
 * key that is held down press a button twice.
 * @param {HTMLElement} root @param {() => number} drawn when the card was drawn last
 */
export function swallowSecondClicks(root, drawn) {
  /** The first click of those that go on now, and when the last of them was. */
  let first = { at: -DOUBLE, x: 0, y: 0, pressed: pressedBy(null) };
  let last = -DOUBLE;
  const isSecond = (/** @type {MouseEvent} */ event) => {
    const near = Math.hypot(event.clientX - first.x, event.clientY - first.y) < NEAR;
    const elsewhere = first.pressed !== null && first.pressed !== pressedBy(event.target);
    return near && performance.now() - last < DOUBLE && (drawn() > first.at || elsewhere);
  };
  root.addEventListener(
    "mousedown",
    (event) => (isSecond(event) || isOnWords(event)) && event.preventDefault(),
    true,
  );
  root.addEventListener(
    "click",
    (event) => {
      if (!event.detail) return void (last = -DOUBLE); // by keyboard: no double click is going on
      const second = isSecond(event);
      last = performance.now();
      if (!second)
        return void (first = {
          at: last,
          x: event.clientX,
          y: event.clientY,
          pressed: pressedBy(event.target),
        });
      event.preventDefault();
      return event.stopImmediatePropagation();
    },
    true,
  );
  // Who has typed or chosen in between means the next click.
  root.addEventListener("input", () => (last = -DOUBLE), true);
  root.addEventListener(
    "keydown",
    (event) => {
      if (!event.repeat || (event.key !== "Enter" && event.key !== " ")) return;
      if (event.target instanceof HTMLTextAreaElement) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );
}

/** Whether a second click would mark a word in place of pressing what the word is of: that would lose the focus. @param {MouseEvent} event */
const isOnWords = ({ detail, target }) =>
  detail > 1 &&
  target instanceof Element &&
  target.closest("label, summary") !== null &&
  !target.closest("input");

/** The button that a click is on, if it is on one. @param {EventTarget | null} target */
const pressedBy = (target) => (target instanceof Element ? target.closest("button") : null);
