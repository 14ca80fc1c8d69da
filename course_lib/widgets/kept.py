"""A widget that shows what was kept of one learner: it begins anew when somebody else learns."""

from abc import abstractmethod
from collections.abc import Callable
from typing import Any

import traitlets

from course_lib.record.journal import Journal
from course_lib.render.transcript import Transcript
from course_lib.widgets.base import CourseWidget

SOMEBODY_ELSE = "Somebody else is learning now, so nothing was done. This page now shows their work."


class KeptWidget(CourseWidget):
    """Subclasses say in `begin` how to stand where the learner stands.

    Nobody sees what another person answered or typed: when the learner changes, in this window or another
    one, `begin` is called again, and the page forgets what was typed and not sent (`begun` tells it).
    """

    begun = traitlets.Int().tag(sync=True)

    def __init__(
        self,
        transcript: Transcript,
        view: dict[str, Any],
        journal: Journal,
        reread: Callable[[], Any] = lambda: None,
    ) -> None:
        """`transcript` and `view`: see CourseWidget. `reread` is called first when something has changed."""
        self._journal, self._reread = journal, reread
        self._whose = journal.record.learner().id
        super().__init__(transcript, view)
        self.attempt(self.begin)

    @abstractmethod
    def begin(self) -> None:
        """Forget what is shown, read the record, and stand where the learner stands."""

    def follow(self) -> None:
        """Show anew what hangs on the office's profile or on other pages; the learner is the same."""

    def resume(self) -> None:
        """Show what came of the last thing that was done; here, where the learner stands."""
        self.begin()

    def keep_showing(self) -> None:
        """Do not begin anew for whoever learns now: this widget changed that itself and will hear of it."""
        self._whose = self._journal.record.learner().id

    def _on_save(self) -> None:
        """Try again to save, then go on."""
        self._journal.record.retry()
        self.resume()

    def _on_go_on(self) -> None:
        """Go on although the answer still waits to be saved; the learner was told."""
        self.resume()

    @property
    def shown_to(self) -> str:
        """The id of the learner whose answers stand here; nothing while nobody has answered or given a name."""
        return self._whose if self._journal.record.knows(self._whose) else ""

    def _refuse(self, learner: str) -> str:
        """Act for the learner whom the page shows, and for nobody else."""
        record = self._journal.record
        now = record.learner().id
        if record.is_same(self._whose, now) and learner in ("", self._whose, now):
            return ""
        self._on_changed()
        return SOMEBODY_ELSE

    def _on_changed(self) -> None:
        self._reread()
        record, before = self._journal.record, self._whose
        self._whose = record.learner().id
        if record.is_same(before, self._whose):
            self.follow()
        else:
            self._still = False  # what another person saw is an older view
            self.begun += 1
            self.begin()
