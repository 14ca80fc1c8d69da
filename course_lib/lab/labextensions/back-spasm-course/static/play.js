/** Gives a lesson to the player: its cells, its place in the course, and what JupyterLab can do for the reader. */

import { help } from "./help.js";
import { openPage } from "./pages.js";

const START = "00_start_here.ipynb";
const RECORD = { entry: "My record", heading: "Your record" };
const LONGEST = 10_000; // milliseconds to wait for the heading
const THEMES = { light: "JupyterLab Light", dark: "JupyterLab Dark" };

/** @typedef {import("../jupyter.js").Jupyter} Jupyter */
/** @typedef {import("../jupyter.js").NotebookPanel} NotebookPanel */
/** @typedef {import("../../../../player/player.js").Host} Host */

/**
 * @param {Jupyter} jupyter @param {NotebookPanel} panel @param {{isPage: () => boolean, openAsNotebook: () => void}} lesson
 * @returns {Host}
 */
export function host({ app, themes, opened, Player }, panel, { isPage, openAsNotebook }) {
  const { path } = panel.context;
  const file = path.split("/").at(-1) ?? path;
  const start = path.slice(0, -file.length) + START;
  const go = (/** @type {string} */ to) => () => void openPage(app, to);
  const isStart = file === START;
  const isAt = (/** @type {URL | Location} */ address) =>
    decodeURIComponent(address.pathname).endsWith(`/${path}`);
  const asked = [opened, location].find(isAt);
  return {
    name: file,
    title: titleOf(panel) || file,
    hash: asked?.hash ?? "",
    frame: panel.node,
    scroller: panel.content.outerNode,
    cells: () => panel.content.widgets.map((cell) => cellOf(cell, Player)),
    isPath: () => isPage() && panel.content.model?.getMetadata("course")?.steps !== false,
    isShown: () => panel.isVisible && isAt(location),
    home: isStart ? null : { href: START, go: go(start) },
    links: [
      ...(isStart ? [] : [{ words: RECORD.entry, go: () => void toRecord(app, start) }]),
      { words: "Help", go: () => help(panel.node) },
    ],
    workbench: openAsNotebook,
    colors: () => (!themes || themes.isToggledAdaptiveTheme() ? "system" : isLight() ? "light" : "dark"),
    setColors: (colors) => void setColors(themes, colors),
  };
}

/** The words of the first heading. @param {NotebookPanel} panel */
function titleOf({ content }) {
  for (const { model } of content.widgets) {
    const heading = /^# +(.+)$/m.exec(model.sharedModel.getSource());
    if (model.type === "markdown" && heading) return (heading[1] ?? "").trim();
  }
  return "";
}

/**
 * @param {import("../jupyter.js").Cell} cell @param {Jupyter["Player"]} Player
 * @returns {import("../../../../player/steps.js").Cell}
 */
function cellOf({ node, model }, Player) {
  const code = model.type === "code";
  const source = model.sharedModel.getSource();
  return {
    element: node,
    name: code ? Player.nameOf(source) : "",
    kind: code ? Player.kindOf(source) : "",
    parts: () => {
      const blocks = code ? [] : node.querySelectorAll(":scope .jp-MarkdownOutput > *");
      const seen = /** @type {HTMLElement[]} */ ([...blocks]);
      return seen.length ? seen : [node];
    },
  };
}

/** Whether a cell shows what is due. @param {import("../jupyter.js").Cell} cell @param {Jupyter["Player"]} Player */
export const isDue = (cell, Player) => cellOf(cell, Player).kind === "due";

/** Open the start page at the learner's record. @param {Jupyter["app"]} app @param {string} path */
async function toRecord(app, path) {
  const opened = /** @type {NotebookPanel | undefined} */ (await openPage(app, path));
  const find = () =>
    [...(opened?.node.querySelectorAll("h2") ?? [])].find(({ textContent }) =>
      textContent?.startsWith(RECORD.heading),
    );
  const end = performance.now() + LONGEST;
  let heading = find();
  for (; !heading && performance.now() < end; heading = find())
    await new Promise((resolve) => setTimeout(resolve, 50));
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus();
  heading.scrollIntoView();
}

const isLight = () => document.body.dataset.jpThemeLight === "true";

/** @param {Jupyter["themes"]} themes @param {"system" | "light" | "dark"} colors */
async function setColors(themes, colors) {
  if (!themes) return;
  // The theme first: where the system's is followed it changes nothing yet, and JupyterLab stumbles over two changes.
  if (colors !== "system") await themes.setTheme(THEMES[colors]);
  if (themes.isToggledAdaptiveTheme() !== (colors === "system")) await themes.toggleAdaptiveTheme();
}
