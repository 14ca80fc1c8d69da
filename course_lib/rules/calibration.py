"""How sure against how right: for each confidence the share that was right, with its interval. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from math import sqrt
from typing import get_args

from course_lib.model import Attempt, Confidence
from course_lib.rules.review import FirstOfDay, last_in_check
from course_lib.rules.taking import taken

CONFIDENCES: tuple[Confidence, ...] = get_args(Confidence)
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


class Calibration:
    """How sure against how right, answer by answer in the order of the record."""

    def __init__(self, zone: tzinfo | None = None) -> None:
        """Count days in `zone`, or in this computer's."""
        self._first = FirstOfDay(zone)
        self._counted: dict[Confidence, list[int]] = {level: [0, 0] for level in CONFIDENCES}
        self._sure_but_wrong: dict[str, Attempt] = {}

    def take(self, attempt: Attempt) -> None:
        """Count an answer; of several to an item on a day the first one counts."""
        if attempt.is_note:
            return
        self._sure_but_wrong.pop(attempt.item, None)  # so that the errors stand in the order of the record
        if attempt.confidence == "sure" and not attempt.right:
            self._sure_but_wrong[attempt.item] = attempt
        if self._first.day(attempt) and attempt.confidence:
            counts = self._counted[attempt.confidence]
            counts[0] += attempt.right
            counts[1] += 1

    @property
    def levels(self) -> list[Level]:
        """A level for each confidence."""
        return [Level(level, right, of, *wilson(right, of)) for level, (right, of) in self._counted.items()]

    @property
    def errors(self) -> list[Attempt]:
        """The last answer to each item where the learner was sure and wrong, and that is the last on the item.

        Whoever has answered it right since is not shown it again.
        """
        return list(self._sure_but_wrong.values())


def calibration(attempts: Iterable[Attempt]) -> list[Level]:
    """Return a level for each confidence; see `Calibration`."""
    return taken(Calibration(), last_in_check(attempts)).levels


def confident_errors(attempts: Iterable[Attempt]) -> list[Attempt]:
    """Return the errors that were sure and that no later answer has put right; see `Calibration`."""
    return taken(Calibration(), last_in_check(attempts)).errors


def overall(levels: Sequence[Level]) -> tuple[int, int]:
    """Return how many answers with a confidence were right, and how many there are."""
    return sum(level.right for level in levels), sum(level.of for level in levels)
