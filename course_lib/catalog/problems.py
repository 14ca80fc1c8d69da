"""A problem in the course's files, told to its author: where it is, what is wrong, how to fix it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course_lib.catalog.plain_words import LOOK, NOT_YAML
from course_lib.catalog.yaml_file import Trap, UnreadableError, as_written
from course_lib.errors import CourseError

MERGING = re.compile("<{7} |={7}$|>{7} ")
"""A line that git writes into a file whose two versions it could not put together."""

TOP = {"course_lib", "exercises", "notebooks"}
"""The folders with which the name of a file begins as its author knows it."""

NEIGHBORS = "compare it with its neighbors"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in one file."""

    file: Path
    line: int
    id: str
    field: str
    wrong: str
    fix: str

    def __str__(self) -> str:
        """Return it as one line, beginning with file:line as editors understand it."""
        what = ": ".join([place(self.file, self.line), *filter(None, (self.id, self.field))])
        end = "" if self.fix.endswith("?") else "."
        return f"{what}: {self.wrong}. To fix: {self.fix}{end}"


def place(file: Path, line: int) -> str:
    """Return a line of a file as editors understand it, from the course's own folder on."""
    parts = file.parts
    start = max((n for n, part in enumerate(parts) if part in TOP), default=len(parts) - 1)
    return f"{'/'.join(parts[start:])}:{line}"


class ContentError(CourseError):
    """The course's files have problems. A learner sees one sentence; an author sees `problems`."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def _render_traceback_(self) -> list[str]:
        return [
            "This lesson cannot be shown: its files need to be corrected. Your answers are safe.",
            "Tell your instructor.",
            "(Authors: run `python3 course.py check`.)",
        ]


def unreadable(error: Exception, file: Path) -> Problem:
    """Return the problem of a file that could not be read, from what `yaml_file.read` raised."""
    match error:
        case UnreadableError():
            return Problem(file, error.line, "", "", error.wrong, error.fix)
        case FileNotFoundError():
            return Problem(file, 1, "", "", "the file is missing", "put it back")
        case OSError():
            fix = "see that it is a file that you may read"
            return Problem(file, 1, "", "", f"cannot be read ({error.strerror})", fix)
    merging = next(
        (n for n, line in enumerate(file.read_text("utf-8").splitlines(), 1) if MERGING.match(line)), 0
    )
    if merging:
        wrong, fix = "two versions of the file were put together here and not settled", "keep one of the two"
        return Problem(
            file, merging, "", "", wrong, f"{fix}, and take out the lines with <<<<<<<, ======= and >>>>>>>"
        )
    mark = getattr(error, "problem_mark", None)
    reason = str(getattr(error, "problem", None) or error)
    what, fix = next(((what, fix) for sign, what, fix in NOT_YAML if sign in reason), (reason, LOOK))
    return Problem(file, mark.line + 1 if mark else 1, "", "", f"is not YAML: {what}", fix)


def from_trap(trap: Trap, file: Path, data: Any) -> Problem:
    """Return the problem of a value that YAML does not read as it is written, in a file that holds `data`."""
    entry, name, start = data, "", 0
    for number, key in enumerate(trap.keys):
        if isinstance(entry, dict) and "id" in entry and trap.keys[number:] != ("id",):
            name, start = str(entry["id"]), number
            break
        entry = entry[key]
    return Problem(file, trap.line, name, ".".join(as_written(file, trap.keys)[start:]), trap.wrong, trap.fix)


def without_echoes(problems: Sequence[Problem], traps: Sequence[Problem]) -> list[Problem]:
    """Return the traps and the other problems, each once.

    What YAML reads as something else may be of a wrong type, too: that is no second problem.
    """
    trapped = {_spot(trap) for trap in traps}
    return list(dict.fromkeys([*traps, *(problem for problem in problems if _spot(problem) not in trapped)]))


def _spot(problem: Problem) -> tuple[Path, int, str]:
    return problem.file, problem.line, problem.field.rpartition(".")[2]
