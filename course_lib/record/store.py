"""The record's tables and how they are read and written, for SQLite and PostgreSQL.

The only module that imports SQLAlchemy, and itself imported only when there is something to read or write:
SQLAlchemy takes about as long to load as the rest of the course.
"""

import json
import sqlite3
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa

from course_lib.language.text import whole
from course_lib.model.attempt import Attempt, Learner
from course_lib.record.beside import mark_of, new_mark
from course_lib.record.codes import (
    DamagedError,
    InTheWayError,
    NewerSchemaError,
    file_kind,
    is_full,
    postgres_kind,
    sqlite_kind,
)
from course_lib.record.file import identity, is_foreign, readable, sqlite_path
from course_lib.record.hold import LOST

SCHEMA = 3
"""The version of the tables below, kept in SQLite's `user_version`, elsewhere in a table of its own.

1 had no index by place and no id. 2 had them, kept the collation that a database in PostgreSQL had, and counted
writings in two columns of `record`, which nobody reads anymore.
"""

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
    sa.Index("ix_attempt_learner", "learner", "number"),
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

# One row: which record this is, and the version of its tables.
RECORD = sa.Table(
    "record",
    TABLES,
    sa.Column("id", sa.Text, nullable=False),
    sa.Column("schema", sa.Integer, nullable=False),
)

Connection = sa.Connection
"""What is read and written within one transaction."""

TURN = 0x6261636B
"""The lock that whoever writes to a class's database takes; any number that no other program of it takes."""

LIMITS = sa.text(
    "SELECT set_config('lock_timeout', :longest, true),"
    " set_config('idle_in_transaction_session_timeout', :longest, true)"
)
"""How long one waits for the turn, and how long the database waits for one who has it.

Without the second, the turn would be a computer's whose network is gone, for hours: the database cannot know.
"""

AT_ONCE = 500
"""How many rows are read at once, so that a long record needs little memory."""

LAST_LETTER, BEFORE_HALVES, HALVES = "\U0010ffff", "\ud7ff", 0x800
"""The last letter there is; the last one before the half characters (surrogates), and how many those are."""


