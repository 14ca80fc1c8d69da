/**
 * The clock of a timed form: shown or hidden, spoken at ten, five and one minute, counted from Python's seconds. A page
 * that was asleep does not know how long: it asks for the time when it wakes.
 */

import { button, h } from "./dom.js";

const SPOKEN = [1, 5, 10]; // minutes left, the nearest first
const TICK = 1000; // milliseconds
const SLEPT = 5000; // milliseconds between two ticks that tell that the page was asleep

/**
 * Whether it is hidden, its ticking, the seconds left and what was said already outlast a drawing.
 * @typedef {object} ClockMemory
 * @property {boolean} [clockHidden]
 * @property {ReturnType<typeof setInterval>} [ticking]
 * @property {number} [left]
 * @property {Set<number>} [spoken]
 */

/**
 * @param {import("../views.js").Clock} given
 * @param {import("./types.js").Send} send told `time_up` at the end, `time` to ask how much is left
 * @param {ClockMemory} memory
 */
export function clock(given, send, memory) {
  clearInterval(memory.ticking);
  const end = performance.now() + given.left * 1000;
  const shown = h("span", { class: "time" });
  const spoken = h("span", { class: "visually-hidden", role: "status" });
  const toggle = button("", () => {
    memory.clockHidden = !memory.clockHidden;
    tick();
  });
  const element = h("p", { class: "clock", "data-focus": "clock", tabindex: "-1" }, shown, toggle, spoken);
  // What is said once is not said again, but after extra time, or in another try, it may be due again.
  const goesOn = memory.left !== undefined && given.left <= memory.left;
  const passed = SPOKEN.filter((minutes) => given.left <= minutes * 60);
  const announced = (memory.spoken = (goesOn && memory.spoken) || new Set(passed));
  let ticked = Date.now();

  // `performance.now` may stand still while a laptop sleeps; the computer's clock does not.
  function woke() {
    const now = Date.now();
    const slept = Math.abs(now - ticked) > SLEPT;
    ticked = now;
    if (slept && document.visibilityState === "visible") send({ do: "time" });
  }

  function seen() {
    if (!element.isConnected) document.removeEventListener("visibilitychange", seen);
    else if (document.visibilityState === "visible") send({ do: "time" });
  }

  function tick() {
    woke();
    const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));
    const minutes = Math.floor(left / 60);
    memory.left = left;
    shown.textContent = memory.clockHidden
      ? "The clock is hidden."
      : `Time left: ${minutes}:${String(left % 60).padStart(2, "0")} of ${given.minutes} minutes`;
    toggle.textContent = memory.clockHidden ? "Show the clock" : "Hide the clock";
    const due = SPOKEN.find((minutes) => left <= minutes * 60 && !announced.has(minutes));
    if (due) {
      for (const minutes of SPOKEN) if (minutes >= due) announced.add(minutes); // a page that slept says only what is left now
      const now = Math.max(1, Math.ceil(left / 60));
      spoken.textContent = `${now} minute${now === 1 ? "" : "s"} left.`;
    }
    if (left === 0) {
      clearInterval(memory.ticking);
      send({ do: "time_up" });
    }
  }

  memory.ticking = setInterval(() => (element.isConnected ? tick() : clearInterval(memory.ticking)), TICK);
  document.addEventListener("visibilitychange", seen);
  tick();
  return element;
}
