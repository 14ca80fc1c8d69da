"""The learner's own record: see it all, take it along, erase it. Nothing of it leaves by itself."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from course_lib.errors import CourseError
from course_lib.formats.xapi import as_csv, as_xapi
from course_lib.model import Attempt, CourseMap, Item, Learner
from course_lib.record import Erased
from course_lib.record.journal import Journal
from course_lib.render.card import Card, e, eyebrow, section
from course_lib.rules.tries import told
from course_lib.widgets.asked import said
from course_lib.widgets.file import file
from course_lib.widgets.kept import KeptWidget

TITLE = "Your record"
PRIVATE = "Your name and your answers stay on this computer. Only you send them anywhere."
WORD = "erase"
"""What has to be typed before all is erased."""

OTHER = "Settings and certificates"
"""The part for what belongs to no lesson and no page."""

SHOWN = 40
"""How many answers of one part the page lists; the files hold all of them."""


class EraseError(CourseError):
    """The word that confirms the erasing was not typed."""


class ErasesLearners(Protocol):
    """What this page needs of a record beside what a journal needs."""

    def erase(self) -> Erased:
        """Erase the current learner for good."""

    def set_aside(self) -> list[str]:
        """Return the names of damaged files that erasing leaves."""


class MyRecordWidget(KeptWidget):
    """Everything that is kept of the learner, by lesson; two files of it; and the way to erase it."""

    js = "my_record.js"

    def __init__(
        self, course: CourseMap, items: Mapping[str, Item], journal: Journal, erases: ErasesLearners
    ) -> None:
        """`erases` is the record as far as it erases learners. Nothing is read until the learner asks."""
        self._course, self._items, self._erases = course, items, erases
        nothing = {"title": TITLE, "private": PRIVATE, "word": WORD, **_closed()}
        super().__init__(_transcript(), nothing, journal)

    def begin(self) -> None:
        """Show nothing: whoever learns now asks for their own."""
        self.show(**_closed())

    @property
    def attempts(self) -> list[Attempt]:
        """All that is kept of the current learner and may be told now, in order."""
        return told(self._journal.earlier(""))

    def table(self) -> str:
        """Return the record as CSV."""
        return as_csv(self.attempts)

    def statements(self) -> str:
        """Return the record as xAPI statements, a JSON object on each line."""
        return as_xapi(self.attempts, self._learner, self._items)

    def erase(self, word: str) -> int:
        """Erase everything, if the word is typed, and return how many answers that were.

        Raises EraseError without the word, NotErased where it could not be done.
        """
        if word.strip().lower() != WORD:
            raise EraseError(f"Nothing was erased. To erase everything, type the word {WORD}.")
        count, clean = self._erases.erase()
        self._whose = self._learner.id  # the sentence below stays when this page hears of its own change
        erased = f"Everything is erased: your name and {count} {_entries(count)}. You can start anew."
        if not clean:
            erased += " Another window was busy, so a trace may be left on the disk."
            erased += " Close the other windows of the course, then erase once more."
        aside = self._erases.set_aside()
        if aside:
            erased += f" A damaged older file is still there. Delete it by hand: {', '.join(aside)}."
        self.show(**{**_closed(), "erased": erased, "focus": "erased"})
        return count

    @property
    def _learner(self) -> Learner:
        return self._journal.record.learner()

    # What the page asks for.

    def _on_open(self) -> None:
        self._look(focus="all")

    def _on_table(self) -> None:
        # The mark at the beginning tells a spreadsheet that this is UTF-8.
        data = self.table().encode("utf-8-sig", "replace")
        self.show(file=file(f"{self._name}.csv", "text/csv", "Your record as a table.", data), focus="file")

    def _on_statements(self) -> None:
        data = self.statements().encode()
        made = file(f"{self._name}.jsonl", "application/jsonl", "Your record as xAPI statements.", data)
        self.show(file=made, focus="file")

    def _on_erase(self, word: str) -> None:
        self.erase(word)

    @property
    def _name(self) -> str:
        return f"record {self._learner.name} {self._journal.now():%Y-%m-%d}"

    def _look(self, focus: str) -> None:
        attempts = self.attempts
        count = f"{len(attempts)} {_entries(len(attempts))}"
        name = self._learner.name or "No name yet"
        looked = {
            "open": True,
            "about": f"{name}: {count}.",
            "parts": [_part(title, found, self._items) for title, found in self._by_part(attempts)],
            "notice": self._journal.record.notice,
            "focus": focus,
        }
        self.show(**{**_closed(), **looked})

    def _by_part(self, attempts: Sequence[Attempt]) -> list[tuple[str, list[Attempt]]]:
        """Return the attempts of each lesson and page, in the order of the course; the rest at the end."""
        titles = {stop.id: stop.title for stop in self._course.lessons}
        titles |= {page.id: page.title for page in self._course.pages}
        found: dict[str, list[Attempt]] = {title: [] for title in (*titles.values(), OTHER)}
        for attempt in attempts:
            found[titles.get(_PARTS.get(part := attempt.place.split("/")[0], part), OTHER)].append(attempt)
        return [(title, entries) for title, entries in found.items() if entries]


_PARTS = {"final": "final-check"}
"""Places that are called otherwise than the page they belong to."""


def _closed() -> dict[str, Any]:
    return {
        "open": False,
        "about": "",
        "parts": [],
        "file": None,
        "erased": "",
        "notice": "",
        "focus": "",
        "problem": "",
        "unsaved": "",
    }


def _entries(count: int) -> str:
    return "entry" if count == 1 else "entries"


def _part(title: str, attempts: Sequence[Attempt], items: Mapping[str, Item]) -> dict[str, Any]:
    left = len(attempts) - SHOWN
    return {
        "title": f"{title} ({len(attempts)})",
        "rows": [_row(attempt, items.get(attempt.item)) for attempt in reversed(attempts[-SHOWN:])],
        "more": f"{left} earlier {_entries(left)}: see the table." if left > 0 else "",
    }


def _row(attempt: Attempt, item: Item | None) -> dict[str, str]:
    wrong = "✗ Not safe" if attempt.unsafe else "✗ Wrong"
    result = "" if attempt.is_note else "✓ Right" if attempt.right else wrong
    return {
        "at": _local(attempt.at),
        "what": item.stem if item else attempt.item.removeprefix("@").replace("-", " ").capitalize(),
        "answer": _words(item, attempt.answer),
        "result": result,
    }


def _local(at: datetime) -> str:
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


def _words(item: Item | None, answer: Any) -> str:
    """Return an answer in words; as it is kept where the item is another one by now."""
    try:
        return said(item, answer) if item else str(answer)
    except (KeyError, TypeError, ValueError):
        return str(answer)


def _transcript() -> Card:
    told_lines = [TITLE, PRIVATE, "Look at all of it, save it as a table or as xAPI statements, or erase it."]
    html = eyebrow(TITLE) + "".join(f"<p>{e(line)}</p>" for line in told_lines[1:])
    return Card("\n".join(told_lines), section(html))