class Store:
    """An open database. Raises what SQLAlchemy and the file system raise: see `codes.kind_of`."""

    def __init__(self, url: str, wait: float, *, wal: bool = True, spare: "Spare | None" = None) -> None:
        """Open `url` and look at it, without writing. `wait`: seconds to wait for another program.

        Without `wal`, SQLite keeps no write-ahead log, for a drive where none can be had. A `spare` engine is
        taken where it fits.
        """
        address = sa.make_url(url)
        self.sqlite = address.get_backend_name() == "sqlite"
        self.path = sqlite_path(url)
        self._wal, self._wait = wal, wait
        if spare and self.path and wal:
            self.engine = spare.at(address)
        else:
            self.engine = _engine(address, wait, wal)
        self.id, self.version, self.begun = "", 0, False
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
            if self.sqlite and connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
                raise DamagedError
            return self.version > 0

    def _note_version(self, connection: sa.Connection) -> None:
        if self.sqlite:
            self.version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
            if self.version < 1:  # lost where another program made the file from the rows of this one
                self.version = int(sa.inspect(connection).has_table(ATTEMPT.name))
        else:
            self.version = _version_elsewhere(connection)
        if self.version > SCHEMA:
            raise NewerSchemaError
        if self.version > 1:
            self.id = connection.execute(sa.select(RECORD.c.id)).scalar() or ""

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def moved(self) -> bool:
        """Return whether the file was replaced since: renamed, deleted or written over."""
        if self.path is None:
            return False
        return identity(self.path) != self._identity or bool(self._mark and mark_of(self.path) != self._mark)

    @contextmanager
    def writing(self, record_id: str = "") -> Iterator[sa.Connection]:
        """Begin a transaction in which nobody else writes; committed at its end, or rolled back.

        `record_id` is for a record that begins here, where it goes on with one that was lost; `begun` then
        says that it has begun.
        """
        with self.engine.connect() as connection:
            if self.sqlite:
                self._prepare(connection)
                # Taking the lock at once is what lets two notebooks wait for each other instead of failing.
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            else:
                # One after the other, so that numbers come in the order in which they can be read.
                connection.execute(LIMITS, {"longest": f"{max(1, round(self._wait))}s"})
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({TURN})")
            self._note_version(connection)  # another program may have brought it up to date meanwhile
            self.begun = self.version == 0
            if self.version < SCHEMA:
                self._bring_up_to_date(connection, record_id)
            yield connection
            if self.sqlite:  # writes the first page, which has the file's mark, into the log, too
                connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA}")
            connection.commit()
            self.has_tables, self.version = True, SCHEMA
            if self.sqlite:
                self._lay_down(connection)

    @staticmethod
    def _lay_down(connection: sa.Connection) -> None:
        """Write the log into the file, which then holds every answer alone: whoever copies it loses none."""
        # What was committed is kept, also where there is no room to keep it twice.
        with suppress(sa.exc.DBAPIError):
            connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")

    def _prepare(self, connection: sa.Connection) -> None:
        """Mark the file, before anything that belongs to it lies beside it, and begin the write-ahead log."""
        if not self._mark and self.path:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            if not connection.exec_driver_sql("PRAGMA application_id").scalar():
                connection.exec_driver_sql(f"PRAGMA application_id={new_mark()}")
            connection.exec_driver_sql("COMMIT")
            self._lay_down(connection)
            self._mark = mark_of(self.path)
        if self._wal and not self.has_tables:
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")

    def _bring_up_to_date(self, connection: sa.Connection, record_id: str) -> None:
        """Make the tables, or what an older version of the course did not have; all of it or nothing."""
        if not self.sqlite and self.version:
            connection.exec_driver_sql('ALTER TABLE attempt ALTER COLUMN place TYPE TEXT COLLATE "C"')
        TABLES.create_all(connection)
        connection.exec_driver_sql("DROP INDEX IF EXISTS ix_attempt_learner")
        for index in ATTEMPT.indexes:
            index.create(connection, checkfirst=True)
        if connection.execute(sa.select(RECORD.c.id)).first() is None:
            connection.execute(sa.insert(RECORD), {"id": record_id or uuid.uuid4().hex, "schema": SCHEMA})
        connection.execute(sa.update(RECORD).values(schema=SCHEMA))
        self.id = connection.execute(sa.select(RECORD.c.id)).scalar_one()

    def add(self, connection: sa.Connection, attempt: Attempt) -> None:
        """Insert an attempt, unless its id is there already."""
        there = sa.select(ATTEMPT.c.id).where(ATTEMPT.c.id == attempt.id)
        if connection.execute(there).first() is None:
            connection.execute(sa.insert(ATTEMPT), row_of(attempt))

    def add_learner(self, connection: sa.Connection, learner: Learner) -> None:
        """Say that this learner is now the current one, under this name."""
        connection.execute(sa.insert(LEARNER), {"id": learner.id, "name": json.dumps(learner.name)})

    def erase(
        self, learner: str, following: Learner, may: Callable[[str, Sequence[Learner]], None]
    ) -> tuple[int, bool]:
        """Delete all that is kept of a learner; another one follows, if this one was learning.

        `may` gets the record's id and its learners, and raises what forbids it. The row of the one who follows
        tells every other window that somebody else learns now. Returns how many attempts were deleted, and
        whether no trace stays on the disk: one may, in the journal beside the file, while another program
        reads.
        """
        with self.writing() as connection:
            everyone = self.learners(connection)
            may(self.id, everyone)
            if self.sqlite:
                connection.exec_driver_sql("PRAGMA secure_delete=ON")  # what is deleted is overwritten
            count = connection.execute(sa.delete(ATTEMPT).where(ATTEMPT.c.learner == learner)).rowcount
            connection.execute(sa.delete(LEARNER).where(LEARNER.c.id == learner))
            if not everyone or everyone[-1].id == learner:
                self.add_learner(connection, following)
        if not self.sqlite:
            return count, True
        with self.engine.connect() as connection:
            busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").first()
        return count, busy is None or not busy[0]

    def attempts(self, learner: str, place: str = "") -> list[Attempt]:
        """Return a learner's attempts at places that begin with `place`, in the order they were saved."""
        return [row.attempt for row in self.rows(learner, place) if row.attempt]

    def rows(self, learner: str, place: str = "", since: int = 0, until: int | None = None) -> Iterator["Row"]:
        """Yield a learner's rows at places that begin with `place`, from one number to another, in order."""
        query = in_order(learner, place, since)
        if until is not None:
            query = query.where(ATTEMPT.c.number <= until)
        return map(_row, self._results(query))

    def rows_of_all(self, since: int = 0) -> Iterator["Row"]:
        """Yield the rows of everyone from a number on, in order."""
        query = sa.select(ATTEMPT).where(ATTEMPT.c.number >= since)
        return map(_row, self._results(query.order_by(ATTEMPT.c.number)))

    def newest(self, learner: str) -> "Row | None":
        """Return the last row of a learner."""
        query = sa.select(ATTEMPT).where(ATTEMPT.c.learner == learner)
        return next(map(_row, self._results(query.order_by(ATTEMPT.c.number.desc()).limit(1))), None)

    def last(self, learner: str, place: str) -> Attempt | None:
        """Return a learner's last attempt at exactly this place that can be read."""
        query = sa.select(ATTEMPT).where(ATTEMPT.c.learner == learner, ATTEMPT.c.place == place)
        found = map(_row, self._results(query.order_by(ATTEMPT.c.number.desc())))
        return next((row.attempt for row in found if row.attempt), None)

    def learners(self, connection: sa.Connection | None = None) -> list[Learner]:
        """Return every learner under their last name, the one chosen last at the end."""
        found: dict[str, Learner] = {}
        query = sa.select(LEARNER).order_by(LEARNER.c.number)
        for learner in filter(None, map(learner_of, self._results(query, connection))):
            found.pop(learner.id, None)
            found[learner.id] = learner
        return list(found.values())

    def _results(self, query: sa.Select[Any], within: sa.Connection | None = None) -> Iterator[dict[str, Any]]:
        if within is not None:
            yield from map(dict, within.execute(query).mappings())
            return
        self.has_tables = self.has_tables or self._look()  # somebody else may have begun the record by now
        if self.has_tables:
            with self.engine.connect() as connection:
                found = connection.execution_options(yield_per=AT_ONCE).execute(query)
                names = tuple(found.keys())
                for row in found:
                    yield dict(zip(names, row, strict=True))


