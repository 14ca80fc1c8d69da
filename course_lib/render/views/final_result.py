"""What a try of the final check came to, and its answers after the end."""

from typing import TypedDict

from course_lib.render.views.feedback import FeedbackLine
from course_lib.render.views.patient import TakenView


class Reason(TypedDict):
    """One part of the rule, and whether it is met."""

    met: bool
    text: str


class DomainResult(TypedDict):
    """How many were right on a topic, and the lesson to read again."""

    title: str
    right: int
    of: int
    notebook: str
    lesson: str


class ResultView(TypedDict):
    """What a try came to."""

    passed: bool
    headline: str
    reasons: list[Reason]
    domains: list[DomainResult]


class ReviewedItem(TypedDict):
    """A question after the end, with all its feedback."""

    stem: str
    safety: bool
    verdict: str
    right: bool
    lines: list[FeedbackLine]
    source: str


class ReviewedPatient(TypedDict):
    """A patient after the end, with the path that was taken."""

    who: str
    path: list[TakenView]
    why: str
