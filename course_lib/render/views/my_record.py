"""The learner's own record."""

from typing import TypedDict

from course_lib.render.views.file import File
from course_lib.render.views.view import View


class RecordRow(TypedDict):
    """One answer of the learner's record."""

    at: str
    what: str
    answer: str
    result: str


class RecordPart(TypedDict):
    """The answers of one lesson or page."""

    title: str
    rows: list[RecordRow]
    more: str


class MyRecordView(View):
    """The learner's own record; nothing of it is shown before the learner asks."""

    title: str
    private: str
    word: str
    open: bool
    about: str
    parts: list[RecordPart]
    file: File | None
    erased: str
    in_class: bool
    notice: str
