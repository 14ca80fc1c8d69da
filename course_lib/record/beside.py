"""What lies beside the record's file: SQLite's own journals, which must be its own, and copies of the record.

The course marks each record's file with a number of its own, which SQLite keeps at the beginning of the file
(`application_id`) and repeats with each first page that it writes into a journal. A journal without that number
was written for another file, such as the one that this file replaced.
"""

import re
import secrets
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path

from course_lib.record.first_bytes import first_bytes
from course_lib.record.stale import loses_answers

MAGIC = b"SQLite format 3\0"
"""How each SQLite file begins, unless it is empty."""

MARK = slice(68, 72)
"""Where the mark is in a file's first page (sqlite.org/fileformat.html, "Application ID")."""

WAL_MAGIC = (0x377F0682, 0x377F0683)
ROLLBACK_MAGIC = bytes.fromhex("d9d505f920a163d7")
COUNTED = ((24, 28), (92, 100))
"""What SQLite itself counts on in a first page with each writing."""

Frame = tuple[int, bool, bytes]
"""The number of a page in a write-ahead log, whether a transaction was committed with it, and the page."""


def new_mark() -> int:
    """Return a number to mark a file with: neither 0 nor negative."""
    return secrets.randbelow(2**31 - 1) + 1


def mark_of(path: Path) -> int:
    """Return the mark of a file; 0 where it has none, or is not there."""
    try:
        return _mark(first_bytes(path, MARK.stop))
    except OSError:
        return 0


def _mark(page: bytes) -> int:
    return int.from_bytes(page[MARK], "big") if page.startswith(MAGIC) else 0


def foreign_journals(path: Path) -> list[Path]:
    """Return the journals beside a file that were written for another one, or an older one. Raises OSError."""
    log, rollback = Path(f"{path}-wal"), Path(f"{path}-journal")
    own = first_bytes(path, 65536)
    found = []
    if log.is_file():
        frames = list(_wal_frames(log.read_bytes()))
        if not _belongs(own, list(_first_pages(frames))) or loses_answers(path, log, _committed(frames)):
            found.append(log)
    if rollback.is_file() and not _belongs(own, list(_rollback_first_pages(rollback.read_bytes()))):
        found.append(rollback)
    return found


def _belongs(own: bytes, first_pages: list[bytes | None]) -> bool:
    """Return whether a journal belongs to a file that begins with `own`, by the first pages in it.

    There is one for each transaction that was ended, None for one that left the first page alone: the course's
    own never do.
    """
    if not own.startswith(MAGIC):
        return True  # the file is damaged, and the journal may be all that is left
    mark = _mark(own)
    marks = {_mark(page) if page else 0 for page in first_pages}
    if not first_pages or mark in marks:
        return True
    if mark:
        return False
    # The file has no mark yet. The first thing to be written is the mark itself, and nothing but the mark.
    first = first_pages[0]
    return first is None or not _mark(first) or _unmarked(first) == _unmarked(own[: len(first)])


def _unmarked(page: bytes) -> bytes:
    changed = bytearray(page)
    for start, stop in (*COUNTED, (MARK.start, MARK.stop)):
        changed[start:stop] = bytes(stop - start)
    return bytes(changed)


def _wal_frames(wal: bytes) -> Iterator[Frame]:
    if len(wal) < 32 or struct.unpack(">I", wal[:4])[0] not in WAL_MAGIC:
        return
    size = struct.unpack(">I", wal[8:12])[0]
    for start in range(32, len(wal) - 24 - size + 1, 24 + size):
        number, committed = struct.unpack(">II", wal[start : start + 8])
        if wal[start + 8 : start + 16] != wal[16:24]:  # left over from before the log started over
            return
        yield number, committed > 0, wal[start + 24 : start + 24 + size]


def _committed(frames: list[Frame]) -> list[tuple[int, bytes]]:
    """Return the pages of all transactions that were committed."""
    end = max((place for place, (_, committed, _) in enumerate(frames, start=1) if committed), default=0)
    return [(number, page) for number, _, page in frames[:end]]


def _first_pages(frames: Iterable[Frame]) -> Iterator[bytes | None]:
    """Yield for each transaction that was committed its first page, or None."""
    first = None
    for number, committed, page in frames:
        first = page if number == 1 else first
        if committed:
            yield first
            first = None


def _rollback_first_pages(journal: bytes) -> Iterator[bytes | None]:
    """Yield the first page in a rollback journal, or None; nothing where the journal is not in use."""
    if len(journal) < 28 or not journal.startswith(ROLLBACK_MAGIC):
        return
    sector, size = struct.unpack(">II", journal[20:28])
    for start in range(sector or len(journal), len(journal) - size - 3, 8 + size):
        if struct.unpack(">I", journal[start : start + 4])[0] == 1:
            yield journal[start + 4 : start + 4 + size]
            return


def copies(path: Path) -> list[str]:
    """Return the names of files beside the record that are, or may be, copies of it, such as a sync folder's.

    They have the record's mark, or its name with something added.
    """
    mark = mark_of(path) if path.is_file() else 0
    named = re.compile(rf"(?<![^\W_]){re.escape(path.stem)}(?![^\W_])", re.IGNORECASE)
    own = {f"{path.name}{end}" for end in ("", "-wal", "-shm", "-journal")}
    found = []
    for other in path.parent.glob("*"):
        if other.name in own or ".unreadable-" in other.name or not other.is_file():
            continue
        alike = path.suffix.lower() in other.name.lower() and named.search(other.name)
        if alike or (mark and mark_of(other) == mark):
            found.append(other.name)
    return sorted(found)
