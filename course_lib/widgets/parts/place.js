/** Keeps the reader's place while a card is redrawn: the focus, what is typed, and the boxes that are open. */

/** @typedef {{key: string, value: string, start: number | null, end: number | null}} Typed */

const FIELDS = "input:not([type=radio], [type=checkbox]), textarea, select";

/** What an element is called, so that it is found again after a drawing. @param {Element} element */
function key(element) {
  const named = element.getAttribute("data-focus") ?? element.getAttribute("aria-label") ?? "";
  const label = element instanceof HTMLInputElement ? (element.labels?.[0]?.textContent ?? "") : "";
  const value = element.matches("input[type=radio], input[type=checkbox]") ? element.getAttribute("value") : "";
  const text = element.matches("button, summary, a") ? element.textContent : "";
  return [element.tagName, element.getAttribute("type"), named, label, value, text].join("|");
}

/**
 * Take down where the reader is in a card.
 * @param {Element} body
 * @returns {(how: {focus: boolean, typed: boolean}) => void} puts it back after a drawing, as far as it is still there
 */
export function placeIn(body) {
  const { activeElement } = document;
  const held = activeElement instanceof HTMLElement && body.contains(activeElement) ? activeElement : null;
  const heldKey = held && key(held);
  const fields = /** @type {HTMLInputElement[]} */ ([...body.querySelectorAll(FIELDS)]);
  const typed = new Map(fields.filter((field) => field.value).map((field) => [key(field), field.value]));
  const range = held && "selectionStart" in held ? /** @type {HTMLInputElement} */ (held) : null;
  const start = selection(range);
  const open = new Set([...body.querySelectorAll("details[open] > summary")].map((summary) => key(summary)));
  return (how) => {
    for (const summary of body.querySelectorAll("details > summary"))
      if (open.has(key(summary))) /** @type {HTMLDetailsElement} */ (summary.parentElement).open = true;
    if (how.typed)
      for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (body.querySelectorAll(FIELDS)))
        if (!field.value) field.value = typed.get(key(field)) ?? "";
    if (!how.focus || !held || held === document.activeElement) return;
    const again = held.isConnected
      ? held
      : [...body.querySelectorAll("*")].find((part) => key(part) === heldKey);
    if (!(again instanceof HTMLElement)) return;
    again.focus({ preventScroll: true });
    if (start && again instanceof HTMLInputElement) again.setSelectionRange(...start);
  };
}

/** @param {HTMLInputElement | null} field @returns {[number, number] | null} */
function selection(field) {
  const { selectionStart: start = null, selectionEnd: end = null } = field ?? {};
  return start === null || end === null ? null : [start, end];
}
