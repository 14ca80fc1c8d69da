"""What the cells of the notebook of patients call: patients to decide for, and made-up ones without end.

A cell is one line, such as `room.patient("tess")`. What it returns shows itself, as in a lesson.
"""

from functools import cached_property

from course_lib.catalog import Catalog, catalog
from course_lib.errors import UnknownNameError
from course_lib.model import Order
from course_lib.pages.standing import PATIENTS
from course_lib.record import Record, default_url
from course_lib.record.journal import Journal
from course_lib.record.office import Office
from course_lib.rules.decision import ORDERS, Table
from course_lib.widgets.drawn import DrawnWidget
from course_lib.widgets.patient import PatientWidget
from course_lib.widgets.progress import PatientsProgressWidget

ALL: tuple[Order, ...] = tuple(order for order in ORDERS if order != "none")
"""The orders that come up with the patients without end."""


def patients(record: Record | None = None) -> "Patients":
    """Return the page of patients; answers go to `record` (the default one)."""
    return Patients(catalog(), Journal(record or Record(default_url())))


class Patients:
    """The page of patients: twelve to decide for, and an endless series of made-up ones."""

    def __init__(self, known: Catalog, journal: Journal) -> None:
        """Touch nothing yet: the record is opened when something is read or answered."""
        self._known, self._journal = known, journal
        self._office = Office(known.scopes, journal)

    @cached_property
    def standing(self) -> PatientsProgressWidget:
        """How many of the page's patients were seen to the end; it follows every choice on the page."""
        known = self._known
        return PatientsProgressWidget(
            PATIENTS, [known.patients[name] for name in known.room_patients], self._journal
        )

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
