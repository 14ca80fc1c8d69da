/** Finds the course's notebooks as they are opened, and gives them their commands, links and room. */

import { answers } from "./connection.js";
import { Lesson } from "./lesson.js";

const NARROW = "(max-width: 720px)";

/** @typedef {import("../jupyter.js").Jupyter} Jupyter */
/** @typedef {import("../jupyter.js").NotebookPanel} Panel */

/** @param {Jupyter} jupyter */
export function openLessons(jupyter) {
  const { app, tracker, actions } = jupyter;
  /** @type {WeakMap<Panel, Lesson>} */
  const lessons = new WeakMap();

  const open = async (/** @type {Panel} */ panel) => {
    await panel.context.ready;
    if (!panel.content.model?.getMetadata("course")?.autorun || lessons.has(panel)) return;
    const lesson = new Lesson(jupyter, panel);
    lessons.set(panel, lesson);
    app.commands.notifyCommandChanged();
    makeRoom(app);
    await lesson.open();
  };
  tracker.widgetAdded.connect((_, panel) => void open(panel));
  tracker.forEach((panel) => void open(panel));
  actions.selectionExecuted.connect((_, { notebook, lastCell }) => {
    if (lastCell === notebook.widgets.at(-1)) lessons.get(notebook.parent)?.ran();
  });
  addCommands(jupyter, () => (tracker.currentWidget ? lessons.get(tracker.currentWidget) : undefined));
  followLinks(jupyter);
}

/** @param {Jupyter} jupyter @param {() => Lesson | undefined} current the lesson that is on the screen */
function addCommands({ app, palette, menu, tracker }, current) {
  const all = [
    { command: "course:show-code", label: "Show code", shown: true },
    { command: "course:hide-code", label: "Hide code", shown: false },
  ];
  for (const { command, label, shown } of all) {
    const fits = () => Boolean(current()) && current()?.codeShown !== shown;
    app.commands.addCommand(command, {
      label,
      isVisible: fits,
      isEnabled: fits,
      execute: () => {
        current()?.showCode(shown);
        app.commands.notifyCommandChanged();
      },
    });
    palette?.addItem({ command, category: "Course" });
    app.contextMenu.addItem({ command, selector: ".course-lesson", rank: 0 });
  }
  menu?.viewMenu.addGroup(
    all.map(({ command }) => ({ command })),
    9,
  );
  tracker.currentChanged.connect(() => app.commands.notifyCommandChanged());
}

/** A widget's link to another lesson opens it here, in the same window, or says why it cannot. @param {Jupyter} jupyter */
function followLinks({ app, tracker, lost }) {
  document.addEventListener("click", async (event) => {
    const link = /** @type {HTMLElement} */ (event.target).closest?.("a[data-notebook]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!(await answers())) return void lost();
    const here = new URL(tracker.currentWidget?.context.path ?? "", "path:/");
    const path = decodeURI(new URL(String(link.getAttribute("data-notebook")), here).pathname).replace(
      /^\//,
      "",
    );
    app.commands.execute("docmanager:open", { path });
  });
}

let roomMade = false;

/** In a narrow window the bars at the sides leave the page too little room. @param {Jupyter["app"]} app */
async function makeRoom(app) {
  if (roomMade) return;
  roomMade = true;
  await app.restored;
  const narrow = window.matchMedia(NARROW);
  /** @type {string[]} */
  let hidden = [];
  const fit = () => {
    const { shell } = app;
    if (narrow.matches) {
      shell.collapseLeft?.();
      shell.collapseRight?.();
      hidden = ["left", "right"].filter((side) => shell.isSideTabBarVisible(side));
      hidden.forEach((side) => shell.toggleSideTabBarVisibility(side));
    } else {
      hidden
        .splice(0)
        .forEach((side) => shell.isSideTabBarVisible(side) || shell.toggleSideTabBarVisibility(side));
    }
  };
  narrow.addEventListener("change", fit);
  fit();
}
