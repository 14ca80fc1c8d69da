/** The certificate: what is missing for it, the form for it, the file, and the hands-on checklist. */

import { button, card, h, row } from "./parts/dom.js";
import { fileLinks } from "./parts/file.js";
import { field, form, line, select, submit } from "./parts/form.js";
import { widget } from "./parts/widget.js";

/** @typedef {import("./views.js").CertificateView} View */
/** @typedef {{draft?: Record<string, string>} & import("./parts/file.js").FileMemory} Memory what was typed, and the file */

/** One field of the form. @param {import("./views.js").FieldView} asked @param {Record<string, string>} draft */
function input(asked, draft) {
  const { name, kind, choices } = asked;
  const value = draft[name] ?? asked.value;
  const element =
    kind === "choice"
      ? select(choices, value, { name })
      : line(name, { type: kind, value, maxlength: "200", required: name === "name" });
  element.addEventListener("input", () => (draft[name] = element.value));
  return field(asked.label, element, asked.about);
}

/** @param {View} view @param {import("./parts/types.js").Send} send @param {Memory} memory */
function order(view, send, memory) {
  const draft = (memory.draft ??= {});
  return form(
    (values) => (values.name?.trim() ? send({ do: "issue", ...values }) : "Write your name first."),
    view.fields.map((asked) => input(asked, draft)),
    row(submit("Make my certificate")),
  );
}

/** @param {View} view @param {import("./parts/types.js").Send} send */
const issued = (view, send) =>
  h(
    "details",
    {},
    h("summary", {}, `Made so far (${view.issued.length})`),
    h(
      "ul",
      { class: "plain" },
      view.issued.map(([id, words]) => {
        const again = () => send({ do: "again", certificate: id });
        return h(
          "li",
          {},
          `${words} `,
          button("Print it again", again, { "aria-label": `Print it again: ${words}` }),
        );
      }),
    ),
  );

export default widget(
  (/** @type {View} */ view, send, /** @type {Memory} */ memory) =>
    card(
      view.title,
      view.about && h("p", {}, view.about),
      view.ready && order(view, send, memory),
      view.issued.length > 0 && issued(view, send),
      row(button("Print the hands-on checklist", () => send({ do: "checklist" }))),
      fileLinks(view.file, memory, view.file?.type === "application/pdf"),
    ),
  (view) => view.file?.title ?? "",
  () => "",
  { sums: true },
);
