/**
 * Keeps an instructor's page up to date: asks for its parts again and again, and replaces those that have changed.
 * What somebody reads or types in is left alone: an open question stays open, and the focus where it is.
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
 * Replace what an element holds, unless somebody is in it.
 * @param {string} id
 * @param {string} html
 */
function replace(id, html) {
  const place = document.getElementById(id);
  if (!place || shown.get(id) === html || place.contains(document.activeElement)) return;
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
