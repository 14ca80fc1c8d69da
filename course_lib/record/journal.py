"""Writes a learner's answers into the record, with the time and an id, and reads them back.

The pure modules know no clock and no database; this is where both are handed in.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol
from uuid import uuid4

from course_lib.model import Attempt, Confidence, Learner
from course_lib.record.clock import course_clock
from course_lib.rules.marking import Mark


class Keeps(Protocol):
    """What a journal needs of a record (`course_lib.record.Record` is one)."""

    @property
    def notice(self) -> str:
        """What happened to the record, for the learner, or nothing."""

    def append(self, attempt: Attempt) -> None:
        """Keep an attempt for good before returning, or raise NotSaved."""

    def attempts(self, learner: str, place: str = "") -> list[Attempt]:
        """Return a learner's attempts whose place begins with `place`, in order."""

    def learner(self) -> Learner:
        """Return who answers now."""

    def is_same(self, one: str, other: str) -> bool:
        """Tell whether two ids of learners that `learner` returned belong to one person."""

    def retry(self) -> int:
        """Try again to keep what could not be kept; return how many are kept now."""


class Journal:
    """One learner's answers: `earlier` reads them, `write` adds one."""

    def __init__(
        self,
        record: Keeps,
        clock: Callable[[], datetime] = course_clock,
        new_id: Callable[[], str] = lambda: uuid4().hex,
    ) -> None:
        self.record = record
        self._clock = clock
        self._new_id = new_id

    def earlier(self, place: str) -> list[Attempt]:
        """Return the attempts whose place begins with `place`, in the order in which they were given."""
        return self.record.attempts(self.record.learner().id, place)

    def now(self) -> datetime:
        """Return the time by the journal's own clock, in UTC: the only clock of the course."""
        return self._clock()

    def note(self, place: str, what: str, answer: Any) -> Attempt:
        """Keep something that was done and is no answer to an item, such as a choice of settings.

        `what` begins with @, so that it never counts as an answered item. Raises NotSaved.
        """
        return self.write(place, what, 1, answer, right=True, score=1.0)

    def noted(self, place: str, what: str) -> list[Attempt]:
        """Return what was noted under that name at places that begin with `place`, in order."""
        return [attempt for attempt in self.earlier(place) if attempt.item == what]

    def keep(
        self,
        place: str,
        made: Mark,
        *,
        confidence: Confidence | None = None,
        hints: int = 0,
        seconds: float | None = None,
    ) -> Attempt:
        """Keep an answer to an item as it was marked; see `write`."""
        return self.write(
            place,
            made.item,
            made.version,
            made.answer,
            right=made.right,
            score=made.score,
            unsafe=made.unsafe,
            confidence=confidence,
            hints=hints,
            seconds=seconds,
        )

    def write(
        self,
        place: str,
        item: str,
        version: int,
        answer: Any,
        *,
        right: bool,
        score: float,
        unsafe: bool = False,
        confidence: Confidence | None = None,
        hints: int = 0,
        seconds: float | None = None,
    ) -> Attempt:
        """Keep one answer and return it; raises NotSaved where it could not be written (it stays pending)."""
        attempt = Attempt(
            id=self._new_id(),
            learner=self.record.learner().id,
            place=place,
            item=item,
            version=version,
            answer=answer,
            right=right,
            unsafe=unsafe,
            score=score,
            confidence=confidence,
            hints=hints,
            seconds=seconds,
            at=self._clock(),
        )
        self.record.append(attempt)
        return attempt
