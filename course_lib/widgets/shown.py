"""One widget for one place in one kernel: a cell run again, or in a second window, shows the same one."""

from collections.abc import Callable
from typing import Any, TypeVar

from course_lib.widgets.base import CourseWidget

W = TypeVar("W", bound=CourseWidget[Any])


class Shown:
    """The widgets shown so far, by place. None is made twice, so a kernel does not grow with each reload."""

    def __init__(self) -> None:
        self._widgets: dict[str, CourseWidget[Any]] = {}

    def widget(self, kind: type[W], place: str, make: Callable[[], W]) -> W:
        """Return the widget of that kind at a place; `make` makes it the first time."""
        name = f"{kind.__name__} {place}"
        there = self._widgets.get(name)
        if isinstance(there, kind) and there.comm is not None:
            there.show_again()
            return there
        created = make()
        created.place = name
        self._widgets[name] = created
        return created

    def show_again(self) -> None:
        """Let each of them stand where whoever learns now stands."""
        for widget in self._widgets.values():
            widget.show_again()
