"""Writes a learner's answers into the record, with the time and an id, and reads them back.

The pure modules know no clock and no database; this is where both are handed in.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol
from uuid import uuid4

from course_lib.model import Attempt, Confidence, Item, Learner, Place
from course_lib.record.clock import course_clock
from course_lib.rules.marking import Mark
from course_lib.rules.review import Deck, DueCard
from course_lib.rules.tries import FINAL, released


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

    def knows(self, learner: str) -> bool:
        """Return whether an id that `learner` returned is in the record, and not made up until somebody is."""

    def is_same(self, one: str, other: str) -> bool:
        """Tell whether two ids of learners that `learner` returned belong to one person."""

    def retry(self) -> int:
        """Try again to keep what could not be kept; return how many are kept now."""


class _Released:
    """The cards of one learner. What may be shown of the attempts is worked out for what is new alone."""

    def __init__(self, of: tuple[str, int], deck: Deck) -> None:
        self.of, self._deck = of, deck
        self._count, self._last = 0, ""
        self._shown: list[Attempt] = []
        self._cards: list[DueCard] = []

    def cards(self, attempts: list[Attempt], now: datetime) -> list[DueCard]:
        if attempts and len(attempts) == self._count and attempts[-1].id == self._last:
            return self._cards
        new = attempts[self._count :]
        goes_on = (
            bool(self._count) and len(attempts) > self._count and attempts[self._count - 1].id == self._last
        )
        if goes_on and all(attempt.where.page != FINAL for attempt in new):
            self._shown += new
        else:  # a final check that ends lets all its answers be shown
            self._shown = released(attempts)
        self._count, self._last = len(attempts), attempts[-1].id if attempts else ""
        self._cards = self._deck.cards(self._shown, now)
        return self._cards


class Journal:
    """One learner's answers: `at`, `within` and `everything` read them, `write` adds one."""

    def __init__(
        self,
        record: Keeps,
        clock: Callable[[], datetime] = course_clock,
        new_id: Callable[[], str] = lambda: uuid4().hex,
    ) -> None:
        self.record = record
        self._clock = clock
        self._new_id = new_id
        self._deck: _Released | None = None

    def at(self, place: Place) -> list[Attempt]:
        """Return the attempts at a place, in the order in which they were kept."""
        return [one for one in self._read(str(place)) if one.place == str(place)]

    def within(self, place: Place) -> list[Attempt]:
        """Return the attempts at a place and at all that it holds, in the order in which they were kept."""
        return [one for one in self._read(str(place)) if f"{one.place}/".startswith(place.within)]

    def everything(self) -> list[Attempt]:
        """Return all attempts of the learner, in the order in which they were kept."""
        return self._read("")

    def cards(self, items: Mapping[str, Item]) -> list[DueCard]:
        """Return what comes back for review and when, without the marks of a final check that still runs.

        Only what is new since the last look is worked out.
        """
        learner = self.record.learner().id
        if self._deck is None or self._deck.of != (learner, id(items)):
            self._deck = _Released((learner, id(items)), Deck(items))
        return self._deck.cards(self.everything(), self.now())

    def _read(self, prefix: str) -> list[Attempt]:
        return self.record.attempts(self.record.learner().id, prefix)

    def now(self) -> datetime:
        """Return the time by the journal's own clock, in UTC: the only clock of the course."""
        return self._clock()

    def note(self, place: Place, what: str, answer: Any) -> Attempt:
        """Keep something that was done and is no answer to an item, such as a choice of settings.

        `what` begins with @, so that it never counts as an answered item. Raises NotSaved.
        """
        return self.write(place, what, 1, answer, right=True, score=1.0)

    def noted(self, place: Place, what: str) -> list[Attempt]:
        """Return what was noted under that name at a place and at all that it holds, in order."""
        return [attempt for attempt in self.within(place) if attempt.item == what]

    def keep(
        self,
        place: Place,
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
        place: Place,
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
            place=str(place),
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
