"""How sure the learner was, against how right."""

from typing import TypedDict

from course_lib.render.views.feedback import FeedbackLine
from course_lib.render.views.view import View


class Slip(TypedDict):
    """An answer that was sure, and not right."""

    stem: str
    phrase: str
    lines: list[FeedbackLine]


class CalibrationView(View):
    """How sure against how right; `plot` is HTML."""

    title: str
    plot: str
    errors: list[Slip]
