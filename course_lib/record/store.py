"""The record's tables and how they are read and written, for SQLite and PostgreSQL.

The only module that imports SQLAlchemy, and itself imported only when there is something to read or write:
SQLAlchemy takes about as long to load as the rest of the course.
"""

import errno
import json
import shutil
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from course_lib.model.attempt import Attempt, Learner
from course_lib.record.file import identity, is_foreign, readable, sqlite_path

SCHEMA = 2
"""The version of the tables below, kept in SQLite's `user_version`, elsewhere in a table of its own."""

TABLES = sa.MetaData()
ATTEMPT = sa.Table(
    "attempt",
    TABLES,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("learner", sa.Text, nullable=False),
    # Compared letter by letter, as an index of "places that begin with" needs it.
    sa.Column("place", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
    sa.Column("item", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("right", sa.Boolean, nullable=False),
    sa.Column("unsafe", sa.Boolean, nullable=False),
    sa.Column("score", sa.Double, nullable=False),
    sa.Column("confidence", sa.Text),
    sa.Column("hints", sa.Integer, nullable=False),
    sa.Column("seconds", sa.Double),
    sa.Column("at", sa.Text, nullable=False),
    sa.Index("attempt_by_place", "learner", "place", "number"),
)
# A row for each time a learner was chosen or renamed: the last row is the current learner.
LEARNER = sa.Table(
    "learner",
    TABLES,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
)

# One row: an id of this record, and how often it was written to and erased from. Each writing changes the row,
# so that a journal that belongs to another record is known by it.
RECORD = sa.Table(
    "record",
    TABLES,
    sa.Column("id", sa.Text, nullable=False),
    sa.Column("schema", sa.Integer, nullable=False),
    sa.Column("changes", sa.Integer, nullable=False),
    sa.Column("erased", sa.Integer, nullable=False),
)

FULL_BELOW = 64 * 1024
"""Bytes free below which an unexplained failure to write is taken for a full disk."""

SQLITE_KINDS = {
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_CANTOPEN: "read_only",
    sqlite3.SQLITE_PERM: "read_only",
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
    sqlite3.SQLITE_PROTOCOL: "locked",
    sqlite3.SQLITE_IOERR: "disk",
    sqlite3.SQLITE_NOLFS: "disk",
    sqlite3.SQLITE_NOMEM: "memory",
    sqlite3.SQLITE_TOOBIG: "too_long",
    sqlite3.SQLITE_AUTH: "read_only",
}
NO_SHARED_MEMORY = frozenset(
    {
        sqlite3.SQLITE_IOERR_SHMOPEN,
        sqlite3.SQLITE_IOERR_SHMSIZE,
        sqlite3.SQLITE_IOERR_SHMLOCK,
        sqlite3.SQLITE_IOERR_SHMMAP,
    }
)
"""What SQLite says where a file lies on a drive that cannot share memory, such as one in a network."""
FILE_KINDS = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EROFS: "read_only",
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
    errno.ENOTDIR: "read_only",
    errno.EEXIST: "read_only",
    errno.EIO: "disk",
    errno.ENXIO: "disk",
    errno.ESTALE: "disk",
    errno.ETIMEDOUT: "disk",
    errno.ENOMEM: "memory",
    errno.ENAMETOOLONG: "bad_url",
}


class NewerSchemaError(Exception):
    """The file was made by a newer version of the course."""


class DamagedError(Exception):
    """The file is none of SQLite's, or SQLite's own check found it damaged."""


class Store:
    """An open database. Raises what SQLAlchemy and the file system raise: see `kind_of`."""

    def __init__(self, url: str, wait: float, *, alone: bool = False) -> None:
        """Open `url` and look at it, without writing. `wait`: seconds to wait for another program.

        `alone` is for a drive that cannot share memory between programs: then SQLite keeps no such journal.
        """
        self._alone = alone
        address = sa.make_url(url)
        self.sqlite = address.get_backend_name() == "sqlite"
        self.path = sqlite_path(url)
        arguments: dict[str, Any] = {}
        if self.sqlite:
            # None: the driver begins no transaction by itself, so that `writing` can begin the right one.
            arguments = {"timeout": wait, "isolation_level": None}
        elif "psycopg" in address.drivername:
            arguments = {"connect_timeout": max(1, round(wait))}
        self.engine = sa.create_engine(
            address, connect_args=arguments, hide_parameters=True, pool_pre_ping=not self.sqlite
        )
        if self.sqlite:
            sa.event.listen(self.engine, "connect", _set_up_alone if alone else _set_up)
        try:
            if self.path and is_foreign(self.path):
                raise DamagedError
            self.made = self._look()
        except BaseException:
            self.close()
            raise
        self.identity = identity(self.path) if self.path else None

    def _look(self) -> bool:
        """Return whether the tables are there, and note how old they are."""
        with self.engine.connect() as connection:
            if self.sqlite:
                version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
            else:
                version = _version_elsewhere(connection)
            if version > SCHEMA:
                raise NewerSchemaError
            if self.sqlite and connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
                raise DamagedError
            self.version = version
            return version > 0

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def moved(self) -> bool:
        """Tell whether the file was renamed or deleted while open: what it gets now is not found again."""
        return self.path is not None and identity(self.path) != self.identity

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Begin a transaction in which nobody else writes; committed at its end, or rolled back."""
        with self.engine.connect() as connection:
            if self.sqlite and self._alone:
                connection.exec_driver_sql("PRAGMA journal_mode=DELETE")
            elif self.sqlite and not self.made:
                connection.exec_driver_sql("PRAGMA journal_mode=WAL")
            if self.sqlite:
                # Taking the lock at once is what lets two notebooks wait for each other instead of failing.
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            if not self.made or self.version < SCHEMA:
                self._bring_up_to_date(connection)
            yield connection
            connection.execute(sa.update(RECORD).values(changes=RECORD.c.changes + 1))
            if self.sqlite:  # writes the first page, without which nobody can read the journal of a lost file
                connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA}")
            connection.commit()
            self.made, self.version = True, SCHEMA
            if self.sqlite and not self._alone:
                # So that the file alone holds every answer: whoever copies it while it is open loses none.
                connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")

    def _bring_up_to_date(self, connection: sa.Connection) -> None:
        """Make the tables, or what an older version of the course did not have; all of it or nothing."""
        TABLES.create_all(connection)
        connection.exec_driver_sql("DROP INDEX IF EXISTS ix_attempt_learner")
        for index in ATTEMPT.indexes:
            index.create(connection, checkfirst=True)
        if connection.execute(sa.select(RECORD.c.id)).first() is None:
            first = {"id": uuid.uuid4().hex, "schema": SCHEMA, "changes": 0, "erased": 0}
            connection.execute(sa.insert(RECORD), first)
        connection.execute(sa.update(RECORD).values(schema=SCHEMA))
        if self.sqlite:
            connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA}")

    def add(self, connection: sa.Connection, attempt: Attempt) -> None:
        """Insert an attempt, unless its id is there already."""
        there = sa.select(ATTEMPT.c.id).where(ATTEMPT.c.id == attempt.id)
        if connection.execute(there).first() is None:
            connection.execute(sa.insert(ATTEMPT), row_of(attempt))

    def add_learner(self, connection: sa.Connection, learner: Learner) -> None:
        """Say that this learner is now the current one, under this name."""
        connection.execute(sa.insert(LEARNER), {"id": learner.id, "name": json.dumps(learner.name)})

    def erase(self, learner: str, following: Learner) -> bool:
        """Delete all that is kept of a learner; another one follows.

        The row of the one who follows tells every other window that somebody else learns now. Returns whether
        no trace stays on the disk: one may, in the journal beside the file, while another program reads.
        """
        with self.writing() as connection:
            if self.sqlite:
                connection.exec_driver_sql("PRAGMA secure_delete=ON")  # what is deleted is overwritten
            connection.execute(sa.delete(ATTEMPT).where(ATTEMPT.c.learner == learner))
            connection.execute(sa.delete(LEARNER).where(LEARNER.c.id == learner))
            connection.execute(sa.update(RECORD).values(erased=RECORD.c.erased + 1))
            self.add_learner(connection, following)
        if not self.sqlite:
            return True
        with self.engine.connect() as connection:
            busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").first()
        return busy is None or not busy[0]

    def attempts(self, learner: str, place: str, after: int = 0) -> list[tuple[int, Attempt]]:
        """Return a learner's attempts at places that begin with `place`, in the order they were saved.

        Each comes with its number in the record; `after` is the number from which on they are new.
        """
        query = in_order(learner, place, after)
        rows = ((row["number"], attempt_of(row)) for row in self._rows(query))
        return [(number, attempt) for number, attempt in rows if attempt]

    def state(self) -> tuple[str, int, int]:
        """Return which record this is, how often it was written to, and how often erased from."""
        if self.made and self.version >= SCHEMA:
            with self.engine.connect() as connection:
                row = connection.execute(sa.select(RECORD.c.id, RECORD.c.changes, RECORD.c.erased)).first()
            return (row[0], row[1], row[2]) if row else ("", 0, 0)
        self.made = self._look()  # another program may have brought it up to date by now
        return ("", -1, 0) if self.version < SCHEMA else self.state()

    def learners(self, connection: sa.Connection | None = None) -> list[Learner]:
        """Return every learner under their last name, the one chosen last at the end."""
        found: dict[str, Learner] = {}
        query = sa.select(LEARNER).order_by(LEARNER.c.number)
        for learner in filter(None, map(learner_of, self._rows(query, connection))):
            found.pop(learner.id, None)
            found[learner.id] = learner
        return list(found.values())

    def _rows(self, query: sa.Select[Any], within: sa.Connection | None = None) -> list[dict[str, Any]]:
        if within is not None:
            return [dict(row) for row in within.execute(query).mappings()]
        self.made = self.made or self._look()  # somebody else may have begun the record by now
        if not self.made:
            return []
        with self.engine.connect() as connection:
            return [dict(row) for row in connection.execute(query).mappings()]


def in_order(learner: str, place: str, after: int = 0) -> sa.Select[Any]:
    """Return the query for a learner's attempts at places that begin with `place`: a range, for the index."""
    query = sa.select(ATTEMPT).where(ATTEMPT.c.learner == learner).order_by(ATTEMPT.c.number)
    if place:
        query = query.where(ATTEMPT.c.place >= place, ATTEMPT.c.place < _following(place))
    return query.where(ATTEMPT.c.number > after) if after else query


def _following(text: str) -> str:
    """Return the least text, letter by letter, that is greater than all that begin with `text`."""
    last = ord(text[-1])
    return text[:-1] + chr(0xE000 if last == 0xD7FF else last + 1)


def _version_elsewhere(connection: sa.Connection) -> int:
    """Return the version of the tables in a database that is none of SQLite's; 0 where there are none."""
    there = sa.inspect(connection)
    if not there.has_table(ATTEMPT.name):
        return 0
    if not there.has_table(RECORD.name):
        return 1
    return int(connection.execute(sa.select(RECORD.c.schema)).scalar() or 1)


def _set_up_alone(connection: sqlite3.Connection, record: object) -> None:
    connection.execute("PRAGMA locking_mode=EXCLUSIVE").close()
    _set_up(connection, record)


def _set_up(connection: sqlite3.Connection, _: object) -> None:
    connection.text_factory = readable
    connection.execute("PRAGMA synchronous=FULL").close()  # in WAL mode: on disk before the commit returns
    connection.execute("PRAGMA fullfsync=ON").close()  # macOS: past the disk's own cache; nothing elsewhere


def row_of(attempt: Attempt) -> dict[str, Any]:
    """Turn an attempt into a row: the answer as ASCII JSON, the time as UTC. Raises TypeError if not JSON."""
    at = attempt.at if attempt.at.tzinfo else attempt.at.replace(tzinfo=UTC)
    return attempt.model_dump() | {
        "answer": json.dumps(attempt.answer),
        "at": at.astimezone(UTC).isoformat(),
    }


def attempt_of(row: dict[str, Any]) -> Attempt | None:
    """Turn a row into an attempt; None when it cannot be read, so that one bad row hides no other."""
    try:
        if not row["answer"].isascii():
            return None
        fields = {name: row[name] for name in Attempt.model_fields}
        return Attempt.model_validate(fields | {"answer": json.loads(row["answer"])})
    except (ValueError, KeyError, AttributeError, RecursionError):
        return None


def learner_of(row: dict[str, Any]) -> Learner | None:
    """Turn a row into a learner; None when it cannot be read."""
    try:
        return Learner(id=row["id"], name=json.loads(row["name"]))
    except (ValueError, KeyError, TypeError):
        return None


def kind_of(error: Exception, path: Path | None) -> str:
    """Return what went wrong, as one word that the sentences in `record_trouble` know."""
    if isinstance(error, NewerSchemaError):
        return "newer"
    if isinstance(error, DamagedError):
        return "damaged"
    if isinstance(error, ImportError):
        return "no_driver"
    if isinstance(error, sa.exc.ArgumentError):  # also a kind of database that SQLAlchemy does not know
        return "bad_url"
    cause = getattr(error, "orig", None) or error
    if isinstance(cause, sqlite3.Error):
        # The low byte is the kind of error, the rest its details.
        if getattr(cause, "sqlite_errorcode", 0) in NO_SHARED_MEMORY:
            return "no_shared_memory"
        kind = SQLITE_KINDS.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF, "unknown")
    elif isinstance(cause, OSError):
        kind = FILE_KINDS.get(cause.errno or 0, "unknown")
    else:
        kind = "unreachable" if path is None and isinstance(error, sa.exc.SQLAlchemyError) else "unknown"
    return "full" if kind == "unknown" and path and _is_full(path) else kind


def _is_full(path: Path) -> bool:
    folder = next((folder for folder in path.absolute().parents if folder.is_dir()), None)
    return folder is not None and shutil.disk_usage(folder).free < FULL_BELOW
