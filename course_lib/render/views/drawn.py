"""A patient that was drawn."""

from typing import TypedDict

from course_lib.render.views.view import TextPair, Tone, View


class Found(TypedDict):
    """A finding: what the patient says, what is seen, what it is called."""

    says: str
    sees: str
    label: str


class DrawnKind(TypedDict):
    """A kind of answer: its symbol, its words, and what exactly it can be."""

    id: str
    symbol: str
    words: str
    choices: list[TextPair]


class DrawnFeedback(TypedDict):
    """What the table says to a choice and its reason; `outcome` is HTML."""

    choice: str
    reason: str
    reason_right: bool
    verdict: str
    tone: Tone
    outcome: str


class Scene(View):
    """What is known of a patient that was drawn; `face` is SVG, and a finding may be left without its name."""

    name: str
    face: str
    who: str
    order: str
    findings: list[Found]


class DrawnView(Scene):
    """A patient that was drawn."""

    title: str
    number: int
    tally: str
    level: str
    kinds: list[DrawnKind]
    reasons: list[TextPair]
    feedback: DrawnFeedback | None
