/**
 * The player: a page of cells as a path of steps. It knows no server: it is given the cells and places for its bar,
 * rail and foot, and says which parts are shown. All else on the page (questions, patients) lives by itself and tells
 * how far it is by `data-standing`.
 */

import { bar } from "./bar.js";
import { contents } from "./contents.js";
import { foot } from "./foot.js";
import { kindOf, nameOf } from "./kinds.js";
import { forget, recall, remember } from "./memory.js";
import { inMinutes, minutesOf } from "./minutes.js";
import { news } from "./news.js";
import { pager } from "./pager.js";
import { find, panes, progress, questions, standing, stepsOf } from "./steps.js";

/**
 * @typedef {object} Host What a server gives to the player
 * @property {string} name of the page, under which this browser remembers the place
 * @property {string} title
 * @property {string} hash of the address that the page was opened with, such as "#your-turn/2"
 * @property {HTMLElement} frame holds bar, rail, foot and scroller; the player says in its classes what it shows
 * @property {HTMLElement} scroller what scrolls, and holds all cells
 * @property {() => import("./steps.js").Cell[]} cells
 * @property {() => boolean} isPath whether the page is a path; else it is shown whole, with the bar alone
 * @property {() => boolean} isShown whether the page is the one on the screen, and the one of the window's address
 * @property {{href: string, go: () => void} | null} home the way back to the course
 * @property {{words: string, go: () => void}[]} links more ways: my record, help
 * @property {(() => void) | null} workbench opens the page as a notebook, where there is one
 * @property {() => "system" | "light" | "dark"} colors
 * @property {(colors: "system" | "light" | "dark") => void} setColors
 */
/** @typedef {{step: string, pane: number, part?: import("./steps.js").Part}} Place A step's id, which of its panes, from 0, and what in it */

const OFF = "player-off";
const WATCHED = ["data-standing", "data-stood"];

export class Player {
  static kindOf = kindOf;
  static nameOf = nameOf;

  /** Ends what listens to the window. */
  dispose = () => {};

  /** @param {Host} host */
  constructor(host) {
    this.host = host;
    /** @type {import("./steps.js").Step[]} */
    this.steps = [];
    /** About how many each step takes. @type {number[]} */
    this.minutes = [];
    /** @type {Place} */
    this.now = { step: "", pane: 0 };
    this.wanted = host.hash || recall(`at ${host.name}`, "");
    this.moved = false;
    /** Whether the window's address follows the step that is shown. */
    this.addressed = false;
    this.seen = new Set(recall(`seen ${host.name}`, /** @type {string[]} */ ([])));
    this.whole = recall("whole", false);
    this.waits = "";
    /** Whose page it is, as far as the page says it. @type {string | null} */
    this.learner = null;
    this.rail = contents((number) => this.go(number));
    this.pager = pager((pane) => this.show({ step: this.now.step, pane }));
    this.news = news();
    this.foot = foot({ back: () => this.back(), on: () => this.on() });
    this.bar = bar(host, {
      contents: () => this.drawer(!host.frame.classList.contains("player-open")),
      skip: () => this.focus(),
      whole: (whole) => this.showWhole(whole),
      isWhole: () => this.whole,
      print: (what) => this.print(what),
    });
    host.frame.prepend(this.bar.element, this.rail.element);
    host.scroller.prepend(this.news.element, this.pager.element);
    host.frame.append(this.foot.element);
    this.arrange();
    this.listen();
  }

  /** Read the steps from the page, which is drawn piece by piece, and show again what was shown. */
  arrange() {
    this.steps = this.host.isPath() ? stepsOf(this.host.cells(), this.host.title) : [];
    this.minutes = this.steps.map(({ parts }) => minutesOf(parts));
    const before = this.now;
    const other = this.hearPlace();
    const place = this.wanted ? this.placeOf(this.wanted) : null;
    if (place) this.now = place;
    if (!this.steps.some(({ id }) => id === this.now.step))
      this.now = { step: this.steps[0]?.id ?? "", pane: 0 };
    const led = before.step !== this.now.step || before.pane !== this.now.pane;
    if (led && this.addressed && this.host.isShown()) this.address(); // the page said late where its learner stood
    this.draw();
    if (other !== null && this.host.isShown()) this.welcome(other);
  }

