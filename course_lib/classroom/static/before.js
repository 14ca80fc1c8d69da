/** What has to be there before Voilà's own script: the light or dark of this device, and an eye on its connection. */

(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => {
    try {
      return /** @type {string} */ (JSON.parse(localStorage.getItem("course-class-colors") ?? '"system"'));
    } catch {
      return "system";
    }
  };
  const dress = () => {
    const colors = chosen();
    const light = colors === "light" || (colors === "system" && !dark.matches);
    if (document.body) document.body.dataset.jpThemeLight = String(light);
  };
  dark.addEventListener("change", dress);
  document.addEventListener("course-colors", dress);
  document.addEventListener("DOMContentLoaded", dress);

  // Voilà's script asks these two of its page.
  Object.assign(window, { themeLoaded: true, display_cells: () => {} });

  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    /** @param {string | URL} url @param {string | string[]} [protocols] */
    constructor(url, protocols) {
      super(url, protocols);
      this.addEventListener("close", () => document.dispatchEvent(new CustomEvent("course-closed")));
      this.addEventListener("open", () => document.dispatchEvent(new CustomEvent("course-open")));
    }
  };
})();
