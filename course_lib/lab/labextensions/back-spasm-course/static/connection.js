/** The server does not answer: one sentence of ours in place of JupyterLab's dialog, for as long as it lasts. */

const LOST =
  "The course does not answer. Your answers so far are kept, and what you send now is sent as soon as it answers. " +
  "If this stays here, start the course again the way you started it; then reload this page.";
const PAUSE = 2000; // milliseconds between two looks

/** Where the server is: JupyterLab's page says it. */
const base = () => {
  const { textContent } = document.getElementById("jupyter-config-data") ?? {};
  return /** @type {string} */ (JSON.parse(textContent ?? "{}").baseUrl ?? "/");
};

/** Whether the server answers now, whatever it answers. */
export async function answers() {
  try {
    await fetch(`${base()}api`, { cache: "no-store" });
    return true;
  } catch {
    return false;
  }
}

/** Return what JupyterLab calls when the server does not answer; being called twice is being called once. */
export function sayLost() {
  const notice = document.createElement("div");
  notice.className = "course-notice course-lost";
  notice.setAttribute("role", "alert");
  const sentence = notice.appendChild(document.createElement("p"));
  /** @type {Promise<void> | null} */
  let waits = null;
  const wait = async () => {
    if (await answers()) return; // it was a moment's trouble
    sentence.textContent = LOST;
    document.body.append(notice);
    while (!(await answers())) await new Promise((resolve) => setTimeout(resolve, PAUSE));
    notice.remove();
  };
  return async () => {
    waits ??= wait().finally(() => (waits = null));
    await waits;
  };
}
