"""Where the learner stands, on the page: with a lesson, and with the patients of their own page."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence

from course_lib.model import Item, Patient, Plan
from course_lib.record.derived import encounters, standing
from course_lib.record.journal import Journal
from course_lib.render.progress import (
    TITLE,
    lesson_progress,
    lesson_progress_transcript,
    patients_progress,
    patients_progress_transcript,
)
from course_lib.render.transcript import Transcript
from course_lib.render.views import Progress, ProgressView
from course_lib.widgets.kept import KeptWidget


class _Progress(KeptWidget[ProgressView]):
    """A title and some lines, read from the record; subclasses say which."""

    js = "progress.js"

    def __init__(self, transcript: Transcript, journal: Journal) -> None:
        super().__init__(transcript, {"title": TITLE, "done": False, "lines": [], "notice": ""}, journal)

    @abstractmethod
    def _read(self) -> Progress:
        """Return the title, the lines, and whether it is done."""

    def begin(self) -> None:
        """Read it again."""
        read = self._read()
        notice = self._journal.record.notice  # after reading, which may go wrong
        self.show({**read, "notice": notice})


class ProgressWidget(_Progress):
    """Where the learner stands at the end of a lesson; it changes with every answer."""

    def __init__(self, plan: Plan, items: Mapping[str, Item], journal: Journal) -> None:
        """Read the standing from the record."""
        self._plan, self._items = plan, items
        super().__init__(lesson_progress_transcript(), journal)

    def _read(self) -> Progress:
        return lesson_progress(standing(self._journal, self._plan, self._items))


class PatientsProgressWidget(_Progress):
    """How many patients were seen to the end, and with whom a choice was not safe; it follows every choice."""

    def __init__(self, where: str, patients: Sequence[Patient], journal: Journal) -> None:
        """Read the standing from the record; `where` is the page that the patients are on."""
        self._where, self._patients = where, patients
        super().__init__(patients_progress_transcript(len(patients)), journal)

    def _read(self) -> Progress:
        return patients_progress(encounters(self._journal, self._where, self._patients), len(self._patients))
