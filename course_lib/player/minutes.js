/** Honest minutes: the same numbers as `course_lib/rules/minutes.py` (a test holds the two together). */

export const WORDS_A_MINUTE = 200;
/** Minutes for what is done beside reading it: think, choose, read the reason. @type {Record<string, number>} */
export const MINUTES = { question: 0.5, due: 1, patient: 2 };

/** A time in words. @param {number} count */
export const inMinutes = (count) => (count === 1 ? "1 minute" : `${count} minutes`);

/**
 * About how many minutes some parts of a page take. What is folded away is not counted. A part that knows it better
 * says it in `data-minutes`, as a room full of patients does.
 * @param {import("./steps.js").Part[]} parts
 */
export const minutesOf = (parts) => parts.reduce((sum, part) => sum + minutesIn(part), 0);

/** @param {import("./steps.js").Part} part */
function minutesIn({ element, kind }) {
  /** @type {HTMLElement | null} */
  const says = element.querySelector("[data-minutes]");
  return says ? Number(says.dataset.minutes) : wordsIn(element) / WORDS_A_MINUTE + (MINUTES[kind] ?? 0);
}

/** @param {HTMLElement} element */
function wordsIn(element) {
  const count = (/** @type {Element} */ part) => (part.textContent ?? "").split(/\s+/).filter(Boolean).length;
  const aside = [...element.querySelectorAll("details, style, svg, .visually-hidden")];
  const outer = aside.filter((part) => !aside.some((other) => other !== part && other.contains(part)));
  return count(element) - outer.reduce((sum, part) => sum + count(part), 0);
}
