"""Where the learner stands, on the page: with a lesson, and with the patients of their own page."""

from abc import abstractmethod
from collections.abc import Sequence

from course_lib.catalog import Catalog
from course_lib.model import Patient, Plan
from course_lib.record.derived import cards, encounters, standing
from course_lib.record.journal import Journal
from course_lib.render.progress import (
    TITLE,
    lesson_progress,
    lesson_progress_transcript,
    patients_progress,
    patients_progress_transcript,
)
from course_lib.render.transcript import Transcript
from course_lib.render.views.progress import Progress, ProgressView
from course_lib.rules.review import ahead
from course_lib.widgets.learner import LearnerWidget


class _Progress(LearnerWidget[ProgressView]):
    """A title and some lines, read from the record; subclasses say which."""

    js = "progress.js"

    def __init__(self, transcript: Transcript, journal: Journal) -> None:
        nothing: ProgressView = {
            "title": TITLE,
            "done": False,
            "lines": [],
            "leads": [],
            "back": "",
            "following": None,
            "notice": "",
        }
        super().__init__(transcript, nothing, journal)

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

    def __init__(self, plan: Plan, known: Catalog, journal: Journal) -> None:
        """Read the standing from the record."""
        self._plan, self._known = plan, known
        super().__init__(lesson_progress_transcript(), journal)

    def _read(self) -> Progress:
        plan, known, journal = self._plan, self._known, self._journal
        asked = {*plan.pretest, *plan.practice, *plan.exit}
        back = ahead((card for card in cards(journal, known.items) if card.item in asked), journal.now())
        now = standing(journal, plan, known.items, known.patients)
        patients = [known.patients[name] for name in plan.patients]
        return lesson_progress(plan, now, patients, back, known.course_map.after(plan.id))


class PatientsProgressWidget(_Progress):
    """How many patients were seen to the end, and with whom a choice was not safe; it follows every choice."""

    def __init__(self, where: str, patients: Sequence[Patient], journal: Journal) -> None:
        """Read the standing from the record; `where` is the page that the patients are on."""
        self._where, self._patients = where, patients
        super().__init__(patients_progress_transcript(len(patients)), journal)

    def _read(self) -> Progress:
        return patients_progress(encounters(self._journal, self._where, self._patients), len(self._patients))
