/** Asks for a lesson's kernel while the page is still being made. */

/** The notebook that an address leads to, if any. @param {string} pathname */
export const pathIn = (pathname) => decodeURIComponent(/\/tree\/(.+)$/.exec(pathname)?.[1] ?? "");

/**
 * Ask for the kernel of the notebook that an address names, if there is one. JupyterLab asks only when it has drawn all
 * of it, and then finds the one that is there; where this fails, it says what is wrong.
 * @param {string} pathname
 */
export async function askForKernel(pathname) {
  const path = pathIn(pathname);
  if (!path.endsWith(".ipynb")) return;
  const { textContent } = document.getElementById("jupyter-config-data") ?? {};
  const { baseUrl, token } = JSON.parse(textContent ?? "{}");
  const ask = (/** @type {string} */ what, /** @type {RequestInit} */ how = {}) =>
    fetch(`${baseUrl}api/${what}`, { headers: { Authorization: `token ${token}` }, ...how });
  const name = path.split("/").at(-1);
  const session = { path, name, type: "notebook", kernel: { name: "python3" } };
  try {
    const file = await ask(`contents/${path.split("/").map(encodeURIComponent).join("/")}?content=0`);
    if (file.ok) await ask("sessions", { method: "POST", body: JSON.stringify(session) });
  } catch {
    // the server is gone: JupyterLab says so
  }
}
