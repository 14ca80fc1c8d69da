"""How sure against how right, on the page of review, and the errors that were sure."""

from collections.abc import Mapping

from course_lib.model import Item, Reference
from course_lib.record.derived import calibration
from course_lib.record.journal import Journal
from course_lib.render.item import feedback
from course_lib.render.review import CALIBRATION, calibration_html, calibration_transcript
from course_lib.render.views.calibration import CalibrationView, Slip
from course_lib.rules.marking import mark
from course_lib.widgets.learner import LearnerWidget


class CalibrationWidget(LearnerWidget[CalibrationView]):
    """How sure against how right, and the errors that were sure."""

    js = "calibration.js"

    def __init__(
        self, items: Mapping[str, Item], references: Mapping[str, Reference], journal: Journal
    ) -> None:
        """Read it from the record."""
        self._items, self._references = items, references
        super().__init__(calibration_transcript(), {"title": CALIBRATION, "plot": "", "errors": []}, journal)

    def begin(self) -> None:
        """Read it again."""
        found = calibration(self._journal, self._items)
        errors: list[Slip] = []
        for attempt in found.errors:
            item = self._items.get(attempt.item)
            if item is None or item.version != attempt.version:
                continue
            shown = feedback(item, mark(item, attempt.answer), "sure", self._references, full=True, actions=[])
            errors.append({"stem": item.stem, "phrase": shown["phrase"], "lines": shown["lines"]})
        plot = calibration_html(found.levels)
        self.show({"title": CALIBRATION, "plot": plot, "errors": errors})

    def follow(self) -> None:
        """Read it again: a final check that was handed in adds to it."""
        self.begin()
