"""The rows of the record's tables, turned into attempts and learners, and back."""

import json
from contextlib import suppress
from datetime import UTC
from typing import Any, NamedTuple

from course_lib.language.text import whole
from course_lib.model.attempt import Attempt, Learner


class Row(NamedTuple):
    """A row of attempts: its number, by which the record keeps the order, and what can be read of it."""

    number: int
    id: str
    attempt: Attempt | None


def read_row(row: dict[str, Any]) -> Row:
    """Return what can be read of a row of attempts."""
    return Row(row["number"], row["id"], attempt_of(row))


def row_of(attempt: Attempt) -> dict[str, Any]:
    """Turn an attempt into a row: the answer as ASCII JSON, the time as UTC. Raises TypeError if not JSON."""
    at = attempt.at if attempt.at.tzinfo else attempt.at.replace(tzinfo=UTC)
    return attempt.model_dump() | {
        "answer": json.dumps(attempt.answer),
        "at": at.astimezone(UTC).isoformat(),
    }


def attempt_of(row: dict[str, Any]) -> Attempt | None:
    """Turn a row into an attempt; None when it cannot be read, so that one bad row hides no other."""
    try:
        if not row["answer"].isascii():
            return None
        fields = {name: row[name] for name in Attempt.model_fields}
        answer = json.loads(row["answer"])
        # An older version kept half characters, which can be shown and sent nowhere.
        fields["answer"] = whole(answer) if "\\u" in row["answer"] else answer
        return Attempt.model_validate(fields)
    except (ValueError, KeyError, AttributeError, RecursionError):
        return None


def learner_of(row: dict[str, Any]) -> Learner | None:
    """Turn a row into a learner, without a name where that cannot be read; None where no id can."""
    try:
        learner = Learner(id=row["id"])
    except (ValueError, KeyError):
        return None
    with suppress(ValueError, KeyError, TypeError, RecursionError):
        return Learner(id=learner.id, name=whole(json.loads(row["name"])))
    return learner
