"""The form for a certificate: its fields, what was typed made into details, and the transcript."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import ValidationError

from course_lib.language.certificate import MODES
from course_lib.language.errors import sentence
from course_lib.model.certificate import Details
from course_lib.render.letters import has_letters, printed
from course_lib.render.transcript import Transcript, e, section
from course_lib.render.views.certificate import FieldView
from course_lib.rules.certificate import DetailsError

TITLE = "Your certificate"
MISSING = sentence("not_passed_yet")
NO_LESSON = "You have passed. Finish at least one lesson, too: then you get your certificate."
IN_CLASS = "You have passed. Your instructor prints your certificate and signs it."
FIELDS = (
    ("name", "Your name, as it should be printed", ""),
    ("license", "Your license or registration number", "if you have one"),
    ("place", "Where you took the course", "city and state, or the office"),
    ("mode", "How you took it", ""),
    ("provider", "Provider of the course", "a school or office, if there is one"),
    ("provider_number", "Provider number", "without it, the certificate is not for continuing education"),
    ("instructor", "Instructor", "if there was one"),
    ("credential", "The instructor's credential", "such as DC"),
    (
        "hands_on_by",
        "Doctor of chiropractic who signed your hands-on checklist",
        "leave it empty if nobody has",
    ),
    ("hands_on_on", "Date on that checklist", "leave it empty if nobody has signed"),
)
"""The form: a field, what it is called, and what to know of it."""


def form_fields(values: Mapping[str, Any]) -> list[FieldView]:
    """Return the fields of the form, filled in with `values` by name."""
    return [_field(name, label, about, values) for name, label, about in FIELDS]


def counted(done: int, of: int) -> str:
    """Return what a certificate counts, before it is made."""
    if done == of:
        return f"All {of} lessons are done. The certificate names each with its minutes."
    return (
        f"{done} of {of} lessons done. The certificate names these, with their minutes, and no other. "
        "Finish the others first if it should name them, too."
    )


def typed_details(typed: Mapping[str, Any]) -> Details:
    """Return what was typed as details. Raises DetailsError, with the first thing to fix."""
    from course_lib.render.pdf import unprintable  # noqa: PLC0415 - fpdf takes long to load

    labels = {name: label for name, label, _ in FIELDS}
    cleaned = {name: printed(str(typed.get(name) or "")[:200]) for name in labels}
    for name, text in cleaned.items():
        if letters := unprintable(text):
            raise DetailsError("letters_not_printed", field=labels[name], letters=letters)
    if not has_letters(cleaned["name"]):
        raise DetailsError("field_empty", field=labels["name"])
    try:
        return Details.model_validate({**cleaned, "hands_on_on": cleaned["hands_on_on"] or None})
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0])
        if name == "hands_on_on":
            raise DetailsError("field_no_date", field=labels[name]) from None
        raise DetailsError("field_empty", field=labels[name]) from None


def _field(name: str, label: str, about: str, values: Mapping[str, Any]) -> FieldView:
    kinds: dict[str, Literal["text", "choice", "date"]] = {"mode": "choice", "hands_on_on": "date"}
    kind = kinds.get(name, "text")
    choices = [[key, words] for key, words in MODES.items()] if kind == "choice" else []
    value = values.get(name) or ("alone" if name == "mode" else "")
    return {"name": name, "label": label, "about": about, "kind": kind, "choices": choices, "value": value}


def certificate_transcript() -> Transcript:
    """Return what stands for the certificate where no widget runs."""
    html = section(f"<p>{e(MISSING)}</p>")
    return Transcript(f"{TITLE}\n{MISSING}", html)
