"""How far a learner is."""

from typing import TypedDict

from course_lib.render.views.view import View


class Following(TypedDict):
    """What comes next: its name as a button says it, and the notebook."""

    name: str
    notebook: str


class Progress(View):
    """How far a learner is, and whether it is done; `leads` says what each line leads to."""

    title: str
    done: bool
    lines: list[str]
    leads: list[str]
    back: str
    following: Following | None


class ProgressView(Progress):
    """Where the learner stands in a lesson, or with the patients."""

    notice: str
