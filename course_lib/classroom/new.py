"""A new class: six questions, then the file, with a code for everyone that nobody mistypes."""

import os
import secrets
import shlex
from collections.abc import Callable, Collection, Sequence
from getpass import getpass
from pathlib import Path

from course_lib.catalog import catalog
from course_lib.classroom import six_questions
from course_lib.classroom.class_file import hash_pin, write
from course_lib.classroom.six_questions import until
from course_lib.errors import CourseError
from course_lib.model.classroom import LETTERS, ClassFile, Enrolled

LONG = 6
"""Letters of a code: with 31 of them, nobody guesses one in a lesson."""


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
    if not os.access(path.parent, os.W_OK):
        why = "is closed for writing" if path.parent.is_dir() else "is not there"
        raise NotWrittenError(f"{path} cannot be written: its folder {why}. Name another folder.")
    offices = sorted(catalog().scopes)
    name = until(lambda: six_questions.filled(ask("1. What is the class called? ")), say)
    when = "2. On what day? (2026-12-31, or two days: from to) "
    starts, ends = until(lambda: six_questions.days(ask(when)), say)
    say("3. Who learns? Type the names, one on each line, then an empty line.")
    say("   Or only a number: then so many people can join with the class code and their name.")
    code = new_code()
    names, places = until(lambda: six_questions.people(six_questions.lines(ask, say)), say)
    say(f"   {places or len(names)} people.")
    listed = ", ".join(offices)
    office = until(
        lambda: six_questions.office(ask(f"4. Which rules hold in the office? ({listed}) "), offices), say
    )
    signatory = until(
        lambda: six_questions.signatory(ask("5. Who signs the certificates? (may be empty) ")), say
    )
    pin = until(lambda: six_questions.pin(secret), say)
    class_file = ClassFile(
        name=name,
        starts=starts,
        ends=ends,
        code=code,
        learners=enroll(names, code),
        open_places=places,
        office=office,
        signatory=signatory,
        pin=hash_pin(pin),
    )
    _write(class_file, path)
    say("")
    for line in roster_lines(class_file):
        say(line)
    say(f"\nWritten to {path}. Next: python3 course.py workshop {shlex.quote(str(path))}")
    return class_file


def ask_for_pin(
    known: ClassFile,
    path: Path,
    secret: Callable[[str], str] = getpass,
    say: Callable[[str], None] = print,
) -> ClassFile:
    """Ask for another PIN, and write the file with it. Raises CourseError where it is too short."""
    try:
        changed = known.model_copy(update={"pin": hash_pin(six_questions.pin(secret))})
    except ValueError as error:
        raise NotWrittenError(str(error)) from None
    _write(changed, path)
    say(f"The new PIN is in {path}. A class that is open now takes it once it is started again.")
    return changed


def roster_lines(class_file: ClassFile) -> list[str]:
    """Return the codes of a class as lines to print and cut apart."""
    lines = [f"{class_file.name}. Class code: {class_file.code}"]
    names = [learner.name for learner in class_file.roster]
    wide = max(map(len, names), default=0)
    codes = [enrolled.code for enrolled in class_file.learners]
    return [*lines, *(f"  {name.ljust(wide)}   {code}" for name, code in zip(names, codes, strict=True))]


def _write(class_file: ClassFile, path: Path) -> None:
    try:
        write(class_file, path)
    except OSError as error:
        raise NotWrittenError(f"{path} cannot be written ({error.strerror}). Name another folder.") from None
