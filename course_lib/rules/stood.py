"""Where on a page a learner stood last. Pure."""

import re
from typing import Any, TypedDict

from course_lib.model import Attempt, Place

NOTE = "@stood"
ADDRESS = re.compile(r"[\w.-]{1,80}(/\d{1,3})?")
"""The address of a step, such as heat or your-turn/2."""
EVERYWHERE = ("settings", "stood")
"""The place under which every page has its own."""


class Stood(TypedDict):
    """A step's address, its number from 1, and about how many minutes the rest takes."""

    at: str
    step: int
    left: int


def place_of(page: str) -> Place:
    """Return where it is noted; it is no place of the page itself, where only answers are."""
    return Place(*EVERYWHERE, page)


def stood(note: Attempt | None) -> Stood | None:
    """Return what was noted last; None where nothing was, or nothing that can be used."""
    return checked(note.answer) if note and note.item == NOTE else None


class Places:
    """Where a learner stood last on each page, note by note in the order of the record."""

    def __init__(self) -> None:
        self.by_page: dict[str, Stood] = {}

    def take(self, note: Attempt) -> None:
        """Take what was noted later."""
        if place := stood(note):
            self.by_page[note.where.id] = place


def checked(answer: Any) -> Stood | None:
    """Return a place that may be kept or gone to; None for anything else."""
    match answer:
        case {"at": str(at), "step": int(step), "left": int(left)} if ADDRESS.fullmatch(at):
            return {"at": at, "step": max(1, step), "left": max(0, left)}
    return None
