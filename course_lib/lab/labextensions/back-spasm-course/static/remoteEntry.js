/**
 * The lesson view: a course notebook (metadata `course: {autorun: true}`) is a page, not a program.
 *
 * This is a JupyterLab extension without a build: a module-federation container written by hand. JupyterLab
 * calls `init` with the packages that it shares, then `get` for the modules named in package.json.
 */
(() => {
  const NAME = "back-spasm-course";
  const files = new URL(".", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;

  /** @type {Record<string, Record<string, {get: () => Promise<() => any>}>>} package -> version -> its module */
  let shared = {};

  /** One of JupyterLab's own packages. @param {string} name */
  const jupyter = async (name) => {
    const [version] = Object.values(shared[name] ?? {});
    if (!version) throw new Error(`JupyterLab shares no ${name}`);
    return (await version.get())();
  };

  const modules = {
    "./extension": async () => {
      const [notebook, cells, apputils, mainmenu, { openLessons }] = await Promise.all([
        jupyter("@jupyterlab/notebook"),
        jupyter("@jupyterlab/cells"),
        jupyter("@jupyterlab/apputils"),
        jupyter("@jupyterlab/mainmenu"),
        import(`${files}lessons.js`),
      ]);
      return {
        __esModule: true,
        default: {
          id: `${NAME}:lesson`,
          description: "Shows a course notebook as a page.",
          autoStart: true,
          requires: [notebook.INotebookTracker],
          optional: [apputils.ICommandPalette, mainmenu.IMainMenu],
          /** @param {any} app @param {any} tracker @param {any} palette @param {any} menu */
          activate: (app, tracker, palette, menu) =>
            openLessons({
              app,
              tracker,
              palette,
              menu,
              CodeCell: cells.CodeCell,
              actions: notebook.NotebookActions,
            }),
        },
      };
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

  const everyone = /** @type {any} */ (window);
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
