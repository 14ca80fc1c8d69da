"""Writes a learner's answers into the record, with the time and an id, and reads them back.

The pure modules know no clock and no database; this is where both are handed in.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import uuid4

from course_lib.language.text import sendable
from course_lib.model import Attempt, Confidence, Learner, Owner, Place
from course_lib.record.clock import course_clock
from course_lib.record.history import History
from course_lib.record.record import Record
from course_lib.rules.marking import Mark
from course_lib.rules.taking import Takes

T = TypeVar("T", bound=Takes)


@dataclass
class _Reading:
    """What the journals of one page share: what was read, and whether it has to be read again."""

    history: History | None = None
    depth: int = 0
    touched: int = -1
    owner: Owner | None = None
    followed: bool = False


class Journal:
    """One learner's answers: `last`, `at`, `within` and `everything` read them, `write` adds one.

    One that is bound acts for the learner whom a page shows, and refuses where that one is not in the record
    anymore; another one acts for whoever learns at that moment.
    """

    def __init__(
        self,
        record: Record,
        clock: Callable[[], datetime] = course_clock,
        new_id: Callable[[], str] = lambda: uuid4().hex,
    ) -> None:
        self.record = record
        self._clock = clock
        self._new_id = new_id
        self._owner: Owner | None = None
        self._reading = _Reading()

    def bound(self) -> "Journal":
        """Return a journal of whoever learns now, who stays its owner; one that is bound already as it is."""
        if self._owner:
            return self
        mine = Journal(self.record, self._clock, self._new_id)
        mine._reading = self._reading
        mine.bind()
        return mine

    def of(self, owner: Owner) -> "Journal":
        """Return a journal that acts for that owner, such as somebody of a class whom an instructor helps."""
        theirs = Journal(self.record, self._clock, self._new_id)
        theirs._owner = owner
        return theirs

    def bind(self) -> None:
        """Act for whoever learns now from here on."""
        self._owner = self._now()

    @property
    def owner(self) -> Owner:
        """For whom this acts."""
        return self._owner or self._now()

    @property
    def learner(self) -> Learner:
        """For whom this acts, with the name."""
        return self.record.named(self.owner.learner)

    @contextmanager
    def once(self) -> Iterator[None]:
        """Within it, the record is read once, and again only after something was written."""
        shared = self._reading
        shared.depth += 1
        try:
            yield
        finally:
            shared.depth -= 1
            if not shared.depth:
                shared.touched = -1

    def last(self, place: Place) -> Attempt | None:
        """Return the last attempt at a place."""
        return self.record.last(self.owner.learner, str(place))

    def at(self, place: Place) -> list[Attempt]:
        """Return the attempts at a place, in the order in which they were kept."""
        return [attempt for attempt in self._read(str(place)) if attempt.place == str(place)]

    def within(self, place: Place) -> list[Attempt]:
        """Return the attempts at a place and at all that it holds, in the order in which they were kept."""
        return [attempt for attempt in self._read(str(place)) if place.covers(attempt.where)]

    def everything(self) -> list[Attempt]:
        """Return all attempts of the learner, in the order in which they were kept."""
        return self._read("")

    def derive(self, name: str, make: Callable[[], T], place: Place | None = None, of: Any = None) -> T:
        """Return what `make` makes, after it has taken all attempts at a place (or all), in order.

        By its name it is kept, and takes what is new alone, as long as it is made `of` the same.
        """
        learner, shared = self.record.known(self.owner.learner), self._reading
        if shared.history is None or shared.history.learner != learner:
            shared.history, shared.followed = History(self.record, learner), False
        if self.record.waiting(learner) or not self._followed(shared.history):
            return shared.history.alone(make, place)
        return shared.history.derive(name, make, place, of)

    def _followed(self, history: History) -> bool:
        shared = self._reading
        if not self._is_fresh() or not shared.followed:
            shared.followed = history.follow()
        return shared.followed

    def _is_fresh(self) -> bool:
        """Return whether nothing was changed since the record was read in this `once`."""
        shared = self._reading
        if shared.depth and shared.touched == self.record.touched:
            return True
        shared.touched, shared.owner, shared.followed = self.record.touched, None, False
        return False

    def _now(self) -> Owner:
        shared = self._reading
        if not self._is_fresh() or shared.owner is None:
            shared.owner = self.record.owner()
        return shared.owner

    def _read(self, prefix: str) -> list[Attempt]:
        return self.record.attempts(self.owner.learner, prefix)

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
        mark: Mark,
        *,
        confidence: Confidence | None = None,
        hints: int = 0,
        seconds: float | None = None,
    ) -> Attempt:
        """Keep an answer to an item as it was marked; see `write`."""
        return self.write(
            place,
            mark.item,
            mark.version,
            mark.answer,
            right=mark.right,
            score=mark.score,
            unsafe=mark.unsafe,
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
        """Keep one answer and return it.

        Raises NotSaved where it could not be written (it stays pending), and SomebodyElse, without keeping it,
        where the owner is not in the record anymore.
        """
        owner = self.owner
        attempt = Attempt(
            id=self._new_id(),
            learner=owner.learner,
            place=str(place),
            item=item,
            version=version,
            answer=sendable(answer),
            right=right,
            unsafe=unsafe,
            score=score,
            confidence=confidence,
            hints=hints,
            seconds=seconds,
            at=self._clock(),
        )
        self.record.append(attempt, owner)
        return attempt
