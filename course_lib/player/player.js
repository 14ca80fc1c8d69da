/**
 * The player: a page of cells as a path of steps. It knows no server: it is given the cells and places for its bar,
 * rail and foot, and says which parts are shown. All else on the page (questions, patients) lives by itself and tells
 * how far it is by `data-standing`.
 */

import { bar } from "./bar.js";
import { isShown, showCells } from "./cells.js";
import { contents } from "./contents.js";
import { foot } from "./foot.js";
import { kindOf, nameOf } from "./kinds.js";
import { forget, recall, remember } from "./memory.js";
import { inMinutes } from "./minutes.js";
import { news } from "./news.js";
import { pager } from "./pager.js";
import { hrefOf, Path } from "./path.js";
import { print } from "./print.js";
import { swallowSecondClicks } from "./second_click.js";
import { panes, progress, questions, standing, stepsOf } from "./steps.js";
import { watch } from "./watch.js";

/** @typedef {import("./path.js").Place} Place */

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
export class Player {
  static kindOf = kindOf;
  static nameOf = nameOf;

  /** Ends what listens to the window. */
  dispose = () => {};

  /** @param {Host} host */
  constructor(host) {
    this.host = host;
    this.path = new Path();
    this.wanted = host.hash || recall(`at ${host.name}`, "");
    this.moved = false;
    /** Whether the window's address follows the step that is shown. */
    this.addressed = false;
    this.seen = new Set(recall(`seen ${host.name}`, /** @type {string[]} */ ([])));
    this.whole = recall("whole", false);
    this.waits = "";
    /** Whose page it is, as far as the page says it. @type {string | null} */
    this.learner = null;
    this.rail = contents((number) => this.show(this.path.at(number)));
    this.pager = pager((pane) => this.show({ step: this.path.now.step, pane }));
    this.news = news();
    this.foot = foot({ back: () => this.show(this.path.before), on: () => this.show(this.path.next) });
    this.bar = bar(host, {
      contents: () => this.drawer(!host.frame.classList.contains("player-open")),
      skip: () => this.focus(),
      whole: (whole) => this.showWhole(whole),
      isWhole: () => this.whole,
      print,
    });
    host.frame.prepend(this.bar.element, this.rail.element);
    host.scroller.prepend(this.news.element, this.pager.element);
    host.frame.append(this.foot.element);
    this.arrange();
    this.listen();
  }

