/**
 * What every widget of the course begins with: it takes its module and the shared style from the course's library,
 * which the kernel sends once for all widgets, and which all open lessons of the same version share.
 */

/** Addresses of the modules by version and name, the same for all widgets of the page. */
const page = /** @type {{courseModules?: Map<string, string>}} */ (globalThis);
const addresses = (page.courseModules ??= new Map());
const REFERENCE = "IPY_MODEL_";
const IMPORTED = /from "(\.{1,2}\/[\w./-]+\.js)"/g;

/** @typedef {import("./parts/types.js").Library} Library */

/**
 * The address of a module, with those that it imports put in. A name is a path in the folder of the widgets, such as
 * "item.js" or "parts/dom.js"; an import is relative to its module, as everywhere.
 * @param {Library} library @param {string} name @returns {string}
 */
function address(library, name) {
  const key = `${library.get("version")}/${name}`;
  if (!addresses.has(key)) {
    const source = library.get("sources")[name];
    if (source === undefined) throw new Error(`the course's library has no ${name}`);
    const whole = source.replace(IMPORTED, (_, other) => {
      const path = new URL(other, `path:/${name}`).pathname.slice(1);
      return `from "${address(library, path)}"`;
    });
    addresses.set(key, URL.createObjectURL(new Blob([whole], { type: "text/javascript" })));
  }
  return /** @type {string} */ (addresses.get(key));
}

/** @param {Library} library */
function dress(library) {
  const version = library.get("version");
  if (document.head.querySelector(`style[data-course="${version}"]`)) return;
  const style = document.createElement("style");
  style.dataset.course = version;
  style.textContent = library.get("style");
  document.head.append(style);
}

const LONGEST = 30_000; // milliseconds; a busy computer takes some to restore what the kernel holds

/**
 * The model with that id, once the page has restored it from the kernel: a widget may be drawn before.
 * @param {import("./parts/types.js").Model<unknown>["widget_manager"]} manager @param {string} id
 */
async function restored(manager, id) {
  const end = performance.now() + LONGEST;
  while (!manager.has_model(id) && performance.now() < end)
    await new Promise((resolve) => setTimeout(resolve, 25));
  return manager.get_model(id);
}

export default {
  /** @param {import("./parts/types.js").Context<import("./views.js").View>} context */
  async render({ model, el }) {
    const library = await restored(model.widget_manager, model.get("library").slice(REFERENCE.length));
    dress(library);
    const { default: widget } = await import(address(library, model.get("module")));
    return widget.render({ model, el });
  },
};
