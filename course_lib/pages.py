"""The words that the cells of the other notebooks use: patients, final check, certificate, review, record.

A cell is one line, such as `room.patient("tess")`. What it returns shows itself, as in a lesson.
"""

from course_lib.catalog import Catalog, catalog
from course_lib.errors import UnknownNameError
from course_lib.journal import Journal
from course_lib.record import Record, default_url
from course_lib.widgets.my_record import MyRecordWidget
from course_lib.widgets.patient import PatientWidget

PATIENTS = "patients"
"""Where answers with the patients of their own page are kept."""


def patients(record: Record | None = None) -> "Patients":
    """Return the page of patients; answers go to `record` (the default one)."""
    return Patients(catalog(), Journal(record or Record(default_url())))


def my_record(record: Record | None = None) -> MyRecordWidget:
    """Return all that is kept of the learner: to look at, to save as a file, to erase."""
    known, kept = catalog(), record or Record(default_url())
    return MyRecordWidget(known.course_map, known.items, Journal(kept), kept)


class Patients:
    """The page of patients: twelve to decide for, and an endless series of made-up ones."""

    def __init__(self, known: Catalog, journal: Journal) -> None:
        """Touch nothing yet: the record is opened when something is read or answered."""
        self._known, self._journal = known, journal

    def patient(self, name: str) -> PatientWidget:
        """Return a patient to decide for. Raises UnknownNameError."""
        if name not in self._known.patients:
            raise UnknownNameError("patient", name, self._known.patients)
        return PatientWidget(PATIENTS, self._known.patients[name], self._known.references, self._journal)
