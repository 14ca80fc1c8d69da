/** The final check: rules and start, the form with its clock and list, patients; then what it came to. */

import { clock } from "./parts/clock.js";
import { decision } from "./parts/decision.js";
import { button, card, eyebrow, h, list, row } from "./parts/dom.js";
import { facts } from "./parts/facts.js";
import { field, form, line, select, submit } from "./parts/form.js";
import { outcome, reviewed } from "./parts/outcome.js";
import { question } from "./parts/question.js";
import { tellChanged, widget } from "./parts/widget.js";
import { WINDOW } from "./parts/window.js";

/** @typedef {import("./views.js").FinalCheckView} View */
/** @typedef {import("./views.js").FinalRunning} Running */
/** @typedef {import("./views.js").FinalBetween} Between */
/** @typedef {import("./parts/types.js").Send} Send */
/** @typedef {import("./parts/question.js").QuestionMemory & import("./parts/clock.js").ClockMemory} Shared */
/** @typedef {Shared & {phase?: string, listed?: boolean}} Memory also the phase before, and whether the list is open */

/** @type {import("./views.js").TextPair[]} */
const EXTRA = [
  ["15", "15 minutes (a quarter)"],
  ["30", "30 minutes (half)"],
  ["60", "60 minutes (double)"],
];
const PARALLEL = "You missed one safety question. Here is a similar one. Take your time: it decides.";
const UNCHECKED = "Nobody checks this here. The certificate says so.";
const ASK = "Your instructor can open one more try for you, after you have gone over what was missed.";
const AWAY = ["go", "hand_in"];
const CHANGEABLE = "Your answer is saved. You can change it until you hand in.";

/** @param {Between} view @param {Send} send */
const start = ({ intro, in_class }, send) =>
  form(
    ({ extra, by }) => send({ do: "start", extra: Number(extra), by }),
    intro.number > 1 && h("p", {}, intro.try),
    !in_class &&
      h(
        "details",
        {},
        h("summary", {}, "Extra time was granted to me"),
        field("Extra time", select([["0", "None"], ...EXTRA], "0", { name: "extra" })),
        field("Who granted it", line("by"), UNCHECKED),
      ),
    row(submit(intro.number > 1 ? "Begin the next try" : "Begin the final check")),
  );

/** The list of all questions and patients, to go to any of them. @param {Running} view @param {Send} send @param {Memory} memory */
function overview(view, send, memory) {
  const all = [
    ...view.overview.map((each, place) => ({ ...each, text: `${place + 1}`, name: `Question ${place + 1}` })),
    ...view.people.map((done, n) => ({ done, flag: false, text: `P${n + 1}`, name: `Patient ${n + 1}` })),
  ];
  const open = all.filter((each) => !each.done).length;
  const buttons = all.map(({ done, flag, text, name }, place) => {
    const here = place === view.at;
    const state = [done ? "answered" : "open", flag && "marked", here && "here now"].filter(Boolean).join(", ");
    return button(
      [done && "✓", text, flag && "⚑"].filter(Boolean).join(" "),
      () => send({ do: "go", to: place }),
      {
        class: [done && "done", here && "here"].filter(Boolean).join(" "),
        "aria-label": `${name}, ${state}`,
        "aria-current": here && "step",
      },
    );
  });
  const element = h(
    "details",
    { class: "overview", open: memory.listed ?? false, ontoggle: () => (memory.listed = element.open) },
    h("summary", {}, `All questions and patients (${open || "none"} open)`),
    h(
      "ol",
      {},
      buttons.map((each) => h("li", {}, each)),
    ),
    h("p", { class: "source", "aria-hidden": "true" }, "✓ is answered. ⚑ is what you marked to look at again."),
  );
  return element;
}

/** The question or the patient that stands there. @param {Running} view @param {Send} send @param {Memory} memory */
function stands(view, send, memory) {
  const last = view.overview.length + view.people.length - 1;
  const open = view.answer === null;
  const moves = [
    view.at > 0 && button("Back", () => send({ do: "go", to: view.at - 1 })),
    view.at < last && button(open ? "Skip for now" : "Next", () => send({ do: "go", to: view.at + 1 })),
  ];
  if (view.patient) return [patient(view.patient, send, memory), row(moves)];
  if (!view.question) return null;
  const flag = view.overview[view.at]?.flag ?? false;
  const mark = button(flag ? "Take the mark away" : "Mark to look at again", () => send({ do: "flag" }), {
    "data-focus": "flag",
    "aria-pressed": String(flag),
  });
  return [
    view.question.office && h("p", { class: "office" }, view.question.office),
    question(view.question, send, memory, {
      submit: open ? "Save and go on" : "Save the change",
      asked: view.question.asked,
      answer: view.answer,
      more: [moves, mark],
    }),
    !open && h("p", { class: "source" }, CHANGEABLE),
  ];
}

/** @param {import("./views.js").CheckPatient} patient @param {Send} send @param {Memory} memory */
const patient = ({ name, face, who, facts: known, path, step }, send, memory) =>
  h(
    "div",
    {},
    h("p", { class: "stem" }, who),
    facts(known),
    path.length > 0 &&
      h(
        "ol",
        { class: "path" },
        path.map(([title, choice]) => h("li", {}, h("strong", {}, title), h("p", {}, `You: ${choice}`))),
      ),
    step
      ? decision(step, send, { name, face }, memory)
      : h(
          "p",
          { class: "hint", "data-focus": "question", tabindex: "-1" },
          "You are finished with this patient.",
        ),
  );

