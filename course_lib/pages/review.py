"""What the cells of the notebook of review call: what is due, what comes when, how sure against how right."""

from course_lib.pages.page import Page
from course_lib.pages.session import Session
from course_lib.widgets.ahead import AheadWidget
from course_lib.widgets.calibration import CalibrationWidget
from course_lib.widgets.review import DueWidget


def my_review(session: Session | None = None) -> "MyReview":
    """Return the page of review: what is due, what comes when, how sure against how right."""
    return MyReview(session or Session.open(), "review")


class MyReview(Page):
    """The page of review; after each answer the other parts follow."""

    def today(self) -> DueWidget:
        """Return the cards that are due today, one after the other."""
        known = self._known
        return self._widget(
            DueWidget,
            "today",
            lambda: DueWidget(
                known.items, known.references, self._journal, self._office, answered=self._answered
            ),
        )

    def ahead(self) -> AheadWidget:
        """Return what comes when."""
        return self._follow(AheadWidget, lambda: AheadWidget(self._known.items, self._journal))

    def calibration(self) -> CalibrationWidget:
        """Return how sure against how right, and the errors that were sure."""
        known = self._known
        return self._follow(
            CalibrationWidget, lambda: CalibrationWidget(known.items, known.references, self._journal)
        )
