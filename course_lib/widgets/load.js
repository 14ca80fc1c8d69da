/**
 * What every widget of the course begins with: it takes its module and the shared style from the course's library,
 * which the kernel sends once for all widgets, and which all open lessons of the same version share.
 */

/** Addresses of the modules by version and name, the same for all widgets of the page. */
const page = /** @type {{courseModules?: Map<string, string>}} */ (globalThis);
const addresses = (page.courseModules ??= new Map());
const REFERENCE = "IPY_MODEL_";
const IMPORTED = /from "(\.{1,2}\/[\w./-]+\.js)"/g;

const LOOK = 50; // milliseconds between two looks for the library
const ASK = 2_000; // after which, and again and again, Python is asked for it
const LONGEST = 60_000;

const LATE = "This part of the lesson is still being loaded …";
const BROKEN = "This part could not be loaded. Your answers are kept. Reload this page to go on.";

/** @typedef {import("./parts/types.js").Sources} Sources */
/** @typedef {import("./parts/types.js").Context<import("./views.js").View>} Context */

/**
 * The address of a module, with those that it imports put in. A name is a path in the folder of the widgets, such as
 * "item.js" or "parts/dom.js"; an import is relative to its module, as everywhere.
 * @param {Sources} library @param {string} name @returns {string}
 */
function address(library, name) {
  const key = `${library.version}/${name}`;
  if (!addresses.has(key)) {
    const source = library.sources[name];
    if (source === undefined) throw new Error(`the course's library has no ${name}`);
    const whole = source.replace(IMPORTED, (_, other) => {
      const path = new URL(other, `path:/${name}`).pathname.slice(1);
      return `from "${address(library, path)}"`;
    });
    addresses.set(key, URL.createObjectURL(new Blob([whole], { type: "text/javascript" })));
  }
  return /** @type {string} */ (addresses.get(key));
}

/** @param {Sources} library */
function dress({ version, style: rules }) {
  if (document.head.querySelector(`style[data-course="${version}"]`)) return;
  const style = document.createElement("style");
  style.dataset.course = version;
  style.textContent = rules;
  document.head.append(style);
}

/**
 * The library. A page that was opened on a running kernel gets it only once JupyterLab has restored what the kernel
 * holds, which may be after this widget is drawn, or never. So it is looked for again and again, and Python is asked.
 * @param {Context} context
 */
async function findLibrary({ model, el }) {
  /** @type {Sources | undefined} */
  let sent;
  const heard = (/** @type {import("./parts/types.js").Reply} */ content) => (sent = content.library ?? sent);
  model.on("msg:custom", heard);
  try {
    for (let waited = 0; waited < LONGEST; waited += LOOK) {
      const found = sent ?? (await restored(model));
      if (found) return found;
      if (waited && waited % ASK === 0) {
        model.send({ do: "library" });
        el.textContent = LATE;
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK));
    }
  } finally {
    model.off("msg:custom", heard);
  }
  throw new Error("the course's library is not there");
}

/** What JupyterLab has of the library by now. @param {Context["model"]} model @returns {Promise<Sources | null>} */
async function restored(model) {
  const manager = model.widget_manager;
  const id = model.get("library").slice(REFERENCE.length);
  const library = manager.has_model(id) ? await manager.get_model(id) : null;
  const sources = library?.get("sources");
  return library && sources ? { sources, style: library.get("style"), version: library.get("version") } : null;
}

export default {
  /** @param {Context} context */
  async render({ model, el }) {
    try {
      const library = await findLibrary({ model, el });
      dress(library);
      const { default: widget } = await import(address(library, model.get("module")));
      el.replaceChildren();
      return await widget.render({ model, el });
    } catch (error) {
      console.error("A widget could not be loaded.", error);
      el.replaceChildren(
        Object.assign(document.createElement("p"), { className: "course-broken", textContent: BROKEN }),
      );
      return undefined;
    }
  },
};
