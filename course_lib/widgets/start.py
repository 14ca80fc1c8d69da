"""The start page: who learns, and the map of the course with what is done and what is next."""

from collections.abc import Callable, Mapping
from typing import Protocol

from course_lib.catalog import Catalog
from course_lib.language.troubles import copies
from course_lib.model import Learner, Owner, Page, Stop
from course_lib.model.scope import MOST_CAUTIOUS, Scope
from course_lib.record.derived import places, standing
from course_lib.record.journal import Journal
from course_lib.record.office import Office
from course_lib.render.page import figure_transcript
from course_lib.render.start import PICTURE, PRIVATE, SENTENCE, map_transcript, scope_facts
from course_lib.render.views.start import OfficeView, StartView, StopView
from course_lib.widgets.learner import LearnerWidget

OWN = frozenset({"name", "other", "scope"})
"""What is for somebody to say who learns at home."""


class NamesLearners(Protocol):
    """What the start page needs of a record beside what a journal needs."""

    def rename(self, name: str, owner: Owner | None = None) -> Learner:
        """Give a learner a name."""

    def switch(self, who: str, owner: Owner | None = None) -> Learner:
        """Begin with a new learner, on the page of another one."""

    def copies(self) -> list[str]:
        """Return the names of files that look like copies of the record."""


class StartWidget(LearnerWidget[StartView]):
    """Asks for the learner's name once, and shows the course map."""

    js = "start.js"
    does = LearnerWidget.does | {"name", "other", "scope"}

    def __init__(
        self,
        known: Catalog,
        journal: Journal,
        names: NamesLearners,
        office: Office,
        states: Mapping[str, Callable[[], str]],
        *,
        in_class: bool = False,
    ) -> None:
        """`names` is the record as far as it names learners; `states` say how far one is with each page.

        A class has decided who learns here and by which office's rules.
        """
        self._in_class = in_class
        self.does -= OWN if in_class else frozenset()
        self._known, self._names, self._office, self._states = known, names, office, states
        super().__init__(map_transcript(known.course_map), None, journal, office.refresh)

    def begin(self) -> None:
        """Show the map with what the learner has done."""
        self._refresh()

    def follow(self) -> None:
        """Show it again; its own change comes back to it, too."""
        self._refresh(focus=self.view["focus"])

    def name(self, name: str) -> str:
        """Keep the learner's name and return it; raises NotSaved where it could not be written."""
        learner = self._names.rename(" ".join(name.split())[:80], self._journal.owner)
        self.keep_showing()
        self._refresh(focus="welcome")
        return learner.name

    def resume(self) -> None:
        """Show the map with what is kept by now."""
        self._office.refresh()
        self._refresh()

    def _on_name(self, name: str) -> None:
        self.name(name)

    def _on_other(self, name: str) -> None:
        """Somebody else learns on this computer."""
        self._names.switch(" ".join(name.split())[:80], self._journal.owner)
        self.keep_showing()
        self._refresh(focus="welcome")

    def choose_scope(self, name: str) -> Scope:
        """Keep the scope profile with that id, such as "oregon", and return it.

        Raises UnknownNameError where there is none, NotSaved where it could not be written.
        """
        scope = self._office.choose(name, self._journal)
        self._refresh(focus="scope")
        return scope

    def _on_scope(self, scope: str) -> None:
        self.choose_scope(scope)

    def _refresh(self, focus: str = "") -> None:
        learner = self._journal.learner
        course = self._known.course_map
        stops = [self._stop(stop) for stop in course.lessons]
        states = {stop["id"]: stop["state"] for stop in stops}
        begun = [name for name, state in states.items() if state == "Started"]
        onward = course.onward(lambda name: name not in begun if begun else states[name] == "Done")
        for stop in stops:
            stop["next"] = onward is not None and stop["id"] == onward.id
        notices = (self._journal.record.notice, copies(self._names.copies()))
        figure = self._known.figures[PICTURE].read_text(encoding="utf-8")
        self.show(
            {
                "sentence": SENTENCE,
                "about": f"{len(stops)} lessons, {len(self._known.room_patients)} patients, one final check.",
                "picture": figure_transcript(figure).html,
                "review": course.notice,
                "name": learner.name,
                "learner": learner.id,
                "private": PRIVATE,
                "stops": stops,
                "pages": [self._page(page) for page in course.pages],
                "scope": self._scope(),
                "in_class": self._in_class,
                "notice": " ".join(filter(None, notices)),
                "focus": focus,
            }
        )

    def _scope(self) -> OfficeView:
        scope = self._office.scope
        names = sorted(self._office.scopes.values(), key=lambda scope: (scope.id != MOST_CAUTIOUS, scope.name))
        return {
            "chosen": scope.id,
            "options": [[other.id, other.name] for other in names],
            "lines": list(scope.lines),
            "facts": scope_facts(scope),
            "confirm": scope.confirm,
        }

    def _stop(self, stop: Stop) -> StopView:
        state = "Being written"
        place = places(self._journal).get(stop.id)
        if stop.status == "ready":
            plan = self._known.plans[stop.id]
            now = standing(self._journal, plan, self._known.items, self._known.patients)
            begun = now.started or (place is not None and place["step"] > 1)
            state = "Done" if now.done else "Started" if begun else "Not started"
        return {
            "id": stop.id,
            "number": stop.number,
            "title": stop.title,
            "about": stop.about,
            "minutes": stop.minutes,
            "notebook": stop.notebook if stop.status == "ready" else "",
            "state": state,
            "next": False,
            "step": place["step"] if place else 1,
            "left": place["left"] if place else stop.minutes,
        }

    def _page(self, page: Page) -> StopView:
        return {
            "id": page.id,
            "number": page.number,
            "title": page.title,
            "about": page.about,
            "minutes": page.minutes,
            "notebook": page.notebook,
            "state": self._states[page.id](),
            "step": 1,
            "left": page.minutes,
        }
