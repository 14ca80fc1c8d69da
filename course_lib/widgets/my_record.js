/** The learner's own record: looked at, saved as a file, erased. */

import { button, eyebrow, freshId, h, tellChanged, widget } from "./parts/dom.js";
import { fileLinks } from "./parts/file.js";

/** @param {any} part */
function part(part) {
  return h(
    "details",
    {},
    h("summary", {}, part.title),
    h(
      "ol",
      { class: "kept" },
      part.rows.map((/** @type {any} */ row) =>
        h(
          "li",
          {},
          h("p", { class: "source" }, [row.at, row.result].filter(Boolean).join(" · ")),
          h("p", {}, row.what),
          row.answer && h("p", { class: "said" }, `You: ${row.answer}`),
        ),
      ),
    ),
    part.more && h("p", { class: "source" }, part.more),
  );
}

/** @param {any} view @param {(message: object) => void} send */
function eraser(view, send) {
  const id = freshId("erase");
  const field = h("input", { id, type: "text", autocomplete: "off", autocapitalize: "off", "aria-describedby": `${id}-why` });
  return h(
    "details",
    { open: Boolean(view.problem) },
    h("summary", {}, "Erase everything"),
    h(
      "form",
      {
        onsubmit: (/** @type {Event} */ event) => {
          event.preventDefault();
          send({ do: "erase", word: field.value });
        },
      },
      h("p", { id: `${id}-why` }, "This erases your name, all your answers and your certificates from this computer. It cannot be undone. Save the table first if you may need it."),
      h("label", { class: "stem", for: id }, `To erase everything, type the word ${view.word}`),
      h("div", { class: "row" }, field, h("button", { type: "submit", class: "stop" }, "Erase everything")),
    ),
  );
}

export default widget(
  (view, send, memory) => {
    // The name and the scope profile are gone, too: other parts of the page have to follow.
    if (view.erased && memory.erased !== view.erased) tellChanged();
    memory.erased = view.erased;
    return [
      h(
        "section",
        { class: "card", "aria-label": view.title },
        eyebrow(view.title),
        h("p", {}, view.private),
        view.erased && h("p", { class: "notice", "data-focus": "erased", tabindex: "-1" }, view.erased),
        !view.open && h("div", { class: "row" }, button("Show my record", () => send({ do: "open" }))),
        view.open && h("h3", { "data-focus": "all", tabindex: "-1" }, view.about),
        view.notice && h("p", { class: "notice" }, view.notice),
        view.open && view.parts.map(part),
        view.open &&
          h(
            "div",
            { class: "row" },
            button("Make a table (CSV)", () => send({ do: "table" })),
            button("Make xAPI statements", () => send({ do: "statements" })),
          ),
        fileLinks(view.file, memory),
        view.open && eraser(view, send),
      ),
    ];
  },
  (view) => view.erased || (view.file ? view.file.title : view.about),
);
