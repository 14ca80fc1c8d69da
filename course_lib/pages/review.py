"""What the cells of the notebook of review call: what is due, what comes when, how sure against how right."""

from functools import cached_property

from course_lib.catalog import Catalog, catalog
from course_lib.record import Record, default_url
from course_lib.record.journal import Journal
from course_lib.record.office import Office
from course_lib.widgets.ahead import AheadWidget
from course_lib.widgets.calibration import CalibrationWidget
from course_lib.widgets.review import DueWidget


def my_review(record: Record | None = None) -> "MyReview":
    """Return the page of review: what is due, what comes when, how sure against how right."""
    return MyReview(catalog(), Journal(record or Record(default_url())))


class MyReview:
    """The page of review; after each answer the other parts follow."""

    def __init__(self, known: Catalog, journal: Journal) -> None:
        """Touch nothing yet: the record is opened when something is read or answered."""
        self._known, self._journal = known, journal

    def today(self) -> DueWidget:
        """Return the cards that are due today, one after the other."""
        known = self._known
        here = Office(known.scopes, self._journal)
        return DueWidget(known.items, known.references, self._journal, here, answered=self._answered)

    @cached_property
    def ahead(self) -> AheadWidget:
        """What comes when."""
        return AheadWidget(self._known.items, self._journal)

    @cached_property
    def calibration(self) -> CalibrationWidget:
        """How sure against how right, and the errors that were sure."""
        return CalibrationWidget(self._known.items, self._known.references, self._journal)

    def _answered(self) -> None:
        for name in ("ahead", "calibration"):
            if name in vars(self):
                getattr(self, name).begin()
