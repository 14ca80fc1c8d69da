"""What is derived from one learner's attempts: worked out once, then from what is new alone."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from course_lib.model import Place
from course_lib.record.rows import Row
from course_lib.rules.taking import Takes, taken

if TYPE_CHECKING:
    from course_lib.record.database.store import Store
    from course_lib.record.record import Record

T = TypeVar("T", bound=Takes)


@dataclass(frozen=True)
class _Derived:
    of: Any
    place: Place | None
    to: Takes


class History:
    """One learner's attempts, followed in the order in which the record keeps them.

    Where the record has been replaced, or the last attempt that was read is gone from it, everything is worked
    out again.
    """

    def __init__(self, record: "Record", learner: str) -> None:
        """Read nothing yet."""
        self._record, self.learner = record, learner
        self._end: tuple[int, str] | None = None
        self._derived: dict[str, _Derived] = {}

    def follow(self) -> bool:
        """Hand on what is new. Return whether the record could be read."""
        rows = self._record.read(self._new)
        if rows is None:
            self._forget()
            return False
        if self._end and (not rows or (rows[0].number, rows[0].id) != self._end):
            self._forget()
            rows = self._record.read(self._newest) or []
        new = rows[1:] if self._end else rows
        for row in new:
            for derived in self._derived.values():
                _take(derived.to, derived.place, row)
        if rows:
            self._end = rows[-1].number, rows[-1].id
        return True

    def derive(self, name: str, make: Callable[[], T], place: Place | None, of: Any) -> T:
        """Return what `make` makes, after it has taken all attempts at a place that were read with `follow`.

        It is kept by its name, as long as it is made `of` the same.
        """
        there = self._derived.get(name)
        if there is None or there.of != of:
            until = self._end[0] if self._end else 0
            to = self._record.read(lambda store: self._all(store, make(), place, until))
            if to is None:
                return make()
            there = self._derived[name] = _Derived(of, place, to)
        return there.to  # type: ignore[return-value] # what has this name was made by such a `make`

    def alone(self, make: Callable[[], T], place: Place | None) -> T:
        """Return what `make` makes of all attempts at a place and those that wait to be saved; kept nowhere."""
        text = str(place or "")
        attempts = self._record.attempts(self.learner, text)
        return taken(make(), (attempt for attempt in attempts if place is None or place.covers(attempt.where)))

    def _forget(self) -> None:
        self._end = None
        self._derived.clear()

    def _new(self, store: "Store") -> list[Row]:
        """Return the rows from the last one that was read on, that one included."""
        if self._end or self._derived:
            return list(store.rows(self.learner, since=self._end[0] if self._end else 0))
        return self._newest(store)

    def _newest(self, store: "Store") -> list[Row]:
        newest = store.newest(self.learner)
        return [newest] if newest else []

    def _all(self, store: "Store", to: T, place: Place | None, until: int) -> T:
        for row in store.rows(self.learner, str(place or ""), until=until):
            _take(to, place, row)
        return to


def _take(to: Takes, place: Place | None, row: Row) -> None:
    if row.attempt and (place is None or place.covers(row.attempt.where)):
        to.take(row.attempt)
