"""How far a learner is with the patients of their own page."""

from collections.abc import Sequence

from course_lib.model import Patient
from course_lib.pages.standing import PATIENTS
from course_lib.record.journal import Journal
from course_lib.render.card import Card, e, eyebrow, section
from course_lib.rules.encounter import last_encounters
from course_lib.widgets.kept import KeptWidget

TITLE = "Where you stand"


class RoomWidget(KeptWidget):
    """How many patients were seen to the end, and with whom a choice was not safe; it follows every choice."""

    js = "progress.js"

    def __init__(self, patients: Sequence[Patient], journal: Journal) -> None:
        """Read the standing from the record."""
        self._patients = patients
        text = f"{len(patients)} patients, about 5 minutes each. Take them on different days."
        card = Card(f"{TITLE}\n{text}", section(eyebrow(TITLE), f"<p>{e(text)}</p>"))
        super().__init__(card, {"lines": []}, journal)

    def begin(self) -> None:
        """Read it anew."""
        last = last_encounters(self._patients, self._journal.earlier(f"{PATIENTS}/patient/"))
        ended = [encounter for encounter in last if encounter.step is None]
        unsafe = [encounter.patient.name for encounter in last if encounter.unsafe]
        lines = [f"Seen to the end: {len(ended)} of {len(self._patients)}."]
        if unsafe:
            lines.append(f"A choice was not safe: {', '.join(unsafe)}. Go back there and try the other way.")
        done = len(ended) == len(self._patients) and not unsafe
        title = "All patients seen" if done else "About 5 minutes a patient. Take them on different days."
        self.view = {
            "title": title,
            "done": done,
            "lines": lines,
            "notice": self._journal.record.notice,
            "focus": "",
            "problem": "",
            "unsaved": "",
        }
