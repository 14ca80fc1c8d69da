"""A patient on the page: decide, see the consequence, then the rule; the debrief at the end."""

from collections.abc import Callable, Mapping

from course_lib.model import Patient, Reference
from course_lib.record.journal import Journal
from course_lib.record.office import Office
from course_lib.render.patient import opening_transcript
from course_lib.render.views.patient import PatientView
from course_lib.rules.encounter import Encounter
from course_lib.widgets.case import Case
from course_lib.widgets.learner import LearnerWidget


class PatientWidget(LearnerWidget[PatientView]):
    """One authored patient; the learner can go back and try the other way."""

    js = "patient.js"
    does = LearnerWidget.does | {"choose", "back", "restart"}

    def __init__(
        self,
        plan_id: str,
        patient: Patient,
        references: Mapping[str, Reference],
        journal: Journal,
        office: Office,
        answered: Callable[[], None] = lambda: None,
    ) -> None:
        """`answered` is called after each choice."""
        self._office, self._answered = office, answered
        self._case = Case(plan_id, patient, references)
        super().__init__(opening_transcript(patient), None, journal, office.refresh)

    @property
    def encounter(self) -> Encounter:
        """Where the learner stands with the patient."""
        return self._case.encounter

    def begin(self) -> None:
        """Stand where the learner stood with this patient, unless the patient has changed since."""
        self._case.begin(self._journal)
        self._show()

    def follow(self) -> None:
        """Show again whose hands carry out the order."""
        self.show({**self.shown, "scope": self._office.who(self.encounter.patient.order)})

    def choose(self, choice: str) -> Encounter:
        """Take a choice, record the path so far, show the consequence, and return where one stands now.

        Raises UnknownNameError for a choice that is not offered, NotSaved where it could not be written.
        """
        self._case.choose(choice, self._journal)
        self._show(focus="consequence")
        self._answered()
        return self.encounter

    def resume(self) -> None:
        """Show the consequence of the last choice."""
        self._show(focus="consequence")

    def _on_choose(self, choice: str, step: int | None = None) -> None:
        if self._case.stands_at(step):
            self.choose(choice)

    def _on_back(self) -> None:
        """Go back one decision; the path that was taken stays in the record."""
        self._case.back()
        self._show(focus="question")

    def _on_restart(self) -> None:
        self._case.restart()
        self._show(focus="question")

    def _show(self, focus: str = "") -> None:
        self.show(self._case.view(self._office, focus))
