/** Forms and what stands in them: labels, lists to choose from, radio buttons, and what is still missing. */

import { freshId, h } from "./dom.js";

/** @typedef {import("./types.js").Children} Children */
/** @typedef {import("./types.js").Attributes} Attributes */
/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Input */

/**
 * A form; its last child holds the button. `done` gets the values of its named fields when it is sent. A sentence that
 * it gives back says what is missing, and is shown above the button.
 * @param {(values: Record<string, string>) => string | void} done
 * @param {Children[]} children
 */
export function form(done, ...children) {
  const missing = h("p", { class: "notice", role: "alert", hidden: true });
  const element = h(
    "form",
    {
      novalidate: true,
      onsubmit: (event) => {
        event.preventDefault();
        const typed = [...new FormData(element)].map(([name, value]) => [name, String(value)]);
        const words = done(Object.fromEntries(typed));
        missing.hidden = !words;
        missing.textContent = words || "";
      },
    },
    children,
  );
  element.lastElementChild?.before(missing);
  return element;
}

/** The button that sends a form. @param {string} text @param {string} [kind] */
export const submit = (text, kind = "primary") => h("button", { type: "submit", class: kind }, text);

/** The label of an input, which gets an id for it. @param {string} text @param {Input} input @param {Attributes} [attributes] */
export function label(text, input, attributes = {}) {
  input.id ||= freshId("field");
  return h("label", { for: input.id, ...attributes }, text);
}

/** A field with its label above it, and what there is to know of it. @param {string} text @param {Input} input @param {string} [about] */
export function field(text, input, about) {
  const above = label(text, input);
  if (about) input.setAttribute("aria-describedby", `${input.id}-about`);
  return h(
    "div",
    { class: "field" },
    above,
    about && h("span", { class: "source", id: `${input.id}-about` }, about),
    input,
  );
}

/** A field for a line of text. @param {string} name @param {Attributes} [attributes] */
export const line = (name, attributes = {}) =>
  h("input", { name, type: "text", maxlength: "120", ...attributes });

/** A list to choose from, with the value that is chosen. @param {[string, string][]} choices @param {string} [chosen] @param {Attributes} [attributes] */
export const select = (choices, chosen, attributes = {}) =>
  h(
    "select",
    attributes,
    choices.map(([value, text]) => h("option", { value, selected: value === chosen }, text)),
  );

/** A radio button or a checkbox with its words, in a frame. @param {HTMLInputElement} input @param {string} text */
export const option = (input, text) => h("label", { class: "option" }, input, h("span", {}, text));

/** What a question asks, as the legend of its fieldset; the focus goes to it. @param {string} stem */
export const legend = (stem) => h("legend", { "data-focus": "question", tabindex: "-1" }, stem);

/**
 * Radio buttons below a question. The form gets the value that is chosen, and the draft has it until then.
 * @param {string} name @param {string} asked @param {[string, string][]} choices @param {Record<string, string>} draft
 */
export const oneOf = (name, asked, choices, draft) =>
  h(
    "fieldset",
    {},
    h("legend", {}, asked),
    choices.map(([value, text]) => {
      const checked = draft[name] === value;
      const onchange = () => (draft[name] = value);
      return option(h("input", { type: "radio", name, value, checked, onchange }), text);
    }),
  );

/**
 * A row of choices of which one is on (radio buttons in one frame).
 * @param {string} text @param {[string, string][]} choices value and text
 * @param {string | null} value @param {(value: string) => void} onchange
 */
export function segment(text, choices, value, onchange) {
  const name = freshId("segment");
  return h(
    "div",
    { class: "row" },
    h("span", { id: `${name}-label`, "aria-hidden": "true" }, text), // read as the name of the group
    h(
      "span",
      { class: "segment", role: "radiogroup", "aria-labelledby": `${name}-label` },
      choices.map(([key, words]) =>
        h(
          "label",
          {},
          h("input", {
            type: "radio",
            name,
            value: key,
            checked: key === value,
            onchange: () => onchange(key),
          }),
          words,
        ),
      ),
    ),
  );
}
