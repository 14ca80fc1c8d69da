/**
 * Keeps an instructor's page up to date: asks for its parts again and again, and replaces those that have changed.
 * An open question stays open and the focus where it is; what somebody chooses or types in is left alone.
 */

import { leadBack } from "./vote.js";

const EVERY = 3000;
const dark = matchMedia("(prefers-color-scheme: dark)");
const dress = () => {
  document.body.dataset.jpThemeLight = String(!dark.matches);
};
dress();
dark.addEventListener("change", dress);

/** @type {Map<string, string>} */
const shown = new Map();

/**
 * How what has the focus is found again among new elements; null where somebody chooses or types.
 * @param {Element} focused
 */
function found(focused) {
  const item = focused.closest("[data-item]")?.getAttribute("data-item") ?? "";
  if (focused.matches("summary")) return `[data-item="${CSS.escape(item)}"] > summary`;
  if (focused.matches("button[value]"))
    return `button[value="${CSS.escape(focused.getAttribute("value") ?? "")}"]`;
  return focused.matches("a") ? `a[href="${CSS.escape(focused.getAttribute("href") ?? "")}"]` : null;
}

/**
 * Replace what an element holds, unless somebody is in a form there.
 * @param {string} id
 * @param {string} html
 */
function replace(id, html) {
  const place = document.getElementById(id);
  if (!place || shown.get(id) === html) return;
  const focused = document.activeElement;
  const back = focused && place.contains(focused) ? found(focused) : "";
  if (back === null) return;
  const fresh = document.createElement("div");
  fresh.innerHTML = html; // escaped where it was made, on our own server
  if (!shown.has(id) && fresh.innerHTML === place.innerHTML) {
    shown.set(id, html); // as it came with the page: a choice that was made since stays
    return;
  }
  const open = new Set(
    [...place.querySelectorAll("details[open]")].map((each) => each.getAttribute("data-item")),
  );
  place.replaceChildren(...fresh.childNodes);
  for (const each of place.querySelectorAll("details"))
    if (open.has(each.getAttribute("data-item"))) each.setAttribute("open", "");
  if (back) /** @type {HTMLElement | null} */ (place.querySelector(back))?.focus({ preventScroll: true });
  shown.set(id, html);
}

/** @param {string} address */
async function follow(address) {
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (answer.redirected || answer.status === 403) location.reload();
    if (answer.ok)
      for (const [id, html] of Object.entries(await answer.json())) replace(id, /** @type {string} */ (html));
  } catch {
    // The network is away for a moment: what is there stays, and the next try may succeed.
  }
  setTimeout(follow, EVERY, address);
}

const live = document.body.dataset.live;
if (live) setTimeout(follow, EVERY, live);

leadBack(document.querySelector("a#back"));
