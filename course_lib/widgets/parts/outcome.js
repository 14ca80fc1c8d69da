/** What a final check came to: passed or not and why, by topic; then all answers with their reasons. */

import { consequence } from "./decision.js";
import { h, lessonLink } from "./dom.js";
import { shares } from "./facts.js";
import { feedbackLine } from "./feedback.js";
import { result, verdict } from "./verdict.js";

/** @param {import("../views.js").ResultView} outcome */
export const outcome = ({ passed, headline, reasons, domains }) =>
  h(
    "div",
    {},
    result(passed ? "right" : "wrong", headline, "result", "h3"),
    h(
      "ul",
      { class: "plain" },
      reasons.map(({ met, text }) => h("li", {}, verdict(met, met ? "Met." : "Not met."), " ", text)),
    ),
    h("h4", {}, "By topic"),
    shares(
      domains.map(({ title, right, of, notebook, lesson }) => ({
        name: title,
        share: right / of,
        words: `${right} of ${of}`,
        more: notebook && h("span", { class: "source" }, "Read again: ", lessonLink(notebook, lesson)),
      })),
    ),
  );

/** @param {import("../views.js").ReviewedItem} item */
const reviewedItem = ({ right, verdict: words, stem, safety, lines, source }) =>
  h(
    "details",
    {},
    h(
      "summary",
      {},
      verdict(right, words),
      ` ${stem}`,
      safety && [" ", h("span", { class: "tag safety" }, "Safety item")],
    ),
    lines.map(feedbackLine),
    source && h("p", { class: "source" }, `From: ${source}`),
  );

/** @param {import("../views.js").ReviewedPatient} patient */
const reviewedPatient = ({ who, path, why }) =>
  h(
    "details",
    {},
    h("summary", {}, `Patient: ${who}`),
    h(
      "ol",
      { class: "path" },
      path.map((taken) => consequence(taken)),
    ),
    h("p", {}, why),
  );

/**
 * All answers, for after the end.
 * @param {import("../views.js").ReviewedItem[]} items @param {import("../views.js").ReviewedPatient[]} patients
 */
export const reviewed = (items, patients) =>
  h(
    "div",
    {},
    h("h4", { "data-focus": "items", tabindex: "-1" }, "Your answers, with the reasons"),
    items.map(reviewedItem),
    patients.map(reviewedPatient),
  );
