/** A patient's case: who, the scene, what they say, the choices; then what came of it, which fills the card. */

import { consequence, decision } from "./decision.js";
import { button, freshId, h, row } from "./dom.js";
import { dropDraft } from "./drafts.js";
import { facts } from "./facts.js";
import { result, verdict } from "./verdict.js";

/** @typedef {import("../views.js").PatientView} View */
/** @typedef {import("./types.js").Send} Send */
/** @typedef {import("./drafts.js").DraftMemory & {passed?: number, led?: number}} Memory After how many decisions the reader went on from a mistake, and was led to one */

const SYMBOLS = { go: "●", ask: "▲", stop: "■" };

/** @param {import("../views.js").Debrief} debrief */
const closing = ({ count, unsafe, paths, why, note }) =>
  h(
    "div",
    {},
    h("h3", { tabindex: "-1" }, "Looking back"),
    h("p", {}, count),
    unsafe && result("unsafe", unsafe, "unsafe"),
    paths.map(({ title, taken, best }) =>
      h(
        "div",
        { class: "two" },
        h("div", {}, h("h4", {}, `${title}: you`), h("p", {}, taken)),
        h("div", {}, h("h4", {}, "The best way"), h("p", {}, best)),
      ),
    ),
    h("p", {}, why),
    h("p", {}, h("strong", {}, "The note to the doctor, on the best way: "), note),
  );

/** What came of a choice. @param {import("../views.js").TakenView} taken @param {string} id @param {boolean} led whether the focus goes to it */
const event = ({ tone, drawing, choice, consequence: what, good, tag, rule }, id, led) =>
  h(
    "div",
    { class: `event ${tone}`, id },
    drawing && h("div", { html: drawing }),
    h("p", { class: "your-answer", tabindex: "-1" }, `You: ${choice}`),
    h(
      "p",
      { class: "happened", "data-focus": led && "consequence", tabindex: led && "-1" },
      h("span", { class: "symbol", "aria-hidden": "true" }, `${SYMBOLS[tone]} `),
      what,
    ),
    h("p", {}, verdict(good, tag), " ", rule),
  );

/** @param {View} view @param {Send} send @param {Memory} memory */
export function openCase(view, send, memory) {
  if (!view.step) dropDraft(memory);
  const last = view.path.at(-1);
  const count = view.path.length;
  const missed = last !== undefined && !last.good;
  const stuck = missed && memory.passed !== count;
  const id = freshId("event");
  const goBack = () => {
    memory.passed = memory.led = 0;
    send({ do: "back" });
  };
  // What happened is seen with the button; where there is no room for both, it is read first, from its top.
  const lead = () => {
    if (!missed || memory.led === count) return;
    memory.led = count;
    const scroller = whole.closest(".jp-WindowedPanel-outer") ?? document.documentElement;
    const fits = whole.offsetHeight <= Math.min(scroller.clientHeight, innerHeight);
    whole.scrollIntoView({ block: fits ? "nearest" : "start" });
    if (!fits) whole.querySelector("p")?.focus({ preventScroll: true });
  };
  const back = button("Go back and try the other way", goBack, {
    class: stuck ? "primary" : "",
    "data-focus": missed && "consequence",
    "aria-describedby": missed && id,
    onfocus: lead,
  });
  const restart = view.debrief && button("Start over", () => send({ do: "restart" }));
  const after = h(
    "div",
    { class: "after", hidden: stuck },
    view.step && decision(view.step, send, view, memory),
    view.debrief && closing(view.debrief),
    row(!missed && count > 0 && back, restart),
  );
  const on = button(view.step ? "Go on from here" : "See how it ends", () => {
    memory.passed = count;
    after.hidden = false;
    on.hidden = true;
    back.classList.remove("primary");
    const to = after.querySelector("h3");
    if (to) to.focus();
  });
  on.hidden = !stuck;
  const whole = h("div", {}, last && event(last, id, !missed), missed && row(back, on));
  const known = stuck ? null : [facts(view.facts), view.scope && h("p", { class: "office" }, view.scope)];
  const earlier = view.path.slice(0, -1);
  return [
    h("p", { class: "stem", "data-focus": "case", tabindex: "-1" }, view.who),
    known,
    earlier.length > 0 &&
      h(
        "details",
        { class: "earlier" },
        h("summary", {}, `What you did before (${earlier.length})`),
        h(
          "ol",
          { class: "path" },
          earlier.map((taken) => consequence(taken)),
        ),
      ),
    whole,
    after,
  ];
}

/** What is said aloud of a case. @param {View} view */
export const spokenOf = (view) => view.path.at(-1)?.consequence ?? "";

/** How far a case is. @param {View} view @returns {import("./types.js").Standing} */
export const standingOf = (view) => (view.debrief ? "done" : view.path.length ? "started" : "open");
