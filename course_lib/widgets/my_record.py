"""The learner's own record: see it all, take it along, erase it. Nothing of it leaves by itself."""

from collections.abc import Mapping
from typing import Protocol

from course_lib.errors import CodedError
from course_lib.formats.table import as_csv
from course_lib.formats.xapi import as_xapi
from course_lib.language.troubles import copies, left_over
from course_lib.model import Attempt, CourseMap, Item, Learner, Owner
from course_lib.record import Erased
from course_lib.record.journal import Journal
from course_lib.render.file import file
from course_lib.render.my_record import PRIVATE, TITLE, counted, my_record_transcript, record_parts
from course_lib.render.views.my_record import MyRecordView
from course_lib.rules.tries import released
from course_lib.widgets.learner import LearnerWidget

WORD = "erase"
"""What has to be typed before all is erased."""

CLOSED: MyRecordView = {
    "title": TITLE,
    "private": PRIVATE,
    "word": WORD,
    "open": False,
    "about": "",
    "parts": [],
    "file": None,
    "erased": "",
    "in_class": False,
    "notice": "",
}
"""The page before anything is looked at."""


class EraseError(CodedError):
    """The word that confirms the erasing was not typed."""


class ErasesLearners(Protocol):
    """What this page needs of a record beside what a journal needs."""

    def erase(self, owner: Owner | None = None) -> Erased:
        """Erase a learner for good."""

    def set_aside(self) -> list[str]:
        """Return the names of damaged files that erasing leaves."""

    def copies(self) -> list[str]:
        """Return the names of files that look like copies of the record, which erasing leaves."""


class MyRecordWidget(LearnerWidget[MyRecordView]):
    """Everything that is kept of the learner, by lesson; two files of it; and the way to erase it."""

    js = "my_record.js"
    does = LearnerWidget.does | {"open", "table", "statements", "erase"}

    def __init__(
        self,
        course: CourseMap,
        items: Mapping[str, Item],
        journal: Journal,
        erases: ErasesLearners,
        *,
        in_class: bool = False,
    ) -> None:
        """`erases` is the record as far as it erases learners. Nothing is read until the learner asks.

        What a class has kept, its instructor erases.
        """
        self._closed: MyRecordView = {**CLOSED, "in_class": in_class}
        self.does -= frozenset({"erase"} if in_class else ())
        self._course, self._items, self._erases = course, items, erases
        super().__init__(my_record_transcript(), self._closed, journal)

    def begin(self) -> None:
        """Show nothing: whoever learns now asks for their own."""
        self.show(self._closed)

    @property
    def attempts(self) -> list[Attempt]:
        """All that is kept of the current learner and may be told now, in order."""
        return released(self._journal.everything())

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
            raise EraseError("type_to_erase", word=WORD)
        count, clean = self._erases.erase(self._journal.owner)
        self.keep_showing()  # the sentence below stays
        erased = f"Everything is erased: your name and {counted(count)}. You can start over."
        if not clean:
            erased += " Another window was busy, so a trace may be left on the disk."
            erased += " Close the other windows of the course, then erase once more."
        left = left_over(self._erases.set_aside(), self._erases.copies())
        erased = " ".join(filter(None, (erased, left)))
        self.show({**self._closed, "erased": erased, "focus": "erased"})
        return count

    @property
    def _learner(self) -> Learner:
        return self._journal.learner

    # What the page asks for.

    def _on_open(self) -> None:
        self._look(focus="all")

    def _on_table(self) -> None:
        # The mark at the beginning tells a spreadsheet that this is UTF-8.
        data = self.table().encode("utf-8-sig", "replace")
        table = file(f"{self._name}.csv", "text/csv", "Your record as a table.", data)
        self.show({**self.shown, "file": table, "focus": "file"})

    def _on_statements(self) -> None:
        data = self.statements().encode()
        statements = file(f"{self._name}.jsonl", "application/jsonl", "Your record as xAPI statements.", data)
        self.show({**self.shown, "file": statements, "focus": "file"})

    def _on_erase(self, word: str) -> None:
        self.erase(word)

    @property
    def _name(self) -> str:
        return f"record {self._learner.name} {self._journal.now():%Y-%m-%d}"

    def _look(self, focus: str) -> None:
        attempts = self.attempts
        name = self._learner.name or "No name yet"
        notices = (self._journal.record.notice, copies(self._erases.copies()))
        self.show(
            {
                **self._closed,
                "open": True,
                "about": f"{name}: {counted(len(attempts))}.",
                "parts": record_parts(attempts, self._course, self._items),
                "notice": " ".join(filter(None, notices)),
                "focus": focus,
            }
        )
