"""Reads a file that SQLite may have open in this process, and leaves SQLite's locks alone.

On Unix a process loses all its locks on a file as soon as it closes any handle of it. A record that has lost
them looks unused: the next program that closes it takes the write-ahead log away, with what was answered since.
So a handle that was opened here stays open.
"""

import os
from pathlib import Path

MOST = 64
"""Handles that stay open; where there are more files, the one asked for longest ago is done with."""

_handles: dict[tuple[int, int], int] = {}


def first_bytes(path: Path, count: int = -1) -> bytes:
    """Return the first bytes of a file, at most `count`; all of them without it. Raises OSError."""
    if os.name == "nt":  # locks are each handle's own there, and an open file can be neither moved nor deleted
        with path.open("rb") as file:
            return file.read(count)
    status = path.stat()
    name = status.st_dev, status.st_ino
    handle = _handles.pop(name, None)
    if handle is None:
        while len(_handles) >= MOST:
            os.close(_handles.pop(next(iter(_handles))))
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    _handles[name] = handle  # the last one now: what is in use is not among the oldest
    return os.pread(handle, status.st_size if count < 0 else count, 0)
