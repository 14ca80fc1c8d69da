/** The final check: rules and start, the form with its clock and list, patients, the result and its reasons. */

import { clock } from "./parts/clock.js";
import { button, eyebrow, freshId, h, tellChanged, widget } from "./parts/dom.js";
import { feedbackLine } from "./parts/feedback.js";
import { decision } from "./patient.js";
import { question } from "./parts/question.js";

/** A field with its label. @param {string} label @param {string} name @param {Record<string, any>} [attributes] */
function field(label, name, attributes = {}) {
  const id = freshId("final");
  return h("div", { class: "field" }, h("label", { for: id }, label), h("input", { id, name, type: "text", maxlength: "120", ...attributes }));
}

/** @param {string} label @param {[string, string][]} choices */
function minutes(label, choices) {
  const id = freshId("final");
  return h(
    "div",
    { class: "field" },
    h("label", { for: id }, label),
    h("select", { id, name: "extra" }, choices.map(([value, text]) => h("option", { value }, text))),
  );
}

const EXTRA = /** @type {[string, string][]} */ ([["15", "15 minutes (a quarter)"], ["30", "30 minutes (half)"], ["60", "60 minutes (double)"]]);

/** @param {(values: Record<string, any>) => void} done @param {any[]} children */
function form(done, ...children) {
  const made = h(
    "form",
    {
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        done(Object.fromEntries(new FormData(made)));
      },
    },
    ...children,
  );
  return made;
}

/** @param {any} view @param {(message: object) => void} send */
function start(view, send) {
  return form(
    (values) => send({ do: "start", extra: Number(values.extra), by: values.by }),
    view.intro.number > 1 && h("p", {}, view.intro.try),
    h("details", {}, h("summary", {}, "Extra time was granted to me"), minutes("Extra time", [["0", "None"], ...EXTRA]), field("Who granted it", "by")),
    h("div", { class: "row" }, h("button", { type: "submit", class: "primary" }, view.intro.number > 1 ? "Begin the next try" : "Begin the final check")),
  );
}

/** The list of all questions and patients, to go to any of them. @param {any} view @param {(message: object) => void} send @param {Record<string, any>} memory */
function overview(view, send, memory) {
  const all = [
    ...view.overview.map((/** @type {any} */ one, /** @type {number} */ place) => ({ ...one, text: `${place + 1}`, name: `Question ${place + 1}` })),
    ...view.people.map((/** @type {boolean} */ done, /** @type {number} */ place) => ({ done, flag: false, text: `P${place + 1}`, name: `Patient ${place + 1}` })),
  ];
  const open = all.filter((one) => !one.done).length;
  return h(
    "details",
    { class: "overview", open: memory.listed ?? false, ontoggle: (/** @type {any} */ event) => (memory.listed = event.target.open) },
    h("summary", {}, open ? `All questions and patients (${open} open)` : "All questions and patients (none open)"),
    h(
      "ol",
      {},
      all.map((one, place) => {
        const state = [one.done ? "answered" : "open", one.flag && "marked", place === view.at && "here now"].filter(Boolean).join(", ");
        return h(
          "li",
          {},
          button(`${one.text}${one.flag ? " ⚑" : ""}`, () => send({ do: "go", to: place }), {
            class: [one.done && "done", place === view.at && "here"].filter(Boolean).join(" "),
            "aria-label": `${one.name}, ${state}`,
            "aria-current": place === view.at ? "step" : null,
          }),
        );
      }),
    ),
    h("p", { class: "source" }, "A filled one is answered. ⚑ is what you marked to look at again."),
  );
}

/** @param {any} view @param {(message: object) => void} send @param {Record<string, any>} memory */
function running(view, send, memory) {
  const last = view.overview.length + view.people.length - 1;
  const flag = view.overview[view.at]?.flag;
  const moves = [
    view.at > 0 && button("Back", () => send({ do: "go", to: view.at - 1 })),
    view.at < last && button(view.answer === null ? "Skip for now" : "Next", () => send({ do: "go", to: view.at + 1 })),
  ];
  return [
    clock(view.clock, send, memory),
    view.question?.office && h("p", { class: "office" }, view.question.office),
    view.question &&
      question(view.question, send, memory, {
        submit: view.answer === null ? "Save and go on" : "Save the change",
        asked: view.question.asked,
        answer: view.answer,
        more: [
          ...moves,
          button(flag ? "Take the mark away" : "Mark to look at again", () => send({ do: "flag" }), { "data-focus": "flag", "aria-pressed": flag ? "true" : "false" }),
        ],
      }),
    view.question && view.answer !== null && h("p", { class: "source" }, "Your answer is saved. You can change it until you hand in."),
    view.patient && patient(view.patient, send),
    view.patient && h("div", { class: "row" }, moves),
    overview(view, send, memory),
    h(
      "details",
      {},
      h("summary", {}, "Extra time"),
      form(
        (values) => send({ do: "grant", minutes: Number(values.extra), by: values.by }),
        minutes("Time to add now", EXTRA),
        field("Who grants it", "by"),
        h("div", { class: "row" }, h("button", { type: "submit" }, "Add the time")),
      ),
    ),
    view.confirm
      ? h(
          "div",
          { class: "notice" },
          h("p", { "data-focus": "confirm", tabindex: "-1" }, `${view.confirm} Hand in now?`),
          h(
            "div",
            { class: "row" },
            button("Yes, hand in", () => send({ do: "hand_in", sure: true }), { class: "primary" }),
            button("No, go on", () => send({ do: "go", to: view.at })),
          ),
        )
      : h("div", { class: "row" }, button("Hand in …", () => send({ do: "hand_in" }))),
  ];
}

