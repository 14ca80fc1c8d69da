"""A hot-pack session."""

from typing import Literal, TypedDict

from course_lib.render.views.view import View

PackState = Literal["set_up", "on", "off", "over"]
"""Whether a pack is on, off, not on yet, or the session over."""


class PackEvent(TypedDict):
    """What happened at a minute."""

    minute: int
    tone: Literal["plain", "good", "warn", "harm"]
    text: str


class PackFault(TypedDict):
    """What to do differently next time."""

    text: str
    unsafe: bool


class PackView(View):
    """A hot-pack session."""

    title: str
    order: str
    made_up: str
    ordered: int
    limit: int
    marks: list[int]
    state: PackState
    minute: int
    events: list[PackEvent]
    faults: list[PackFault]
    harmed: bool
    last: str
