"""The final check: a try that runs, and what stands between the tries."""

from typing import Any, Literal, TypedDict

from course_lib.render.views.final_result import ResultView, ReviewedItem, ReviewedPatient
from course_lib.render.views.patient import Introduced, StepView
from course_lib.render.views.question import AskedQuestion
from course_lib.render.views.view import TextPair, View


class FinalQuestion(AskedQuestion):
    """One question of the final check, with how to read it in this office."""

    office: str


class Clock(TypedDict):
    """The time: seconds left, and minutes granted in all."""

    left: float
    minutes: int


class OverviewItem(TypedDict):
    """A question in the list of all of them."""

    done: bool
    flag: bool


class CheckPatient(Introduced):
    """A patient of the final check: the path so far tells nothing of what it is worth."""

    step: StepView | None
    path: list[TextPair]


class FinalPlace(View):
    """One question or one patient of a try that runs."""

    where: str
    at: int
    question: FinalQuestion | None
    answer: Any
    patient: CheckPatient | None


class FinalRunning(FinalPlace):
    """A try that runs; `windows` has the places of those that stand elsewhere, by their names."""

    phase: Literal["running"]
    title: str
    notice: str
    windows: dict[str, FinalPlace]
    overview: list[OverviewItem]
    people: list[bool]
    in_class: bool
    clock: Clock
    confirm: str
    open_left: bool


class FinalParallel(View):
    """A question that is like the one on safety that was missed."""

    phase: Literal["parallel"]
    title: str
    where: str
    notice: str
    ended: str
    question: FinalQuestion


Intro = TypedDict("Intro", {"rules": list[str], "try": str, "number": int})
"""The rules, and which try it is (a class cannot have a field `try`)."""


class WhatNext(View):
    """What comes next, in words, and what can be done now."""

    next: str
    can_start: bool
    can_sign: bool


Between = Literal["ready", "waiting", "signoff", "passed"]
"""The phases in which no question is asked."""


class FinalBetween(WhatNext):
    """Before, between and after the tries."""

    phase: Between
    title: str
    where: str
    notice: str
    ended: str
    in_class: bool
    part: str
    intro: Intro
    result: ResultView | None
    items: list[ReviewedItem] | None
    patients: list[ReviewedPatient] | None


class FinalNothing(View):
    """The final check while nothing could be read."""

    phase: Literal[""]


FinalCheckView = FinalRunning | FinalParallel | FinalBetween | FinalNothing
