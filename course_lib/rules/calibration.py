"""How sure against how right: for each confidence the share that was right, with its interval. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from course_lib.model import Attempt, Confidence
from course_lib.rules.review import first_of_each_day

LEVELS: tuple[Confidence, ...] = ("guess", "fairly_sure", "sure")
Z = 1.959964
"""The normal distribution's 97.5 % point: 95 % of it lie within, on both sides."""


@dataclass(frozen=True)
class Level:
    """One confidence: how many answers, how many right, and the 95 % interval of the share (0 to 1)."""

    confidence: Confidence
    right: int
    of: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """The share that was right, 0 to 1; 0 where there is no answer."""
        return self.right / self.of if self.of else 0.0


def wilson(right: int, of: int) -> tuple[float, float]:
    """Return the 95 % score interval of a share (Wilson 1927), which holds for small numbers, too.

    Without any answer it is everything, from 0 to 1.
    """
    if of == 0:
        return 0.0, 1.0
    share, square = right / of, Z * Z / of
    middle = (share + square / 2) / (1 + square)
    half = Z * sqrt(share * (1 - share) / of + square / (4 * of)) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)


def calibration(attempts: Iterable[Attempt]) -> list[Level]:
    """Return a level for each confidence; of several answers to an item on a day the first one counts."""
    counted: dict[str, list[bool]] = {level: [] for level in LEVELS}
    for attempt in first_of_each_day(attempts):
        if attempt.confidence:
            counted[attempt.confidence].append(attempt.right)
    return [
        Level(level, sum(marks), len(marks), *wilson(sum(marks), len(marks)))
        for level in LEVELS
        for marks in [counted[level]]
    ]


def confident_errors(attempts: Iterable[Attempt]) -> list[Attempt]:
    """Return the last answer to each item where the learner was sure and wrong, if it is the last on that item.

    Whoever has answered it right since is not shown it again.
    """
    last: dict[str, Attempt] = {}
    for attempt in sorted((a for a in attempts if not a.is_note), key=lambda a: a.at):
        last[attempt.item] = attempt
    return [one for one in last.values() if one.confidence == "sure" and not one.right]


def overall(levels: Sequence[Level]) -> tuple[int, int]:
    """Return how many answers with a confidence were right, and how many there are."""
    return sum(level.right for level in levels), sum(level.of for level in levels)
