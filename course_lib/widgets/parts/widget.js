/** What makes a widget of a function that draws its view: messages, changes elsewhere, troubles, what is said aloud. */

import { button, h, nodes, row, unsigned } from "./dom.js";
import { layDown, takeUp } from "./drafts.js";
import { messages } from "./messages.js";
import { placeIn } from "./place.js";
import { onReturn } from "./return.js";
import { swallowSecondClicks } from "./second_click.js";

/** @typedef {import("./types.js").Children} Children */
/** @typedef {import("./types.js").Send} Send */

const LATE =
  "The course does not answer yet. Your answer is sent as soon as it does. If the lesson says that it stopped, start it again.";
const CHANGED = "course-changed";

/** What the view of a widget holds that could not read the record. */
const TROUBLES = ["problem", "unsaved", "focus", "turn", "answers", "learner"];

/**
 * Build a widget around one function that draws a view. Draws again whenever Python sends a new view, keeps
 * the reader's place, says aloud what changed, and tells when Python does not answer. What the learner has
 * not sent yet (a draft, a clock) lives in `memory`, which outlasts a drawing; an element that is given back
 * once more stays as it is.
 * @template {import("../views.js").View} View
 * @template {object} Memory every property of which may be missing
 * @param {(view: View, send: Send, memory: Memory, root: HTMLElement) => Children} draw
 * @param {(view: View) => string} [spoken] what to say aloud of a new view
 * @param {(view: View, memory: Memory) => import("./types.js").Standing} [standing] how far the learner is with it, for the player
 * @param {{sums?: boolean}} [how] `sums`: it sums up what is done on other pages, so it reads again when somebody comes back to it
 */
export function widget(draw, spoken = () => "", standing = () => "", { sums = false } = {}) {
  return {
    /** @param {import("./types.js").Context<View>} context */
    render({ model, el }) {
      const live = h("div", { class: "visually-hidden", role: "status" });
      const late = h("div", { class: "notice", hidden: true });
      const body = h("div", { class: "body" });
      const root = course(body, late, live);
      el.append(root);
      const place = model.get("place");
      const memory = /** @type {Memory} */ ({});
      const things = /** @type {Record<string, unknown>} */ (memory);
      takeUp(things, place, model.get("view").learner);
      const { send, isMine, close } = messages(model, (waits) => {
        late.hidden = !waits;
        late.textContent = waits ? LATE : "";
        if (waits) live.textContent = LATE;
      });
      let drawn = 0;
      let begun = model.get("begun");
      let first = true;
      let newest = model.get("view");
      const update = () => {
        // What JupyterLab asked for when its connection came back may arrive behind what was sent later.
        if (Number(model.get("view").turn) < Number(newest.turn)) return model.set("view", newest);
        newest = model.get("view");
        if (begun !== model.get("begun"))
          for (const name of Object.keys(memory)) Reflect.deleteProperty(memory, name);
        begun = model.get("begun"); // somebody else learns now
        const view = model.get("view");
        const whole = Object.keys(view).some((name) => !TROUBLES.includes(name));
        const mine = isMine(view);
        const putBack = placeIn(body);
        replace(body, [whole && draw(view, send, memory, body), troubles(view, send)]);
        if (whole) root.dataset.standing = standing(view, memory);
        drawn = performance.now();
        layDown(things, place, view.learner);
        const led = mine && lead(body, view.problem ? "problem" : view.focus);
        putBack({ focus: !led, typed: !mine || Boolean(view.problem) });
        // What another window or the office has changed is no news to whoever reads here.
        if (mine || first) live.textContent = first ? "" : spokenOf(view, led, whole && spoken(view));
        first = false;
      };
      model.on("change:view", update);
      update();
      const keep = () => queueMicrotask(() => layDown(things, place, model.get("view").learner));
      for (const type of ["input", "change", "click"]) body.addEventListener(type, keep);
      swallowSecondClicks(root, () => drawn);
      const unfollow = model.get("follows") ? followChanges(model) : () => {};
      const unreturn = sums ? onReturn(root, () => tellOfChange(model)) : () => {};
      return () => {
        unfollow();
        unreturn();
        close();
        model.off("change:view", update);
      };
    },
  };
}

/**
 * What is said aloud: what the focus does not read by itself.
 * @param {import("../views.js").View} view @param {boolean} led whether the focus went to the news
 * @param {string | false} news
 */
function spokenOf(view, led, news) {
  if (view.problem) return led ? "" : view.problem;
  return [view.unsaved, !led && news && unsigned(news)].filter(Boolean).join(" ");
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

/** Lead the reader to the part that the view names; return whether there is one. @param {Element} body @param {string} [name] */
function lead(body, name) {
  const part = name ? body.querySelector(`[data-focus="${name}"]`) : null;
  const { activeElement } = document;
  const free = !activeElement || activeElement === document.body || !activeElement.closest(".course");
  if (!(part instanceof HTMLElement) || !(free || body.contains(activeElement) || !activeElement?.isConnected))
    return false;
  part.focus({ preventScroll: false });
  return true;
}

/**
 * Tell Python when another widget, in this window or another one, has changed what this one shows: the scope
 * profile, who learns, or a final check that was passed.
 * @param {import("./types.js").Model<import("../views.js").View>} model @returns {() => void} ends it
 */
function followChanges(model) {
  const channel = new BroadcastChannel(CHANGED);
  channel.onmessage = () => tellOfChange(model);
  return () => channel.close();
}

/** @param {import("./types.js").Model<import("../views.js").View>} model */
function tellOfChange(model) {
  try {
    model.send({ do: "changed", learner: model.get("view").learner });
  } catch {
    // the kernel is gone
  }
}

/** Tell all other widgets, in all windows, that something was changed which they may show. */
export function tellChanged() {
  const channel = new BroadcastChannel(CHANGED);
  channel.postMessage("changed");
  channel.close();
}

/** What went wrong, in words, and what can be done. @param {import("../views.js").View} view @param {Send} send */
const troubles = (view, send) => [
  view.problem && h("p", { class: "notice", "data-focus": "problem", tabindex: "-1" }, view.problem),
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
