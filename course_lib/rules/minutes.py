"""Honest minutes: how long a lesson takes, from its words and from what is done in it. Pure.

The player says with the same numbers how much is left (`player/minutes.js`; a test holds the two together).
"""

from dataclasses import dataclass

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


def sittings(whole: int) -> int:
    """Return in how many sittings a lesson of so many minutes is offered."""
    return 2 if whole > SITTING else 1
