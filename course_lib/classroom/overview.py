"""A class as its record shows it: who is where, and what was answered. It only reads, each row once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from course_lib.catalog import Catalog
from course_lib.model import Attempt, Learner
from course_lib.model.classroom import ClassFile
from course_lib.record import Record
from course_lib.render.class_state import ClassState, class_state
from course_lib.rules.classwork import Course, Work
from course_lib.rules.item_statistics import Statistic, statistics


@dataclass(frozen=True)
class Person:
    """Somebody of the class. Who has not come yet has an empty id, and no work."""

    id: str
    name: str
    work: Work | None


class Overview:
    """Follows the record of a class. Each look takes what is new alone, with one query for everyone."""

    def __init__(self, record: Record, known: Catalog, class_file: ClassFile | None = None) -> None:
        """Without a `class_file`, everybody in the record is the class."""
        self._record, self._known, self.class_file = record, known, class_file
        self._course = Course(known.plans, known.items, known.patients, known.blueprint)
        self._work: dict[str, Work] = {}
        self._learners: list[Learner] = []
        self._end: tuple[int, str] = (0, "")

    def follow(self) -> None:
        """Take what is new in the record; all of it, where another file has come in its place."""
        self._learners = self._record.learners()
        rows = self._record.of_all(self._end[0])
        if self._end[1] and (not rows or (rows[0].number, rows[0].id) != self._end):
            if self._record.notice:
                return  # it cannot be read now: what was known stays
            self._work, self._end = {}, (0, "")
            rows = self._record.of_all()
        for row in rows[1:] if self._end[1] else rows:
            if row.attempt:
                self._work.setdefault(row.attempt.learner, Work(self._course)).take(row.attempt)
        if rows:
            self._end = rows[-1].number, rows[-1].id

    @property
    def people(self) -> list[Person]:
        """Everyone, by the roster, then who is on none; somebody who was erased is nobody."""
        here = {learner.id: learner for learner in self._learners}
        found = []
        for enrolled in self.class_file.roster if self.class_file else ():
            found.append(
                Person(enrolled.id, enrolled.name, self._work.get(enrolled.id))
                if here.pop(enrolled.id, None)
                else Person("", enrolled.name, None)
            )
        # Whoever was on a page and did nothing is not listed without a name.
        others = [learner for learner in here.values() if learner.name or learner.id in self._work]
        return found + [
            Person(learner.id, learner.name, self._work.get(learner.id))
            for learner in sorted(others, key=lambda learner: learner.name)
        ]

    @property
    def working(self) -> list[tuple[Person, Work]]:
        """Those who have begun, with their work."""
        return [(person, person.work) for person in self.people if person.work]

    @property
    def statistics(self) -> dict[str, Statistic]:
        """What first answers say of each item."""
        return pooled([self], self._known)

    @property
    def answers(self) -> list[Attempt]:
        """All judged answers outside of the final check, as they came."""
        found = [answer for _, work in self.working for answer in work.answers]
        return sorted(found, key=lambda answer: answer.at)

    def state(self, now: datetime) -> ClassState:
        """Return what an instructor sees, as what JSON can hold."""
        self.follow()
        return class_state(
            self.class_file.name if self.class_file else "",
            [(person.id, person.name, person.work) for person in self.people],
            self.statistics,
            self._course,
            self._known.course_map,
            now,
        )


def pooled(cohorts: Sequence[Overview], known: Catalog) -> dict[str, Statistic]:
    """Return what the first answers of several classes together say of each item."""
    firsts = [work.firsts for cohort in cohorts for _, work in cohort.working]
    return statistics(firsts, known.items)


def state(record: Record, class_file: ClassFile, known: Catalog, now: datetime) -> ClassState:
    """Return what an instructor sees of a class, once; whoever looks again keeps an `Overview`."""
    return Overview(record, known, class_file).state(now)
