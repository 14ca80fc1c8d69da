"""What only an instructor does for learners: extra time, a sign-off, certificates for all who passed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from course_lib.catalog import Catalog
from course_lib.errors import CourseError
from course_lib.model import Learner, Owner
from course_lib.model.certificate import Certificate
from course_lib.model.classroom import ClassFile
from course_lib.record import Record, derived
from course_lib.record.clock import course_clock
from course_lib.record.final_check import FinalCheck
from course_lib.record.journal import Journal
from course_lib.render.certificate_form import typed_details
from course_lib.rules.certificate import CERTIFICATE, CERTIFICATES, DetailsError, issue, learned, passed


class NobodyError(CourseError):
    """There is no such learner in the class; the message says so."""


@dataclass(frozen=True)
class Issued:
    """The certificates of a class, and for whom none could be created, and why."""

    certificates: tuple[Certificate, ...]
    without: tuple[tuple[str, str], ...]


class Desk:
    """An instructor at work on the record of a class. Everything is kept at once, under the learner's name."""

    def __init__(
        self,
        record: Record,
        known: Catalog,
        class_file: ClassFile,
        clock: Callable[[], datetime] = course_clock,
    ) -> None:
        self._record, self._known, self._class, self._clock = record, known, class_file, clock

    def extra_time(self, learner: str, minutes: int, by: str) -> None:
        """Give a learner more time in the final check that runs, or else in the next one.

        Raises NotNowError, NobodyError, NotSaved.
        """
        check = self._check(learner)
        (check.grant if check.state.phase == "running" else check.grant_ahead)(minutes, by)

    def sign_off(self, learner: str, name: str, credential: str, refreshed: str) -> datetime | None:
        """Let a learner try the final check once more; return when that try opens, None where it is open now.

        Raises NotNowError, NobodyError, NotSaved.
        """
        check = self._check(learner)
        check.sign_off(name, credential, refreshed)
        return check.state.opens if check.state.phase == "waiting" else None

    def certificates(self) -> Issued:
        """Return a certificate for everyone who passed: the one that was issued, or a new one, which is kept.

        Raises NotSaved.
        """
        found, without = [], []
        shown = {learner.id: learner for learner in self._class.roster}
        for learner in [shown.get(each.id, each) for each in self._record.learners()]:
            journal = self._journal(learner)
            try:
                certificate = self._certificate(learner, journal)
            except DetailsError as error:
                without.append((learner.name, str(error)))
            else:
                if certificate:
                    found.append(certificate)
        return Issued(tuple(found), tuple(without))

    def _certificate(self, learner: Learner, journal: Journal) -> Certificate | None:
        known = self._known
        reached = passed(derived.check_state(journal, known.blueprint))
        if reached is None:
            return None
        if issued := journal.noted(CERTIFICATES, CERTIFICATE):
            return Certificate.model_validate(issued[-1].answer)
        work = derived.learned(journal, known.plans, known.items, known.patients)
        today = journal.now().astimezone().date()
        details = typed_details(
            {
                "name": learner.name,
                "mode": "workshop",
                "provider": self._class.provider,
                "provider_number": self._class.provider_number,
                "instructor": self._class.signatory,
                "credential": self._class.credential,
            }
        )
        topics = learned(known.course_map, work.standings)
        created = issue(
            uuid4().hex, details, reached, known.course_map, topics, began=work.began or today, today=today
        ).model_copy(update={"in_class": True})
        journal.note(replace(CERTIFICATES, id=created.id), CERTIFICATE, created.model_dump(mode="json"))
        return created

    def _check(self, learner: str) -> FinalCheck:
        there = next((each for each in self._record.learners() if each.id == learner), None)
        if there is None:
            raise NobodyError("Nobody of that name is in this class. Load the page again.")
        known = self._known
        patients = {name: known.patients[name] for name in known.final_patients}
        return FinalCheck(known.blueprint, known.items, patients, self._journal(there))

    def _journal(self, learner: Learner) -> Journal:
        return Journal(self._record, self._clock).of(Owner("", learner.id))
