/** A field that filters a list while somebody types. */

import { h } from "./dom.js";

/**
 * @param {{label: string, placeholder: string, none: string}} words `none` is said where nothing fits
 * @param {(fits: (text: string) => boolean, searching: boolean) => number} filter shows what fits, and gives back how
 * many that are
 */
export function search({ label, placeholder, none }, filter) {
  const nothing = h("p", { class: "how", role: "status" });
  const field = h("input", {
    type: "search",
    "aria-label": label,
    placeholder,
    oninput: () => {
      const wanted = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      const shown = filter(
        (text) => wanted.every((word) => text.toLowerCase().includes(word)),
        wanted.length > 0,
      );
      nothing.textContent = shown ? "" : none;
    },
  });
  return { field, nothing };
}
