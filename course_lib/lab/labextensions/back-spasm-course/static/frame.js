/** What stands around a lesson: nothing of JupyterLab's own, unless somebody asks for it. */

import { lift } from "./curtain.js";
import { isWorkbench, rememberWorkbench } from "./workbench.js";

const PANELS = ["jp-top-panel", "jp-menu-panel", "jp-bottom-panel"];
const SIDES = ["left", "right"];

/** @typedef {import("../jupyter.js").Shell} Shell */

export class Frame {
  /** @param {Shell} shell @param {() => boolean | null} isCourse whether the page on the screen is one of the course; null: not known yet */
  constructor(shell, isCourse) {
    this.shell = shell;
    this.isCourse = isCourse;
    this.workbench = isWorkbench();
    /** @type {boolean | null} */
    this.bare = null;
    document.body.classList.toggle("course-waits", !this.workbench); // until it is known what is opened
  }

  /** Show or hide JupyterLab's own parts, as the page on the screen wants it. */
  fit() {
    const isCourse = this.isCourse();
    if (isCourse === null) return;
    const bare = isCourse && !this.workbench;
    lift();
    document.body.classList.remove("course-waits");
    document.body.classList.toggle("course-bare", bare);
    if (bare || this.bare) this.parts(!bare);
    this.bare = bare;
  }

  /** @param {boolean} shown */
  parts(shown) {
    const { shell } = this;
    for (const panel of shell.layout?.widgets ?? [])
      if (PANELS.includes(panel.id))
        panel.setHidden(!shown || (panel.id === "jp-bottom-panel" && !panel.widgets?.length));
    for (const side of SIDES)
      if (shell.isSideTabBarVisible(side) !== shown) shell.toggleSideTabBarVisibility(side);
    if (!shown) {
      shell.collapseLeft?.();
      shell.collapseRight?.();
    }
  }

  /** Bring all of JupyterLab back, or send it away again. @param {boolean} on */
  setWorkbench(on) {
    this.workbench = on;
    rememberWorkbench(on);
    this.fit();
  }
}