/** @param {Running} view @param {Send} send */
const handIn = (view, send) =>
  view.confirm
    ? h(
        "div",
        { class: "notice" },
        h("p", { "data-focus": "confirm", tabindex: "-1" }, `${view.confirm} Hand in now?`),
        row(
          button("No, go on", () => send({ do: "go", to: view.at }), {
            class: view.open_left ? "primary" : null,
          }),
          button("Yes, hand in", () => send({ do: "hand_in", sure: true }), {
            class: view.open_left ? null : "primary",
          }),
        ),
      )
    : row(button("Hand in …", () => send({ do: "hand_in" })));

/** @param {Running} view @param {Send} send @param {Memory} memory */
const running = (view, send, memory) => [
  clock(view.clock, send, memory),
  stands(view, send, memory),
  overview(view, send, memory),
  !view.in_class &&
    h(
      "details",
      {},
      h("summary", {}, "Extra time"),
      form(
        ({ extra, by }) => send({ do: "grant", minutes: Number(extra), by }),
        field("Time to add now", select(EXTRA, "15", { name: "extra" })),
        field("Who grants it", line("by"), UNCHECKED),
        row(submit("Add the time", "")),
      ),
    ),
  handIn(view, send),
];

/** @param {Between} view @param {Send} send */
const answers = (view, send) =>
  view.items
    ? reviewed(view.items, view.patients ?? [])
    : row(
        button("Show all my answers", () => send({ do: "items" })),
        view.phase === "waiting" && button("May I try again now?", () => send({ do: "refresh" })),
      );

/** @param {Send} send */
const signOff = (send) =>
  form(
    (values) => send({ do: "sign", ...values }),
    h("h4", {}, "For the instructor"),
    field("Your name", line("name")),
    field("Your credential", line("credential")),
    field("What was refreshed", line("refreshed")),
    h("p", { class: "source" }, UNCHECKED),
    row(submit("Open one more try")),
  );

/** @param {Between} view */
function rules({ intro, result }) {
  const all = list(intro.rules);
  return result ? h("details", {}, h("summary", {}, "The rules"), all) : all;
}

/** @param {Between} view @param {Send} send */
const between = (view, send) => [
  view.ended && h("p", { class: "notice" }, view.ended),
  view.result && [outcome(view.result), view.next && h("p", { class: "hint" }, view.next), answers(view, send)],
  !view.result && view.next && h("p", { class: "hint" }, view.next),
  view.can_sign && (view.in_class ? h("p", { class: "hint" }, ASK) : signOff(send)),
  view.phase !== "passed" && [view.part && h("p", { class: "part" }, view.part), rules(view)],
  view.can_start && start(view, send),
];

/** @param {import("./views.js").FinalParallel} view @param {Send} send @param {Memory} memory */
const parallel = (view, send, memory) => [
  view.ended && h("p", { class: "notice" }, view.ended),
  h("p", { class: "notice", "data-focus": "result", tabindex: "-1" }, PARALLEL),
  question(view.question, send, memory, { submit: "Save my answer", asked: view.question.asked }),
];

/** What a phase shows. @param {Exclude<View, import("./views.js").FinalNothing>} view @param {Send} send @param {Memory} memory */
function shown(view, send, memory) {
  if (view.phase === "running") return running(view, leaving(view, send, memory), memory);
  if (view.phase === "parallel") return parallel(view, send, memory);
  return between(view, send);
}

/** What this window sees of the view: another one may stand at another question. @param {View} view @returns {View} */
const seenHere = (view) => (view.phase === "running" ? { ...view, ...view.windows[WINDOW] } : view);

/**
 * Whatever leads away from a question takes along what is chosen there and not saved yet.
 * @param {Running} view @param {Send} send @param {Memory} memory @returns {Send}
 */
const leaving = (view, send, memory) => (message) => {
  if (!view.question || memory.key !== view.question.asked || !AWAY.includes(String(message.do)))
    return send(message);
  const answer = memory.chosen ?? null;
  const saved = answer === null || JSON.stringify(answer) === JSON.stringify(view.answer);
  memory.chosen = null;
  return send(saved ? message : { ...message, answer, asked: view.question.asked });
};

export default widget(
  (/** @type {View} */ all, send, /** @type {Memory} */ memory) => {
    const view = seenHere(all);
    if (view.phase === "running" && memory.phase !== "running") send({ do: "stand", at: view.at });
    if (view.phase === "passed" && memory.phase && memory.phase !== "passed") tellChanged(); // the certificate waits for it
    memory.phase = view.phase;
    if (view.phase === "") return null;
    return card(
      view.title,
      view.where && eyebrow(view.where),
      view.notice && h("p", { class: "notice" }, view.notice),
      shown(view, send, memory),
    );
  },
  (all) => {
    const view = seenHere(all);
    return view.phase === "" ? "" : ("result" in view && view.result?.headline) || view.where;
  },
);
