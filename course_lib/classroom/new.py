"""A new class: six questions, then the file, with a code for everyone that nobody mistypes."""

import secrets
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from datetime import date
from getpass import getpass
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from course_lib.catalog import catalog
from course_lib.classroom.class_file import hash_pin, write
from course_lib.errors import CourseError
from course_lib.model.classroom import LETTERS, MOST, ClassFile, Enrolled
from course_lib.model.scope import MOST_CAUTIOUS

T = TypeVar("T")

LONG = 6
"""Letters of a code: with 31 of them, nobody guesses one in a lesson."""

SHORTEST = 6
"""Characters of a PIN. It is typed once or twice a day, and guards everybody's answers."""


class NotWrittenError(CourseError):
    """The file of a new class could not be written; the message says why."""


def new_code(taken: Collection[str] = (), length: int = LONG) -> str:
    """Return a code of letters and digits that do not look alike, and that is not `taken`."""
    while True:
        code = "".join(secrets.choice(LETTERS) for _ in range(length))
        if code not in taken and not code.isdigit():
            return code


def enroll(names: Sequence[str], class_code: str) -> tuple[Enrolled, ...]:
    """Return a roster with a code for each name. Raises ValueError for what is no name."""
    codes = {class_code}
    found = []
    for name in names:
        codes.add(code := new_code(codes))
        found.append(Enrolled(name=name, code=code))
    return tuple(found)


def ask_for_class(
    path: Path,
    ask: Callable[[str], str] = input,
    secret: Callable[[str], str] = getpass,
    say: Callable[[str], None] = print,
) -> ClassFile:
    """Ask six questions, write the file, say everybody's code, and return the class.

    Raises NotWrittenError where there is such a file already, or none can be written.
    """
    if path.exists():
        raise NotWrittenError(f"{path} is there already. Name another file, or move that one away.")
    offices = sorted(catalog().scopes)
    name = _until(lambda: _filled(ask("1. What is the class called? ")), say)
    starts, ends = _until(lambda: _days(ask("2. On what day? (2026-12-31, or two days: from to) ")), say)
    say("3. Who learns? Type the names, one on each line, then an empty line.")
    say("   Or only a number: then so many people can join with the class code and their name.")
    code = new_code()
    learners, places = _until(lambda: _people(_lines(ask), code), say)
    listed = ", ".join(offices)
    office = _until(lambda: _office(ask(f"4. Which rules hold in the office? ({listed}) "), offices), say)
    signatory = ask("5. Who signs the certificates? (may be empty) ").strip()
    pin = _until(lambda: _pin(secret), say)
    class_file = ClassFile(
        name=name,
        starts=starts,
        ends=ends,
        code=code,
        learners=learners,
        open_places=places,
        office=office,
        signatory=signatory,
        pin=hash_pin(pin),
    )
    try:
        write(class_file, path)
    except OSError as error:
        raise NotWrittenError(f"{path} cannot be written ({error.strerror}). Name another folder.") from None
    say("")
    for line in roster_lines(class_file):
        say(line)
    say(f"\nWritten to {path}. Next: python3 course.py workshop {path}")
    return class_file


def ask_for_pin(known: ClassFile, path: Path, secret: Callable[[str], str] = getpass) -> ClassFile:
    """Ask for another PIN, and write the file with it. Raises CourseError where it is too short."""
    try:
        changed = known.model_copy(update={"pin": hash_pin(_pin(secret))})
    except ValueError as error:
        raise NotWrittenError(str(error)) from None
    write(changed, path)
    return changed


def roster_lines(class_file: ClassFile) -> list[str]:
    """Return the codes of a class as lines to print and cut apart."""
    lines = [f"{class_file.name}. Class code: {class_file.code}"]
    names = [learner.name for learner in class_file.roster]
    wide = max(map(len, names), default=0)
    codes = [enrolled.code for enrolled in class_file.learners]
    return [*lines, *(f"  {name.ljust(wide)}   {code}" for name, code in zip(names, codes, strict=True))]


def _until(get: Callable[[], T], say: Callable[[str], None]) -> T:
    """Ask until the answer can be used."""
    while True:
        try:
            return get()
        except ValidationError as error:
            say(f"   {str(error.errors()[0]['msg']).removeprefix('Value error, : ')}. Once more:")
        except ValueError as error:
            say(f"   {error} Once more:")


def _filled(text: str) -> str:
    if not text.strip():
        raise ValueError("Type a name for it.")
    return text.strip()


def _days(text: str) -> tuple[date, date | None]:
    found = []
    for word in text.replace("to", " ").replace("from", " ").split():
        with suppress(ValueError):
            found.append(date.fromisoformat(word))
    if not found or len(found) > 2 or found != sorted(found):
        raise ValueError("Write year, month and day, such as 2026-12-31.")
    return found[0], found[1] if len(found) == 2 else None


def _lines(ask: Callable[[str], str]) -> list[str]:
    found: list[str] = []
    while line := ask("   ").strip():
        found.append(line)
        if found[0].isdecimal():
            break
    return found


def _people(lines: Sequence[str], code: str) -> tuple[tuple[Enrolled, ...], int | None]:
    if not lines:
        raise ValueError("Type a name, or a number.")
    if lines[0].isdecimal():
        if not 1 <= int(lines[0]) <= MOST:
            raise ValueError(f"From 1 to {MOST} people.")
        return (), int(lines[0])
    return enroll(lines, code), None


def _office(text: str, offices: Collection[str]) -> str:
    chosen = text.strip().lower().replace(" ", "-") or MOST_CAUTIOUS
    if chosen not in offices:
        raise ValueError(f"Type one of {', '.join(offices)}, or nothing for the most cautious one.")
    return chosen


def _pin(secret: Callable[[str], str]) -> str:
    first = secret(f"6. Your PIN for the instructor's page (at least {SHORTEST} letters or digits): ").strip()
    if len(first) < SHORTEST:
        raise ValueError(f"That is too short: at least {SHORTEST} letters or digits.")
    if secret("   The same once more: ").strip() != first:
        raise ValueError("The two are not the same.")
    return first