  /** Say who learns now; whoever was in what is gone begins at the heading. @param {string} name */
  welcome(name) {
    this.news.tell(name);
    const { activeElement } = document;
    if (activeElement === document.body || this.host.scroller.contains(activeElement)) this.focus();
  }

  /**
   * A page may say in `data-stood` where its learner stood, on whatever device that was, and in `data-learner` who that
   * is. One goes there when the page opens and when somebody else learns; an address that was asked for comes first.
   * Returns the name of somebody else who learns now on a page that was open (`data-name`), or null.
   * @returns {string | null}
   */
  hearPlace() {
    /** @type {HTMLElement | null} */
    const sign = this.host.scroller.querySelector("[data-stood]");
    const { stood = "", learner = "", name = "" } = sign?.dataset ?? {};
    if (!sign || learner === this.learner) return null;
    const before = this.learner ?? recall("learner", "");
    const other = before !== "" && before !== learner;
    const wasOpen = this.learner !== null;
    const opens = !wasOpen && !this.moved && !this.host.hash;
    this.learner = learner;
    remember("learner", learner);
    if (other) {
      forget();
      this.seen.clear();
      this.now = { step: "", pane: 0 };
    }
    if (other || (opens && stood)) this.wanted = stood && `#${stood}`;
    else if (this.moved) this.tell(); // one went on before anybody listened
    return other && wasOpen && learner ? name : null;
  }

  /** Say in the bar what takes a moment; nothing ends it. @param {string} words */
  wait(words) {
    this.waits = words;
    this.bar.say(words);
    if (!words && this.steps.length > 1 && this.host.isShown()) this.address();
    this.draw();
  }

  /** Give the step that is shown its address. */
  address() {
    this.addressed = true;
    history.replaceState(history.state, "", this.hrefOf(this.now));
  }

  listen() {
    const { scroller } = this.host;
    let waits = false;
    const observer = new MutationObserver((changes) => {
      if (waits || !changes.some((change) => this.matters(change))) return;
      waits = true;
      requestAnimationFrame(() => {
        waits = false;
        if (scroller.isConnected) this.arrange();
      });
    });
    observer.observe(scroller, { childList: true, subtree: true, attributeFilter: WATCHED });
    const returned = () => this.host.isShown() && this.follow();
    const fit = () => this.drawer(false);
    const wide = matchMedia("(min-width: 1100px)");
    const follow = (/** @type {MouseEvent} */ event) => this.followLink(event);
    const escape = (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Escape") this.drawer(false);
    };
    window.addEventListener("popstate", returned);
    wide.addEventListener("change", fit);
    scroller.addEventListener("click", follow, true);
    this.rail.element.addEventListener("keydown", escape);
    this.dispose = () => {
      observer.disconnect();
      window.removeEventListener("popstate", returned);
      wide.removeEventListener("change", fit);
    };
  }

  /** Whether a change can change the steps: not what a widget draws inside itself. @param {MutationRecord} change */
  matters({ type, target }) {
    if (type === "attributes") return true;
    const drawn = target instanceof Element && target.closest("[data-standing]");
    return !drawn && ![this.pager, this.news].some(({ element }) => element.contains(target));
  }

