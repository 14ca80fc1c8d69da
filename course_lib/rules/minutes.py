"""Honest minutes: how long a lesson takes, from its words and from what is done in it. Pure.

The player says with the same numbers how much is left (`player/minutes.js`; a test holds the two together).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from course_lib.model import Patient
from course_lib.rules.encounter import best_path

WORDS_A_MINUTE = 200
"""How many words of instruction are read in a minute: slower than a story, as it is read to be remembered."""

QUESTION, PATIENT, DUE = 0.5, 2.0, 1.0
"""Minutes beside the reading: to think, choose and read the reason; for a patient; for what is due."""

SITTING = 25
"""The most minutes that a lesson takes in one sitting; a longer one is offered in two."""


@dataclass(frozen=True)
class Work:
    """What a lesson or a step asks: words to read, questions, patients, and cards that are due."""

    words: int = 0
    questions: int = 0
    patients: int = 0
    due: int = 0


def minutes(work: Work) -> int:
    """Return about how many minutes it takes, at least one."""
    done = work.questions * QUESTION + work.patients * PATIENT + work.due * DUE
    return max(1, round(work.words / WORDS_A_MINUTE + done))


def case_minutes(patients: Iterable[Patient]) -> int:
    """Return about how many minutes some patients take, each on the best way; 0 for nobody."""
    found = list(patients)
    words = sum(_words(patient) for patient in found)
    return round(words / WORDS_A_MINUTE + len(found) * PATIENT)


def _words(patient: Patient) -> int:
    """Return how many words are read of a case: who it is, each scene with its choices, what comes of it."""
    texts = [patient.who, patient.complaint, patient.order_text, patient.history]
    for taken in best_path(patient).path:
        step = taken.step
        texts += [step.scene, step.patient_says, step.prompt, taken.choice.consequence, taken.choice.rule]
        texts += [choice.text for choice in step.choices]
    texts += [patient.note, patient.debrief]
    return sum(len(text.split()) for text in texts)


def sittings(whole: int) -> int:
    """Return in how many sittings a lesson of so many minutes is offered."""
    return 2 if whole > SITTING else 1
