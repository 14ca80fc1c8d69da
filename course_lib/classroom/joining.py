"""Who joins: those of the roster by their own code, others by their name where places are open."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import sqlite3
import unicodedata
from collections.abc import Callable

from course_lib.classroom.new import new_code
from course_lib.classroom.sessions import Member, Sessions
from course_lib.errors import CourseError
from course_lib.model import Learner
from course_lib.model.classroom import ClassFile, typed
from course_lib.model.names import BLANK, JOINERS, folded, is_mixed
from course_lib.record import NotSaved

WRONG = "These codes do not fit. Look at them once more; your instructor has them too."
FULL = "All places of this class are taken. Ask your instructor."
TAKEN = (
    "Somebody with this name is in the class already. If that is you, type your personal code too. "
    "If not, add a middle name."
)
NO_NAME = "Type your name first."
MIXED = "A word of this name mixes letters of two alphabets. Type it again, in one alphabet."
NOT_KEPT = "Nobody can join right now: your name cannot be kept. Tell your instructor, then try again."
NO_CODE = "Type your personal code. Your instructor has it."


class NotJoinedError(CourseError):
    """Somebody did not get in; the message says what to do. `guess`: a code was wrong."""

    def __init__(self, sentence: str, *, guess: bool = False) -> None:
        self.guess = guess
        super().__init__(sentence)


class Joining:
    """Signs learners in, and remembers who joined by name alone."""

    def __init__(self, known: ClassFile, sessions: Sessions, enroll: Callable[[Learner], None]) -> None:
        """`enroll` puts a learner into the record; it may raise NotSaved."""
        self.known, self._table, self._enroll = known, sessions.table, enroll
        self._roster = roster(known)
        names = [each.name for each in known.learners] + [learner.name for learner in known.roster]
        self._names = set(map(folded, names))
        self._ids: dict[str, str] = {}
        self._welcomed: dict[tuple[str, str], tuple[Member, str]] = {}

    @property
    def is_open(self) -> bool:
        """Whether somebody who is not on the roster may join."""
        return bool(self.known.open_places)

    def join(self, code: str, name: str, personal: str, browser: str = "") -> tuple[Member, str]:
        """Return who joined, and a personal code that was drawn for them just now, or nothing.

        A `browser` that sends the same name twice gets the same answer: the first was lost on its way, as by
        a double tap, and with it the code. Raises NotJoinedError, and CourseError where nothing can be written.
        """
        if not same(code, self.known.code):
            raise NotJoinedError(WRONG, guess=True)
        for its, learner in self._roster:
            if same(personal, its):
                return self._member(learner), ""
        if self.is_open and (clean(name) or not personal.strip()):
            return self._by_name(clean(name), personal, browser)
        raise NotJoinedError(WRONG, guess=True) if personal.strip() else NotJoinedError(NO_CODE)

    def _by_name(self, name: str, personal: str, browser: str) -> tuple[Member, str]:
        if not any(map(str.isalnum, name)):
            raise NotJoinedError(NO_NAME)
        if is_mixed(name):
            raise NotJoinedError(MIXED)
        key = folded(name)
        if browser and not personal.strip() and (browser, key) in self._welcomed:
            return self._welcomed[browser, key]
        found = self._table.execute("SELECT said, learner, code FROM joined WHERE name = ?", (key,)).fetchone()
        if found and hmac.compare_digest(_hash(personal), found[2]):
            return self._member(Learner(id=found[1], name=found[0])), ""
        if personal.strip():
            raise NotJoinedError(WRONG, guess=True)
        if found or folded(name) in self._names:
            raise NotJoinedError(TAKEN)
        (count,) = self._table.execute("SELECT count(*) FROM joined").fetchone()
        if count >= (self.known.open_places or 0):
            raise NotJoinedError(FULL)
        code = new_code()
        # Who tries again, because nothing could be written, is the same person in the record.
        member = self._member(Learner(id=self._ids.setdefault(key, secrets.token_hex(16)), name=name))
        row = (key, name, member.learner, _hash(code))
        try:
            self._table.execute("INSERT INTO joined VALUES (?, ?, ?, ?)", row)
        except sqlite3.OperationalError as error:
            raise CourseError(NOT_KEPT) from error
        del self._ids[key]
        self._welcomed[browser, key] = member, code
        return member, code

    def _member(self, learner: Learner) -> Member:
        try:
            self._enroll(learner)
        except NotSaved as error:
            raise CourseError(NOT_KEPT) from error
        return Member("learner", learner.id, learner.name)


def roster(known: ClassFile) -> list[tuple[str, Learner]]:
    """Return who is on the roster: each with the code, the id in the record, and the name that is shown."""
    return [(each.code, learner) for each, learner in zip(known.learners, known.roster, strict=True)]


def same(code: str, other: str) -> bool:
    """Return whether two codes are one, however they are typed, in a time that tells nothing."""
    return bool(typed(code)) and hmac.compare_digest(typed(code).encode(), typed(other).encode())


def clean(name: str) -> str:
    """Return a name on one line, without signs that turn what stands around it or that nobody sees."""
    seen = "".join(
        letter if letter in JOINERS or (unicodedata.category(letter)[0] != "C" and letter not in BLANK) else " "
        for letter in name
    )
    return " ".join(unicodedata.normalize("NFC", seen).split())[:80]


def _hash(code: str) -> str:
    return hashlib.sha256(typed(code).encode()).hexdigest()
