/** What this browser remembers for the reader: text size, whole page, the last step. The page works without it. */

const NAME = "course-player";

/** @returns {Record<string, unknown>} */
function read() {
  try {
    const saved = JSON.parse(localStorage.getItem(NAME) ?? "{}");
    return saved && typeof saved === "object" ? saved : {};
  } catch {
    return {}; // a browser that keeps nothing, or something that is not ours
  }
}

/**
 * @template Value
 * @param {string} what @param {Value} otherwise where nothing of that type is remembered
 * @returns {Value}
 */
export function recall(what, otherwise) {
  const saved = read()[what];
  const fits = typeof saved === typeof otherwise && Array.isArray(saved) === Array.isArray(otherwise);
  return fits ? /** @type {Value} */ (saved) : otherwise;
}

/** Forget what belongs to one learner; what was set for the eyes stays. */
export function forget() {
  const staying = Object.entries(read()).filter(([what]) => !/^(at|seen) /.test(what));
  try {
    localStorage.setItem(NAME, JSON.stringify(Object.fromEntries(staying)));
  } catch {
    // nothing is kept here
  }
}

/** @param {string} what @param {unknown} value */
export function remember(what, value) {
  try {
    localStorage.setItem(NAME, JSON.stringify({ ...read(), [what]: value }));
  } catch {
    // nothing can be kept here
  }
}
