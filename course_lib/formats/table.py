"""A learner's record as a table (CSV), for a spreadsheet. Pure."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from course_lib.model import Attempt

COLUMNS = (
    "at", "place", "item", "version", "answer", "right",
    "unsafe", "score", "confidence", "hints", "seconds", "id",
)  # fmt: skip


def as_csv(attempts: Iterable[Attempt]) -> str:
    """Return the attempts as CSV with a head line. Times are UTC; an answer is JSON.

    A text that a spreadsheet would take for a formula gets an apostrophe in front of it.
    """
    rows = (
        attempt.model_dump(mode="json") | {"answer": json.dumps(attempt.answer, ensure_ascii=False)}
        for attempt in attempts
    )
    return table(COLUMNS, ([row[name] for name in COLUMNS] for row in rows))


def table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return rows as CSV below a head line; a text that looks like a formula gets an apostrophe before it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_cell(name) for name in head])
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{value}"
    return "" if value is None else value
