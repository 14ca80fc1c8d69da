/** What makes a widget of a function that draws its view: messages, changes elsewhere, troubles, what is said aloud. */

import { button, h, nodes, row } from "./dom.js";

/** @typedef {import("./types.js").Children} Children */
/** @typedef {import("./types.js").Send} Send */

const SILENT = "The course does not answer. Your earlier answers are kept. Reload this page to go on.";
const PATIENCE = 8000; // milliseconds
const CHANGED = "course-changed";

/** What the view of a widget holds that could not read the record. */
const TROUBLES = ["problem", "unsaved", "focus"];

/**
 * Build a widget around one function that draws a view. Draws again whenever Python sends a new view, keeps
 * the reader's place, says aloud what changed, and tells when Python does not answer. What the learner has
 * not sent yet (a draft, a clock) lives in `memory`, which outlasts a drawing; an element that is given back
 * once more stays as it is.
 * @template {import("../views.js").View} View
 * @template {object} Memory every property of which may be missing
 * @param {(view: View, send: Send, memory: Memory, root: HTMLElement) => Children} draw
 * @param {(view: View) => string} [spoken] what to say aloud of a new view
 */
export function widget(draw, spoken = () => "") {
  return {
    /** @param {import("./types.js").Context<View>} context */
    render({ model, el }) {
      const live = h("div", { class: "visually-hidden", role: "status" });
      const silent = h("div", { class: "notice", hidden: true });
      const body = h("div", { class: "body" });
      el.append(course(body, silent, live));
      const memory = /** @type {Memory} */ ({});
      /** @type {ReturnType<typeof setTimeout> | undefined} */
      let waiting;
      const tellSilence = () => {
        clearTimeout(waiting);
        silent.hidden = false;
        silent.textContent = live.textContent = SILENT;
      };
      /** @type {Send} */
      const send = (message) => {
        clearTimeout(waiting);
        waiting = setTimeout(tellSilence, PATIENCE);
        try {
          model.send(message);
        } catch {
          tellSilence(); // the kernel is gone
        }
      };
      let begun = model.get("begun");
      const update = () => {
        clearTimeout(waiting);
        if (begun !== model.get("begun"))
          for (const name of Object.keys(memory)) Reflect.deleteProperty(memory, name);
        begun = model.get("begun"); // somebody else learns now
        silent.hidden = true;
        const view = model.get("view");
        const whole = Object.keys(view).some((name) => !TROUBLES.includes(name));
        const held = focused(body);
        replace(body, [whole && draw(view, send, memory, body), troubles(view, send)]);
        live.textContent = [view.problem, view.unsaved, whole && spoken(view)].filter(Boolean).join(" ");
        giveFocus(body, held, view.focus);
      };
      model.on("change:view", update);
      update();
      const unfollow = model.get("follows") ? followChanges(model) : () => {};
      return () => {
        unfollow();
        clearTimeout(waiting);
        model.off("change:view", update);
      };
    },
  };
}

/**
 * The root of a widget. Inside it the keys belong to its controls: JupyterLab's own shortcuts (arrows move
 * between cells, two d's delete one) stop here. It also swallows Enter in a field, so that is done by hand.
 * @param {Children[]} children
 */
const course = (...children) =>
  h(
    "div",
    {
      class: "course",
      "data-lm-suppress-shortcuts": true,
      onkeydown: (event) => {
        if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement) || !event.target.form) return;
        event.preventDefault();
        event.target.form.requestSubmit();
      },
    },
    children,
  );

/** Put children into an element; those that stand there already are not touched. @param {Element} element @param {Children} children */
function replace(element, children) {
  const now = nodes(children);
  const same =
    now.length === element.childNodes.length && now.every((node, n) => node === element.childNodes[n]);
  if (!same) element.replaceChildren(...now);
}

/** The element in here that has the focus, if one has. @param {Element} body */
function focused(body) {
  const { activeElement } = document;
  return activeElement instanceof HTMLElement && body.contains(activeElement) ? activeElement : null;
}

/**
 * After a drawing, go to the part that the view names. Otherwise whoever stood on something stands on it still.
 * @param {Element} body @param {HTMLElement | null} held what had the focus before @param {string} [name]
 */
function giveFocus(body, held, name) {
  const part = (/** @type {string | undefined} */ key) =>
    /** @type {HTMLElement | null} */ (key ? body.querySelector(`[data-focus="${key}"]`) : null);
  const same = held?.isConnected ? held : part(held?.dataset.focus);
  const target = (held || document.activeElement === document.body) && part(name);
  if (target) target.focus({ preventScroll: false });
  else if (same !== document.activeElement) same?.focus();
}

/**
 * Tell Python when another widget, in this window or another one, has changed what this one shows: the scope
 * profile, who learns, or a final check that was passed.
 * @param {{send: Send}} model @returns {() => void} ends it
 */
function followChanges(model) {
  const channel = new BroadcastChannel(CHANGED);
  channel.onmessage = () => {
    try {
      model.send({ do: "changed" });
    } catch {
      channel.close(); // the kernel is gone
    }
  };
  return () => channel.close();
}

/** Tell all other widgets, in all windows, that something was changed which they may show. */
export function tellChanged() {
  const channel = new BroadcastChannel(CHANGED);
  channel.postMessage("changed");
  channel.close();
}

/** What went wrong, in words, and what can be done. @param {import("../views.js").View} view @param {Send} send */
const troubles = (view, send) => [
  view.problem && h("p", { class: "notice" }, view.problem),
  view.unsaved &&
    h(
      "div",
      { class: "notice" },
      h("p", {}, view.unsaved),
      row(
        button("Save again", () => send({ do: "save" }), { class: "primary" }),
        button("Go on without saving", () => send({ do: "go_on" })),
      ),
    ),
];
