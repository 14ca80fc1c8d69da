/** A file that Python made, to open or to save. Nothing leaves this computer. */

import { h } from "./dom.js";

/** @typedef {import("../views.js").File} File */
/** @typedef {{file?: {data: string, href: string} | null}} FileMemory the file that is shown, and its address */

/**
 * The address of the one file that a widget shows; the address of the file before it is given back, and with it
 * its bytes.
 * @param {File | null} file @param {FileMemory} memory
 */
function address(file, memory) {
  if (memory.file?.data !== file?.data) {
    if (memory.file) URL.revokeObjectURL(memory.file.href);
    memory.file = null;
  }
  if (file && !memory.file) {
    const bytes = Uint8Array.from(atob(file.data), (letter) => letter.charCodeAt(0));
    memory.file = { data: file.data, href: URL.createObjectURL(new Blob([bytes], { type: file.type })) };
  }
  return memory.file?.href;
}

/**
 * Links to a file, if there is one: open it in a tab of its own (where a browser can show it), or save it.
 * @param {File | null} file
 * @param {FileMemory} memory the widget's
 * @param {boolean} [open] whether a browser can show it
 */
export function fileLinks(file, memory, open = false) {
  const href = address(file, memory);
  if (!file) return null;
  return h(
    "p",
    { class: "file", "data-focus": "file", tabindex: "-1" },
    h("strong", {}, file.title),
    open && h("a", { href, target: "_blank", rel: "noopener" }, "Open it"),
    h("a", { href, download: file.name }, `Save it as ${file.name}`),
  );
}
