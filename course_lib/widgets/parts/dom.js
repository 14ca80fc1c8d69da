/** What every widget's page side is made of. No library, no state. */

/** @typedef {Node | string | null | undefined | false} Child */

const SILENT = "The course does not answer. Your earlier answers are kept. Reload this page to go on.";
const PATIENCE = 8000; // milliseconds
const CHANGED = "course-changed";

let count = 0;

/** An id that no other element of the page has. @param {string} name */
export const freshId = (name) => `course-${name}-${(count += 1)}`;

/**
 * Make an element. Text is always set as text; only `html` takes markup, which Python has escaped.
 * @param {string} tag
 * @param {Record<string, any>} [attributes] `class`, `html`, `onclick`, any attribute; null and false are left out
 * @param {...(Child | Child[])} children
 * @returns {any}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "html") element.innerHTML = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "checked" || name === "disabled" || name === "value" || name === "open") {
      /** @type {any} */ (element)[name] = value;
    } else element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat()) if (child || child === "") element.append(/** @type {any} */ (child));
  return element;
}

/** A button. @param {string} text @param {() => void} onclick @param {Record<string, any>} [attributes] */
export const button = (text, onclick, attributes = {}) =>
  h("button", { type: "button", onclick, ...attributes }, text);

/** The line above a card. @param {string} where @param {boolean} [safety] */
export const eyebrow = (where, safety = false) =>
  h("p", { class: "eyebrow" }, where, safety && h("span", { class: "tag safety" }, "Safety item"));

/**
 * A row of choices of which one is on (radio buttons in one frame).
 * @param {string} label @param {[string, string][]} choices value and text
 * @param {string | null} value @param {(value: string) => void} onchange
 */
export function segment(label, choices, value, onchange) {
  const name = freshId("segment");
  return h(
    "div",
    { class: "row" },
    h("span", { id: `${name}-label` }, label),
    h(
      "span",
      { class: "segment", role: "radiogroup", "aria-labelledby": `${name}-label` },
      choices.map(([key, text]) =>
        h(
          "label",
          {},
          h("input", { type: "radio", name, value: key, checked: key === value, onchange: () => onchange(key) }),
          text,
        ),
      ),
    ),
  );
}

/**
 * The root of a widget. Inside it the keys belong to its controls: JupyterLab's own shortcuts (arrows move
 * between cells, two d's delete one) stop here. It also swallows Enter in a field, so that is done by hand.
 * @param {...(Child | Child[])} children
 */
export const course = (...children) =>
  h(
    "div",
    {
      class: "course",
      "data-lm-suppress-shortcuts": true,
      onkeydown: (/** @type {any} */ event) => {
        if (event.key !== "Enter" || event.target.tagName !== "INPUT" || !event.target.form) return;
        event.preventDefault();
        event.target.form.requestSubmit();
      },
    },
    ...children,
  );

/**
 * Tell Python when another widget, in this window or another one, has changed what this one shows: the scope
 * profile, who learns, or a final check that was passed.
 * @param {any} model @returns {() => void} ends it
 */
export function followChanges(model) {
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

/**
 * Build a widget around one function that draws a view. Draws again whenever Python sends a new view, keeps
 * the reader's place, says aloud what changed, and tells when Python does not answer. What the learner has
 * not sent yet (a draft, a clock) lives in `memory`, which outlasts a drawing.
 * @param {(view: any, send: (message: object) => void, memory: Record<string, any>, root: HTMLElement) => Child[]} draw
 * @param {(view: any) => string} [spoken] what to say aloud of a new view
 */
export function widget(draw, spoken = () => "") {
  return {
    /** @param {{model: any, el: HTMLElement}} context */
    render({ model, el }) {
      const live = h("div", { class: "visually-hidden", role: "status" });
      const silent = h("div", { class: "notice", hidden: true });
      const root = course(h("div", { class: "body" }), silent, live);
      el.append(root);
      /** @type {Record<string, any>} */
      const memory = {};
      /** @type {ReturnType<typeof setTimeout> | undefined} */
      let waiting;
      const tellSilence = () => {
        clearTimeout(waiting);
        silent.hidden = false;
        silent.textContent = live.textContent = SILENT;
      };
      /** @param {object} message */
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
        if (begun !== model.get("begun")) for (const name of Object.keys(memory)) delete memory[name];
        begun = model.get("begun"); // somebody else learns now
        silent.hidden = true;
        const view = model.get("view");
        const body = root.firstChild;
        const held = body.contains(document.activeElement);
        body.replaceChildren(...draw(view, send, memory, body).filter(Boolean), ...troubles(view, send));
        live.textContent = [view.problem, view.unsaved, spoken(view)].filter(Boolean).join(" ");
        const target = view.focus && body.querySelector(`[data-focus="${view.focus}"]`);
        if (target && (held || document.activeElement === document.body)) target.focus({ preventScroll: false });
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

/** What went wrong, in words, and what can be done. @param {any} view @param {(message: object) => void} send */
function troubles(view, send) {
  const found = [];
  if (view.problem) found.push(h("p", { class: "notice" }, view.problem));
  if (view.unsaved) {
    found.push(
      h(
        "div",
        { class: "notice" },
        h("p", {}, view.unsaved),
        h(
          "div",
          { class: "row" },
          button("Save again", () => send({ do: "save" }), { class: "primary" }),
          button("Go on without saving", () => send({ do: "go_on" })),
        ),
      ),
    );
  }
  return found;
}
