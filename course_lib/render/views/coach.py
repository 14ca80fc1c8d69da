"""The stretch coach."""

from typing import TypedDict

from course_lib.render.views.view import TextPair, View


class CoachStep(TypedDict):
    """One step of a stretch: `pose` is 0 at the start and 1 in the stretch, reached in `seconds`."""

    say: str
    where: str
    pose: float
    seconds: float
    count: int
    mirrored: bool


class CoachStretch(TypedDict):
    """A stretch with its script; `figure` is SVG."""

    id: str
    figure: str
    position: str
    dose: str
    stop: str
    facts: list[TextPair]
    steps: list[CoachStep]


class CoachView(View):
    """The stretch coach."""

    title: str
    notice: str
    stretches: list[CoachStretch]
