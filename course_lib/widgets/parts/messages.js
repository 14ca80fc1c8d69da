/** Messages to Python: each says which view it is about and whose page this is, and waits for its reply. */

import { LOADED, WINDOW } from "./window.js";

/** @typedef {import("./types.js").Send} Send */

const PATIENCE = 8000; // milliseconds

let count = 0;

/**
 * @param {import("./types.js").Model<import("../views.js").View>} model
 * @param {(late: boolean) => void} onLate called with whether Python is late with a reply
 */
export function messages(model, onLate) {
  /** What waits for its reply, by its id. @type {Map<string, ReturnType<typeof setTimeout>>} */
  const waiting = new Map();
  /** The last message that was sent from here, and all that wait: views that answer one of them are for this reader. */
  let last = "";

  /** @type {Send} */
  const send = (message) => {
    const view = model.get("view");
    const id = `${WINDOW}-${LOADED}-${(count += 1)}`;
    last = id;
    waiting.set(
      id,
      setTimeout(() => onLate(true), PATIENCE),
    );
    try {
      model.send({ ...message, id, turn: view.turn, learner: view.learner });
    } catch {
      onLate(true); // the kernel is gone
    }
  };
  /** @param {import("./types.js").Reply} reply */
  const heard = ({ re }) => {
    clearTimeout(waiting.get(re));
    if (waiting.delete(re) && !waiting.size) onLate(false);
  };
  model.on("msg:custom", heard);
  return {
    send,
    /** Whether a view came from a message of this window. @param {{answers?: string}} view */
    isMine: (view) => Boolean(view.answers) && (view.answers === last || waiting.has(view.answers ?? "")),
    close() {
      model.off("msg:custom", heard);
      waiting.forEach((timer) => clearTimeout(timer));
    },
  };
}
