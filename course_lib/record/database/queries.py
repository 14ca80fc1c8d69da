"""What is asked of the tables."""

from functools import cache
from typing import Any

import sqlalchemy as sa

from course_lib.record.database.tables import ATTEMPT, LEARNER

LAST_LETTER, BEFORE_HALVES, HALVES = "\U0010ffff", "\ud7ff", 0x800
"""The last letter there is; the last one before the half characters (surrogates), and how many those are."""


OF_LEARNER = sa.select(ATTEMPT).where(ATTEMPT.c.learner == sa.bindparam("learner"))
NEWEST = OF_LEARNER.order_by(ATTEMPT.c.number.desc()).limit(1)
LAST = OF_LEARNER.where(ATTEMPT.c.place == sa.bindparam("place")).order_by(ATTEMPT.c.number.desc())
OF_ALL = sa.select(ATTEMPT).where(ATTEMPT.c.number >= sa.bindparam("since")).order_by(ATTEMPT.c.number)
THERE = sa.select(ATTEMPT.c.id).where(ATTEMPT.c.id == sa.bindparam("id"))
EVERYONE = sa.select(LEARNER).order_by(LEARNER.c.number)
WHO_ANSWERED = sa.select(ATTEMPT.c.learner.label("id")).group_by(ATTEMPT.c.learner)
WHO_ANSWERED = WHO_ANSWERED.order_by(sa.func.max(ATTEMPT.c.number))
ADD, ADD_LEARNER = sa.insert(ATTEMPT), sa.insert(LEARNER)
ERASE = sa.delete(ATTEMPT).where(ATTEMPT.c.learner == sa.bindparam("learner"))
ERASE_LEARNER = sa.delete(LEARNER).where(LEARNER.c.id == sa.bindparam("learner"))
"""Each is put into a database's own words once."""


def in_order(
    learner: str, place: str = "", since: int = 0, until: int | None = None
) -> tuple[sa.Select[Any], dict[str, Any]]:
    """Return the query for a learner's attempts at places that begin with `place`, and its values.

    It is for a range of places, for the index.
    """
    limits = {"place": place, "after": _following(place), "since": since}
    values = {"learner": learner, **{name: limit for name, limit in limits.items() if limit}}
    if until is not None:
        values["until"] = until
    return _in_order(tuple(values)), values


@cache
def _in_order(names: tuple[str, ...]) -> sa.Select[Any]:
    """Return the query for values of these names."""
    place, number = ATTEMPT.c.place, ATTEMPT.c.number
    given: dict[str, Any] = {name: sa.bindparam(name) for name in names}
    query = OF_LEARNER.order_by(number)
    if "place" in given:
        query = query.where(place >= given["place"])
    if "after" in given:
        query = query.where(place < given["after"])
    if "since" in given:
        query = query.where(number >= given["since"])
    return query.where(number <= given["until"]) if "until" in given else query


def _following(text: str) -> str:
    """Return the least text, letter by letter, that comes after all that begin with `text`; or nothing."""
    text = text.rstrip(LAST_LETTER)  # nothing comes after the last letter of all
    following = chr(ord(text[-1]) + 1 + (text[-1] == BEFORE_HALVES) * HALVES) if text else ""
    return text[:-1] + following
