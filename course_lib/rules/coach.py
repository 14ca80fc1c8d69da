"""The stretch coach's script: what the figure does, and what is counted, move by move. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from course_lib.model import Stretch

READY = 3.0
MOVE = 2.0
ROLL = (0.9, 1.0, 0.9, 1.0)
"""How far over the ball the figure is in a small roll; the article gives no seconds, so none are counted."""

Kind = Literal["start", "other_side", "move", "hold", "roll", "done"]
Leg = Literal["", "right", "left"]
"""Which leg moves; nothing where both do."""


@dataclass(frozen=True)
class Movement:
    """One movement of the script: `pose` is 0 at the start and 1 in the stretch, reached in `seconds`.

    `cue` is what the content says to do. `time` of `times` is which time it is, and `count` the second of the
    hold that is counted; both are 0 where nothing is counted.
    """

    kind: Kind
    cue: str
    pose: float
    seconds: float
    leg: Leg = ""
    time: int = 0
    times: int = 0
    count: int = 0

    @property
    def mirrored(self) -> bool:
        """Whether the figure is shown as its mirror image: it is drawn with the right leg moving."""
        return self.leg == "left"


def script(stretch: Stretch) -> tuple[Movement, ...]:
    """Return every movement of a stretch, with the most seconds and times that the article names."""
    legs: tuple[Leg, ...] = ("right", "left") if stretch.each_side else ("",)
    movements = [movement for leg in legs for movement in _side(stretch, leg)]
    return (*movements, Movement("done", "", 0, 0, legs[-1]))


def _side(stretch: Stretch, leg: Leg) -> Iterator[Movement]:
    cues = stretch.cues
    yield Movement("other_side" if leg == "left" else "start", cues.start, 0, READY, leg)
    times = stretch.times[1] if stretch.times else 0
    for time in range(1, max(times, 1) + 1):
        now = (leg, time if times else 0, times)
        yield from (Movement("move", cue, pose, MOVE, *now) for cue, pose in _toward(cues.into, 0, 1))
        if stretch.hold:
            for count in range(1, stretch.hold[1] + 1):
                yield Movement("hold", cues.hold, 1, 1, *now, count)
        else:
            yield from (Movement("roll", cues.hold, pose, MOVE, *now) for pose in ROLL)
        yield from (Movement("move", cue, pose, MOVE, *now) for cue, pose in _toward(cues.back, 1, 0))


def _toward(cues: Sequence[str], start: float, end: float) -> Iterator[tuple[str, float]]:
    """Return each cue with the pose that it leads to; together they go all the way."""
    for number, cue in enumerate(cues, start=1):
        yield cue, start + (end - start) * number / len(cues)


def seconds(movements: Sequence[Movement]) -> float:
    """Return how long a script takes in real time."""
    return sum(movement.seconds for movement in movements)
