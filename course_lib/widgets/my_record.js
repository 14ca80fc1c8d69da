/** The learner's own record: looked at, saved as a file, erased. */

import { button, card, h, row, signed } from "./parts/dom.js";
import { fileLinks } from "./parts/file.js";
import { form, label, line, submit } from "./parts/form.js";
import { tellChanged, widget } from "./parts/widget.js";

/** @typedef {import("./views.js").MyRecordView} View */
/** @typedef {{erased?: string} & import("./parts/file.js").FileMemory} Memory what was said of an erased record, and the file */

const WARNING =
  "This erases your name, all your answers and your certificates from this computer. It cannot be undone. " +
  "Save the table first if you may need it.";

/** @param {import("./views.js").RecordPart} part */
const part = ({ title, rows, more }) =>
  h(
    "details",
    {},
    h("summary", {}, title),
    h(
      "ol",
      { class: "kept" },
      rows.map(({ at, result, what, answer }) =>
        h(
          "li",
          {},
          h("p", { class: "source" }, [at, at && result && " · ", signed(result)]),
          h("p", {}, what),
          answer && h("p", { class: "your-answer" }, `You: ${answer}`),
        ),
      ),
    ),
    more && h("p", { class: "source" }, more),
  );

/** @param {View} view @param {import("./parts/types.js").Send} send */
function eraser(view, send) {
  const field = line("word", { autocomplete: "off", autocapitalize: "off" });
  const above = label(`To erase everything, type the word ${view.word}`, field, { class: "stem" });
  field.setAttribute("aria-describedby", `${field.id}-why`);
  return h(
    "details",
    { open: Boolean(view.problem) },
    h("summary", {}, "Erase everything"),
    form(
      ({ word }) => send({ do: "erase", word }),
      h("p", { id: `${field.id}-why` }, WARNING),
      above,
      row(field, submit("Erase everything", "stop")),
    ),
  );
}

/** @param {View} view @param {import("./parts/types.js").Send} send */
const all = (view, send) => [
  h("h3", { "data-focus": "all", tabindex: "-1" }, view.about),
  view.notice && h("p", { class: "notice" }, view.notice),
  view.parts.map(part),
  row(
    button("Make a table (CSV)", () => send({ do: "table" })),
    button("Make xAPI statements", () => send({ do: "statements" })),
  ),
];

export default widget(
  (/** @type {View} */ view, send, /** @type {Memory} */ memory) => {
    // The name and the scope profile are gone, too: other parts of the page have to follow.
    if (view.erased && memory.erased !== view.erased) tellChanged();
    memory.erased = view.erased;
    return card(
      view.title,
      h("p", {}, view.private),
      view.erased && h("p", { class: "notice", "data-focus": "erased", tabindex: "-1" }, view.erased),
      view.open ? all(view, send) : row(button("Show my record", () => send({ do: "open" }))),
      fileLinks(view.file, memory),
      view.open && !view.in_class && eraser(view, send),
    );
  },
  (view) => view.erased || view.file?.title || view.about,
);
