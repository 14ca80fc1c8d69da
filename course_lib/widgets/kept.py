"""A widget that shows what was kept of one learner: it begins anew when somebody else learns."""

from abc import abstractmethod
from collections.abc import Callable
from typing import Any

import traitlets

from course_lib.journal import Journal
from course_lib.render.card import Card
from course_lib.widgets.base import CourseWidget


class KeptWidget(CourseWidget):
    """Subclasses say in `begin` how to stand where the learner stands.

    Nobody sees what another person answered or typed: when the learner changes, in this window or another
    one, `begin` is called again, and the page forgets what was typed and not sent (`begun` tells it).
    """

    begun = traitlets.Int().tag(sync=True)

    def __init__(
        self, transcript: Card, view: dict[str, Any], journal: Journal, reread: Callable[[], Any] = lambda: None
    ) -> None:
        """`transcript` and `view`: see CourseWidget. `reread` is called first when something has changed."""
        self._journal, self._reread = journal, reread
        super().__init__(transcript, view)
        self.attempt(self._begin)

    @abstractmethod
    def begin(self) -> None:
        """Forget what is shown, read the record, and stand where the learner stands."""

    def follow(self) -> None:
        """Show anew what hangs on the office's profile or on other pages; the learner is the same."""

    def _begin(self) -> None:
        self._whose = self._journal.record.learner().id
        self.begin()

    def _on_changed(self) -> None:
        self._reread()
        if self._whose == self._journal.record.learner().id:
            self.follow()
        else:
            self.begun += 1
            self._begin()
