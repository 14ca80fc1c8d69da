/** The stretch coach: plays the script that Python wrote, on a figure whose joints move from pose to pose. */

import { button, card, eyebrow, h, sign } from "./parts/dom.js";
import { facts } from "./parts/facts.js";
import { segment } from "./parts/form.js";
import { between, take } from "./parts/pose.js";
import { widget } from "./parts/widget.js";

/** @typedef {import("./views.js").CoachView} View */
/** @typedef {import("./views.js").CoachStretch} Stretch */

const LONGEST_FRAME = 0.5; // seconds; a page that was away does not jump ahead
const still = matchMedia("(prefers-reduced-motion: reduce)");
/** @type {import("./views.js").TextPair[]} */
const SPEEDS = [
  ["1", "real time"],
  ["3", "3 × faster"],
];

/** What stands still while the figure moves, and what says what it does. */
function stage() {
  const figure = h("div", { class: "coach-figure", role: "img" });
  const say = h("p", { class: "coach-say", role: "status", "aria-atomic": "true" });
  const where = h("p", { class: "source" });
  const dose = h("p", {});
  const rule = h("p", { class: "outcome stop coach-rule" });
  const known = h("div", {});
  const mark = h("span", { class: "coach-mark", "aria-hidden": "true" });
  const more = h(
    "details",
    { ontoggle: () => figure.classList.toggle("known", more.open) },
    h("summary", {}, "Which stretch is it, and where is it felt? Say it first, then look."),
    known,
    h("p", { class: "source" }, mark, "In the drawing: felt here."),
  );
  return { figure, say, where, dose, rule, known, more };
}

/** A player of the stretches, at the first one. @param {View} view @param {Stretch} first */
function player(view, first) {
  const { figure, say, where, dose, rule, known, more } = stage();
  let stretch = first;
  /** Where the script stands: the step, the seconds in it, the pose before it. `frame` is 0 when it rests. */
  const clock = { step: -1, passed: 0, before: 0, frame: 0, last: 0, speed: 1 };
  const step = () => stretch.steps[clock.step];
  const over = () => clock.step < 0 || clock.step >= stretch.steps.length - 1;

  /** Show a step's words, side and, for those who want no motion, its pose. */
  function enter() {
    const now = step();
    if (!now) return;
    const side = figure.querySelector("[data-mirror]");
    side?.setAttribute("transform", (now.mirrored && side.getAttribute("data-mirror")) || "");
    if (say.textContent !== now.say) say.textContent = now.say;
    where.textContent = now.where;
    if (still.matches || over()) take(figure, now.pose);
  }

  /** @param {number} now */
  function frame(now) {
    clock.frame = 0;
    if (!figure.isConnected) return;
    clock.passed += Math.min(LONGEST_FRAME, (now - clock.last) / 1000) * clock.speed;
    clock.last = now;
    let current = step();
    while (!over() && current && clock.passed >= current.seconds) {
      clock.passed -= current.seconds;
      clock.before = current.pose;
      clock.step += 1;
      enter();
      current = step();
    }
    if (!over() && current && !still.matches) {
      const share = clock.passed / current.seconds;
      take(figure, between(clock.before, current.pose, share * share * (3 - 2 * share)));
    }
    if (!over()) run();
    name();
  }
  function run() {
    clock.frame = requestAnimationFrame(frame);
  }
  function pause() {
    cancelAnimationFrame(clock.frame);
    clock.frame = 0;
  }

  function play() {
    if (over()) {
      Object.assign(clock, { step: 0, passed: 0, before: 0 });
      enter();
    }
    clock.last = performance.now();
    run();
  }
  const turn = () => {
    if (clock.frame) pause();
    else play();
    name();
  };
  const go = button("", turn, { class: "primary coach-go" });
  const stop = button([sign("■"), " Stop"], () => rest("Stopped."), { class: "stop" });

  /** Name the one button after what it does now. */
  function name() {
    const text = clock.frame ? "Pause" : over() ? "Start" : "Go on";
    if (go.textContent !== text) go.textContent = text;
    figure.dataset.state = clock.frame ? "moving" : over() ? "rests" : "paused";
  }

  /** Back to the start of the chosen stretch. @param {string} words */
  function rest(words) {
    pause();
    Object.assign(clock, { step: -1, passed: 0, before: 0 });
    figure.innerHTML = stretch.figure;
    figure.setAttribute("aria-label", `A person. ${stretch.position}`);
    take(figure, 0);
    say.textContent = words;
    where.textContent = "";
    dose.textContent = stretch.dose;
    rule.replaceChildren(sign("■"), ` ${stretch.stop}`);
    known.replaceChildren(facts(stretch.facts));
    name();
  }

  /** @param {string} id */
  function choose(id) {
    stretch = view.stretches.find((each) => each.id === id) ?? stretch;
    more.open = false;
    rest("Ready when you are.");
  }
  choose(stretch.id);
  const stretches = segment(
    "Stretch",
    view.stretches.map(({ id }, n) => [id, `${n + 1}`]),
    stretch.id,
    choose,
  );
  const speeds = segment("Speed", SPEEDS, "1", (speed) => (clock.speed = Number(speed)));
  return [
    stretches,
    figure,
    h("div", { class: "coach-count" }, say, where),
    h("div", { class: "row coach-buttons" }, go, stop, speeds),
    rule,
    dose,
    more,
  ];
}

export default widget((/** @type {View} */ view) => {
  const [first] = view.stretches;
  return card(view.title, eyebrow(view.title), h("p", {}, view.notice), first && player(view, first));
});
