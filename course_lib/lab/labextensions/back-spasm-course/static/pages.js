/** Opens another page of the course in this window; where its file is gone, that is said and the reader stays. */

const GONE =
  "That page is not there. Its file was moved, renamed or deleted. You can go on here, and your answers are kept. " +
  "Tell whoever set the course up, who can put the file back.";

/** @typedef {import("../jupyter.js").Jupyter["app"]} App */

/** @param {App} app @param {string} path @returns {Promise<unknown>} what JupyterLab opened, or undefined */
export async function openPage(app, path) {
  try {
    return await app.commands.execute("docmanager:open", { path });
  } catch (error) {
    if (/** @type {{response?: Response}} */ (error)?.response?.status !== 404) throw error;
    sayGone();
    return undefined;
  }
}

/** Say it over the page, until the reader closes it. */
function sayGone() {
  document.querySelector(".course-gone")?.remove();
  const before = document.activeElement;
  const notice = document.createElement("div");
  notice.className = "course-notice course-lost course-gone";
  notice.setAttribute("role", "alert");
  const close = Object.assign(document.createElement("button"), { type: "button", textContent: "Close" });
  close.addEventListener("click", () => {
    notice.remove();
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  });
  document.body.append(notice);
  notice.append(Object.assign(document.createElement("p"), { textContent: GONE }), close);
}
