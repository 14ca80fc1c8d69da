"""An engine: SQLAlchemy's way to a database, and what is wrong where that way fails."""

import sqlite3
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from course_lib.record.codes import (
    DamagedError,
    InTheWayError,
    NewerSchemaError,
    file_kind,
    is_full,
    postgres_kind,
    sqlite_kind,
)
from course_lib.record.file import readable
from course_lib.record.hold import LOST


def new_engine(address: sa.URL, wait: float, wal: bool) -> sa.Engine:
    """Make an engine for an address; nothing is opened. `wait`: seconds to wait for another program.

    Without `wal`, SQLite keeps no write-ahead log.
    """
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


class Spare:
    """An engine for a file that is named later: what it knows of its statements by then, it need not learn."""

    def __init__(self, wait: float) -> None:
        """Make it; nothing is opened. `wait`: seconds to wait for another program."""
        self._address = sa.make_url("sqlite:////nowhere")
        self._engine = new_engine(self._address, wait, wal=True)
        sa.event.listen(self._engine, "do_connect", self._lead)

    def at(self, address: sa.URL) -> sa.Engine:
        """Return the engine, which opens the file at this address from now on."""
        self._address = address
        return self._engine

    def _lead(self, dialect: sa.Dialect, _: object, arguments: list[Any], named: dict[str, Any]) -> None:
        arguments[:], more = dialect.create_connect_args(self._address)
        named.update(more)


def _set_up(connection: sqlite3.Connection, _: object) -> None:
    connection.text_factory = readable
    connection.execute("PRAGMA synchronous=FULL").close()  # in WAL mode: on disk before the commit returns
    connection.execute("PRAGMA fullfsync=ON").close()  # macOS: past the disk's own cache; nothing elsewhere


def _without_wal(connection: sqlite3.Connection, _: object) -> None:
    # Only whoever has the file alone can do without shared memory; once the log is gone, everyone can.
    for setting in ("locking_mode=EXCLUSIVE", "journal_mode=DELETE", "locking_mode=NORMAL", "user_version"):
        connection.execute(f"PRAGMA {setting}").close()


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
