"""The words that the cells of the other notebooks use: patients, final check, certificate, review, record.

A cell is one line, such as `room.patient("tess")`. What it returns shows itself, as in a lesson.
"""

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from course_lib.catalog import Catalog, catalog
from course_lib.errors import UnknownNameError
from course_lib.model import Attempt, Order
from course_lib.model.scope import Scope
from course_lib.pages.hands_on import skills
from course_lib.pages.standing import PATIENTS
from course_lib.record import Record, default_url
from course_lib.record.journal import Journal
from course_lib.record.office import Office
from course_lib.rules.certificate import Passed
from course_lib.rules.decision import ORDERS, Table
from course_lib.rules.scope import office
from course_lib.rules.tries import state
from course_lib.widgets.certificate import CertificateWidget
from course_lib.widgets.drawn import DrawnWidget
from course_lib.widgets.final_check import FinalCheckWidget
from course_lib.widgets.my_record import MyRecordWidget
from course_lib.widgets.patient import PatientWidget
from course_lib.widgets.review import AheadWidget, CalibrationWidget, DueWidget
from course_lib.widgets.room import RoomWidget

ALL: tuple[Order, ...] = tuple(order for order in ORDERS if order != "none")
"""The orders that come up with the patients without end."""


def patients(record: Record | None = None) -> "Patients":
    """Return the page of patients; answers go to `record` (the default one)."""
    return Patients(catalog(), Journal(record or Record(default_url())))


def final_check(record: Record | None = None) -> FinalCheckWidget:
    """Return the final check: its rules, the form that runs, or the result."""
    known, journal = catalog(), Journal(record or Record(default_url()))
    patients = {name: known.patients[name] for name in known.final_patients}
    here = Office(known.scopes, journal)
    return FinalCheckWidget(
        known.course_map, known.blueprint, known.items, patients, known.references, journal, here
    )


def my_certificate(record: Record | None = None) -> CertificateWidget:
    """Return the certificate: what is missing for it, or the form for it."""
    known, journal = catalog(), Journal(record or Record(default_url()))
    return CertificateWidget(
        known.course_map,
        known.plans,
        known.items,
        journal,
        passed=lambda attempts: _passed(known, journal, attempts),
        checklist=lambda name, on: _checklist(known, Office(known.scopes, journal).scope, name, on),
    )


def _passed(known: Catalog, journal: Journal, attempts: Sequence[Attempt]) -> Passed | None:
    """Return the final check that was passed, or None."""
    found = [attempt for attempt in attempts if attempt.place.startswith("final/")]
    one = state(found, known.blueprint, journal.now()).passed
    if one is None or one.ended is None:
        return None
    result = one.result
    passed = max([one.ended, *(answer.at for answer in one.parallel_answers.values())])
    return Passed(
        on=passed.astimezone().date(),
        score=result.right,
        items=result.of,
        cut=result.pass_mark,
        safety=result.safety_right,
        safety_items=result.safety_of,
        safety_cut=result.safety_pass_mark,
    )


def _checklist(known: Catalog, scope: Scope, name: str, on: date) -> bytes:
    from course_lib.render.checklist import checklist_pdf  # noqa: PLC0415 - fpdf takes long to load

    return checklist_pdf(skills(known.limits), name, f"{office(scope)}: {' '.join(scope.lines)}", on)


def my_record(record: Record | None = None) -> MyRecordWidget:
    """Return all that is kept of the learner: to look at, to save as a file, to erase."""
    known, kept = catalog(), record or Record(default_url())
    return MyRecordWidget(known.course_map, known.items, Journal(kept), kept)


def my_review(record: Record | None = None) -> "MyReview":
    """Return the page of review: what is due, what comes when, how sure against how right."""
    return MyReview(catalog(), Journal(record or Record(default_url())))


class MyReview:
    """The page of review; after each answer the other parts follow."""

    def __init__(self, known: Catalog, journal: Journal) -> None:
        """Touch nothing yet: the record is opened when something is read or answered."""
        self._known, self._journal = known, journal

    def today(self) -> DueWidget:
        """Return the cards that are due today, one after the other."""
        known = self._known
        here = Office(known.scopes, self._journal)
        return DueWidget(known.items, known.references, self._journal, here, answered=self._answered)

    @cached_property
    def ahead(self) -> AheadWidget:
        """What comes when."""
        return AheadWidget(self._known.items, self._journal)

    @cached_property
    def calibration(self) -> CalibrationWidget:
        """How sure against how right, and the errors that were sure."""
        return CalibrationWidget(self._known.items, self._known.references, self._journal)

    def _answered(self) -> None:
        for name in ("ahead", "calibration"):
            if name in vars(self):
                getattr(self, name).begin()


class Patients:
    """The page of patients: twelve to decide for, and an endless series of made-up ones."""

    def __init__(self, known: Catalog, journal: Journal) -> None:
        """Touch nothing yet: the record is opened when something is read or answered."""
        self._known, self._journal = known, journal
        self._office = Office(known.scopes, journal)

    @cached_property
    def standing(self) -> RoomWidget:
        """How many of the page's patients were seen to the end; it follows every choice on the page."""
        known = self._known
        return RoomWidget([known.patients[name] for name in known.room_patients], self._journal)

    def patient(self, name: str) -> PatientWidget:
        """Return a patient to decide for. Raises UnknownNameError."""
        if name not in self._known.patients:
            raise UnknownNameError("patient", name, self._known.room_patients)
        patient = self._known.patients[name]
        return PatientWidget(
            PATIENTS, patient, self._known.references, self._journal, self._office, self._answered
        )

    def draw(self) -> DrawnWidget:
        """Return an endless series of patients over all six treatments."""
        known = self._known
        found = Table(known.findings, known.rules, known.limits)
        return DrawnWidget(PATIENTS, ALL, found, known.people, known.references, self._journal, self._office)

    def _answered(self) -> None:
        if "standing" in vars(self):
            self.standing.begin()
