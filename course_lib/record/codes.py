"""What went wrong with a database or a file, as a code for each kind; `language.troubles` has the words."""

import errno
import shutil
import sqlite3
from pathlib import Path

FULL_BELOW = 64 * 1024
"""Bytes free below which an unexplained failure to write is taken for a full disk."""

# By SQLite's primary result codes (sqlite.org/rescode.html): the low byte of what it returns. All that it has
# for an error are here, so that none is unknown.
SQLITE_KINDS = {
    sqlite3.SQLITE_ERROR: "other_file",  # such as a table that is not there: a file of another program
    sqlite3.SQLITE_INTERNAL: "program",
    sqlite3.SQLITE_PERM: "read_only",
    sqlite3.SQLITE_ABORT: "interrupted",
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_NOMEM: "memory",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_INTERRUPT: "interrupted",
    sqlite3.SQLITE_IOERR: "disk",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTFOUND: "program",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_CANTOPEN: "read_only",
    sqlite3.SQLITE_PROTOCOL: "drive",
    sqlite3.SQLITE_EMPTY: "program",
    sqlite3.SQLITE_SCHEMA: "locked",  # another program has just changed the tables
    sqlite3.SQLITE_TOOBIG: "too_long",
    sqlite3.SQLITE_CONSTRAINT: "other_file",
    sqlite3.SQLITE_MISMATCH: "other_file",
    sqlite3.SQLITE_MISUSE: "program",
    sqlite3.SQLITE_NOLFS: "drive",
    sqlite3.SQLITE_AUTH: "read_only",
    sqlite3.SQLITE_FORMAT: "damaged",
    sqlite3.SQLITE_RANGE: "program",
    sqlite3.SQLITE_NOTADB: "damaged",
}
# Where SQLite's details change what there is to do. Locks and shared memory are what drives in a network lack.
SQLITE_DETAILS = {
    sqlite3.SQLITE_IOERR_NOMEM: "memory",
    sqlite3.SQLITE_IOERR_ACCESS: "read_only",
    sqlite3.SQLITE_IOERR_AUTH: "read_only",
    sqlite3.SQLITE_IOERR_CORRUPTFS: "damaged",
    sqlite3.SQLITE_IOERR_LOCK: "drive",
    sqlite3.SQLITE_IOERR_BLOCKED: "drive",
    sqlite3.SQLITE_IOERR_CHECKRESERVEDLOCK: "drive",
    sqlite3.SQLITE_IOERR_RDLOCK: "drive",
    sqlite3.SQLITE_IOERR_UNLOCK: "drive",
    sqlite3.SQLITE_IOERR_SHMOPEN: "drive",
    sqlite3.SQLITE_IOERR_SHMSIZE: "drive",
    sqlite3.SQLITE_IOERR_SHMLOCK: "drive",
    sqlite3.SQLITE_IOERR_SHMMAP: "drive",
    sqlite3.SQLITE_CANTOPEN_DIRTYWAL: "drive",
    sqlite3.SQLITE_READONLY_CANTINIT: "read_only",
    sqlite3.SQLITE_READONLY_DBMOVED: "locked",  # renamed meanwhile: opened again, it is found
}
FILE_KINDS = {
    number: kind
    for kind, numbers in {
        "full": (errno.ENOSPC, errno.EDQUOT, errno.EFBIG),
        "read_only": (errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.EEXIST, errno.EISDIR),
        "locked": (errno.EBUSY, errno.EDEADLK, errno.ETXTBSY, errno.EAGAIN),
        "drive": (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP),
        "disk": (
            *(errno.EIO, errno.ENXIO, errno.ENODEV, errno.ESTALE, errno.ETIMEDOUT, errno.ENOTCONN),
            *(errno.ENETDOWN, errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ECONNRESET, errno.ENOENT),
        ),
        "memory": (errno.ENOMEM, errno.EMFILE, errno.ENFILE),
        "interrupted": (errno.EINTR, errno.ECANCELED),
        "bad_url": (errno.ENAMETOOLONG, errno.ELOOP, errno.EINVAL, errno.EILSEQ),
    }.items()
    for number in numbers
}
# By the first letters of SQLSTATE (postgresql.org/docs/current/errcodes-appendix.html), the longest first.
POSTGRES_KINDS = {
    "53100": "full",
    "53200": "memory",
    "53": "busy",
    "55P03": "locked",
    "55006": "locked",
    "40": "locked",
    "42501": "not_allowed",
    "25006": "not_allowed",
    "25P03": "interrupted",  # it fell silent within a transaction, as a laptop that sleeps
    "28": "not_allowed",
    "3D000": "bad_url",
    "54": "too_long",
    "08": "unreachable",
    "57P": "unreachable",
    "57014": "interrupted",
}


class BadAddressError(Exception):
    """What should be a database's URL is none."""


class NewerSchemaError(Exception):
    """The file was made by a newer version of the course."""


class InTheWayError(Exception):
    """Something else, such as a folder, lies where a file of the record belongs; it is made with a code."""


class DamagedError(Exception):
    """The file is none of SQLite's, or SQLite's own check found it damaged."""


def sqlite_kind(code: int | None) -> str:
    """Return the code for one of SQLite's result codes; None is what Python itself raises."""
    if code is None:
        return "program"
    return SQLITE_DETAILS.get(code) or SQLITE_KINDS.get(code & 0xFF, "unknown")


def file_kind(number: int | None) -> str:
    """Return the code for an error of the file system; what no other says is that the drive fails."""
    return FILE_KINDS.get(number or 0, "disk" if number else "unknown")


def postgres_kind(state: str) -> str:
    """Return the code for one of PostgreSQL's states; none at all where no server has answered."""
    if not state:
        return "unreachable"
    return next((kind for begin, kind in POSTGRES_KINDS.items() if state.startswith(begin)), "program")


def is_full(path: Path) -> bool:
    """Return whether the disk on which a file lies, or would lie, is full."""
    folder = next((folder for folder in path.absolute().parents if folder.is_dir()), None)
    return folder is not None and shutil.disk_usage(folder).free < FULL_BELOW
