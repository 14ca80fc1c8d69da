/** Keeps a lesson as it is: a learner can neither change the notebook nor be asked to save it. */

/**
 * What a run shows is never written into the notebook's file: it keeps the transcripts that are stored there
 * (`course.py refresh` renews them) and what it says of its kernel. Where no code is shown, the notebook does
 * not count as changed, so closing it asks nothing and nothing is saved.
 * @param {import("../jupyter.js").NotebookModel} model the notebook's @param {() => boolean} isPage
 */
export function keepFile(model, isPage) {
  const toJSON = model.toJSON.bind(model);
  const fromJSON = model.fromJSON.bind(model);
  let stored = structuredClone(toJSON());
  model.fromJSON = (notebook) => {
    stored = structuredClone(notebook);
    fromJSON(notebook);
  };
  model.toJSON = () => {
    const notebook = toJSON();
    const { kernelspec, language_info } = stored.metadata;
    const before = new Map(stored.cells.map((cell) => [cell.id, cell]));
    for (const cell of notebook.cells) {
      if (cell.cell_type !== "code") continue;
      const { outputs = [], execution_count = null } = before.get(cell.id) ?? {};
      Object.assign(cell, { outputs, execution_count });
    }
    return { ...notebook, metadata: { ...notebook.metadata, kernelspec, language_info } };
  };
  model.stateChanged.connect((_, change) => {
    // Later, as others who listen must hear of the two changes in their order.
    if (change.name === "dirty" && change.newValue && isPage()) queueMicrotask(() => (model.dirty = false));
  });
}

/**
 * On a page, a cell is nothing to stop at: Tab goes past it, and where JupyterLab leads the focus to one, as when a page
 * opens, it goes on to what can be read.
 * @param {import("../jupyter.js").NotebookPanel} panel @param {() => boolean} isPage @param {() => void} lead
 */
export function keepFromStopping(panel, isPage, lead) {
  const { node } = panel.content;
  const cells = /** @returns {NodeListOf<HTMLElement>} */ () => node.querySelectorAll('.jp-Cell[tabindex="0"]');
  const pass = () => isPage() && cells().forEach((cell) => (cell.tabIndex = -1));
  const observer = new MutationObserver(pass);
  observer.observe(node, { subtree: true, childList: true, attributeFilter: ["tabindex"] });
  node.addEventListener("focusin", ({ target }) => {
    if (!isPage() || !(target instanceof HTMLElement) || !target.matches(".jp-Cell")) return;
    if (!target.matches(":active")) lead(); // a click on the page stays where it was made
  });
  panel.disposed.connect(() => observer.disconnect());
}

/**
 * On a page, a letter typed is not a command that deletes a cell, and a double click does not open the source.
 * @param {import("../jupyter.js").NotebookPanel} panel @param {() => boolean} isPage
 */
export function keepFromEditing(panel, isPage) {
  const { node } = panel.content;
  const free = (/** @type {KeyboardEvent} */ event) => {
    const key = event.key.toLowerCase();
    return (event.ctrlKey || event.metaKey) && (key === "s" || key === "b" || (key === "c" && event.shiftKey));
  };
  // JupyterLab hears keys at the document; only the window comes before it.
  const hear = (/** @type {KeyboardEvent} */ event) => {
    const target = /** @type {Element} */ (event.target);
    if (!node.contains(target)) return;
    // It has to be on the element that has the focus, as most selectors of shortcuts end in that one.
    target.toggleAttribute("data-lm-suppress-shortcuts", isPage() && !free(event));
    // JupyterLab puts the focus on the first cell; its frame is for those who go by keyboard only.
    if (event.key === "Tab") panel.addClass("course-keys");
  };
  window.addEventListener("keydown", hear, true);
  // The browser's own menu, not JupyterLab's, which deletes cells and restarts kernels.
  const ownMenu = (/** @type {MouseEvent} */ event) => {
    if (isPage() && node.contains(/** @type {Node} */ (event.target))) event.stopImmediatePropagation();
  };
  window.addEventListener("contextmenu", ownMenu, true);
  panel.disposed.connect(() => {
    window.removeEventListener("keydown", hear, true);
    window.removeEventListener("contextmenu", ownMenu, true);
  });
  node.addEventListener(
    "dblclick",
    (/** @type {MouseEvent} */ event) => {
      if (isPage() && /** @type {HTMLElement} */ (event.target).closest(".jp-MarkdownCell"))
        event.stopPropagation();
    },
    true,
  );
}

/**
 * Write that a reader trusts a notebook, where its file can be written. Where it cannot, JupyterLab would show a box of its
 * own; it gets the file as it is in place of the error, and the reader is asked again another time.
 * @param {import("../jupyter.js").Application} app @param {import("../jupyter.js").NotebookPanel} panel
 */
export async function keepTrust({ serviceManager: { contents } }, { context }) {
  const { save } = contents;
  contents.save = (path, ...values) =>
    save.call(contents, path, ...values).catch(() => contents.get(path, { content: false }));
  try {
    await context.save();
  } catch {
    // as when the server is gone: whoever runs the lesson says so
  } finally {
    contents.save = save;
  }
}
