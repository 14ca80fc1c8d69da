"""A patient case as a state machine: the path taken so far in, the next scene or the debrief out. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from course_lib.errors import UnknownNameError
from course_lib.model import END, Attempt, Choice, Patient, Step

GOOD = ("right", "acceptable")
"""The tags of choices that a good encounter is made of."""


@dataclass(frozen=True)
class Taken:
    """One decision of the path: where, and what was chosen."""

    step: Step
    choice: Choice


@dataclass(frozen=True)
class Encounter:
    """Where a learner stands with a patient: the path taken, and the step that comes next (None at the end)."""

    patient: Patient
    path: tuple[Taken, ...] = ()

    @property
    def step(self) -> Step | None:
        """The step to decide now, or None when the encounter is over."""
        target = self.path[-1].choice.next if self.path else self.patient.steps[0].id
        return None if target == END else self.patient.step(target)

    @property
    def unsafe(self) -> bool:
        """Whether any choice so far could have hurt the patient."""
        return any(taken.choice.tag == "unsafe" for taken in self.path)

    @property
    def good(self) -> int:
        """How many of the choices were right or acceptable."""
        return sum(taken.choice.tag in GOOD for taken in self.path)

    def choose(self, choice_id: str) -> "Encounter":
        """Return the encounter after this choice; raises UnknownNameError where it is not one of the step's."""
        if self.step is None:
            raise UnknownNameError("choice after the end", choice_id, ())
        known = [choice.id for choice in self.step.choices]
        if choice_id not in known:
            raise UnknownNameError("choice here", choice_id, known)
        return Encounter(self.patient, (*self.path, Taken(self.step, self.step.choice(choice_id))))

    def back(self) -> "Encounter":
        """Return the encounter before the last choice, to try the other way."""
        return Encounter(self.patient, self.path[:-1])


def replay(patient: Patient, choices: list[str]) -> Encounter:
    """Return the encounter after these choices, as far as the case (perhaps a newer version of it) allows."""
    encounter = Encounter(patient)
    for choice in choices:
        try:
            encounter = encounter.choose(choice)
        except UnknownNameError:
            break
    return encounter


def last_encounters(patients: Iterable[Patient], attempts: Iterable[Attempt]) -> list[Encounter]:
    """Return how the learner last left each patient who was begun; a newer version begins anew.

    An attempt's place ends with the patient's id, and its answer is the path up to there.
    """
    known, found = {patient.id: patient for patient in patients}, {}
    for attempt in attempts:
        patient = known.get(attempt.where.inner[-1] if attempt.where.inner else "")
        if patient and patient.version == attempt.version:
            found[patient.id] = replay(patient, list(attempt.answer))
    return list(found.values())


def best_path(patient: Patient) -> Encounter:
    """Return the encounter in which every choice is the right one."""
    encounter = Encounter(patient)
    while encounter.step:
        right = next(choice for choice in encounter.step.choices if choice.tag == "right")
        encounter = encounter.choose(right.id)
    return encounter
