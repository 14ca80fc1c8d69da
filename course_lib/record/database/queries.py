"""What is asked of the tables."""

from typing import Any

import sqlalchemy as sa

from course_lib.record.database.tables import ATTEMPT

LAST_LETTER, BEFORE_HALVES, HALVES = "\U0010ffff", "\ud7ff", 0x800
"""The last letter there is; the last one before the half characters (surrogates), and how many those are."""


def in_order(learner: str, place: str = "", since: int = 0) -> sa.Select[Any]:
    """Return the query for a learner's attempts at places that begin with `place`: a range, for the index."""
    query = sa.select(ATTEMPT).where(ATTEMPT.c.learner == learner).order_by(ATTEMPT.c.number)
    if place:
        query = query.where(ATTEMPT.c.place >= place)
    after = _following(place)
    if after:
        query = query.where(ATTEMPT.c.place < after)
    return query.where(ATTEMPT.c.number >= since) if since else query


def _following(text: str) -> str:
    """Return the least text, letter by letter, that comes after all that begin with `text`; or nothing."""
    text = text.rstrip(LAST_LETTER)  # nothing comes after the last letter of all
    following = chr(ord(text[-1]) + 1 + (text[-1] == BEFORE_HALVES) * HALVES) if text else ""
    return text[:-1] + following
