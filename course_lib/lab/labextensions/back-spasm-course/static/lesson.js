/** One open lesson: it runs by itself when it is trusted, asks when it is not, and shows no code. */

import { keepFile, keepFromEditing, keepFromStopping, keepTrust } from "./keep.js";
import { rename } from "./names.js";
import { Notice } from "./notice.js";
import { host, isDue } from "./play.js";
import { isBroken, isDrawn, modulesLoad, standIn, viewsIn, widgetsRestored } from "./outputs.js";

const LONGEST_HIDDEN = 10_000; // milliseconds
const UNLOADABLE =
  "The questions do not work in this page, so you can only read it. Open the course in another browser, " +
  "or tell whoever set it up that the page forbids scripts from “blob:”.";
const STOPPED = ["dead", "autorestarting", "restarting", "terminating"];

export class Lesson {
  /**
   * @param {import("../jupyter.js").Jupyter} jupyter @param {import("../jupyter.js").NotebookPanel} panel the notebook's panel
   * @param {import("./frame.js").Frame} frame what stands around it
   */
  constructor(jupyter, panel, frame) {
    const { app, actions, CodeCell, Player } = jupyter;
    this.app = app;
    this.actions = actions;
    this.frame = frame;
    this.panel = panel;
    this.CodeCell = CodeCell;
    this.Player = Player;
    this.codeShown = false;
    /** Gives JupyterLab's own names back, while they are ours. @type {(() => void) | null} */
    this.unname = null;
    this.running = false;
    /** @type {HTMLElement} */
    this.page = panel.content.outerNode;
    this.notice = new Notice(this.page);
    panel.addClass("course-lesson");
    const isPage = () => !this.codeShown && !frame.workbench;
    this.player = new Player(
      host(jupyter, panel, {
        isPage,
        openAsNotebook: () => void app.commands.execute("course:notebook"),
      }),
    );
    panel.disposed.connect(() => this.player.dispose());
    const back = Object.assign(document.createElement("button"), {
      type: "button",
      className: "course-return",
      textContent: "‹ Back to the course view",
    });
    back.addEventListener("click", () => void app.commands.execute("course:lesson"));
    panel.node.append(back);
    this.showCode(false);
    keepFile(panel.context.model, () => !this.codeShown);
    keepFromEditing(panel, () => !this.codeShown);
    keepFromStopping(panel, isPage, () => this.arrive());
    const { sessionContext } = panel;
    // JupyterLab's own words on a dead kernel are for programmers; ours stand in their place.
    sessionContext.statusChanged.disconnect(panel._onSessionStatusChanged, panel);
    sessionContext.statusChanged.connect((_, status) => {
      if (STOPPED.includes(status)) this.stopped();
    });
    performance.mark("course-opened");
  }

  /** Run the lesson if it is trusted; else ask first. */
  async open() {
    if (!this.trusted) return this.ask();
    this.panel.addClass("course-opening");
    await onScreen(this.panel.node); // of several lessons that are restored, only the one that is looked at runs
    return this.run();
  }

  /** What the window is called. */
  get title() {
    return this.player.host.title;
  }

  get trusted() {
    const { model } = this.panel.content;
    return model !== null && [...model.cells].every((cell) => cell.type !== "code" || cell.trusted);
  }

  /** Run all cells, what is shown first, and leave the reader where the reader is. */
  async run() {
    if (this.running) return;
    this.running = true;
    if (!(await modulesLoad())) return this.onlyRead();
    this.state("opening");
    if (this.frame.workbench) this.notice.whisper("Opening the lesson …");
    else this.player.wait("Opening …");
    const settle = this.hold();
    performance.mark("course-run");
    try {
      await this.kernel();
      await widgetsRestored(this.panel);
      const { content, sessionContext } = this.panel;
      const cells = content.widgets.filter((cell) => cell.model.type === "code");
      // The first cell makes what the others show. What is due says how many steps there are.
      const now = cells.filter(
        (cell, n) => n === 0 || this.player.shows(cell.node) || isDue(cell, this.Player),
      );
      const later = cells.filter((cell) => !now.includes(cell));
      const replies = [...now, ...later].map((cell) => this.CodeCell.execute(cell, sessionContext));
      const live = async (/** @type {typeof cells} */ some, /** @type {typeof replies} */ theirs) => {
        const answered = await Promise.all(theirs);
        if (answered.some((reply) => reply && reply.content.status !== "ok")) throw new Error("a cell failed");
        await widgetsShown(some);
      };
      await live(now, replies.slice(0, now.length));
      settle();
      this.arrive();
      performance.mark("course-step");
      await live(later, replies);
      this.ran();
    } catch (error) {
      console.warn("The lesson could not run.", error);
      settle();
      this.running = false;
      this.stopped();
    } finally {
      this.running = false;
    }
  }

