/** The certificate: what is missing for it, the form for it, the file, and the hands-on checklist. */

import { button, eyebrow, freshId, h, widget } from "./parts/dom.js";
import { fileLinks } from "./parts/file.js";

/** One field of the form. @param {any} field @param {Record<string, string>} draft */
function row(field, draft) {
  const id = freshId("certificate");
  const value = draft[field.name] ?? field.value;
  const common = {
    id,
    name: field.name,
    "aria-describedby": field.about ? `${id}-about` : null,
    oninput: (/** @type {any} */ event) => (draft[field.name] = event.target.value),
  };
  const input =
    field.kind === "choice"
      ? h("select", common, field.choices.map((/** @type {[string, string]} */ [key, text]) => h("option", { value: key, selected: key === value }, text)))
      : h("input", { ...common, type: field.kind, value, maxlength: "200", required: field.name === "name" });
  return h(
    "div",
    { class: "field" },
    h("label", { for: id }, field.label),
    field.about && h("span", { class: "source", id: `${id}-about` }, field.about),
    input,
  );
}

/** @param {any} view @param {(message: object) => void} send @param {Record<string, any>} memory */
function form(view, send, memory) {
  memory.draft ??= {};
  const missing = h("p", { class: "notice", role: "alert", hidden: true }, "Write your name first.");
  const made = h(
    "form",
    {
      novalidate: true,
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        const values = Object.fromEntries(new FormData(made));
        missing.hidden = Boolean(String(values.name).trim());
        if (missing.hidden) send({ do: "issue", ...values });
      },
    },
    view.fields.map((/** @type {any} */ field) => row(field, memory.draft)),
    missing,
    h("div", { class: "row" }, h("button", { type: "submit", class: "primary" }, "Make my certificate")),
  );
  return made;
}

export default widget(
  (view, send, memory) => [
    h(
      "section",
      { class: "card", "aria-label": view.title },
      eyebrow(view.title),
      view.missing && h("p", {}, view.missing),
      view.ready && form(view, send, memory),
      view.issued.length > 0 &&
        h(
          "details",
          {},
          h("summary", {}, `Made so far (${view.issued.length})`),
          h(
            "ul",
            { class: "plain" },
            view.issued.map((/** @type {[string, string]} */ [id, words]) =>
              h("li", {}, `${words} `, button("Print it again", () => send({ do: "again", certificate: id }), { "aria-label": `Print it again: ${words}` })),
            ),
          ),
        ),
      h(
        "div",
        { class: "row" },
        button("Print the hands-on checklist", () => send({ do: "checklist" })),
        !view.ready && button("Look again", () => send({ do: "refresh" })),
      ),
      fileLinks(view.file, memory, view.file?.type === "application/pdf"),
    ),
  ],
  (view) => (view.file ? view.file.title : ""),
);
