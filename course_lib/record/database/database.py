"""An open database: which record it holds, and how one writes to it alone."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from course_lib.record.beside import mark_of, new_mark
from course_lib.record.codes import DamagedError, NewerSchemaError
from course_lib.record.database.connection import Connection
from course_lib.record.database.engine import new_engine
from course_lib.record.database.sqlite import File
from course_lib.record.database.tables import SCHEMA, WHICH, bring_up_to_date, version_of
from course_lib.record.file import identity, is_foreign, sqlite_path

TURN = 0x6261636B
"""The lock that whoever writes to a class's database takes; any number that no other program of it takes."""

LIMITS = (
    "SELECT set_config('lock_timeout', :longest, true),"
    " set_config('idle_in_transaction_session_timeout', :longest, true)"
)
"""How long one waits for the turn, and how long the database waits for one who has it.

Without the second, the turn would be a computer's whose network is gone, for hours: the database cannot know.
"""


class Database:
    """An open database. Raises what its driver and the file system raise: see `engine.kind_of`."""

    def __init__(self, url: str, wait: float, *, wal: bool = True) -> None:
        """Open `url` and look at it, without writing. `wait`: seconds to wait for another program.

        Without `wal`, SQLite keeps no write-ahead log, for a drive where none can be had.
        """
        self.engine = new_engine(url, wait, wal)
        self.sqlite = isinstance(self.engine, File)
        self.path = sqlite_path(url)
        self._wal, self._wait = wal, wait
        self.id, self.version, self.begun = "", 0, False
        self.unreadable: set[int] = set()
        """The numbers of the rows that were read and hold no attempt, as bits of a disk may turn over."""
        try:
            if self.path and is_foreign(self.path):
                raise DamagedError
            self.has_tables = self._look()
        except BaseException:
            self.close()
            raise
        self._identity = identity(self.path) if self.path else None
        self._mark = mark_of(self.path) if self.path else 0

    def _look(self) -> bool:
        """Return whether the tables are there, and note which record it is and how old its tables are."""
        with self.engine.connect() as connection:
            self._note_version(connection)
            if self.sqlite and connection.execute("PRAGMA quick_check(1)").scalar() != "ok":
                raise DamagedError
            return self.version > 0

    def _note_version(self, connection: Connection) -> None:
        self.version = version_of(connection)
        if self.version > SCHEMA:
            raise NewerSchemaError
        if self.version > 1:
            self.id = connection.execute(WHICH).scalar() or ""

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def moved(self) -> bool:
        """Return whether the file was replaced since: renamed, deleted or written over."""
        if self.path is None:
            return False
        return identity(self.path) != self._identity or bool(self._mark and mark_of(self.path) != self._mark)

    @contextmanager
    def writing(self, record_id: str = "") -> Iterator[Connection]:
        """Begin a transaction in which nobody else writes; committed at its end, or rolled back.

        `record_id` is for a record that begins here, where it goes on with one that was lost; `begun` then
        says that it has begun.
        """
        with self.engine.connect() as connection:
            if self.sqlite:
                self._prepare(connection)
                # Taking the lock at once is what lets two notebooks wait for each other instead of failing.
                connection.execute("BEGIN IMMEDIATE")
            else:
                # One after the other, so that numbers come in the order in which they can be read.
                connection.execute(LIMITS, {"longest": f"{max(1, round(self._wait))}s"})
                connection.execute(f"SELECT pg_advisory_xact_lock({TURN})")
            self._note_version(connection)  # another program may have brought it up to date meanwhile
            self.begun = self.version == 0
            if self.version < SCHEMA:
                self.id = bring_up_to_date(connection, self.version, record_id)
            yield connection
            if self.sqlite:  # writes the first page, which has the file's mark, into the log, too
                connection.execute(f"PRAGMA user_version={SCHEMA}")
            connection.commit()
            self.has_tables, self.version = True, SCHEMA
            if self.sqlite:
                self._lay_down(connection)

    @staticmethod
    def _lay_down(connection: Connection) -> None:
        """Write the log into the file, which then holds every answer alone: whoever copies it loses none."""
        # What was committed is kept, also where there is no room to keep it twice.
        with suppress(sqlite3.Error):
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def _prepare(self, connection: Connection) -> None:
        """Mark the file, before anything that belongs to it lies beside it, and begin the write-ahead log."""
        if not self._mark and self.path:
            connection.execute("BEGIN IMMEDIATE")
            if not connection.execute("PRAGMA application_id").scalar():
                connection.execute(f"PRAGMA application_id={new_mark()}")
            connection.execute("COMMIT")
            self._lay_down(connection)
            self._mark = mark_of(self.path)
        if self._wal and not self.has_tables:
            connection.execute("PRAGMA journal_mode=WAL")
