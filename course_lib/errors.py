"""Errors, written for the person who reads them."""

from collections.abc import Iterable
from difflib import get_close_matches

from course_lib.language.errors import sentence


class CourseError(Exception):
    """An error whose message is one plain sentence and what to do next.

    In a notebook it is shown as that sentence, without a traceback.
    """

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class CodedError(CourseError):
    """An error that is raised by a code; its sentence stands in `language/errors.py`."""

    def __init__(self, code: str, **facts: object) -> None:
        """`facts` are what the sentence names."""
        self.code = code
        super().__init__(sentence(code, **facts))


class UnknownNameError(CourseError, KeyError):
    """A name that the course does not know. The message gives the nearest names that it knows."""

    def __init__(self, what: str, name: str, known: Iterable[str], where: str = "") -> None:
        """Say that there is no `what`, such as "choice", of that name; `where`, such as "here", comes last."""
        self.near = get_close_matches(name, list(known), n=3, cutoff=0.5)
        hint = f" Did you mean {' or '.join(map(repr, self.near))}?" if self.near else ""
        super().__init__(f"There is no {what} named {name!r}{' ' if where else ''}{where}.{hint}")

    def __str__(self) -> str:
        """Return the message as it is (a KeyError would put it in quotes)."""
        return str(self.args[0])
