"""What the cells of the notebook of patients call: patients to decide for, and made-up ones without end.

A cell is one line, such as `room.patient("tess")`. What it returns shows itself, as in a lesson.
"""

from course_lib.model import Order
from course_lib.pages.page import Page, get
from course_lib.pages.session import Session
from course_lib.pages.standing import PATIENTS
from course_lib.render.page import part_transcript
from course_lib.rules.decision import ORDERS
from course_lib.widgets.drawn import DrawnWidget
from course_lib.widgets.head import HeadWidget
from course_lib.widgets.patient import PatientWidget
from course_lib.widgets.progress import PatientsProgressWidget
from course_lib.widgets.waiting_room import WaitingRoomWidget

ALL: tuple[Order, ...] = tuple(order for order in ORDERS if order != "none")
"""The orders that come up with the patients without end."""


def patients(session: Session | None = None) -> "Patients":
    """Return the page of patients."""
    return Patients(session or Session.open(), PATIENTS)


class Patients(Page):
    """The page of patients: twelve to decide for, and an endless series of made-up ones."""

    def head(self) -> HeadWidget:
        """Return whose hands carry out what is ordered here."""
        return self._widget(
            HeadWidget,
            "",
            lambda: HeadWidget(
                PATIENTS,
                lambda office: part_transcript(office.your_part()),
                self._journal,
                self._session.record,
                self._office,
                needs_office=True,
                in_class=self._session.seat is not None,
            ),
        )

    def progress(self) -> PatientsProgressWidget:
        """Return how many of the page's patients were seen to the end; it follows every choice on the page."""
        shown = [self._known.patients[name] for name in self._known.room_patients]
        return self._follow(
            PatientsProgressWidget, lambda: PatientsProgressWidget(PATIENTS, shown, self._journal)
        )

    def waiting_room(self, *names: str) -> WaitingRoomWidget:
        """Return patients as they wait, in that order; one case is open at a time. Raises UnknownNameError."""
        known = self._known
        shown = [get(known.patients, "patient", name, known.room_patients) for name in names]
        return self._widget(
            WaitingRoomWidget,
            "waiting_room",
            lambda: WaitingRoomWidget(
                PATIENTS, shown, known.references, self._journal, self._office, self._answered
            ),
        )

    def patient(self, name: str) -> PatientWidget:
        """Return a patient to decide for. Raises UnknownNameError."""
        known = self._known
        patient = get(known.patients, "patient", name, known.room_patients)
        return self._widget(
            PatientWidget,
            name,
            lambda: PatientWidget(
                PATIENTS, patient, known.references, self._journal, self._office, self._answered
            ),
        )

    def draw(self) -> DrawnWidget:
        """Return an endless series of patients over all six treatments."""
        known, table = self._known, self._session.table
        return self._widget(
            DrawnWidget,
            "draw",
            lambda: DrawnWidget(
                PATIENTS, ALL, table, known.people, known.references, self._journal, self._office
            ),
        )