class Spare:
    """An engine for a file that is named later: what it knows of its statements by then, it need not learn."""

    def __init__(self, wait: float) -> None:
        """Make it; nothing is opened. `wait`: seconds to wait for another program."""
        self._address = sa.make_url("sqlite:////nowhere")
        self._engine = _engine(self._address, wait, wal=True)
        sa.event.listen(self._engine, "do_connect", self._lead)

    def at(self, address: sa.URL) -> sa.Engine:
        """Return the engine, which opens the file at this address from now on."""
        self._address = address
        return self._engine

    def _lead(self, dialect: sa.Dialect, _: object, arguments: list[Any], named: dict[str, Any]) -> None:
        arguments[:], more = dialect.create_connect_args(self._address)
        named.update(more)


def _engine(address: sa.URL, wait: float, wal: bool) -> sa.Engine:
    sqlite, arguments = address.get_backend_name() == "sqlite", dict[str, Any]()
    if sqlite:
        # None: the driver begins no transaction by itself, so that `writing` can begin the right one.
        arguments = {"timeout": wait, "isolation_level": None}
    elif "psycopg" in address.drivername:
        arguments = {"connect_timeout": max(1, round(wait)), **LOST}
    engine = sa.create_engine(address, connect_args=arguments, hide_parameters=True, pool_pre_ping=not sqlite)
    if sqlite:
        if not wal:  # first of all: any other setting would read the file, and the log with it
            sa.event.listen(engine, "connect", _without_wal)
        sa.event.listen(engine, "connect", _set_up)
    return engine


