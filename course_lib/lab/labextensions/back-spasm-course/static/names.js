/** On a page, JupyterLab's names for its own parts ("Cells", the file's name) are not read to a learner. */

/** @typedef {[Element, Record<string, string>][]} Names of elements: their attributes; "" is none */

/** @param {import("../jupyter.js").NotebookPanel} panel @param {string} title @returns {Names} */
function ours({ node, content }, title) {
  const cells = content.node.querySelector('[role="feed"]');
  return [
    [node, { role: "", "aria-labelledby": "" }],
    [content.node, { "aria-label": title }],
    ...(cells ? /** @type {Names} */ ([[cells, { role: "", "aria-label": "" }]]) : []),
  ];
}

/** @param {Names} names */
function set(names) {
  for (const [element, attributes] of names)
    for (const [name, value] of Object.entries(attributes))
      if (value) element.setAttribute(name, value);
      else element.removeAttribute(name);
}

/**
 * Gives a page its names; what it returns gives JupyterLab's back.
 * @param {import("../jupyter.js").NotebookPanel} panel @param {string} title
 */
export function rename(panel, title) {
  const names = ours(panel, title);
  const before = /** @type {Names} */ (
    names.map(([element, attributes]) => [
      element,
      Object.fromEntries(Object.keys(attributes).map((name) => [name, element.getAttribute(name) ?? ""])),
    ])
  );
  set(names);
  return () => set(before);
}
