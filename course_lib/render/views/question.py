"""A question as the page asks it, without its key."""

from typing import Literal, NotRequired, TypedDict

from course_lib.render.views.view import View


class Named(TypedDict):
    """An option, a line to match or a label, by the name that the page knows."""

    id: str
    text: str


class Question(View):
    """A question without its key."""

    kind: Literal["single", "multiple", "number", "ordering", "matching", "spot", "sentence"]
    safety: bool
    stem: str
    how: str
    options: list[Named]
    pairs: list[Named]
    labels: list[Named]
    unit: str
    figure: str
    ask_confidence: bool
    hint: NotRequired[str]
    can_hint: NotRequired[bool]


class AskedQuestion(Question):
    """One question of several; `asked` goes back with the answer."""

    asked: str
