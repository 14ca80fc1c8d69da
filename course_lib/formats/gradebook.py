"""A class as tables (CSV): the roster with its codes, and how far everyone has come. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from course_lib.formats.table import table
from course_lib.model.classroom import ClassFile

ROSTER = ("name", "personal code", "class code", "class")


@dataclass(frozen=True)
class Grade:
    """How far somebody has come: the lessons that are done, the final check, and when they were there.

    `lessons` are in the order of the course: "done", "begun" or nothing.
    """

    name: str
    lessons: tuple[str, ...]
    practice_right: int
    practice_of: int
    final: str
    score: int | None
    items: int | None
    safety: int | None
    safety_items: int | None
    tries: int
    began: datetime | None
    last: datetime | None


def roster_csv(known: ClassFile) -> str:
    """Return the roster with everybody's code. It is a secret: whoever has it can join as anybody."""
    codes = (enrolled.code for enrolled in known.learners)
    rows = zip(known.roster, codes, strict=True)
    return table(ROSTER, ((learner.name, code, known.code, known.name) for learner, code in rows))


def gradebook_csv(lessons: Sequence[str], grades: Iterable[Grade]) -> str:
    """Return a line for everyone; `lessons` are the titles, in order. Times are UTC."""
    head = (
        "name",
        *lessons,
        *("practice right first time", "practice answered", "final check", "score", "of", "safety right", "of"),
        *("tries", "first answer", "last answer"),
    )
    return table(head, (_row(grade) for grade in grades))


def _row(grade: Grade) -> Sequence[object]:
    times = [at.isoformat(timespec="seconds") if at else "" for at in (grade.began, grade.last)]
    return (
        grade.name,
        *grade.lessons,
        *(grade.practice_right, grade.practice_of, grade.final),
        *(grade.score, grade.items, grade.safety, grade.safety_items, grade.tries, *times),
    )
