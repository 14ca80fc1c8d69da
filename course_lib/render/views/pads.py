"""The pads for stimulation."""

from typing import Annotated, Any, TypedDict

from course_lib.render.views.view import Tone, View

PadPlaceView = Annotated[list[Any], tuple[str, str, bool]]
"""A place for a pad: its id, its words, and whether the doctor marked it."""

Warned = Annotated[list[Any], tuple[int, str]]
"""A pad, and the place on which it may not lie."""


class PadSide(TypedDict):
    """One side of the body, with the places for pads; `figure` is SVG."""

    id: str
    name: str
    figure: str
    places: list[PadPlaceView]


class PadsFeedback(TypedDict):
    """What two placed pads (or none) are worth; `wrong` are the places of wrong ones, each told in `lines`."""

    tone: Tone
    title: str
    why: str
    lines: list[str]
    wrong: list[str]
    say: str
    next: str


class PadsView(View):
    """An order for stimulation, and the pads so far."""

    title: str
    number: str
    order: str
    ready: str
    seen: str
    sides: list[PadSide]
    pads: list[str]
    warned: Warned | None
    warning: str
    feedback: PadsFeedback | None
