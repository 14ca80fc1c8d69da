"""What comes when, on the page of review."""

from collections.abc import Mapping

from course_lib.model import Item
from course_lib.record.derived import cards
from course_lib.record.journal import Journal
from course_lib.render.review import ahead_transcript, ahead_view
from course_lib.render.views.ahead import AheadView
from course_lib.rules.review import Ahead, ahead
from course_lib.widgets.learner import LearnerWidget


class AheadWidget(LearnerWidget[AheadView]):
    """What comes when."""

    js = "ahead.js"

    def __init__(self, items: Mapping[str, Item], journal: Journal) -> None:
        """Read it from the record."""
        self._items = items
        super().__init__(ahead_transcript(), ahead_view(None), journal)

    @property
    def ahead(self) -> Ahead:
        """What comes when, by counts."""
        return ahead(cards(self._journal, self._items), self._journal.now())

    def begin(self) -> None:
        """Read it again."""
        self.show(ahead_view(self.ahead))

    def follow(self) -> None:
        """Read it again: a final check that was handed in adds to it."""
        self.begin()
