/** What was chosen or typed and not sent yet outlasts a reload and a stopped kernel, in this window alone. */

const UNSENT = ["key", "draft", "confidence"];

/** @param {string} place @param {string | undefined} learner */
const name = (place, learner) => `course-draft ${learner ?? ""} ${place}`;

/** Take up what was left here. @param {Record<string, unknown>} memory @param {string} place @param {string} [learner] */
export function takeUp(memory, place, learner) {
  try {
    // What was left before anybody gave a name is of whoever does: there was nobody else.
    const left = sessionStorage.getItem(name(place, learner)) ?? sessionStorage.getItem(name(place, ""));
    Object.assign(memory, JSON.parse(left ?? "{}"));
  } catch {
    // a browser that keeps nothing, or something that is not ours: the page begins without
  }
}

/** Lay down what is not sent yet. @param {Record<string, unknown>} memory @param {string} place @param {string} [learner] */
export function layDown(memory, place, learner) {
  const unsent = Object.fromEntries(
    UNSENT.filter((key) => memory[key] != null).map((key) => [key, memory[key]]),
  );
  try {
    if (learner) sessionStorage.removeItem(name(place, ""));
    if (unsent.draft === undefined) sessionStorage.removeItem(name(place, learner));
    else sessionStorage.setItem(name(place, learner), JSON.stringify(unsent));
  } catch {
    // it works without
  }
}
