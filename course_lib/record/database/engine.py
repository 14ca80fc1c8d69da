"""The way to a database, SQLAlchemy's or SQLite's own, and what is wrong where that way fails."""

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
from course_lib.record.database.sqlite import File
from course_lib.record.hold import LOST


def new_engine(address: sa.URL, wait: float, wal: bool) -> sa.Engine | File:
    """Make what opens the database at an address. `wait`: seconds to wait for another program.

    Without `wal`, SQLite keeps no write-ahead log.
    """
    if address.get_backend_name() == "sqlite":
        return File(address, wait, wal)
    arguments: dict[str, Any] = {}
    if "psycopg" in address.drivername:
        arguments = {"connect_timeout": max(1, round(wait)), **LOST}
    return sa.create_engine(address, connect_args=arguments, hide_parameters=True, pool_pre_ping=True)


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
