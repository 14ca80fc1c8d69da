"""The one way in for every page: what is known, who learns, where answers go, the office, the time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from course_lib.catalog import Catalog, catalog
from course_lib.model import Learner
from course_lib.record import Record, default_url
from course_lib.record.clock import course_clock
from course_lib.record.journal import Journal
from course_lib.record.office import Office
from course_lib.record.seat import Seat, seat
from course_lib.record.unwritten import folder_of_kernel
from course_lib.rules.decision import Table
from course_lib.widgets.shown import Shown


@dataclass(frozen=True)
class Session:
    """What the parts of a page share. `journal` writes and reads one learner's answers in `record`.

    Opening one touches nothing: the record is opened when something is read or answered. In a class, `seat`
    says who learns here and by which office's rules; the server that started this kernel decided it.
    """

    catalog: Catalog
    record: Record
    clock: Callable[[], datetime]
    journal: Journal
    office: Office
    seat: Seat | None = None
    shown: Shown = field(default_factory=Shown)

    @classmethod
    def open(
        cls,
        record: Record | None = None,
        clock: Callable[[], datetime] = course_clock,
        known: Catalog | None = None,
    ) -> "Session":
        """Return a session with the learner's own record, the real clock and the course's own catalog.

        Others can be handed in. Where none are, it is one and the same in a kernel, whichever cell asks: so a
        cell that is run again shows the widget that it showed before. Raises ContentError where the course's
        files need to be corrected.
        """
        if record is None and known is None and clock is course_clock:
            return _here(default_url(), seat())
        known = known or catalog()
        return cls._at(known, record or Record(default_url()), clock, None)

    @classmethod
    def _at(cls, known: Catalog, record: Record, clock: Callable[[], datetime], here: Seat | None) -> "Session":
        journal = Journal(record, clock)
        given = here.office if here else ""
        office = Office(known.scopes, known.treatments.values(), journal, given)
        return cls(known, record, clock, journal, office, here)

    @property
    def learner(self) -> Learner:
        """Who learns now; another window can change it."""
        return self.record.learner()

    @property
    def table(self) -> Table:
        """The part of the catalog that decisions are made with."""
        return Table(self.catalog.findings, self.catalog.rules, self.catalog.limits)


@cache
def _here(url: str, who: Seat | None) -> Session:
    """Return this kernel's own session with the record at a URL, for who sits here."""
    return Session._at(
        catalog(),
        Record(url, learner=who.learner if who else None, beside=folder_of_kernel()),
        course_clock,
        who,
    )
