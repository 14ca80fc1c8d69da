/** How a lesson works, in a few sentences. */

const LINES = [
  "Continue goes on, and Back goes back. Nothing is locked: you can go on with a question open and come back to it.",
  "☰ or the list at the left shows all steps. ✓ means done.",
  "Your answers are kept at once. Close the page whenever you like; it opens where you stopped.",
  "Under ⋯ you find the whole page at once, printing, and your record. Under Aa you find the text size and the colors.",
  "By keyboard: Tab goes to the next control, Enter or Space presses it, arrow keys choose an answer.",
];

/** @param {HTMLElement} place that holds the window while it is open */
export function help(place) {
  const dialog = document.createElement("dialog");
  dialog.className = "course-help";
  dialog.setAttribute("aria-labelledby", "course-help-title");
  const title = Object.assign(document.createElement("h2"), { id: "course-help-title", textContent: "Help" });
  const lines = LINES.map((textContent) => Object.assign(document.createElement("p"), { textContent }));
  const close = Object.assign(document.createElement("button"), { type: "button", textContent: "Close" });
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  dialog.append(title, ...lines, close);
  place.append(dialog);
  dialog.showModal();
}
