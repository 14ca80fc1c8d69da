"""A patient case as a state machine: the path taken so far in, the next scene or the debrief out. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from course_lib.errors import UnknownNameError
from course_lib.model import END, Attempt, Choice, Patient, Step
from course_lib.rules.taking import taken

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
            raise UnknownNameError("choice", choice_id, (), "here: the case is over")
        known = [choice.id for choice in self.step.choices]
        if choice_id not in known:
            raise UnknownNameError("choice", choice_id, known, "here")
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


class LastEncounters:
    """How a learner last left each of some patients, attempt by attempt in the order of the record.

    An attempt's place ends with the patient's id, and its answer is the path up to there. A newer version of a
    case starts over.
    """

    def __init__(self, patients: Iterable[Patient]) -> None:
        self._patients = {patient.id: patient for patient in patients}
        self._last: dict[str, Attempt] = {}

    def take(self, attempt: Attempt) -> None:
        """Note where the learner stands with a patient."""
        patient = self._patients.get(attempt.where.id)
        if patient and patient.version == attempt.version:
            self._last[patient.id] = attempt

    @property
    def encounters(self) -> list[Encounter]:
        """How each patient who was begun was left."""
        return [replay(self._patients[name], list(last.answer)) for name, last in self._last.items()]


def last_encounters(patients: Iterable[Patient], attempts: Iterable[Attempt]) -> list[Encounter]:
    """Return how the learner last left each patient who was begun; see `LastEncounters`."""
    return taken(LastEncounters(patients), attempts).encounters


def best_path(patient: Patient) -> Encounter:
    """Return the encounter in which every choice is the right one."""
    encounter = Encounter(patient)
    while encounter.step:
        right = next(choice for choice in encounter.step.choices if choice.tag == "right")
        encounter = encounter.choose(right.id)
    return encounter