  /** Read the steps from the page, which is drawn piece by piece, and show again what was shown. */
  arrange() {
    const { path } = this;
    path.take(this.host.isPath() ? stepsOf(this.host.cells(), this.host.title) : []);
    const before = path.now;
    const other = this.hearPlace();
    const place = this.wanted ? path.placeOf(this.wanted) : null;
    if (place) path.now = place;
    if (!path.isThere) path.restart();
    const led = before.step !== path.now.step || before.pane !== path.now.pane;
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
      this.path.restart();
    }
    if (other || (opens && stood)) this.wanted = stood && `#${stood}`;
    else if (this.moved) this.tell(); // one went on before anybody listened
    return other && wasOpen && learner ? name : null;
  }

  /** Say in the bar what takes a moment; nothing ends it. @param {string} words */
  wait(words) {
    this.waits = words;
    this.bar.say(words);
    if (!words && this.path.steps.length > 1 && this.host.isShown()) this.address();
    this.draw();
  }

  /** Give the step that is shown its address. */
  address() {
    this.addressed = true;
    history.replaceState(history.state, "", hrefOf(this.path.now));
  }

  listen() {
    const { frame, scroller } = this.host;
    swallowSecondClicks(frame);
    this.dispose = watch(scroller, [this.pager.element, this.news.element], {
      changed: () => this.arrange(),
      returned: () => this.host.isShown() && this.follow(),
      resized: () => this.drawer(false),
    });
    scroller.addEventListener("click", (event) => this.followLink(event), true);
    this.rail.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.drawer(false);
    });
  }

  /** A link within the page, such as "#exit-check", leads to its step. @param {MouseEvent} event */
  followLink(event) {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const to = link?.getAttribute("href") ?? "";
    const place = to.startsWith("#") ? this.path.placeOf(to) : null;
    if (!place || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.show(place);
  }

  // Going.

  /** Go where the window's address says, as after the browser's Back. */
  follow() {
    this.show(this.path.placeOf(location.hash), { address: false });
  }

  /** Show a place, if there is one, and lead the focus there. @param {Place | null} place @param {{address?: boolean}} [how] */
  show(place, { address = true } = {}) {
    if (!place) return;
    const { now } = this.path;
    const moved = place.step !== now.step || place.pane !== now.pane;
    if (address && moved) {
      this.address(); // Back leads to where one was
      history.pushState(history.state, "", hrefOf(place));
    }
    if (place.step !== now.step) this.seen.add(now.step);
    this.wanted = "";
    this.moved = true;
    this.news.hide();
    this.path.now = { step: place.step, pane: place.pane };
    remember(`at ${this.host.name}`, hrefOf(place));
    remember(`seen ${this.host.name}`, [...this.seen]);
    this.drawer(false);
    this.draw();
    this.tell();
    this.focus(place.part);
  }

  /** Tell the page where the reader stands, for whoever keeps it. */
  tell() {
    const { now, number, left } = this.path;
    const place = { at: hrefOf(now).slice(1), step: number + 1, left };
    document.dispatchEvent(new CustomEvent("course-stands", { detail: { page: this.host.scroller, place } }));
  }

  /**
   * The heading of the step, or the question, takes the focus. Said aloud is what the focus does not read by itself.
   * @param {import("./steps.js").Part} [part] what was asked for
   */
  focus(part) {
    const { here, now, number, steps } = this.path;
    if (!steps.length) return void this.host.scroller.querySelector("h1")?.scrollIntoView();
    const asked = part ?? (now.pane > 0 ? questions(here)[now.pane] : undefined);
    const target = /** @type {HTMLElement} */ (
      asked?.element.querySelector('[data-focus="question"], .stem') ?? here.heading ?? here.parts[0]?.element
    );
    if (this.whole) (asked?.element ?? target).scrollIntoView({ block: "start" });
    else this.host.scroller.scrollTop = 0;
    const count = panes(here).length;
    const title = target === here.heading ? "" : `: ${here.title}`;
    const question = count > 1 ? `, question ${now.pane + 1} of ${count}` : "";
    this.lead(target, `Step ${number + 1} of ${steps.length}${title}${question}`);
  }

  /** Whoever comes to the page, or back to it, begins at the heading of the step, or of the page; nothing moves on the screen. */
  arrive() {
    const { here, number, steps } = this.path;
    const heading = steps.length ? here.heading : this.host.scroller.querySelector("h1");
    if (heading) this.lead(heading, steps.length ? `Step ${number + 1} of ${steps.length}` : "");
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
    const { host, path } = this;
    const { here, number, steps } = path;
    const isPath = steps.length > 1;
    const alone = isPath && !this.whole;
    host.frame.classList.toggle("player-path", isPath);
    host.frame.classList.toggle("player-alone", alone);
    const pane = Math.min(path.now.pane, isPath ? panes(here).length - 1 : 0);
    const shown = alone ? new Set((panes(here)[pane] ?? here.parts).map(({ element }) => element)) : null;
    const onPath = new Set(steps.flatMap(({ parts }) => parts.map(({ element }) => element)));
    showCells(host.cells(), shown, isPath ? onPath : null);
    if (!isPath) {
      this.foot.show({ first: true, last: true, open: "", hidden: true });
      this.pager.show([], 0);
      return this.bar.stand(this.waits, this.waits && "…", 0);
    }
    const rows = steps.map((step) => ({
      title: step.title,
      href: hrefOf({ step: step.id, pane: 0 }),
      ...progress(step, this.seen.has(step.id)),
    }));
    this.rail.show(rows, number);
    const asked = questions(here);
    const mark = (/** @type {import("./steps.js").Part} */ part) => {
      const state = standing(part);
      return state === "done" || state === "wrong" ? state : "";
    };
    this.pager.show(alone ? asked.map(mark) : [], pane);
    this.foot.show({
      first: number === 0 && pane === 0,
      last: number === steps.length - 1 && pane === panes(here).length - 1,
      open: alone ? path.stillOpen(pane) : "",
      pause: alone && this.offersPause && path.isMiddle(pane) ? `${inMinutes(path.rest(number + 1))} left` : "",
      hidden: !alone,
    });
    return this.stand();
  }

  /** Whether the page offers to be done in two sittings. */
  get offersPause() {
    return this.host.scroller.querySelector("[data-sittings]") !== null;
  }

  /** Whether a cell, or a part of it, is on the page. @param {HTMLElement} element */
  shows(element) {
    return isShown(element);
  }

  /** Say in the bar where one is, and how long the rest takes. */
  stand() {
    const { left, number, steps } = this.path;
    const [at, count] = [number + 1, steps.length];
    this.bar.stand(
      this.waits || `Step ${at} of ${count} · about ${inMinutes(left)} left`,
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
}
