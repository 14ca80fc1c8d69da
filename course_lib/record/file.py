"""The record's SQLite file: where it lies, whether it is still the same one, and setting it aside."""

import errno
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, unquote

from course_lib.record.beside import MAGIC
from course_lib.record.first_bytes import first_bytes

BESIDE = ("-wal", "-shm", "-journal", "")
"""What SQLite keeps beside its file, and the file itself: last, so that no old part meets a new file."""


def sqlite_path(url: str) -> Path | None:
    """Return the file behind a database URL; None for a server, memory and SQLite's own `file:` addresses."""
    scheme, _, rest = url.partition("://")
    name = rest.removeprefix("/").partition("?")[0]
    if scheme.partition("+")[0] != "sqlite" or name in ("", ":memory:") or name.startswith("file:"):
        return None
    return Path(unquote(name))


def read_only_url(path: Path) -> str | None:
    """Return a URL that reads a file where nothing may be written; None if its journal has to be read, too.

    SQLite wants to write beside a WAL file even to read it, unless `immutable` says that nobody writes.
    """
    if _has_journal(path):
        return None
    return f"sqlite:///{quote(path.absolute().as_uri(), safe='/:')}?immutable=1&uri=true"


def _has_journal(path: Path) -> bool:
    wal = Path(f"{path}-wal")
    return wal.exists() and wal.stat().st_size > 0


IN_THE_WAY = {"": "in_the_way", "-wal": "wal_in_the_way", "-journal": "journal_in_the_way"}
"""The codes for what lies where the file, or one beside it, belongs. Without -shm the record goes on."""


def in_the_way(path: Path) -> str:
    """Return the code for a folder, or anything but a file, where a file of the record belongs, or nothing.

    A link into a folder that is gone, as on a drive that was taken away, is a trouble of the disk.
    """
    places = {code: Path(f"{path}{end}") for end, code in IN_THE_WAY.items()}
    found = next((code for code, place in places.items() if _is_no_file(place)), "")
    gone = path.is_symlink() and not Path(os.path.realpath(path)).parent.is_dir()
    return "disk" if gone and not found else found


def _is_no_file(place: Path) -> bool:
    """Return whether something is there, and no file: also a link that leads in a circle."""
    try:
        return not stat.S_ISREG(place.stat().st_mode)
    except OSError as error:
        return error.errno == errno.ELOOP


def identity(path: Path) -> tuple[int, int] | None:
    """Tell which file a path stands for now; None when there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def is_foreign(path: Path) -> bool:
    """Return whether a file is none of SQLite's, before SQLite opens it and deletes the journal beside it."""
    if not path.is_file():
        return False
    return first_bytes(path, len(MAGIC)) not in (b"", MAGIC)


def set_aside(path: Path) -> Path:
    """Rename an unreadable file, and what lies beside it, to a free name. Returns it. Raises OSError."""
    number = 1
    while any(Path(f"{_aside(path, number)}{end}").exists() for end in BESIDE):
        number += 1
    aside = _aside(path, number)
    for end in BESIDE:
        part = Path(f"{path}{end}")
        if part.exists():
            part.rename(f"{aside}{end}")
    return aside


def _aside(path: Path, number: int) -> Path:
    return path.with_name(f"{path.stem}.unreadable-{number}{path.suffix}")


def rescue(path: Path, table: str) -> list[dict[str, object]]:
    """Return the rows of a damaged file that can still be read, in order: from the front, then from the back.

    `table` is one of the course's own names. A row is a dictionary by column; unreadable text has U+FFFD.
    """
    mode = "mode=ro" if _has_journal(path) else "immutable=1"
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True)
    except sqlite3.Error:
        return []
    with closing(connection):
        connection.row_factory = sqlite3.Row
        connection.text_factory = readable
        # Lets SQLite read a file that is shorter than it ought to be; nothing is written.
        connection.execute("PRAGMA writable_schema=ON").close()
        front = list(_until_damage(connection, table, "ASC"))
        seen = {row["number"] for row in front}
        back = [row for row in _until_damage(connection, table, "DESC") if row["number"] not in seen]
    return front + back[::-1]


def _until_damage(connection: sqlite3.Connection, table: str, order: str) -> Iterator[dict[str, object]]:
    try:
        for row in connection.execute(f"SELECT * FROM {table} ORDER BY number {order}"):  # noqa: S608
            yield dict(row)
    except sqlite3.Error:
        return


def readable(text: bytes) -> str:
    """Decode text of the file; a damaged letter must not take the other rows with it."""
    return text.decode(errors="replace")


def set_aside_journal(journal: Path) -> Path:
    """Rename a journal that belongs to another file to a free name. Returns it. Raises OSError."""
    number = 1
    while (aside := journal.with_name(f"{journal.stem}.other-{number}{journal.suffix}")).exists():
        number += 1
    journal.rename(aside)
    Path(f"{str(journal).rpartition('-')[0]}-shm").unlink(missing_ok=True)
    return aside
