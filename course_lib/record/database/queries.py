"""What is asked of the tables."""

from functools import cache
from typing import Any

from course_lib.model.attempt import Attempt
from course_lib.record.database.tables import COLUMNS

LAST_LETTER, BEFORE_HALVES, HALVES = "\U0010ffff", "\ud7ff", 0x800
"""The last letter there is; the last one before the half characters (surrogates), and how many those are."""

ATTEMPT, VALUES = ", ".join(COLUMNS), ", ".join(f":{name}" for name in Attempt.model_fields)
OF_LEARNER = f"SELECT number, {ATTEMPT} FROM attempt WHERE learner = :learner"  # noqa: S608
NEWEST = f"{OF_LEARNER} ORDER BY number DESC LIMIT 1"
LAST = f"{OF_LEARNER} AND place = :place ORDER BY number DESC"
OF_ALL = f"SELECT number, {ATTEMPT} FROM attempt WHERE number >= :since ORDER BY number"  # noqa: S608
THERE = "SELECT id FROM attempt WHERE id = :id"
EVERYONE = "SELECT number, id, name FROM learner ORDER BY number"
WHO_ANSWERED = "SELECT learner AS id FROM attempt GROUP BY learner ORDER BY max(number)"
ADD = f"INSERT INTO attempt ({ATTEMPT}) VALUES ({VALUES})"  # noqa: S608
ADD_LEARNER = "INSERT INTO learner (id, name) VALUES (:id, :name)"
ERASE = "DELETE FROM attempt WHERE learner = :learner"
ERASE_LEARNER = "DELETE FROM learner WHERE id = :learner"

WITHIN = {
    "place": "place >= :place",
    "after": "place < :after",
    "since": "number >= :since",
    "until": "number <= :until",
}
"""How a learner's attempts are narrowed down: to a range of places, for the index, and of numbers."""


def in_order(
    learner: str, place: str = "", since: int = 0, until: int | None = None
) -> tuple[str, dict[str, Any]]:
    """Return the query for a learner's attempts at places that begin with `place`, and its values."""
    limits = {"place": place, "after": _following(place), "since": since}
    values: dict[str, Any] = {name: limit for name, limit in limits.items() if limit}
    if until is not None:
        values["until"] = until
    return _in_order(tuple(values)), {"learner": learner, **values}


@cache
def _in_order(names: tuple[str, ...]) -> str:
    """Return the query for values of these names."""
    return " AND ".join([OF_LEARNER, *(WITHIN[name] for name in names)]) + " ORDER BY number"


def _following(text: str) -> str:
    """Return the least text, letter by letter, that comes after all that begin with `text`; or nothing."""
    text = text.rstrip(LAST_LETTER)  # nothing comes after the last letter of all
    following = chr(ord(text[-1]) + 1 + (text[-1] == BEFORE_HALVES) * HALVES) if text else ""
    return text[:-1] + following
