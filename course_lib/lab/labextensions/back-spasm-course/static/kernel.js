/** Asks for a lesson's kernel while the page is still being made. */

/** The notebook that an address leads to, if any. @param {string} pathname */
export const pathIn = (pathname) => decodeURIComponent(/\/tree\/(.+)$/.exec(pathname)?.[1] ?? "");

/**
 * Ask for the kernel of the notebook that an address names. JupyterLab asks only when it has drawn all of it, and then
 * finds the one that is there; where this fails, it says what is wrong.
 * @param {string} pathname
 */
export async function askForKernel(pathname) {
  const path = pathIn(pathname);
  if (!path.endsWith(".ipynb")) return;
  const { textContent } = document.getElementById("jupyter-config-data") ?? {};
  const { baseUrl, token } = JSON.parse(textContent ?? "{}");
  const name = path.split("/").at(-1);
  await fetch(`${baseUrl}api/sessions`, {
    method: "POST",
    headers: { Authorization: `token ${token}` },
    body: JSON.stringify({ path, name, type: "notebook", kernel: { name: "python3" } }),
  }).catch(() => {});
}
