/**
 * What every widget of the course begins with: it takes its module and the shared style from the course's library,
 * which the kernel sends once for all widgets, and which all open lessons of the same version share.
 */

/** Addresses of the modules by version and name. @type {Map<string, string>} */
const addresses = (globalThis.courseModules ??= new Map());
const REFERENCE = "IPY_MODEL_";

/** @param {any} library @param {string} name */
function address(library, name) {
  const key = `${library.get("version")}/${name}`;
  if (!addresses.has(key)) {
    const whole = library
      .get("sources")
      [name].replace(/from "\.\/([\w-]+\.js)"/g, (/** @type {string} */ _, /** @type {string} */ other) => `from "${address(library, other)}"`);
    addresses.set(key, URL.createObjectURL(new Blob([whole], { type: "text/javascript" })));
  }
  return /** @type {string} */ (addresses.get(key));
}

/** @param {any} library */
function dress(library) {
  const version = library.get("version");
  if (document.head.querySelector(`style[data-course="${version}"]`)) return;
  const style = document.createElement("style");
  style.dataset.course = version;
  style.textContent = library.get("style");
  document.head.append(style);
}

export default {
  /** @param {{model: any, el: HTMLElement}} context */
  async render({ model, el }) {
    const library = await model.widget_manager.get_model(model.get("library").slice(REFERENCE.length));
    dress(library);
    const { default: widget } = await import(address(library, model.get("module")));
    return widget.render({ model, el });
  },
};
