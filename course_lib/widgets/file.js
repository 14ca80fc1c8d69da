/** A file that Python made, to open or to save. Nothing leaves this computer. */

import { h } from "./dom.js";

/** Addresses of files that no link shows any more are given back. @type {Map<string, string>} */
const addresses = new Map();

/** @param {{name: string, type: string, data: string}} file `data` is base64 */
function address(file) {
  const key = `${file.name}:${file.data.length}:${file.data.slice(-64)}`;
  if (!addresses.has(key)) {
    const bytes = Uint8Array.from(atob(file.data), (letter) => letter.charCodeAt(0));
    addresses.set(key, URL.createObjectURL(new Blob([bytes], { type: file.type })));
  }
  return /** @type {string} */ (addresses.get(key));
}

/**
 * Links to a file: open it in a tab of its own (where a browser can show it), or save it.
 * @param {{name: string, type: string, data: string, title: string}} file
 * @param {boolean} [open] whether a browser can show it
 */
export function fileLinks(file, open = false) {
  const href = address(file);
  return h(
    "p",
    { class: "file", "data-focus": "file", tabindex: "-1" },
    h("strong", {}, file.title),
    open && h("a", { href, target: "_blank", rel: "noopener" }, "Open it"),
    h("a", { href, download: file.name }, `Save it as ${file.name}`),
  );
}
