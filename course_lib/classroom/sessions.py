"""Who is signed in: a table on the server, so that a session can be ended; it outlives a crash of the server.

A browser holds a random token in a signed cookie. Here only its hash is kept, so that whoever reads the file
can sign in as nobody. Where the disk is full, whoever joins is signed in for as long as the server runs.
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Role = Literal["learner", "instructor"]

HOURS = {"learner": 12.0, "instructor": 8.0}
"""How long a session lasts, at most."""

TABLES = """
CREATE TABLE IF NOT EXISTS session (token TEXT PRIMARY KEY, role TEXT, learner TEXT, name TEXT, until REAL);
CREATE TABLE IF NOT EXISTS joined (name TEXT PRIMARY KEY, said TEXT, learner TEXT, code TEXT);
"""


@dataclass(frozen=True)
class Member:
    """Somebody who is signed in. `learner` is the id in the record; an instructor has none."""

    role: Role
    learner: str
    name: str


class Sessions:
    """The table of sessions, in a file of the class's own folder."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        """`clock`: seconds since 1970. A file that is damaged is set aside: all sign in once more."""
        self._clock = clock
        self._unwritten: dict[str, tuple[Member, float]] = {}
        self._ended: set[str] = set()
        try:
            self.table = _opened(path)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):  # such as a full disk: the file itself is whole
                raise
            for each in path.parent.glob(f"{path.name}*"):
                each.replace(each.with_name(f"damaged-{each.name}"))
            self.table = _opened(path)

    def begin(self, member: Member) -> str:
        """Sign somebody in; return the token for their browser."""
        token = secrets.token_urlsafe(32)
        until = self._clock() + HOURS[member.role] * 3600
        row = (_hash(token), member.role, member.learner, member.name, until)
        self._unwritten[row[0]] = member, until
        with suppress(sqlite3.OperationalError):
            self.table.execute("DELETE FROM session WHERE until < ?", (self._clock(),))
            self.table.execute("INSERT INTO session VALUES (?, ?, ?, ?, ?)", row)
            del self._unwritten[row[0]]
        return token

    def member(self, token: str) -> Member | None:
        """Return whose token it is, or None where it is nobody's, or no longer."""
        name = _hash(token)
        if name in self._ended:
            return None
        if name in self._unwritten:
            member, until = self._unwritten[name]
            return member if until >= self._clock() else None
        found = self.table.execute(
            "SELECT role, learner, name FROM session WHERE token = ? AND until >= ?",
            (name, self._clock()),
        ).fetchone()
        return Member(*found) if found else None

    def end(self, token: str) -> None:
        """Sign somebody out: the token is nobody's from now on."""
        name = _hash(token)
        self._unwritten.pop(name, None)
        self._ended.add(name)
        with suppress(sqlite3.OperationalError):
            self.table.execute("DELETE FROM session WHERE token = ?", (name,))
            self._ended.discard(name)

    def end_all(self) -> None:
        """End every session of the class."""
        self._unwritten.clear()
        self.table.execute("DELETE FROM session")

    def close(self) -> None:
        """Close the file."""
        self.table.close()


def _opened(path: Path) -> sqlite3.Connection:
    # Who joins is written in a thread of its own; SQLite itself lets one statement after the other in.
    table = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        path.chmod(0o600)
        table.executescript("PRAGMA journal_mode=WAL;" + TABLES)
    except BaseException:
        table.close()
        raise
    return table


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
