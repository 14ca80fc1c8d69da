"""What is said to an answer."""

from typing import Literal, NotRequired, TypedDict

from course_lib.render.views.view import Tone


class FeedbackLine(TypedDict):
    """What is said of one option, or of one line of a checklist."""

    option: str
    text: str
    chosen: bool
    good: bool
    missed: bool
    unsafe: bool
    verdict: str
    why: str


class Piece(TypedDict):
    """A piece of what the learner wrote; a danger is something to look at."""

    text: str
    danger: bool


Action = Literal["again", "explain", "similar", "next"]
"""What can be done after an answer."""


class AnswerFeedback(TypedDict):
    """The feedback to an answer: all of it, or what may be shown before another try."""

    phrase: str
    marks: dict[str, str]
    tone: Tone
    verdict: str
    lines: list[FeedbackLine]
    actions: list[Action]
    chosen: NotRequired[list[str]]
    note: NotRequired[str]
    source: NotRequired[str]
    model: NotRequired[str]
    words: list[Piece]
