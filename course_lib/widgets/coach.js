/** The stretch coach: plays the script that Python wrote, on a figure whose joints move from pose to pose. */

import { button, eyebrow, h, segment, widget } from "./parts/dom.js";

const LONGEST_FRAME = 0.5; // seconds; a page that was away does not jump ahead
const still = matchMedia("(prefers-reduced-motion: reduce)");
const NUMBER = /-?\d+(?:\.\d+)?/g;

/** @param {number} a @param {number} b @param {number} share */
const between = (a, b, share) => a + (b - a) * share;

/** Put the figure into a pose. @param {Element} figure @param {number} pose from 0, the start, to 1, the hold */
function take(figure, pose) {
  for (const part of /** @type {NodeListOf<SVGElement>} */ (figure.querySelectorAll("[data-move],[data-d],[data-felt]"))) {
    const turn = Number(part.closest("[data-turn]")?.getAttribute("data-turn") ?? 0);
    const share = turn ? Math.min(1, Math.max(0, 2 * pose - turn + 1)) : pose;
    const { move, d, felt } = part.dataset;
    if (felt) part.setAttribute("opacity", String(Number(felt) * pose ** 3));
    if (move) {
      const numbers = move.split(" ").map(Number);
      const [x, y, angle, width, height] = numbers.slice(0, 5).map((start, n) => between(start, numbers[n + 5], share));
      part.setAttribute("transform", `translate(${x} ${y}) rotate(${angle}) scale(${width} ${height})`);
    }
    if (d) {
      const [start, end] = d.split("|");
      const ends = (end.match(NUMBER) ?? []).map(Number);
      let n = 0;
      part.setAttribute("d", start.replace(NUMBER, (number) => String(between(Number(number), ends[n++], share))));
    }
  }
}

export default widget((view, _, clock) => {
  let stretch = view.stretches[0];
  /** Where the script stands: the step, the seconds in it, the pose before it. `frame` is 0 when it rests. */
  Object.assign(clock, { step: -1, passed: 0, before: 0, frame: 0, last: 0, speed: 1 });

  const figure = h("div", { class: "coach-figure", role: "img" });
  const say = h("p", { class: "coach-say", role: "status", "aria-atomic": "true" });
  const where = h("p", { class: "source" });
  const dose = h("p", {});
  const rule = h("p", { class: "outcome stop coach-rule" });
  const told = h("dl", { class: "facts" });
  const more = h(
    "details",
    { ontoggle: () => figure.classList.toggle("told", more.open) },
    h("summary", {}, "Which stretch is it, and where is it felt? Say it first, then look."),
    told,
    h("p", { class: "source" }, h("span", { class: "coach-mark", "aria-hidden": "true" }), "In the drawing: felt here."),
  );

  const step = () => stretch.steps[clock.step];
  const over = () => clock.step < 0 || clock.step >= stretch.steps.length - 1;

  /** Show a step's words, side and, for those who want no motion, its pose. */
  const enter = () => {
    const { say: words, where: place, mirrored, pose } = step();
    const side = figure.querySelector("[data-mirror]");
    side.setAttribute("transform", mirrored ? side.dataset.mirror : "");
    if (say.textContent !== words) say.textContent = words;
    where.textContent = place;
    if (still.matches || over()) take(figure, pose);
  };

  /** @param {number} now */
  const frame = (now) => {
    clock.frame = 0;
    if (!figure.isConnected) return;
    clock.passed += Math.min(LONGEST_FRAME, (now - clock.last) / 1000) * clock.speed;
    clock.last = now;
    while (!over() && clock.passed >= step().seconds) {
      clock.passed -= step().seconds;
      clock.before = step().pose;
      clock.step += 1;
      enter();
    }
    if (!over() && !still.matches) {
      const share = clock.passed / step().seconds;
      take(figure, between(clock.before, step().pose, share * share * (3 - 2 * share)));
    }
    if (!over()) run();
    name();
  };
  const run = () => (clock.frame = requestAnimationFrame(frame));
  const pause = () => {
    cancelAnimationFrame(clock.frame);
    clock.frame = 0;
  };

  const go = button("", () => {
    if (clock.frame) pause();
    else {
      if (over()) {
        Object.assign(clock, { step: 0, passed: 0, before: 0 });
        enter();
      }
      clock.last = performance.now();
      run();
    }
    name();
  }, { class: "primary coach-go" });
  const stop = button("■ Stop", () => rest("Stopped."), { class: "stop" });
  /** Name the one button after what it does now. */
  const name = () => {
    const text = clock.frame ? "Pause" : over() ? "Start" : "Go on";
    if (go.textContent !== text) go.textContent = text;
    figure.dataset.state = clock.frame ? "moving" : over() ? "rests" : "paused";
  };

  /** Back to the start of the chosen stretch. @param {string} words */
  const rest = (words) => {
    pause();
    Object.assign(clock, { step: -1, passed: 0, before: 0 });
    figure.innerHTML = stretch.figure;
    figure.setAttribute("aria-label", `A person. ${stretch.told}`);
    take(figure, 0);
    say.textContent = words;
    where.textContent = "";
    dose.textContent = stretch.dose;
    rule.textContent = `■ ${stretch.stop}`;
    told.replaceChildren(
      ...stretch.facts.map((/** @type {[string, string]} */ [name, text]) => h("div", {}, h("dt", {}, name), h("dd", {}, text))),
    );
    name();
  };
  /** @param {string} id */
  const choose = (id) => {
    stretch = view.stretches.find((/** @type {any} */ one) => one.id === id);
    more.open = false;
    rest("Ready when you are.");
  };
  choose(stretch.id);

  return [
    h(
      "section",
      { class: "card", "aria-label": "Stretch coach" },
      eyebrow(view.title),
      h("p", {}, view.notice),
      segment("Stretch", view.stretches.map((/** @type {any} */ one, /** @type {number} */ n) => [one.id, `${n + 1}`]), stretch.id, choose),
      figure,
      h("div", { class: "coach-count" }, say, where),
      h("div", { class: "row coach-buttons" }, go, stop, segment("Speed", [["1", "real time"], ["3", "3 × faster"]], "1", (speed) => (clock.speed = Number(speed)))),
      rule,
      dose,
      more,
    ),
  ];
});
