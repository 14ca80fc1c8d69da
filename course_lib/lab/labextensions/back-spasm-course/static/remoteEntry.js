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
  const player = new URL("../../../../course/player/", files).href;
  const opened = new URL(location.href); // JupyterLab changes the address while it starts
  void (
    /** @type {Promise<typeof import("./curtain.js")>} */ (import(`${files}curtain.js`)).then(({ draw }) =>
      draw(),
    )
  );

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
      const [application, notebook, cells, apputils, mainmenu, { openLessons }, { sayLost }, { Player }] =
        await Promise.all([
          jupyter("@jupyterlab/application"),
          jupyter("@jupyterlab/notebook"),
          jupyter("@jupyterlab/cells"),
          jupyter("@jupyterlab/apputils"),
          jupyter("@jupyterlab/mainmenu"),
          /** @type {Promise<typeof import("./lessons.js")>} */ (import(`${files}lessons.js`)),
          /** @type {Promise<typeof import("./connection.js")>} */ (import(`${files}connection.js`)),
          /** @type {Promise<typeof import("../../../../player/player.js")>} */ (import(`${player}player.js`)),
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
        optional: [apputils.ICommandPalette, mainmenu.IMainMenu, apputils.IThemeManager, application.IRouter],
        /**
         * @param {Jupyter["app"]} app @param {Jupyter["tracker"]} tracker
         * @param {Jupyter["palette"]} palette @param {Jupyter["menu"]} menu
         * @param {Jupyter["themes"]} themes @param {Jupyter["router"]} router
         */
        activate: (app, tracker, palette, menu, themes, router) =>
          openLessons({
            app,
            tracker,
            palette,
            menu,
            themes,
            router,
            opened,
            Player,
            CodeCell: cells.CodeCell,
            actions: notebook.NotebookActions,
            lost,
          }),
      };
      return { __esModule: true, default: [connection, lesson] };
    },
    "./style": async () => {
      for (const href of [`${player}player.css`, `${files}lesson.css`])
        document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
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