  /** Wait for a kernel that can run something; start one if the last one is gone. */
  async kernel() {
    const { sessionContext } = this.panel;
    await sessionContext.ready;
    const kernel = sessionContext.session?.kernel;
    if (!kernel) await sessionContext.startKernel();
    else if (kernel.status === "dead") await sessionContext.restartKernel();
  }

  /**
   * Keep the page from jumping while outputs are cleared and drawn again, and hide what is stored in the file
   * until the live page replaces it. Give what ends this.
   */
  hold() {
    this.panel.addClass("course-opening");
    const readable = setTimeout(() => this.panel.removeClass("course-opening"), LONGEST_HIDDEN);
    const top = this.page.getBoundingClientRect().top;
    const cells = /** @type {HTMLElement[]} */ ([...this.page.querySelectorAll(".jp-Cell")]);
    const first = this.page.scrollTop > 0 && cells.find((cell) => cell.getBoundingClientRect().bottom > top);
    const offset = first && first.getBoundingClientRect().top;
    const outputs = /** @type {HTMLElement[]} */ ([...this.page.querySelectorAll(".jp-Cell-outputWrapper")]);
    const heights = outputs.map((output) => output.offsetHeight);
    outputs.forEach((output, n) => (output.style.minHeight = `${heights[n]}px`));
    return () => {
      clearTimeout(readable);
      outputs.forEach((output) => (output.style.minHeight = ""));
      this.panel.removeClass("course-opening");
      if (first) this.page.scrollTop += first.getBoundingClientRect().top - Number(offset);
    };
  }

  /** Begin at the heading of the step, unless the reader is somewhere already. */
  arrive() {
    const { activeElement } = document;
    const nowhere = !activeElement || activeElement === document.body || activeElement.matches(".jp-Cell");
    if (nowhere && !this.frame.workbench && this.panel.isVisible) this.player.arrive();
  }

  /** All cells ran, by us or by a command of JupyterLab. */
  ran() {
    this.notice.hide();
    this.state("ready");
    performance.mark("course-ready");
  }

  ask() {
    this.state("asking");
    this.notice.say(
      "This copy of the lesson is not trusted yet. Start it only if you trust who gave it to you.",
      "Start this lesson",
      async () => {
        // JupyterLab's command asks for the notebook that it holds for the current one, and does nothing if that is none.
        const { trusted } = await this.actions.trust(this.panel.content);
        if (!trusted) return;
        await keepTrust(this.app, this.panel);
        await this.run();
      },
    );
  }

  /** Nothing can be answered in this page; what is stored in the file can be read. */
  onlyRead() {
    this.running = false;
    this.panel.removeClass("course-opening");
    this.state("reading");
    this.notice.say(UNLOADABLE);
  }

  stopped() {
    if (this.running || this.panel.isDisposed || !this.trusted) return;
    this.state("stopped");
    this.notice.say("The lesson stopped. Your answers are kept.", "Start again", () => this.run());
  }

  /** Say in the page how far the lesson is, for the style and for tests. @param {string} state */
  state(state) {
    if (state !== "opening") this.player.wait("");
    this.panel.node.dataset.courseState = state;
    this.panel.node.dataset.courseReady = String(state === "ready");
  }

  /** @param {boolean} shown */
  showCode(shown) {
    this.codeShown = shown;
    this.panel.toggleClass("course-page", !shown);
    this.fit();
  }

  /** Be a page of the course, or part of JupyterLab's workbench. */
  fit() {
    this.panel.toggleClass("course-framed", !this.frame.workbench);
    this.panel.toggleClass("player-frame", !this.frame.workbench);
    this.unname?.();
    this.unname = this.frame.workbench ? null : rename(this.panel, this.title);
    this.player.arrange();
  }
}

/** Wait until an element is on the screen. @param {HTMLElement} node @returns {Promise<void>} */
function onScreen(node) {
  return new Promise((resolve) => {
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(node);
  });
}

/**
 * Wait until every widget that was sent is drawn, but not forever; what is stored stands in for those that are not.
 * @param {import("../jupyter.js").CodeCell[]} cells
 */
async function widgetsShown(cells) {
  const views = viewsIn(cells);
  const settled = () => views.every((view) => isDrawn(view) || isBroken(view));
  const end = performance.now() + LONGEST_HIDDEN;
  while (!settled() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 10));
  views.filter((view) => !isDrawn(view)).forEach(standIn);
}
