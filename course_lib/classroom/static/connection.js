/** Says in one sentence what is wrong with the connection, and opens the page again when it can go on. */

const PAUSE = 1500; // milliseconds between two looks
const LOST =
  "The class does not answer right now. Your answers are kept. This page goes on by itself when it does.";
const RESTED = "This page rested for a while. It opens again …";
const LEFT = "course-left"; // the channel on which a window tells the others that somebody left the class
const OUT = "You are signed out. Join the class again to go on.";

/** What may be there: the learner's kernel, no kernel, no session, or no server. */
async function look() {
  try {
    const { textContent } = document.getElementById("jupyter-config-data") ?? {};
    const { kernelId } = JSON.parse(textContent ?? "{}");
    const { status } = await fetch(`/api/kernels/${kernelId}`, { cache: "no-store", redirect: "manual" });
    return status === 200 ? "here" : status === 404 ? "gone" : status >= 500 ? "lost" : "out";
  } catch {
    return "lost";
  }
}

/** Tell the other windows of this device that who was here has left the class. */
export function tellLeft() {
  const channel = new BroadcastChannel(LEFT);
  channel.postMessage("left");
  channel.close();
}

/** @param {HTMLElement} frame of the page */
export function watch(frame) {
  const notice = document.createElement("div");
  notice.className = "course-notice course-lost";
  notice.setAttribute("role", "alert");
  const sentence = notice.appendChild(document.createElement("p"));
  let looking = false;
  let leaving = false;
  window.addEventListener("pagehide", () => (leaving = true));
  window.addEventListener("pageshow", () => (leaving = false));

  const check = async () => {
    if (looking || leaving) return;
    looking = true;
    let now = await look();
    for (; now === "lost" && !leaving; now = await look()) {
      sentence.textContent = LOST;
      document.body.append(notice);
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    looking = false;
    if (leaving) return;
    if (now === "here") return void notice.remove();
    sentence.textContent = now === "gone" ? RESTED : OUT;
    document.body.append(notice);
    frame.dataset.courseState = "stopped";
    if (now === "gone") setTimeout(() => location.reload(), 800);
    else location.assign("/join");
  };
  document.addEventListener("course-closed", () => void check());
  new BroadcastChannel(LEFT).onmessage = () => void check();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void check();
  });
}
