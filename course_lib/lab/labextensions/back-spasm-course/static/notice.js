/** The one place where the lesson view speaks to the reader: a notice at the top of the page. */

export class Notice {
  /** @param {HTMLElement} page */
  constructor(page) {
    this.page = page;
    this.node = document.createElement("div");
    this.node.className = "course-notice";
    this.node.setAttribute("role", "status");
    this.node.hidden = true;
    // JupyterLab gives the focus to a cell whenever something in the notebook that is no cell gets it.
    for (const type of ["focusin", "keydown", "mousedown"])
      this.node.addEventListener(type, (event) => event.stopPropagation());
    page.prepend(this.node);
  }

  /** Say what takes a moment, without moving the page. @param {string} text */
  whisper(text) {
    this.say(text);
    this.node.classList.add("course-whisper");
  }

  /** Say something, and offer one thing to do about it. @param {string} text @param {string} [action] @param {() => void} [act] */
  say(text, action, act) {
    const sentence = Object.assign(document.createElement("p"), { textContent: text });
    const focused = this.node.contains(document.activeElement);
    this.node.classList.remove("course-whisper");
    this.node.hidden = false;
    this.node.replaceChildren(sentence);
    if (action && act) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: action });
      button.addEventListener("click", act);
      this.node.append(button);
    }
    if (focused) this.giveFocusBack();
  }

  hide() {
    const focused = this.node.contains(document.activeElement);
    this.node.hidden = true;
    this.node.replaceChildren();
    if (focused) this.giveFocusBack();
  }

  /** The button that was pressed is gone; the keyboard goes on at the page. */
  giveFocusBack() {
    this.page.tabIndex = -1;
    this.page.focus({ preventScroll: true });
  }
}