/** @param {any} patient @param {(message: object) => void} send */
function patient(patient, send) {
  return h(
    "div",
    {},
    h("p", { class: "stem" }, patient.who),
    h("dl", { class: "facts" }, patient.facts.map((/** @type {[string, string]} */ [name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value)))),
    patient.path.length > 0 &&
      h(
        "ol",
        { class: "path" },
        patient.path.map((/** @type {[string, string]} */ [title, choice]) => h("li", {}, h("strong", {}, title), h("p", {}, `You: ${choice}`))),
      ),
    patient.step ? decision(patient.step, send) : h("p", { class: "hint", "data-focus": "question", tabindex: "-1" }, "You are finished with this patient."),
  );
}

/** @param {any} part */
function domain(part) {
  return h(
    "li",
    {},
    h("span", {}, part.title),
    h("span", { class: "share", "aria-hidden": "true" }, h("i", { style: `width: ${(100 * part.right) / part.of}%` })),
    h("strong", {}, `${part.right} of ${part.of}`),
    part.notebook && h("span", { class: "source" }, "Read again: ", h("a", { href: part.notebook, "data-notebook": part.notebook }, part.lesson)),
  );
}

/** @param {any} result */
function outcome(result) {
  return h(
    "div",
    {},
    h("h3", { class: `result ${result.passed ? "right" : "wrong"}`, "data-focus": "result", tabindex: "-1" }, `${result.passed ? "✓" : "✗"} ${result.headline}`),
    h(
      "ul",
      { class: "plain" },
      result.reasons.map((/** @type {any} */ reason) =>
        h("li", {}, h("span", { class: `verdict ${reason.met ? "right" : "wrong"}` }, reason.met ? "✓ Met." : "✗ Not met."), " ", reason.text),
      ),
    ),
    h("h4", {}, "By topic"),
    h("ul", { class: "domains" }, result.domains.map(domain)),
  );
}

/** @param {any} view */
function answers(view) {
  return h(
    "div",
    {},
    h("h4", { "data-focus": "items", tabindex: "-1" }, "Your answers, with the reasons"),
    view.items.map((/** @type {any} */ item) =>
      h(
        "details",
        {},
        h("summary", {}, h("span", { class: `verdict ${item.right ? "right" : "wrong"}` }, `${item.right ? "✓" : "✗"} ${item.verdict}`), ` ${item.stem}`, item.safety && h("span", { class: "tag safety" }, "Safety item")),
        item.lines.map(feedbackLine),
        item.source && h("p", { class: "source" }, `From: ${item.source}`),
      ),
    ),
    view.patients.map((/** @type {any} */ one) =>
      h(
        "details",
        {},
        h("summary", {}, `Patient: ${one.who}`),
        h(
          "ol",
          { class: "path" },
          one.path.map((/** @type {any} */ taken) =>
            h(
              "li",
              {},
              h("strong", {}, taken.title),
              h("p", {}, `You: ${taken.choice}`),
              h("p", {}, taken.consequence),
              h("p", {}, h("span", { class: `verdict ${taken.good ? "right" : "wrong"}` }, `${taken.good ? "✓" : "✗"} ${taken.tag}`), " ", taken.rule),
            ),
          ),
        ),
        h("p", {}, one.why),
      ),
    ),
  );
}

/** @param {any} view @param {(message: object) => void} send */
function between(view, send) {
  return [
    view.result && outcome(view.result),
    view.next && h("p", { class: "hint" }, view.next),
    view.result && !view.items && h("div", { class: "row" }, button("Show all my answers", () => send({ do: "items" })), view.phase === "waiting" && button("Look again", () => send({ do: "refresh" }))),
    view.items && answers(view),
    view.can_sign &&
      form(
        (values) => send({ do: "sign", ...values }),
        h("h4", {}, "For the instructor"),
        field("Your name", "name"),
        field("Your credential", "credential"),
        field("What was refreshed", "refreshed"),
        h("div", { class: "row" }, h("button", { type: "submit", class: "primary" }, "Open one more try")),
      ),
    view.phase !== "passed" &&
      (view.result ? h("details", {}, h("summary", {}, "The rules"), h("ul", {}, view.intro.rules.map((/** @type {string} */ rule) => h("li", {}, rule)))) : h("ul", {}, view.intro.rules.map((/** @type {string} */ rule) => h("li", {}, rule)))),
    view.can_start && start(view, send),
  ];
}

export default widget(
  (view, send, memory) => {
    if (view.phase === "passed" && memory.phase && memory.phase !== "passed") tellChanged(); // the certificate waits for it
    memory.phase = view.phase;
    return [
    view.phase &&
      h(
        "section",
        { class: "card", "aria-label": view.title },
        eyebrow([view.title, view.where].filter(Boolean).join(" · ")),
        view.notice && h("p", { class: "notice" }, view.notice),
        view.phase === "running" && running(view, send, memory),
        view.phase === "parallel" && [
          h("p", { class: "notice" }, "You missed one safety question. Here is a similar one. Take your time: it decides."),
          question(view.question, send, memory, { submit: "Save my answer", asked: view.question.asked }),
        ],
        view.intro && between(view, send),
      ),
    ];
  },
  (view) => (view.result ? view.result.headline : (view.where ?? "")),
);
