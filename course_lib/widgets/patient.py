"""A patient on the page: decide, see the consequence, then the rule; the debrief at the end."""

from collections.abc import Callable, Mapping

from course_lib.model import Patient, Place, Reference
from course_lib.record.journal import Journal
from course_lib.record.office import Office
from course_lib.render.patient import debrief, introduction, opening_transcript, step_to_decide, taken_step
from course_lib.render.views import PatientView
from course_lib.rules.encounter import GOOD, Encounter, replay
from course_lib.widgets.kept import KeptWidget


class PatientWidget(KeptWidget[PatientView]):
    """One authored patient; the learner can go back and try the other way."""

    js = "patient.js"

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
        self._references, self._office = references, office
        self._answered = answered
        self._place = Place(plan_id, "patient", patient.id)
        self.encounter = Encounter(patient)
        super().__init__(opening_transcript(patient), None, journal, office.refresh)

    def begin(self) -> None:
        """Stand where the learner stood with this patient, unless the patient has changed since."""
        patient = self.encounter.patient
        self.encounter = Encounter(patient)
        last = self._journal.last(self._place)
        if last and last.version == patient.version:
            self.encounter = replay(patient, list(last.answer))
        self._show()

    def follow(self) -> None:
        """Show again whose hands carry out the order."""
        self.show({**self.shown, "scope": self._office.who(self.encounter.patient.order)})

    def choose(self, choice: str) -> Encounter:
        """Take a choice, record the path so far, show the consequence, and return where one stands now.

        Raises UnknownNameError for a choice that is not offered, NotSaved where it could not be written.
        """
        self.encounter = self.encounter.choose(choice)
        taken = self.encounter.path[-1].choice
        self._journal.write(
            self._place,
            self.encounter.patient.id,
            self.encounter.patient.version,
            [step.choice.id for step in self.encounter.path],
            right=taken.tag in GOOD,
            score=self.encounter.good / len(self.encounter.path),
            unsafe=taken.tag == "unsafe",
        )
        self._show(focus="consequence")
        self._answered()
        return self.encounter

    def resume(self) -> None:
        """Show the consequence of the last choice."""
        self._show(focus="consequence")

    def _on_choose(self, choice: str, step: int | None = None) -> None:
        if step in (None, len(self.encounter.path) + 1):  # otherwise a second click, at another step by now
            self.choose(choice)

    def _on_back(self) -> None:
        """Go back one decision; the path that was taken stays in the record."""
        self.encounter = self.encounter.back()
        self._show(focus="question")

    def _on_restart(self) -> None:
        self.encounter = Encounter(self.encounter.patient)
        self._show(focus="question")

    def _show(self, focus: str = "") -> None:
        patient, step = self.encounter.patient, self.encounter.step
        self.show(
            {
                **introduction(patient),
                "path": [taken_step(taken, self._references) for taken in self.encounter.path],
                "step": step_to_decide(self.encounter),
                "debrief": None if step else debrief(self.encounter),
                "scope": self._office.who(patient.order),
                "focus": focus,
            }
        )
