/** Says in a lesson that the room is asked something, and leads there and back. */

const EVERY = 5000; // milliseconds between two looks
const FROM = "course-class-from"; // where in the course the learner was

/** @param {HTMLElement} frame of the page */
export function watchVote(frame) {
  const notice = document.createElement("div");
  notice.className = "course-notice class-vote";
  notice.setAttribute("role", "status");
  const words = notice.appendChild(document.createElement("p"));
  const link = Object.assign(document.createElement("a"), { href: "/vote", textContent: "Vote now" });
  link.addEventListener("click", () => {
    try {
      sessionStorage.setItem(FROM, location.pathname + location.hash);
    } catch {
      // then the way back is the start page
    }
  });
  frame.append(notice); // empty: what a status says later is read aloud
  const look = async () => {
    if (document.visibilityState !== "visible") return;
    try {
      const answer = await fetch("/vote/open", { cache: "no-store", redirect: "manual" });
      const open = answer.ok && /** @type {{open: boolean}} */ (await answer.json()).open;
      if (open === Boolean(words.textContent)) return;
      words.textContent = open ? "Your instructor asks the room a question." : "";
      if (open) notice.append(link);
      else link.remove();
    } catch {
      // the network is away for a moment: connection.js says it
    }
  };
  setInterval(() => void look(), EVERY);
  document.addEventListener("visibilitychange", () => void look());
  void look();
}

/** Let a link lead back to where in the course the learner was. @param {HTMLAnchorElement | null} link */
export function leadBack(link) {
  try {
    const from = sessionStorage.getItem(FROM) ?? "";
    if (!link || !/^\/course\/\w+\.ipynb(#|$)/.test(from)) return;
    link.setAttribute("href", from);
    link.textContent = "Back to where you were";
  } catch {
    // it leads to the start page
  }
}
