/** Watches a page that is drawn piece by piece, and the window around it. */

const WATCHED = ["data-standing", "data-stood"];

/**
 * @param {HTMLElement} scroller holds the page
 * @param {HTMLElement[]} own what the player draws there itself
 * @param {object} acts
 * @param {() => void} acts.changed the steps may be others, or further than they were
 * @param {() => void} acts.returned the window's address leads somewhere else, as after the browser's Back
 * @param {() => void} acts.resized there is room for the contents now, or no more
 * @returns {() => void} ends it
 */
export function watch(scroller, own, { changed, returned, resized }) {
  let waits = false;
  /** Not what a widget draws inside itself. @param {MutationRecord} change */
  const matters = ({ type, target }) => {
    if (type === "attributes") return true;
    const drawn = target instanceof Element && target.closest("[data-standing]");
    return !drawn && !own.some((element) => element.contains(target));
  };
  const observer = new MutationObserver((changes) => {
    if (waits || !changes.some(matters)) return;
    waits = true;
    requestAnimationFrame(() => {
      waits = false;
      if (scroller.isConnected) changed();
    });
  });
  observer.observe(scroller, { childList: true, subtree: true, attributeFilter: WATCHED });
  const wide = matchMedia("(min-width: 1100px)");
  window.addEventListener("popstate", returned);
  wide.addEventListener("change", resized);
  return () => {
    observer.disconnect();
    window.removeEventListener("popstate", returned);
    wide.removeEventListener("change", resized);
  };
}
