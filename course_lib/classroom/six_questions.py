"""What an instructor types for a new class, read: what cannot be used is asked again, with the reason."""

import re
from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from course_lib.catalog.plain_words import plainly
from course_lib.model.classroom import MOST
from course_lib.model.names import PersonName
from course_lib.model.scope import MOST_CAUTIOUS

T = TypeVar("T")

SHORTEST = 6
"""Characters of a PIN. It is typed once or twice a day, and guards everybody's answers."""


BETWEEN = {"", "to", "from", "and", "until", "-", "–"}
"""What may stand between two days."""


def until(get: Callable[[], T], say: Callable[[str], None]) -> T:
    """Ask until the answer can be used."""
    while True:
        try:
            return get()
        except ValidationError as error:
            say(f"   It {_why(error)}. Once more:")
        except ValueError as error:
            say(f"   {error} Once more:")


def filled(text: str) -> str:
    """Return the name of a class. Raises ValueError."""
    if not text.strip():
        raise ValueError("Type a name for it.")
    return _name(text)


def signatory(text: str) -> str:
    """Return who signs; nothing is an answer, too. Raises ValueError."""
    return _name(text) if text.strip() else ""


def _name(text: str) -> str:
    """Return a text that is shown on a line of its own. Raises ValidationError."""
    return TypeAdapter(PersonName).validate_python(text)


def _why(error: ValidationError) -> str:
    detail = error.errors()[0]
    plain = plainly(detail)
    return "; ".join(plain) if plain else detail["msg"].removeprefix("Value error, : ")


def days(text: str) -> tuple[date, date | None]:
    """Return the first day, and the last one where there are two. Raises ValueError."""
    words = re.split(r"[\s,;]+|(?<=\d)to(?=\d)", text.lower())
    try:
        found = [date.fromisoformat(word) for word in words if word not in BETWEEN]
    except ValueError:
        found = []
    if not found or len(found) > 2 or found != sorted(found):
        raise ValueError("Write year, month and day, such as 2026-12-31; of two days, the earlier one first.")
    return found[0], found[1] if len(found) == 2 else None


def lines(ask: Callable[[str], str], say: Callable[[str], None]) -> list[str]:
    """Return the names that were typed, or a number. A line that is no name is not taken; all others are."""
    found: list[str] = []
    while line := ask("   ").strip():
        if line.isdecimal() and not found:
            return [line]
        try:
            found.append(_name(line))
        except ValidationError as error:
            say(f"   {line!r} is not taken: it {_why(error)}. All others are.")
    return found


def people(lines: Sequence[str]) -> tuple[Sequence[str], int | None]:
    """Return names, or how many people may join. Raises ValueError."""
    if not lines:
        raise ValueError("Type a name, or a number.")
    if lines[0].isdecimal():
        if not 1 <= int(lines[0]) <= MOST:
            raise ValueError(f"From 1 to {MOST} people.")
        return (), int(lines[0])
    if len(lines) > MOST:
        raise ValueError(f"These are {len(lines)} people; a class has at most {MOST}.")
    return lines, None


def office(text: str, offices: Collection[str]) -> str:
    """Return the id of a scope profile; nothing is the most cautious one. Raises ValueError."""
    chosen = text.strip().lower().replace(" ", "-") or MOST_CAUTIOUS
    if chosen not in offices:
        raise ValueError(f"Type one of {', '.join(offices)}, or nothing for the most cautious one.")
    return chosen


def pin(secret: Callable[[str], str]) -> str:
    """Ask for a PIN twice, and return it. Raises ValueError."""
    first = secret(f"6. Your PIN for the instructor's page (at least {SHORTEST} letters or digits): ").strip()
    if len(first) < SHORTEST:
        raise ValueError(f"That is too short: at least {SHORTEST} letters or digits.")
    if not first.isprintable():
        raise ValueError("It holds a key that is no letter and no digit.")
    if secret("   The same once more: ").strip() != first:
        raise ValueError("The two are not the same.")
    return first
