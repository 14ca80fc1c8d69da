"""A patient's case while it is decided: the path so far, what is kept of it, and what the page gets of it."""

from collections.abc import Mapping

from course_lib.model import Patient, Place, Reference
from course_lib.record.journal import Journal
from course_lib.record.office import Office
from course_lib.render.patient import debrief, introduction, step_to_decide, taken_step
from course_lib.render.views.patient import PatientView
from course_lib.rules.encounter import GOOD, Encounter, replay


class Case:
    """One authored patient; the learner can go back and try the other way."""

    def __init__(self, where: str, patient: Patient, references: Mapping[str, Reference]) -> None:
        """`where` is the lesson or page."""
        self._references = references
        self._place = Place(where, "patient", patient.id)
        self.encounter = Encounter(patient)

    def begin(self, journal: Journal) -> None:
        """Stand where the learner stood with this patient, unless the patient has changed since."""
        patient = self.encounter.patient
        self.encounter = Encounter(patient)
        last = journal.last(self._place)
        if last and last.version == patient.version:
            self.encounter = replay(patient, list(last.answer))

    def choose(self, choice: str, journal: Journal) -> Encounter:
        """Take a choice, record the path so far, and return where one stands now.

        Raises UnknownNameError for a choice that is not offered, NotSaved where it could not be written.
        """
        self.encounter = self.encounter.choose(choice)
        taken = self.encounter.path[-1].choice
        journal.write(
            self._place,
            self.encounter.patient.id,
            self.encounter.patient.version,
            [step.choice.id for step in self.encounter.path],
            right=taken.tag in GOOD,
            score=self.encounter.good / len(self.encounter.path),
            unsafe=taken.tag == "unsafe",
        )
        return self.encounter

    def stands_at(self, step: int | None) -> bool:
        """Whether a click at that step is meant for the one that stands here; a second click is not."""
        return step in (None, len(self.encounter.path) + 1)

    def back(self) -> None:
        """Go back one decision; the path that was taken stays in the record."""
        self.encounter = self.encounter.back()

    def restart(self) -> None:
        """Go back to the first decision."""
        self.encounter = Encounter(self.encounter.patient)

    def view(self, office: Office, focus: str = "") -> PatientView:
        """Return the case as it stands."""
        patient, step = self.encounter.patient, self.encounter.step
        return {
            **introduction(patient),
            "path": [taken_step(taken, self._references, patient) for taken in self.encounter.path],
            "step": step_to_decide(self.encounter),
            "debrief": None if step else debrief(self.encounter),
            "scope": office.who(patient.order),
            "focus": focus,
        }