class Row(NamedTuple):
    """A row of attempts: its number, by which the record keeps the order, and what can be read of it."""

    number: int
    id: str
    attempt: Attempt | None


def _row(row: dict[str, Any]) -> Row:
    return Row(row["number"], row["id"], attempt_of(row))


def in_order(learner: str, place: str = "", since: int = 0) -> sa.Select[Any]:
    """Return the query for a learner's attempts at places that begin with `place`: a range, for the index."""
    query = sa.select(ATTEMPT).where(ATTEMPT.c.learner == learner).order_by(ATTEMPT.c.number)
    if place:
        query = query.where(ATTEMPT.c.place >= place)
    after = _following(place)
    if after:
        query = query.where(ATTEMPT.c.place < after)
    return query.where(ATTEMPT.c.number >= since) if since else query


def _following(text: str) -> str:
    """Return the least text, letter by letter, that comes after all that begin with `text`; or nothing."""
    text = text.rstrip(LAST_LETTER)  # nothing comes after the last letter of all
    following = chr(ord(text[-1]) + 1 + (text[-1] == BEFORE_HALVES) * HALVES) if text else ""
    return text[:-1] + following


def _version_elsewhere(connection: sa.Connection) -> int:
    """Return the version of the tables in a database that is none of SQLite's; 0 where there are none."""
    there = sa.inspect(connection)
    if not there.has_table(ATTEMPT.name):
        return 0
    if not there.has_table(RECORD.name):
        return 1
    return int(connection.execute(sa.select(RECORD.c.schema)).scalar() or 1)


def _set_up(connection: sqlite3.Connection, _: object) -> None:
    connection.text_factory = readable
    connection.execute("PRAGMA synchronous=FULL").close()  # in WAL mode: on disk before the commit returns
    connection.execute("PRAGMA fullfsync=ON").close()  # macOS: past the disk's own cache; nothing elsewhere


def _without_wal(connection: sqlite3.Connection, _: object) -> None:
    # Only whoever has the file alone can do without shared memory; once the log is gone, everyone can.
    for setting in ("locking_mode=EXCLUSIVE", "journal_mode=DELETE", "locking_mode=NORMAL", "user_version"):
        connection.execute(f"PRAGMA {setting}").close()


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
        answer = json.loads(row["answer"])
        # An older version kept half characters, which can be shown and sent nowhere.
        fields["answer"] = whole(answer) if "\\u" in row["answer"] else answer
        return Attempt.model_validate(fields)
    except (ValueError, KeyError, AttributeError, RecursionError):
        return None


def learner_of(row: dict[str, Any]) -> Learner | None:
    """Turn a row into a learner; None when it cannot be read."""
    try:
        return Learner(id=row["id"], name=whole(json.loads(row["name"])))
    except (ValueError, KeyError, TypeError):
        return None


def kind_of(error: Exception, path: Path | None) -> str:
    """Return what went wrong, as a code of `language.troubles`. `path`: the record's file, if it is one."""
    if isinstance(error, NewerSchemaError):
        return "newer"
    if isinstance(error, DamagedError):
        return "damaged"
    if isinstance(error, InTheWayError):
        return str(error)
    if isinstance(error, ImportError):
        return "no_driver"
    if isinstance(error, sa.exc.ArgumentError):  # also a kind of database that SQLAlchemy does not know
        return "bad_url"
    cause = getattr(error, "orig", None) or error
    if isinstance(cause, sqlite3.Error):
        kind = sqlite_kind(getattr(cause, "sqlite_errorcode", None))
    elif isinstance(cause, OSError):
        kind = file_kind(cause.errno)
    elif isinstance(error, sa.exc.SQLAlchemyError) and path is None:
        kind = postgres_kind(getattr(cause, "sqlstate", None) or "")
    else:
        kind = "unknown"
    return "full" if kind in ("unknown", "disk", "drive", "other_file") and path and is_full(path) else kind
