/** What was chosen or typed and not sent yet outlasts a reload and a stopped kernel, in this window alone. */

const UNSENT = ["key", "draft", "chosen", "confidence"];

/** What a widget remembers of it: the question that stands there, and what was chosen. @typedef {{key?: string | null, draft?: unknown}} DraftMemory */

/**
 * What is chosen and not sent yet for a question: what is left of it, else the beginning. Whoever draws the question
 * changes it as the learner does.
 * @template {object} Draft
 * @param {DraftMemory} memory @param {string} key the question @param {Draft} begin
 * @returns {Draft}
 */
export function draftOf(memory, key, begin) {
  if (memory.key !== key) Object.assign(memory, { key, draft: begin });
  return /** @type {Draft} */ (memory.draft ??= begin);
}

/** Forget what was chosen: it is answered. @param {DraftMemory} memory */
export const dropDraft = (memory) => void Object.assign(memory, { key: null, draft: null });

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
