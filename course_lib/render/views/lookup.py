"""The decision table to tick."""

from typing import Literal, TypedDict

from course_lib.render.views.view import Outcome, TextPair, View


class LookupFinding(TypedDict):
    """A finding to tick; `words` is what a search finds it by beside its label and check."""

    id: str
    label: str
    check: str
    words: str


class LookupGroup(TypedDict):
    """Findings that belong together."""

    id: str
    title: str
    findings: list[LookupFinding]


class LookupResult(View):
    """What is ticked and what it comes to; `outcome` is HTML.

    `asked` is whether the learner has said that all was asked: before that nothing is green.
    """

    asked: bool
    asked_words: str
    order: str
    chosen: list[str]
    outcome: str
    spoken: str
    tone: Outcome | Literal["neutral"]


class LookupView(LookupResult):
    """The decision table to tick."""

    title: str
    orders: list[TextPair]
    groups: list[LookupGroup]
