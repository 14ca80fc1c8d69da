"""Text that a page sends, made such that it can be kept, sent on, exported and printed. Pure."""

import re
from typing import Any

CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""Characters that nobody types and that tables, XML and fonts have no place for; not tabs and line ends."""


def whole(value: Any) -> Any:
    """Return a value in which no half a character is left: a lone surrogate becomes a replacement character.

    Two halves that belong together become the character. Lists, tuples and dictionaries are gone through.
    """
    match value:
        case str():
            return value if value.isascii() else _joined(value)
        case list() | tuple():
            return type(value)(whole(part) for part in value)
        case dict():
            return {whole(name): whole(part) for name, part in value.items()}
        case _:
            return value


def _joined(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def sendable(value: Any) -> Any:
    """Return a value that came from a page as it can be kept and sent again: whole, and without controls."""
    match value:
        case str():
            return CONTROL.sub("", whole(value))
        case list() | tuple():
            return type(value)(sendable(part) for part in value)
        case dict():
            return {sendable(name): sendable(part) for name, part in value.items()}
        case _:
            return value
