"""The way to a database, on a server or in a file, and what is wrong where that way fails."""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from course_lib.record.codes import (
    BadAddressError,
    DamagedError,
    InTheWayError,
    NewerSchemaError,
    file_kind,
    is_full,
    sqlite_kind,
)
from course_lib.record.database.sqlite import KIND, File

if TYPE_CHECKING:
    from course_lib.record.database.server import Server


def new_engine(url: str, wait: float, wal: bool) -> "Server | File":
    """Make what opens the database at a URL. `wait`: seconds to wait for another program.

    Without `wal`, SQLite keeps no write-ahead log.
    """
    if KIND.match(url):
        return File(url, wait, wal)
    from course_lib.record.database.server import Server  # noqa: PLC0415 (for a class's database alone)

    return Server(url, wait)


def kind_of(error: Exception, path: Path | None) -> str:
    """Return what went wrong, as a code of `language.troubles`. `path`: the record's file, if it is one."""
    match error:
        case NewerSchemaError():
            return "newer"
        case DamagedError():
            return "damaged"
        case InTheWayError():
            return str(error)
        case BadAddressError():
            return "bad_url"
        case ImportError():
            return "no_driver"
        case sqlite3.Error():
            kind = sqlite_kind(getattr(error, "sqlite_errorcode", None))
        case OSError():
            kind = file_kind(error.errno)
        case _:
            kind = _of_server(error) if path is None else "unknown"
    return "full" if kind in ("unknown", "disk", "drive", "other_file") and path and is_full(path) else kind


def _of_server(error: Exception) -> str:
    from course_lib.record.database import server  # noqa: PLC0415 (for a class's database alone)

    return server.kind_of(error)
