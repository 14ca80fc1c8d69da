/** When somebody comes back to a page that stayed open: from another page of the course, or from another window. */

/**
 * Call `back` each time that an element is on the screen again. What scrolls out of sight was not away.
 * @param {HTMLElement} element @param {() => void} back @returns {() => void} ends it
 */
export function onReturn(element, back) {
  let away = false;
  const observer = new ResizeObserver(() => {
    const hidden = !element.getClientRects().length;
    if (away && !hidden) back();
    away = hidden;
  });
  const seen = () => {
    if (document.visibilityState === "visible" && !away) back();
  };
  observer.observe(element);
  document.addEventListener("visibilitychange", seen);
  return () => {
    observer.disconnect();
    document.removeEventListener("visibilitychange", seen);
  };
}
