"""Text that a page sends, made such that it can be kept, sent on, exported and printed. Pure."""

import re
from collections.abc import Callable
from typing import Any

CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""Characters that nobody types and that tables, XML and fonts have no place for; not tabs and line ends."""


def whole(value: Any) -> Any:
    """Return a value in which no half a character is left: a lone surrogate becomes a replacement character.

    Two halves that belong together become the character. Lists, tuples and dictionaries are gone through.
    """
    return _changed(value, _joined)


def sendable(value: Any) -> Any:
    """Return a value that came from a page as it can be kept and sent again: whole, and without controls."""
    return _changed(value, lambda text: CONTROL.sub("", _joined(text)))


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    """Return a value in which every text is changed."""
    match value:
        case str():
            return change(value)
        case list() | tuple():
            return type(value)(_changed(part, change) for part in value)
        case dict():
            return {_changed(name, change): _changed(part, change) for name, part in value.items()}
        case _:
            return value


def _joined(text: str) -> str:
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
