/** Draws the widgets that `bridge.py` holds, and hands each what anywidget would. */

const lesson = document.querySelector(".course-lesson");
const channel = new BroadcastChannel("bridge");
/** @type {Map<string, Model>} */
const models = new Map();
/** @type {Record<string, unknown>} */
let library = {};

/** What a widget's JavaScript knows of its Python. */
class Model {
  /** @param {string} id */
  constructor(id) {
    this.id = id;
    /** @type {Record<string, unknown>} */
    this.state = {};
    /** @type {Map<string, Set<(content?: unknown) => void>>} */
    this.heard = new Map();
    this.widget_manager = {
      has_model: () => true,
      get_model: async () => ({ get: (/** @type {string} */ name) => library[name] }),
    };
  }
  /** @param {string} name */
  get(name) {
    return this.state[name];
  }
  /** @param {string} name @param {unknown} value */
  set(name, value) {
    this.state[name] = value;
    this.heard.get(`change:${name}`)?.forEach((heard) => heard());
  }
  /** @param {unknown} content */
  send(content) {
    void tell({ widget: this.id, data: { method: "custom", content } });
  }
  /** @param {string} event @param {(content?: unknown) => void} heard */
  on(event, heard) {
    this.heard.set(event, (this.heard.get(event) ?? new Set()).add(heard));
  }
  /** @param {string} event @param {(content?: unknown) => void} heard */
  off(event, heard) {
    this.heard.get(event)?.delete(heard);
  }
  /** A message of Python. @param {{method: string, state?: Record<string, unknown>, content?: unknown}} data */
  take({ method, state = {}, content }) {
    Object.assign(this.state, state);
    const events = method === "custom" ? ["msg:custom"] : Object.keys(state).map((name) => `change:${name}`);
    for (const event of events) this.heard.get(event)?.forEach((heard) => heard(content));
  }
}

/** @param {object} message */
const ask = async (message) =>
  JSON.parse(await /** @type {any} */ (globalThis).kernel(JSON.stringify(message)));

/** @param {string} id @returns {Model} */
function model(id) {
  const there = models.get(id) ?? new Model(id);
  models.set(id, there);
  return there;
}

/** @param {{widget: string, data: any}[]} messages */
const take = (messages) => messages.forEach(({ widget, data }) => model(widget).take(data));

/** Tell Python something, hear what it says, and let the other windows hear it, too. @param {object} message */
async function tell(message) {
  take(await ask(message));
  channel.postMessage("more");
}
channel.onmessage = async () => take(await ask({}));

/** @type {Map<unknown, Promise<any>>} */
const modules = new Map();
/** @param {unknown} source */
function loaded(source) {
  if (!modules.has(source)) {
    const blob = new Blob([/** @type {string} */ (source)], { type: "text/javascript" });
    modules.set(source, import(URL.createObjectURL(blob)));
  }
  return /** @type {Promise<any>} */ (modules.get(source));
}

const places = [...document.querySelectorAll('script[type="application/vnd.voila.cell-output+json"]')];

/** A place for what a cell shows: the one that the page has for it, or one at the end. @param {number} index */
function place(index) {
  const el = document.createElement("div");
  el.className = "jp-OutputArea-output";
  if (places.length) {
    places[index].replaceWith(el);
  } else {
    const cell = document.createElement("div");
    cell.className = "jp-Cell jp-CodeCell";
    cell.append(el);
    document.querySelector("main")?.append(cell);
  }
  return el;
}

/** Show what one cell shows, if anything. @param {{widget?: string, html?: string}} output @param {number} index */
async function show({ widget, html }, index) {
  if (!widget && html === undefined) return void places[index]?.remove();
  const el = place(index);
  if (!widget) return void (el.innerHTML = html ?? "");
  const { default: module } = await loaded(model(widget).get("_esm"));
  await module.render({ model: model(widget), el });
}

const opened = await ask({ open: true });
library = opened.library;
take(opened.messages);
await Promise.all(opened.outputs.map(show));
while (lesson?.getAttribute("data-course-state") === "opening") await new Promise((go) => setTimeout(go, 5));
lesson?.setAttribute("data-course-ready", "true");
