/** The outputs of a lesson's cells: whether their widgets are drawn, and what stands in for one that cannot be. */

const WIDGET_VIEW = "application/vnd.jupyter.widget-view+json";
const BROKEN = ".jupyter-widgets-error-widget, .course-broken";
const UNDRAWN = /^(Loading widget|Error displaying widget)/;
const MISSING =
  "This part could not be loaded, so you can only read it. Your answers are kept. Reload this page to go on.";

/** @typedef {{node: HTMLElement, transcript: string}} View a widget on the page, and the HTML that is stored beside it */

/** The widgets that cells have sent. @param {import("../jupyter.js").CodeCell[]} cells @returns {View[]} */
export function viewsIn(cells) {
  return cells.flatMap(({ model, outputArea }) =>
    outputArea.widgets.flatMap(({ node }, n) => {
      const data = model.outputs.get(n)?.data ?? {};
      if (!data[WIDGET_VIEW]) return [];
      /** @type {HTMLElement | null} */
      const output = node.querySelector(".jp-OutputArea-output");
      return [{ node: output ?? node, transcript: String(data["text/html"] ?? "") }];
    }),
  );
}

/** Whether a widget failed for good. @param {View} view */
export const isBroken = ({ node }) => node.querySelector(BROKEN) !== null;

/** Whether there is something to see of a widget. @param {View} view */
export function isDrawn(view) {
  if (isBroken(view)) return false;
  const words = (view.node.textContent ?? "").trim();
  return (words !== "" && !UNDRAWN.test(words)) || view.node.querySelector("svg, img, canvas, input") !== null;
}

/** Show what is stored in place of a widget, until that is drawn after all. @param {View} view */
export function standIn(view) {
  const { node, transcript } = view;
  const words = Object.assign(document.createElement("p"), {
    className: "course-missing",
    textContent: MISSING,
  });
  const box = Object.assign(document.createElement("div"), {
    className: "course-stand-in",
    innerHTML: transcript,
  });
  box.prepend(words);
  node.after(box);
  node.classList.add("course-undrawn");
  const observer = new MutationObserver(() => {
    if (!isDrawn(view)) return;
    observer.disconnect();
    box.remove();
    node.classList.remove("course-undrawn");
  });
  observer.observe(node, { childList: true, subtree: true, characterData: true });
}

/** Whether this page may load the widgets' modules; a server can forbid it. @returns {Promise<boolean>} */
export async function modulesLoad() {
  const url = URL.createObjectURL(new Blob([""], { type: "text/javascript" }));
  try {
    await import(url);
    return true;
  } catch {
    return false;
  } finally {
    URL.revokeObjectURL(url);
  }
}

const LONGEST_RESTORING = 15_000; // milliseconds

/**
 * Wait until the page has fetched the widgets that the kernel holds already: a cell that is run shows one of them
 * again, and a page that does not know it yet would leave it blank. Where JupyterLab does not tell, nothing waits.
 * @param {import("../jupyter.js").NotebookPanel} panel
 */
export async function widgetsRestored(panel) {
  const kernel = panel.sessionContext.session?.kernel;
  const held = await kernel?.requestCommInfo({ target_name: "jupyter.widget" });
  if (!Object.keys(held?.content.comms ?? {}).length) return; // a new kernel: there is nothing to fetch
  const renderer = panel.content.rendermime.createRenderer(WIDGET_VIEW);
  const end = performance.now() + LONGEST_RESTORING;
  const pause = () => new Promise((resolve) => setTimeout(resolve, 20));
  const manager = await Promise.race([
    renderer._manager?.promise,
    pause()
      .then(pause)
      .then(() => null),
  ]);
  while (manager && !manager.restoredStatus && performance.now() < end) await pause();
  renderer.dispose();
}
