"""The waiting room: everybody who waits, with a face; one case is open at a time, and the way back."""

from collections.abc import Callable, Mapping, Sequence

from course_lib.errors import UnknownNameError
from course_lib.model import Patient, Reference
from course_lib.record.derived import encounters
from course_lib.record.journal import Journal
from course_lib.record.office import Office
from course_lib.render.views.waiting_room import WaitingRoomView
from course_lib.render.waiting_room import waiting_room, waiting_room_transcript
from course_lib.rules.encounter import Encounter
from course_lib.widgets.case import Case
from course_lib.widgets.learner import LearnerWidget


class WaitingRoomWidget(LearnerWidget[WaitingRoomView]):
    """The patients of a page; whoever opens it again, or learns now, stands in the waiting room."""

    js = "waiting_room.js"
    does = LearnerWidget.does | {"call_in", "close", "choose", "back", "restart"}

    def __init__(
        self,
        where: str,
        patients: Sequence[Patient],
        references: Mapping[str, Reference],
        journal: Journal,
        office: Office,
        answered: Callable[[], None] = lambda: None,
    ) -> None:
        """`where` is the page that the patients are on; `answered` is called after each choice."""
        self._where, self._patients, self._references = where, patients, references
        self._office, self._answered = office, answered
        self._case: Case | None = None
        super().__init__(waiting_room_transcript(patients), None, journal, office.refresh)

    def begin(self) -> None:
        """Stand in the waiting room, with nobody's case open."""
        self._case = None
        self._show()

    def follow(self) -> None:
        """Show again whose hands carry out the order, and how far each case is by now."""
        self._show()

    def resume(self) -> None:
        """Show the consequence of the last choice."""
        self._show(focus="consequence")

    def call_in(self, name: str) -> Encounter:
        """Call somebody in, and return where the learner stands with them. Raises UnknownNameError."""
        patient = next((patient for patient in self._patients if patient.id == name), None)
        if patient is None:
            raise UnknownNameError("patient", name, [patient.id for patient in self._patients])
        self._case = Case(self._where, patient, self._references)
        self._case.begin(self._journal)
        self._show(focus="case")
        return self._case.encounter

    def choose(self, choice: str) -> Encounter | None:
        """Take a choice with the patient who is in; see `PatientWidget.choose`. None where nobody is."""
        if self._case is None:
            return None
        encounter = self._case.choose(choice, self._journal)
        self._show(focus="consequence")
        self._answered()
        return encounter

    def _on_call_in(self, name: str) -> None:
        self.call_in(name)

    def _on_close(self) -> None:
        """Go back to the waiting room; the case stands where it stands."""
        name = self._case.encounter.patient.id if self._case else ""
        self._case = None
        self._show(focus=f"person-{name}")

    def _on_choose(self, choice: str, step: int | None = None) -> None:
        if self._case and self._case.stands_at(step):
            self.choose(choice)

    def _on_back(self) -> None:
        if self._case:
            self._case.back()
            self._show(focus="question")

    def _on_restart(self) -> None:
        if self._case:
            self._case.restart()
            self._show(focus="question")

    def _show(self, focus: str = "") -> None:
        known = encounters(self._journal, self._where, self._patients)
        self.show(
            {
                **waiting_room(self._patients, known),
                "case": self._case.view(self._office) if self._case else None,
                "focus": focus,
            }
        )
