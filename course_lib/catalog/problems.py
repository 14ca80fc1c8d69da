"""A problem in the course's files, told to its author: where it is, what is wrong, how to mend it."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError

from course_lib.catalog.yaml_file import Keys, line_of
from course_lib.errors import CourseError
from course_lib.model import ITEM_KINDS


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in one file."""

    file: Path
    line: int
    id: str
    field: str
    wrong: str
    mend: str

    def __str__(self) -> str:
        """Return it as one line, beginning with file:line as editors understand it."""
        parts = self.file.parts
        start = max((n for n, part in enumerate(parts) if part in {"course_lib", "exercises"}), default=-1)
        name = "/".join(parts[start:]) if start >= 0 else self.file.name
        what = ": ".join(part for part in (self.id, self.field) if part)
        end = "" if self.mend.endswith("?") else "."
        return f"{name}:{self.line}: {what + ': ' if what else ''}{self.wrong}. To mend: {self.mend}{end}"


class ContentError(CourseError):
    """The course's files have problems. A learner sees one sentence; an author sees `problems`."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def _render_traceback_(self) -> list[str]:
        return [
            "This lesson cannot be shown: its files need mending. Your answers are safe.",
            "Tell your instructor.",
            "(Authors: run `python3 course.py check`.)",
        ]


def from_pydantic(error: ValidationError, file: Path, keys: Keys, name: str) -> list[Problem]:
    """Return one problem for each thing that pydantic found in the entry `name` at `keys` of a file."""
    return [_problem(detail, file, keys, name) for detail in error.errors(include_url=False)]


def _problem(detail: Any, file: Path, keys: Keys, name: str) -> Problem:
    where = tuple(part for part in detail["loc"] if part not in _TAGS)
    shown = ".".join(map(str, where))
    context = detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            wrong, mend = "is missing", f"write `{where[-1]}:`"
        case "extra_forbidden":
            wrong, mend = "is not a field here", "take it out, or check its spelling"
        case "string_too_short":
            wrong, mend = "is empty", "write it"
        case "literal_error" | "enum" | "union_tag_invalid":
            expected = str(context.get("expected") or context.get("expected_tags"))
            near = get_close_matches(str(detail["input"]), expected.replace("'", "").split(", "), n=1)
            wrong, mend = "has a value that the course does not know", f"use one of {expected}"
            mend += f" (did you mean {near[0]!r}?)" if near else ""
        case "union_tag_not_found":
            shown, wrong, mend = "kind", "is missing", "write `kind:`"
        case "string_type":
            wrong, mend = f"is {detail['input']!r}, which is not text", "put it in quotes"
        case "value_error":
            text = str(context["error"])
            own, _, rest = text.partition(": ")
            shown = ".".join(filter(None, (shown, own)))
            wrong, _, mend = rest.partition("; ")
            where = (*where, *(int(part) if part.isdigit() else part for part in own.split(".")))
        case _:
            wrong, mend = detail["msg"][0].lower() + detail["msg"][1:], "compare it with its neighbors"
    return Problem(file, line_of(file, (*keys, *where)), name, shown, wrong, mend)


_TAGS = frozenset(get_args(kind.model_fields["kind"].annotation)[0] for kind in ITEM_KINDS)
"""The names that pydantic puts into a place for the kind of an item; the file does not have them."""
