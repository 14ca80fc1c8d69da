"""The form for a certificate."""

from typing import Literal, TypedDict

from course_lib.render.views.file import File
from course_lib.render.views.view import TextPair, View


class FieldView(TypedDict):
    """A field of the form for the certificate."""

    name: str
    label: str
    about: str
    kind: Literal["text", "date", "choice"]
    choices: list[TextPair]
    value: str


class CertificateView(View):
    """What is missing for a certificate or counts on it, the form for it, and what was issued."""

    title: str
    ready: bool
    about: str
    fields: list[FieldView]
    issued: list[TextPair]
    file: File | None
