/** Whether the reader asked for all of JupyterLab; this browser remembers it. */

const NAME = "course-workbench";

export function isWorkbench() {
  try {
    return localStorage.getItem(NAME) === "on";
  } catch {
    return false; // a browser that keeps nothing
  }
}

/** @param {boolean} on */
export function rememberWorkbench(on) {
  try {
    localStorage.setItem(NAME, on ? "on" : "off");
  } catch {
    // it holds for this window alone
  }
}
