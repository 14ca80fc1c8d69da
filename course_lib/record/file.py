"""The record's SQLite file: where it lies, whether it is still the same one, and setting it aside."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, unquote

BESIDE = ("-wal", "-shm", "-journal", "")
"""What SQLite keeps beside its file, and the file itself: last, so that no old part meets a new file."""


MAGIC = b"SQLite format 3\0"
"""How each SQLite file begins, unless it is empty."""


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


def identity(path: Path) -> tuple[int, int] | None:
    """Tell which file a path stands for now; None when there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def is_foreign(path: Path) -> bool:
    """Tell whether a file is none of SQLite's, before SQLite opens it and deletes the journal beside it."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(MAGIC)) not in (b"", MAGIC)


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


def is_foreign_journal(path: Path) -> bool:
    """Return whether the journal beside a file was written for another one, such as the file that it replaced.

    Each writing changes the row with the record's id, so a journal always holds that row. The file is read once
    without its journal, once with it: in copies, so that nothing is changed.
    """
    journal = Path(f"{path}-wal")
    if not path.is_file() or not _has_journal(path):
        return False
    with tempfile.TemporaryDirectory() as folder:
        alone, both = Path(folder, "alone"), Path(folder, "both")
        try:
            shutil.copyfile(path, alone)
            shutil.copyfile(path, both)
            shutil.copyfile(journal, Path(f"{both}-wal"))
        except OSError:
            return False  # whatever is wrong with them is told when the record is opened
        without, with_it = _record_id(alone), _record_id(both)
    if without is None:
        return False  # the file itself is damaged, and the journal may be all that is left
    # A record of the first version has no id. Its own journal leaves it whole; that of another one does not.
    return with_it is None or (without != "" and with_it != without)


def set_aside_journal(path: Path) -> Path:
    """Rename the journal beside a file to a free name. Returns it. Raises OSError."""
    journal = Path(f"{path}-wal")
    number = 1
    while (aside := path.with_name(f"{path.stem}.other-{number}{path.suffix}-wal")).exists():
        number += 1
    journal.rename(aside)
    Path(f"{path}-shm").unlink(missing_ok=True)
    return aside


def _record_id(path: Path) -> str | None:
    """Return the id of the record in a file, nothing where it has none, None where the file is damaged."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                return None
            there = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'record'").fetchone()
            row = connection.execute("SELECT id FROM record").fetchone() if there else None
    except sqlite3.Error:
        return None
    return str(row[0]) if row else ""
