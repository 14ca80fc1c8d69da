"""A widget that shows what one learner answered: it starts over when somebody else learns."""

from abc import abstractmethod
from collections.abc import Callable
from typing import Any

import traitlets

from course_lib.language.troubles import REFUSALS
from course_lib.record import SomebodyElse
from course_lib.record.journal import Journal
from course_lib.render.transcript import Transcript
from course_lib.widgets.base import CourseWidget, V

SOMEBODY_ELSE = REFUSALS["somebody_else"]


class LearnerWidget(CourseWidget[V]):
    """Subclasses say in `begin` how to stand where the learner stands.

    Nobody sees what another person answered or typed: when the learner changes, in this window or another
    one, `begin` is called again, and the page forgets what was typed and not sent (`begun` tells it).
    """

    does = CourseWidget.does | {"save", "go_on"}
    begun = traitlets.Int().tag(sync=True)

    def __init__(
        self,
        transcript: Transcript,
        view: V | None,
        journal: Journal,
        reread: Callable[[], Any] = lambda: None,
    ) -> None:
        """`transcript` and `view`: see CourseWidget. `reread` is called first when something has changed."""
        self._journal, self._reread = journal.bound(), reread
        super().__init__(transcript, view)
        self.attempt(self.begin)

    def attempt(self, do: Callable[[], None]) -> None:
        """Do something for the learner, with what the record holds read once; see CourseWidget.

        Where the learner whom the page shows is no longer in the record, it starts over.
        """

        def refused_or_done() -> None:
            try:
                do()
            except SomebodyElse as refused:
                self._journal.bind()
                self._reread()
                self._begin_anew()
                self.say(str(refused), focus="problem")

        with self._journal.once():
            super().attempt(refused_or_done)

    @abstractmethod
    def begin(self) -> None:
        """Forget what is shown, read the record, and stand where the learner stands."""

    def follow(self) -> None:
        """Show again what hangs on the office's profile or on other pages; the learner is the same."""

    def resume(self) -> None:
        """Show what came of the last thing that was done; here, where the learner stands."""
        self.begin()

    def keep_showing(self) -> None:
        """Do not start over for whoever learns now: this widget changed that itself and will hear of it."""
        self._journal.bind()

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
        mine = self._journal.owner.learner
        return mine if self._journal.record.knows(mine) else ""

    def _refuse(self, learner: str) -> str:
        """Act for the learner whom the page shows, and for nobody else."""
        record, mine = self._journal.record, self._journal.owner.learner
        now = record.learner().id
        if record.is_same(mine, now) and learner in ("", mine, now):
            return ""
        self._on_changed()
        return SOMEBODY_ELSE

    def read_again(self) -> None:
        """Begin again for whoever learns now, after an answer elsewhere on the page."""
        if self._is_same_learner():
            self.begin()
        else:
            self._begin_anew()

    def _on_changed(self) -> None:
        self._reread()
        if self._is_same_learner():
            self.follow()
        else:
            self._begin_anew()

    def _is_same_learner(self) -> bool:
        """Act for whoever learns now, and return whether it was them before."""
        before = self._journal.owner.learner
        self._journal.bind()
        return self._journal.record.is_same(before, self._journal.owner.learner)

    def _begin_anew(self) -> None:
        self._still = False  # what another person saw is an older view
        self.begun += 1
        self.begin()
