/** The name of this window, among all that may be open. */

const KEY = "course-window";

/** This page, as it was loaded now: a name that no other page has or had. */
export const LOADED = Math.random().toString(36).slice(2);

/** This window: a reload leaves it the same; a copy of it is another one, as the name lies there only meanwhile. */
export const WINDOW = takeUp() ?? LOADED;
addEventListener("pagehide", layDown);

function takeUp() {
  try {
    const name = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    return name;
  } catch {
    return null; // a browser that keeps nothing: each load is a window of its own
  }
}

function layDown() {
  try {
    sessionStorage.setItem(KEY, WINDOW);
  } catch {
    // it works without
  }
}
