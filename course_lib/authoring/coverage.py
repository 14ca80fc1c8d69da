"""What is taught and tested: each statement of the article, its lesson, its evidence card, the items on it.

`python -m course_lib.authoring.coverage` prints the table as Markdown.
"""

import ast
import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from course_lib.catalog import Catalog, catalog
from course_lib.folders import NOTEBOOKS
from course_lib.model import ITEM_KINDS, Stop

KINDS = tuple(get_args(kind.model_fields["kind"].annotation)[0] for kind in ITEM_KINDS)
"""The kinds of items, in the order of the table's columns."""


@dataclass(frozen=True)
class Use:
    """What a line of a notebook uses of its lesson: `heat.item("time-limit")` is item, ("time-limit",)."""

    name: str
    ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """One statement of the article: where it is taught, whether its card is shown there, what tests it."""

    claim: str
    topic: str
    lesson: Stop | None
    card: bool
    items: Mapping[str, int]

    @property
    def tests(self) -> int:
        """How many items test the statement, of all kinds."""
        return sum(self.items.values())


def uses(source: str) -> list[Use]:
    """Return what a code cell uses of the lesson, in the order of its lines."""
    found = []
    for line in ast.parse(source).body:
        match line:
            case ast.Expr(ast.Call(ast.Attribute(attr=name), args=args)):
                found.append(Use(name, tuple(str(arg.value) for arg in args if isinstance(arg, ast.Constant))))
    return found


def coverage(known: Catalog, notebooks: Mapping[str, Sequence[Use]]) -> list[Row]:
    """Return a row for each claim of the register; `notebooks` holds what each notebook uses, by its name."""
    rows = []
    for claim in known.claims.values():
        lesson = next((stop for stop in known.course_map.lessons if claim.id in stop.teaches), None)
        shown = notebooks.get(lesson.notebook, ()) if lesson else ()
        items = Counter[str](item.kind for item in known.items.values() if claim.id in item.claims)
        rows.append(Row(claim.id, claim.topic, lesson, Use("evidence", (claim.id,)) in shown, items))
    return rows


def markdown(rows: Sequence[Row]) -> str:
    """Return the rows as a Markdown table."""
    lines = [f"| Claim | Topic | Lesson | Status | Card | {' | '.join(KINDS)} | Items |"]
    lines.append("|---" * 5 + "|---:" * (len(KINDS) + 1) + "|")
    for row in rows:
        lesson = f"{row.lesson.number} {row.lesson.title}" if row.lesson else "none"
        status = row.lesson.status if row.lesson else ""
        counts = " | ".join(str(row.items.get(kind, 0)) for kind in KINDS)
        card = "yes" if row.card else "no"
        lines.append(f"| {row.claim} | {row.topic} | {lesson} | {status} | {card} | {counts} | {row.tests} |")
    return "\n".join(lines)


def used_in(notebook: Path) -> list[Use]:
    """Return what the code cells of a notebook use. Raises ValueError, KeyError or SyntaxError."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return [use for cell in cells if cell["cell_type"] == "code" for use in uses("".join(cell["source"]))]


def read(folder: Path = NOTEBOOKS) -> dict[str, list[Use]]:
    """Return what the code cells of each notebook in a folder use, by the notebook's file name."""
    return {path.name: used_in(path) for path in sorted(folder.glob("*.ipynb"))}


if __name__ == "__main__":
    sys.stdout.write(markdown(coverage(catalog(), read())) + "\n")
