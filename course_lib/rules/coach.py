"""The stretch coach's script: what the figure does, what is said and counted, move by move. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from course_lib.model import Stretch

READY = 3.0
MOVE = 2.0
ROLL = (0.9, 1.0, 0.9, 1.0)
"""How far over the ball the figure is in a small roll; the article gives no seconds, so none are counted."""

SIDES = ("right leg", "left leg")
"""The figures draw the right leg as the one that moves; their mirror image is the left one."""


@dataclass(frozen=True)
class Step:
    """One step of the script: `pose` is 0 at the start and 1 in the stretch, reached in `seconds`.

    `count` is the second of the hold that is counted, and `where` says which time and which side it is.
    """

    say: str
    where: str
    pose: float
    seconds: float
    count: int = 0
    mirrored: bool = False


def script(stretch: Stretch) -> tuple[Step, ...]:
    """Return every step of a stretch, with the most seconds and times that the article names."""
    sides = SIDES if stretch.each_side else ("",)
    steps: list[Step] = []
    for number, side in enumerate(sides):
        steps += _side(stretch, side, mirrored=number > 0)
    done = "Done. For a patient, the order decides."
    return (*steps, Step(done, "", 0, 0, mirrored=steps[-1].mirrored))


def _side(stretch: Stretch, side: str, mirrored: bool) -> Iterator[Step]:
    ready = f"Now the other side: {side}." if mirrored else stretch.cues.start
    yield Step(ready, side.capitalize(), 0, READY, mirrored=mirrored)
    times = stretch.times[1] if stretch.times else 1
    for time in range(1, times + 1):
        which = f"Time {time} of {times}" if stretch.times else ""
        where = " · ".join(filter(None, (which, side)))
        yield from (
            Step(say, where, pose, MOVE, mirrored=mirrored) for say, pose in _toward(stretch.cues.into, 0, 1)
        )
        if stretch.hold:
            for count in range(1, stretch.hold[1] + 1):
                yield Step(f"{stretch.cues.hold}: {count}", where, 1, 1, count, mirrored)
        else:
            yield from (Step(f"{stretch.cues.hold}.", where, pose, MOVE) for pose in ROLL)
        yield from (
            Step(say, where, pose, MOVE, mirrored=mirrored) for say, pose in _toward(stretch.cues.back, 1, 0)
        )


def _toward(cues: Sequence[str], start: float, end: float) -> Iterator[tuple[str, float]]:
    """Return each cue with the pose that it leads to; together they go all the way."""
    for number, cue in enumerate(cues, start=1):
        yield cue, start + (end - start) * number / len(cues)


def seconds(steps: Sequence[Step]) -> float:
    """Return how long a script takes in real time."""
    return sum(step.seconds for step in steps)


def never_jumps(steps: Sequence[Step]) -> bool:
    """Whether the sides are switched only while the figure rests at its start."""
    return all(a.mirrored == b.mirrored or a.pose == b.pose == 0 for a, b in pairwise(steps))
