"""A patient, the steps of the case, and its end."""

from typing import TypedDict

from course_lib.render.views.view import Outcome, TextPair, View


class Introduced(View):
    """Who a patient is, and what is known at the start; `face` is SVG."""

    name: str
    who: str
    face: str
    facts: list[TextPair]


class StepView(TypedDict):
    """What is to decide now, without what the choices are worth."""

    number: int
    title: str
    scene: str
    says: str
    prompt: str
    choices: list[TextPair]


class TakenView(TypedDict):
    """A choice that was made, with its consequence, its worth and the rule; `drawing` is SVG or nothing."""

    title: str
    choice: str
    good: bool
    tag: str
    tone: Outcome
    drawing: str
    consequence: str
    rule: str


class Compared(TypedDict):
    """A step, as it was taken and on the best way."""

    title: str
    taken: str
    best: str


class Debrief(TypedDict):
    """What is said at the end of a case."""

    count: str
    unsafe: str
    paths: list[Compared]
    note: str
    why: str


class PatientView(Introduced):
    """An authored patient."""

    scope: str
    path: list[TakenView]
    step: StepView | None
    debrief: Debrief | None
