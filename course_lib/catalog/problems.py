"""A problem in the course's files, told to its author: where it is, what is wrong, how to fix it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError

from course_lib.catalog.plain_words import LOOK, NOT_YAML, plainly
from course_lib.catalog.yaml_file import Keys, Trap, UnreadableError, line_of
from course_lib.errors import CourseError
from course_lib.model import ITEM_KINDS

MERGING = re.compile("<{7} |={7}$|>{7} ")
"""A line that git writes into a file whose two versions it could not put together."""

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
        parts = self.file.parts
        start = max((n for n, part in enumerate(parts) if part in {"course_lib", "exercises"}), default=-1)
        name = "/".join(parts[start:]) if start >= 0 else self.file.name
        what = ": ".join(part for part in (self.id, self.field) if part)
        end = "" if self.fix.endswith("?") else "."
        return f"{name}:{self.line}: {what + ': ' if what else ''}{self.wrong}. To fix: {self.fix}{end}"


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


def from_pydantic(error: ValidationError, file: Path, keys: Keys, name: str) -> list[Problem]:
    """Return one problem for each thing that pydantic found in the entry `name` at `keys` of a file."""
    details = error.errors(include_url=False)
    # A list that is too short because of what is wrong in it is no problem of its own.
    broken = {detail["loc"][:place] for detail in details for place in range(1, len(detail["loc"]))}
    found = [detail for detail in details if not (detail["type"] == "too_short" and detail["loc"] in broken)]
    return [_problem(detail, file, keys, name) for detail in found]


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
    entry, name, field = data, "", trap.keys
    for place, key in enumerate(trap.keys):
        if isinstance(entry, dict) and "id" in entry and trap.keys[place:] != ("id",):
            name, field = str(entry["id"]), trap.keys[place:]
            break
        entry = entry[key]
    return Problem(file, trap.line, name, ".".join(map(str, field)), trap.wrong, trap.fix)


def without_echoes(problems: Sequence[Problem], traps: Sequence[Problem]) -> list[Problem]:
    """Return the traps and the other problems, each once.

    What YAML reads as something else may be of a wrong type, too: that is no second problem.
    """
    trapped = {_spot(trap) for trap in traps}
    return list(dict.fromkeys([*traps, *(problem for problem in problems if _spot(problem) not in trapped)]))


def _spot(problem: Problem) -> tuple[Path, int, str]:
    return problem.file, problem.line, problem.field.rpartition(".")[2]


def _problem(detail: Any, file: Path, keys: Keys, name: str) -> Problem:
    where = tuple(part for part in detail["loc"] if part not in _TAGS)
    shown = ".".join(map(str, where))
    context = detail.get("ctx", {})
    if plain := plainly(detail):
        return Problem(file, line_of(file, (*keys, *where)), name, shown, *plain)
    match detail["type"]:
        case "missing":
            wrong, fix = "is missing", f"write `{where[-1]}:`"
        case "extra_forbidden":
            wrong, fix = "is not a field here", "take it out, or check its spelling"
            fix += "; a text with a comma stands in quotes" if detail["input"] is None else ""
        case "string_too_short":
            wrong, fix = "is empty", "write it"
        case "literal_error" | "enum" | "union_tag_invalid":
            expected = str(context.get("expected") or context.get("expected_tags"))
            near = get_close_matches(str(detail["input"]), re.findall(r"'([^']+)'", expected), n=1)
            wrong, fix = "has a value that the course does not know", f"use one of {expected}"
            fix += f" (did you mean {near[0]!r}?)" if near else ""
        case "union_tag_not_found":
            shown, wrong, fix = "kind", "is missing", "write `kind:`"
        case "string_type":
            wrong, fix = f"is {detail['input']!r}, which is not text", "put it in quotes"
        case "float_type" | "int_type" | "int_parsing" | "float_parsing":
            number = type(detail["input"]) is float
            wrong, fix = (
                f"is {detail['input']!r}, which is no {'whole ' if number else ''}number",
                "write a number in digits, without quotes" + (" or a point" if number else ""),
            )
        case "bool_type" | "bool_parsing":
            wrong, fix = (
                f"is {detail['input']!r}, which is neither yes nor no",
                "write true or false, without quotes",
            )
        case "date_from_datetime_inexact" | "date_from_datetime_parsing" | "date_parsing" | "date_type":
            wrong, fix = f"is {detail['input']!r}, which is no day", "write year, month and day: 2026-12-31"
        case "value_error":
            text = str(context["error"])
            own, _, rest = text.partition(": ")
            shown = ".".join(filter(None, (shown, own)))
            wrong, _, fix = rest.partition("; ")
            where = (*where, *(int(part) if part.isdigit() else part for part in own.split(".")))
        case _:
            wrong, fix = detail["msg"][0].lower() + detail["msg"][1:], NEIGHBORS
    return Problem(file, line_of(file, (*keys, *where)), name, shown, wrong, fix)


_TAGS = frozenset(get_args(kind.model_fields["kind"].annotation)[0] for kind in ITEM_KINDS)
"""The names that pydantic puts into a place for the kind of an item; the file does not have them."""
