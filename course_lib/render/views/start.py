"""The start page: who learns, the office, the course map."""

from typing import NotRequired, TypedDict

from course_lib.render.views.view import TextPair, View


class StopView(TypedDict):
    """A lesson or a page of the course map; `next` is the one to go on with.

    `step` is where the learner stood there, `left` how many minutes it takes from there.
    """

    id: str
    number: int
    title: str
    about: str
    minutes: int
    notebook: str
    state: str
    next: NotRequired[bool]
    step: int
    left: int


class OfficeView(TypedDict):
    """The scope profile of the office."""

    chosen: str
    options: list[TextPair]
    lines: list[str]
    facts: list[TextPair]
    confirm: str


class StartView(View):
    """The way in, who learns, the office, and the course map; `picture` is HTML."""

    sentence: str
    about: str
    picture: str
    review: str
    name: str
    private: str
    stops: list[StopView]
    pages: list[StopView]
    scope: OfficeView
    in_class: bool
    notice: str
