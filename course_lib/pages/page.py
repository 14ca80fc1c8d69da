"""What the pages have in common: a session, and parts that follow every answer given on the page."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from course_lib.errors import UnknownNameError
from course_lib.pages.session import Session
from course_lib.widgets.base import CourseWidget
from course_lib.widgets.learner import LearnerWidget

T = TypeVar("T")
V = TypeVar("V", bound=CourseWidget[Any])
W = TypeVar("W", bound=LearnerWidget[Any])


class Page:
    """A page of the course, piece by piece: each piece that a cell can show is a method."""

    def __init__(self, session: Session, name: str) -> None:
        """Touch nothing yet: the record is opened when something is read or answered."""
        self._session, self._known, self._name = session, session.catalog, name
        self._journal, self._office = session.journal, session.office
        self._following: list[LearnerWidget[Any]] = []

    def _widget(self, kind: type[V], name: str, make: Callable[[], V]) -> V:
        """Return the page's widget of that kind and name: the one shown already, or a new one."""
        return self._session.shown.widget(kind, f"{self._name}/{name}", make)

    def _follow(self, kind: type[W], make: Callable[[], W], name: str = "") -> W:
        """Return the page's widget of that kind, which is read again after every answer on the page."""
        part = self._widget(kind, name, make)
        if part not in self._following:
            self._following.append(part)
        return part

    def _answered(self) -> None:
        for part in self._following:
            part.read_again()


def get(known: Mapping[str, T], what: str, name: str, offered: Iterable[str] | None = None) -> T:
    """Return what has that name. Raises UnknownNameError, which names near misses."""
    if name not in known:
        raise UnknownNameError(what, name, known if offered is None else offered)
    return known[name]
