/** What a cell is for the path, by what it calls. */

/** @type {[RegExp, import("./steps.js").Kind][]} */
const KINDS = [
  [/\.(?:item|again)\(/, "question"],
  [/\.(?:patient|waiting_room)\(/, "patient"],
  [/\.due\(/, "due"],
  [/\.safety_gate\(/, "gate"],
  [/\.key_points\(/, "points"],
  [/\.progress\(/, "end"],
];

/** @param {string} source of a cell @returns {import("./steps.js").Kind} */
export const kindOf = (source) => KINDS.find(([calls]) => calls.test(source))?.[1] ?? "";

/** The id of what is asked there, or nothing. @param {string} source of a cell */
export const nameOf = (source) => /\.(?:item|patient)\("([^"]+)"\)?/.exec(source)?.[1] ?? "";
