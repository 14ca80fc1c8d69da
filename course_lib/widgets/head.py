"""The head of a page: what it is about, your part in it, and what is asked when it is first needed."""

from collections.abc import Callable
from typing import Any, Protocol

from course_lib.model import Learner, Owner
from course_lib.model.scope import MOST_CAUTIOUS
from course_lib.record.journal import Journal
from course_lib.record.office import Office
from course_lib.render.start import PRIVATE
from course_lib.render.transcript import Transcript
from course_lib.render.views.head import HeadView
from course_lib.rules.stood import NOTE, checked, place_of, stood
from course_lib.widgets.learner import LearnerWidget

OWN = frozenset({"name", "scope"})
"""What is for somebody to say who learns at home."""


class Renames(Protocol):
    """What the head needs of a record beside what a journal needs."""

    def rename(self, name: str, owner: Owner | None = None) -> Learner:
        """Give a learner a name."""


class HeadWidget(LearnerWidget[HeadView]):
    """Begins a page, and keeps where the learner stands on it.

    The name is asked for where there is none, and the office where none was chosen and the page needs one. The
    player tells each step that is shown, and goes to the one where this learner stood.
    """

    js = "head.js"
    anytime = frozenset({"changed", "stand"})
    does = LearnerWidget.does | {"name", "scope", "stand"}

    def __init__(
        self,
        page: str,
        draw: Callable[[Office], Transcript],
        journal: Journal,
        names: Renames,
        office: Office,
        *,
        needs_office: bool,
        in_class: bool = False,
    ) -> None:
        """`draw` makes the head for an office; `page` is the id under which the place is kept."""
        self._page, self._draw, self._names, self._office = page, draw, names, office
        self._needs_office = needs_office
        self.does -= OWN if in_class else frozenset()
        super().__init__(draw(office.nobodys), None, journal, office.refresh)

    def begin(self) -> None:
        """Show where this learner stood."""
        last = stood(self._journal.last(place_of(self._page)))
        self._stood = last["at"] if last else ""
        self._refresh()

    def follow(self) -> None:
        """Show the office that was chosen elsewhere."""
        self._refresh()

    def name(self, name: str) -> str:
        """Keep the learner's name and return it; raises NotSaved where it could not be written."""
        learner = self._names.rename(" ".join(name.split())[:80], self._journal.owner)
        self.keep_showing()
        self._refresh(focus="head")
        return learner.name

    def _on_name(self, name: str) -> None:
        self.name(name)

    def _on_scope(self, scope: str) -> None:
        self._office.choose(scope, self._journal)
        self._refresh(focus="head")

    def stand(self, place: Any) -> None:
        """Keep where the learner stands; what is no place is dropped. Raises NotSaved."""
        now = checked(place)
        if now and now["at"] != self._stood:
            self._journal.note(place_of(self._page), NOTE, now)
            self._stood = now["at"]

    def _on_stand(self, place: Any) -> None:
        self.stand(place)

    def _refresh(self, focus: str = "") -> None:
        learner, office = self._journal.learner, self._office
        asks = self._needs_office and not office.is_chosen
        names = sorted(office.scopes.values(), key=lambda scope: (scope.id != MOST_CAUTIOUS, scope.name))
        self.show(
            {
                "html": self._draw(office).html,
                "name": learner.name,
                "ask_name": not learner.name,
                "private": PRIVATE,
                "offices": [[scope.id, scope.name] for scope in names] if asks else [],
                "scope": office.scope.id,
                "stood": self._stood,
                "focus": focus,
            }
        )