  /** A link within the page, such as "#exit-check", leads to its step. @param {MouseEvent} event */
  followLink(event) {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const to = link?.getAttribute("href") ?? "";
    const place = to.startsWith("#") ? this.placeOf(to) : null;
    if (!place || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.show(place);
  }

  // Where one is.

  get number() {
    return Math.max(
      0,
      this.steps.findIndex((step) => step.id === this.now.step),
    );
  }

  /** The step that is shown; there is one wherever there are steps. */
  get here() {
    return /** @type {import("./steps.js").Step} */ (this.steps[this.number]);
  }

  /** @param {string} hash such as "#your-turn/2" @returns {Place | null} */
  placeOf(hash) {
    const [id = "", pane = "1"] = decodeURIComponent(hash.replace(/^#/, "")).split("/");
    const step = this.steps.find((step) => step.id === id);
    if (!step) return find(this.steps, id);
    const asked = Number.parseInt(pane, 10) || 1;
    return { step: step.id, pane: Math.min(panes(step).length, Math.max(1, asked)) - 1 };
  }

  /** @param {Place} place */
  hrefOf({ step, pane }) {
    return `#${step}${pane ? `/${pane + 1}` : ""}`;
  }

  // Going.

  /** Go where the window's address says, as after the browser's Back. */
  follow() {
    const place = this.placeOf(location.hash);
    if (place) this.show(place, { address: false });
  }

  /** @param {number} number of the step @param {"first" | "last"} [pane] */
  go(number, pane = "first") {
    const step = this.steps[number];
    if (step) this.show({ step: step.id, pane: pane === "first" ? 0 : panes(step).length - 1 });
  }

  on() {
    if (this.now.pane + 1 < panes(this.here).length)
      this.show({ step: this.now.step, pane: this.now.pane + 1 });
    else this.go(this.number + 1);
  }

  back() {
    if (this.now.pane > 0) this.show({ step: this.now.step, pane: this.now.pane - 1 });
    else this.go(this.number - 1, "last");
  }

  /** Show a place, and lead the focus there. @param {Place} place @param {{address?: boolean}} [how] */
  show(place, { address = true } = {}) {
    const moved = place.step !== this.now.step || place.pane !== this.now.pane;
    if (address && moved) {
      this.address(); // Back leads to where one was
      history.pushState(history.state, "", this.hrefOf(place));
    }
    if (place.step !== this.now.step) this.seen.add(this.now.step);
    this.wanted = "";
    this.moved = true;
    this.news.hide();
    this.now = { step: place.step, pane: place.pane };
    remember(`at ${this.host.name}`, this.hrefOf(place));
    remember(`seen ${this.host.name}`, [...this.seen]);
    this.drawer(false);
    this.draw();
    this.tell();
    this.focus(place.part);
  }

  /** Tell the page where the reader stands, for whoever keeps it. */
  tell() {
    const at = this.hrefOf(this.now).slice(1);
    const place = { at, step: this.number + 1, left: this.left };
    document.dispatchEvent(new CustomEvent("course-stands", { detail: { page: this.host.scroller, place } }));
  }

  /** About how many minutes it takes from here. */
  get left() {
    return this.rest(this.number);
  }

  /**
   * Whether this is the end of a first sitting: about the middle of a page that offers two, as it says with
   * `data-sittings`.
   * @param {number} pane
   */
  isPause(pane) {
    const next = this.number + 1;
    const offered = this.host.scroller.querySelector("[data-sittings]") !== null;
    if (!offered || next >= this.steps.length || pane < panes(this.here).length - 1) return false;
    const far = (/** @type {number} */ from) => Math.abs(this.rest(from) - this.rest(0) / 2);
    return this.steps.every((_, at) => at === 0 || far(next) <= far(at));
  }

  /** About how many minutes it takes from a step on. @param {number} from */
  rest(from) {
    return Math.max(1, Math.round(this.minutes.slice(from).reduce((sum, each) => sum + each, 0)));
  }

  /**
   * The heading of the step, or the question, takes the focus. Said aloud is what the focus does not read by itself.
   * @param {import("./steps.js").Part} [part] what was asked for
   */
  focus(part) {
    if (!this.steps.length) return void this.host.scroller.querySelector("h1")?.scrollIntoView();
    const { here } = this;
    const asked = part ?? (this.now.pane > 0 ? questions(here)[this.now.pane] : undefined);
    const target = /** @type {HTMLElement} */ (
      asked?.element.querySelector('[data-focus="question"], .stem') ?? here.heading ?? here.parts[0]?.element
    );
    if (this.whole) (asked?.element ?? target).scrollIntoView({ block: "start" });
    else this.host.scroller.scrollTop = 0;
    const count = panes(here).length;
    const title = target === here.heading ? "" : `: ${here.title}`;
    const question = count > 1 ? `, question ${this.now.pane + 1} of ${count}` : "";
    this.lead(target, `Step ${this.number + 1} of ${this.steps.length}${title}${question}`);
  }

  /** Whoever comes to the page, or back to it, begins at the heading of the step; nothing moves on the screen. */
  arrive() {
    const { heading } = this.here ?? {};
    if (heading) this.lead(heading, `Step ${this.number + 1} of ${this.steps.length}`);
  }

  /** Lead the focus somewhere; what is said with it is gone when the focus goes on. @param {HTMLElement} target @param {string} words */
  lead(target, words) {
    if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
    target.focus({ preventScroll: true });
    this.bar.say(words);
    target.addEventListener("blur", () => this.bar.said(words), { once: true });
  }

  // Showing.

  draw() {
    const { host } = this;
    const path = this.steps.length > 1;
    const alone = path && !this.whole;
    host.frame.classList.toggle("player-path", path);
    host.frame.classList.toggle("player-alone", alone);
    const { here } = this;
    const pane = Math.min(this.now.pane, path ? panes(here).length - 1 : 0);
    const shown = new Set((path ? (panes(here)[pane] ?? here.parts) : []).map(({ element }) => element));
    for (const cell of host.cells()) {
      const parts = cell.parts();
      for (const part of parts) part.classList.toggle(OFF, alone && !shown.has(part));
      cell.element.classList.toggle(OFF, alone && !parts.some((part) => shown.has(part)));
      cell.element.classList.add("player-cell");
      cell.element.classList.toggle("player-card", cell.kind === "gate" || cell.kind === "points");
    }
    if (!path) {
      this.foot.show({ first: true, last: true, open: "", hidden: true });
      this.pager.show([], 0);
      return this.bar.stand(this.waits, this.waits && "…", 0);
    }
    const rows = this.steps.map((step) => ({
      title: step.title,
      href: this.hrefOf({ step: step.id, pane: 0 }),
      ...progress(step, this.seen.has(step.id)),
    }));
    this.rail.show(rows, this.number);
    const asked = questions(here);
    const mark = (/** @type {import("./steps.js").Part} */ part) => {
      const state = standing(part);
      return state === "done" || state === "wrong" ? state : "";
    };
    this.pager.show(alone ? asked.map(mark) : [], pane);
    this.foot.show({
      first: this.number === 0 && pane === 0,
      last: this.number === this.steps.length - 1 && pane === panes(here).length - 1,
      open: alone ? this.stillOpen(pane) : "",
      pause: alone && this.isPause(pane) ? `${inMinutes(this.rest(this.number + 1))} left` : "",
      hidden: !alone,
    });
    return this.stand();
  }

  /** Whether a cell, or a part of it, is on the page. @param {HTMLElement} element */
  shows(element) {
    return !element.classList.contains(OFF);
  }

  /** What of the pane that is shown is not done yet, in words. @param {number} pane */
  stillOpen(pane) {
    const tasks = (panes(this.here)[pane] ?? []).filter(({ kind }) =>
      ["question", "patient", "due"].includes(kind),
    );
    const open = tasks.find((part) => ["open", "started"].includes(standing(part)));
    if (!open) return "";
    return open.kind === "question" ? "Not answered yet." : "Not finished yet.";
  }

  /** Say in the bar where one is, and how long the rest takes. */
  stand() {
    const minutes = this.left;
    const count = this.steps.length;
    const at = this.number + 1;
    this.bar.stand(
      this.waits || `Step ${at} of ${count} · about ${inMinutes(minutes)} left`,
      `${at} / ${count}`,
      at / count,
    );
  }

  /** @param {boolean} whole */
  showWhole(whole) {
    this.whole = whole;
    remember("whole", whole);
    this.draw();
    this.focus();
  }

  /** Open or close the contents where they are a drawer. @param {boolean} open */
  drawer(open) {
    const { classList } = this.host.frame;
    const was = classList.contains("player-open");
    classList.toggle("player-open", open);
    this.bar.contents.setAttribute("aria-expanded", String(open));
    const to = this.rail.element.querySelector("[aria-current]");
    if (open && to instanceof HTMLElement) to.focus();
    else if (was && this.rail.element.contains(document.activeElement)) this.bar.contents.focus();
  }

  /** Print all steps, or the stop box and the key points alone, on one page. @param {"all" | "card"} what */
  print(what) {
    document.documentElement.dataset.coursePrint = what;
    const done = () => void delete document.documentElement.dataset.coursePrint;
    window.addEventListener("afterprint", done, { once: true });
    window.print();
  }
}
