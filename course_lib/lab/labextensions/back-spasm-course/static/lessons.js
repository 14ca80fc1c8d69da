/** Finds the course's notebooks as they are opened, and gives them their commands, links and room. */

import { answers } from "./connection.js";
import { Frame } from "./frame.js";
import { askForKernel, pathIn } from "./kernel.js";
import { Lesson } from "./lesson.js";
import { openPage } from "./pages.js";

const START = "00_start_here.ipynb";
const NAMED = "course:named";

/** @typedef {import("../jupyter.js").Jupyter} Jupyter */
/** @typedef {import("../jupyter.js").NotebookPanel} Panel */

/** @param {Jupyter} jupyter */
export function openLessons(jupyter) {
  const { app, tracker, actions } = jupyter;
  void askForKernel(jupyter.opened.pathname);
  const named = openNamed(jupyter);
  /** @type {WeakMap<Panel, Lesson>} */
  const lessons = new WeakMap();
  const shown = () =>
    app.shell.currentWidget ? lessons.get(/** @type {Panel} */ (app.shell.currentWidget)) : undefined;
  /** What is known to be a lesson, or none. @type {WeakSet<object>} */
  const known = new WeakSet();
  let begun = false;
  const isComing = () => {
    const { currentWidget } = app.shell;
    let coming = !begun && isNothing(currentWidget);
    tracker.forEach((panel) => (coming ||= panel === currentWidget && !known.has(panel)));
    return coming;
  };
  const frame = new Frame(app.shell, () => (isComing() ? null : Boolean(shown())));

  const open = async (/** @type {Panel} */ panel) => {
    await panel.context.ready;
    known.add(panel);
    if (!panel.content.model?.getMetadata("course")?.autorun || lessons.has(panel)) return frame.fit();
    const lesson = new Lesson(jupyter, panel, frame);
    lessons.set(panel, lesson);
    name();
    app.commands.notifyCommandChanged();
    frame.fit();
    await lesson.open();
  };
  tracker.widgetAdded.connect((_, panel) => void open(panel));
  tracker.forEach((panel) => void open(panel));
  actions.selectionExecuted.connect((_, { notebook, lastCell }) => {
    if (lastCell === notebook.widgets.at(-1)) lessons.get(notebook.parent)?.ran();
  });
  const name = nameWindow(() => (frame.workbench ? undefined : shown()));
  app.shell.currentChanged.connect(() => {
    frame.fit();
    name();
  });
  void Promise.all([named, begin(jupyter, frame)]).then(() => {
    begun = true;
    frame.fit();
  });
  const current = () => (tracker.currentWidget ? lessons.get(tracker.currentWidget) : undefined);
  addCommands(jupyter, current);
  addFrameCommands(jupyter, frame, current, () => tracker.forEach((panel) => lessons.get(panel)?.fit()));
  followLinks(jupyter);
  followHistory(jupyter, (panel) => lessons.get(panel));
}

/**
 * Open the notebook that the address names as soon as that can be done. JupyterLab does so when it has also looked for
 * what was open before, and written that down; the learner may be elsewhere by then, so it is told that it is done.
 * @param {Jupyter} jupyter
 */
async function openNamed({ app, tracker, opened, router }) {
  const path = pathIn(opened.pathname);
  if (!path) return;
  const show = () => app.commands.execute("docmanager:open", { path });
  const open = async () => {
    await app.started;
    const found = await app.serviceManager.contents.get(path, { content: false });
    if (found.type !== "notebook" || !(await show())) return false;
    await app.restored; // what was open before may have come to the front
    if (tracker.currentWidget?.context.path !== path) await show();
    return true;
  };
  const done = open().catch(() => false); // JupyterLab says what is wrong when it tries
  const once = router?.register({ command: NAMED, pattern: /\/tree\//, rank: 50 }); // after what was open, before its own
  app.commands.addCommand(NAMED, {
    label: "Open the page that the address names",
    isVisible: () => false,
    isEnabled: () => true,
    execute: async () => {
      once?.dispose();
      return (await done) ? router?.stop : undefined;
    },
  });
  await done;
}

/** Where nothing of the course was asked for, it begins at its start page, not at a launcher. @param {Jupyter} jupyter @param {Frame} frame */
async function begin({ app, tracker, opened }, frame) {
  await app.restored;
  const named = opened.pathname.includes("/tree/"); // it opens, if not yet
  if (isNothing(app.shell.currentWidget) && !named && !tracker.currentWidget && !frame.workbench)
    await app.commands.execute("docmanager:open", { path: START }).catch(() => {});
}

/** Whether nothing is open but JupyterLab's own list of what could be. @param {{id: string} | null} widget */
const isNothing = (widget) => !widget || widget.id.startsWith("launcher");

/**
 * All of JupyterLab, and back.
 * @param {Jupyter} jupyter @param {Frame} frame @param {() => Lesson | undefined} current @param {() => void} fit
 */
function addFrameCommands({ app, palette, menu }, frame, current, fit) {
  const all = [
    { command: "course:notebook", label: "Open as notebook", on: true },
    { command: "course:lesson", label: "Back to the course view", on: false },
  ];
  for (const { command, label, on } of all) {
    const fits = () => Boolean(current()) && frame.workbench !== on;
    app.commands.addCommand(command, {
      label,
      isVisible: fits,
      isEnabled: fits,
      execute: () => {
        if (!on) current()?.showCode(false);
        frame.setWorkbench(on);
        fit();
        app.commands.notifyCommandChanged();
      },
    });
    palette?.addItem({ command, category: "Course" });
  }
  menu?.viewMenu.addGroup([{ command: "course:lesson" }], 8);
}

/**
 * The browser's Back and Forward lead to the lesson that was open before or after, at its step.
 * @param {Jupyter} jupyter @param {(panel: Panel) => Lesson | undefined} lessonOf
 */
function followHistory({ app, tracker }, lessonOf) {
  // JupyterLab writes each page that it opens as a new one. Where the address leads there already, as after Back, that
  // is none: there were no way forward, and the step that the address names were lost.
  const push = history.pushState.bind(history);
  history.pushState = (state, unused, to) => {
    const { pathname, hash } = new URL(to ?? "", location.href);
    if (hash || pathname !== location.pathname) push(state, unused, to);
  };
  window.addEventListener("popstate", async () => {
    const path = pathIn(location.pathname);
    if (!path || !tracker.currentWidget || path === tracker.currentWidget.context.path) return;
    const panel = /** @type {Panel | undefined} */ (await openPage(app, path));
    if (panel) lessonOf(panel)?.player.follow(); // one that has to be opened first begins there
  });
}

/** The window is called as the lesson is, whatever JupyterLab calls it. @param {() => Lesson | undefined} shown */
function nameWindow(shown) {
  const name = () => {
    const title = shown()?.title;
    if (title && document.title !== title) document.title = title;
  };
  const { head } = document;
  new MutationObserver(name).observe(head, { childList: true, subtree: true, characterData: true });
  return name;
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
    void openPage(app, path);
  });
}
