/**
 * The lesson view: a course notebook (metadata `course: {autorun: true}`) is a page, not a program.
 *
 * This is a JupyterLab extension without a build: a module-federation container written by hand. JupyterLab
 * calls `init` with the packages that it shares, then `get` for the modules named in package.json.
 */
(() => {
  /** @typedef {import("../jupyter.js").Jupyter} Jupyter */

  const NAME = "back-spasm-course";
  const files = new URL(".", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;

  /** What JupyterLab shares: package -> version -> its module. @type {import("../jupyter.js").Shared} */
  let shared = {};

  /**
   * One of JupyterLab's own packages.
   * @template {keyof import("../jupyter.js").Packages} Name
   * @param {Name} name
   */
  const jupyter = async (name) => {
    /** @type {import("../jupyter.js").Shared[Name]} */
    const versions = shared[name];
    const [version] = Object.values(versions ?? {});
    if (!version) throw new Error(`JupyterLab shares no ${name}`);
    return (await version.get())();
  };

  const modules = {
    "./extension": async () => {
      const [application, notebook, cells, apputils, mainmenu, { openLessons }, { sayLost }] =
        await Promise.all([
          jupyter("@jupyterlab/application"),
          jupyter("@jupyterlab/notebook"),
          jupyter("@jupyterlab/cells"),
          jupyter("@jupyterlab/apputils"),
          jupyter("@jupyterlab/mainmenu"),
          /** @type {Promise<typeof import("./lessons.js")>} */ (import(`${files}lessons.js`)),
          /** @type {Promise<typeof import("./connection.js")>} */ (import(`${files}connection.js`)),
        ]);
      const lost = sayLost();
      const connection = {
        id: `${NAME}:connection`,
        description: "Says in the course's own words that the server does not answer.",
        autoStart: true,
        provides: application.IConnectionLost,
        activate: () => lost,
      };
      const lesson = {
        id: `${NAME}:lesson`,
        description: "Shows a course notebook as a page.",
        autoStart: true,
        requires: [notebook.INotebookTracker],
        optional: [apputils.ICommandPalette, mainmenu.IMainMenu],
        /**
         * @param {Jupyter["app"]} app @param {Jupyter["tracker"]} tracker
         * @param {Jupyter["palette"]} palette @param {Jupyter["menu"]} menu
         */
        activate: (app, tracker, palette, menu) =>
          openLessons({
            app,
            tracker,
            palette,
            menu,
            CodeCell: cells.CodeCell,
            actions: notebook.NotebookActions,
            lost,
          }),
      };
      return { __esModule: true, default: [connection, lesson] };
    },
    "./style": async () => {
      const link = Object.assign(document.createElement("link"), {
        rel: "stylesheet",
        href: `${files}lesson.css`,
      });
      document.head.append(link);
      return {};
    },
  };

  const everyone = /** @type {{_JUPYTERLAB?: Record<string, object>}} */ (window);
  everyone._JUPYTERLAB ??= {};
  everyone._JUPYTERLAB[NAME] = {
    /** @param {typeof shared} scope */
    init: (scope) => void (shared = scope),
    /** @param {keyof typeof modules} name */
    get: async (name) => {
      const module = await modules[name]();
      return () => module;
    },
  };
})();
