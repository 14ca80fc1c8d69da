/** A sentence before the page, from the first moment until the page is there: nothing of JupyterLab is seen on the way. */

import { isWorkbench } from "./workbench.js";

const ID = "course-curtain";
const LONGEST = 20_000; // milliseconds; whatever hinders the page is better seen than not
const STYLE = {
  alignItems: "center",
  background: "light-dark(#f7f5f1, #101316)",
  color: "light-dark(#57606a, #aab2bb)",
  colorScheme: "light dark", // its style sheet is not there yet, nor is what the reader chose
  display: "flex",
  font: '18px/1.5 system-ui, "Segoe UI", Roboto, sans-serif',
  inset: "0",
  justifyContent: "center",
  position: "fixed",
  zIndex: "9000", // above all of JupyterLab but its dialogs
};

/** JupyterLab's own goes a moment later than this one, on a slow computer. */
const NO_OTHER = "#jupyterlab-splash { display: none !important }";

export function draw() {
  if (isWorkbench()) return;
  document.head.append(Object.assign(document.createElement("style"), { textContent: NO_OTHER }));
  const curtain = document.createElement("div");
  curtain.id = ID;
  curtain.setAttribute("role", "status");
  curtain.textContent = "The course opens …";
  Object.assign(curtain.style, STYLE);
  document.body.append(curtain);
  setTimeout(lift, LONGEST);
}

export function lift() {
  document.getElementById(ID)?.remove();
}
