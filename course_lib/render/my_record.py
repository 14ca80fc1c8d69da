"""The learner's own record in words: each answer as a row, by lesson and page; and the transcript."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from course_lib.model import Attempt, CourseMap, Item
from course_lib.render.item import phrase
from course_lib.render.transcript import Transcript, e, section
from course_lib.render.views.my_record import RecordPart, RecordRow
from course_lib.rules import stood

TITLE = "Your record"
PRIVATE = "Your name and your answers stay on this computer. Only you send them anywhere."
OTHER = "Settings and certificates"
"""The part for what belongs to no lesson and no page."""

SHOWN = 40
"""How many answers of one part the page lists; the files hold all of them."""

_PAGES = {"final": "final-check"}
"""Places that are called otherwise than the page they belong to."""


def record_parts(attempts: Sequence[Attempt], course: CourseMap, items: Mapping[str, Item]) -> list[RecordPart]:
    """Return the attempts of each lesson and page, in the order of the course; the rest at the end.

    Of the notes where one stood on a page only the last is listed; the files hold all.
    """
    titles = {stop.id: stop.title for stop in course.lessons}
    titles |= {page.id: page.title for page in course.pages}
    found: dict[str, list[Attempt]] = {title: [] for title in (*titles.values(), OTHER)}
    last = {attempt.place: attempt for attempt in attempts if attempt.item == stood.NOTE}
    for attempt in attempts:
        if last.get(attempt.place, attempt) is not attempt:
            continue  # where one stood before that
        page = attempt.where.page
        found[titles.get(_PAGES.get(page, page), OTHER)].append(attempt)
    return [_part(title, entries, items) for title, entries in found.items() if entries]


def counted(count: int) -> str:
    """Return a number of entries in words, such as '1 entry'."""
    return f"{count} {_entries(count)}"


def _entries(count: int) -> str:
    return "entry" if count == 1 else "entries"


def _part(title: str, attempts: Sequence[Attempt], items: Mapping[str, Item]) -> RecordPart:
    left = len(attempts) - SHOWN
    return {
        "title": f"{title} ({len(attempts)})",
        "rows": [_row(attempt, items.get(attempt.item)) for attempt in reversed(attempts[-SHOWN:])],
        "more": f"{left} earlier {_entries(left)}: see the table." if left > 0 else "",
    }


def _row(attempt: Attempt, item: Item | None) -> RecordRow:
    wrong = "✗ Not safe" if attempt.unsafe else "✗ Wrong"
    judged = not attempt.is_note and (item is None or item.judged)
    result = "" if not judged else "✓ Right" if attempt.right else wrong
    return {
        "at": _local(attempt.at),
        "what": item.stem if item else attempt.item.removeprefix("@").replace("-", " ").capitalize(),
        "answer": _words(item, attempt.answer),
        "result": result,
    }


def _local(at: datetime) -> str:
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


def _words(item: Item | None, answer: Any) -> str:
    """Return an answer in words; as it is kept where the item has changed since."""
    place = stood.checked(answer)
    if place:
        return f"Step {place['step']}"
    try:
        return phrase(item, answer) if item else str(answer)
    except (KeyError, TypeError, ValueError):
        return str(answer)


def my_record_transcript() -> Transcript:
    """Return what stands for the record where no widget runs; nobody's answers are in it."""
    lines = [PRIVATE, "Look at all of it, save it as a table or as xAPI statements, or erase it."]
    html = "".join(f"<p>{e(line)}</p>" for line in lines)
    return Transcript("\n".join([TITLE, *lines]), section(html))
