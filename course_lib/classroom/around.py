"""How this computer is asked what a class needs to know: its address, a port, the disk, the record, the day.

Nothing is sent into the network, and nothing is written.
"""

import errno
import os
import platform
import shutil
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from course_lib.lab.limits import open_files
from course_lib.record import Record
from course_lib.record.trouble import Aside

NOBODY = ("192.0.2.1", 9)
"""An address that is kept for examples (RFC 5737): to ask which way out there is, nothing is sent to it."""


def _system() -> str:
    return platform.system()


def reachable_address() -> str:
    """Return the address under which others in the room reach this computer; nothing without a network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        try:
            way.connect(NOBODY)  # picks a way out; a datagram socket sends nothing until it is told to
            found = str(way.getsockname()[0])
        except OSError:
            return ""
    return "" if found.startswith("127.") or found == "0.0.0.0" else found  # noqa: S104 - compared, not bound


def is_own_address(host: str) -> bool:
    """Return whether this computer can be reached under an address or a name at all."""
    try:
        kind, *_, where = socket.getaddrinfo(host, 0, type=socket.SOCK_STREAM)[0]
        with socket.socket(kind) as probe:
            probe.bind(where)
    except (OSError, UnicodeError):
        return False
    return True


def port_trouble(port: int) -> str:
    """Return why a port cannot be had on this computer: "none", "taken", "reserved" or nothing."""
    if not 0 < port < 65536:
        return "none"
    with socket.socket() as probe:
        if _system() != "Windows":  # there, it would let two programs share the port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("", port))
        except OSError as error:
            return "reserved" if error.errno in (errno.EACCES, errno.EPERM) else "taken"
    return ""


class RecordLook(NamedTuple):
    """Why a record cannot be read (one of `troubles.TROUBLES`, or nothing), and what was put aside."""

    unread: str = ""
    aside: Aside = Aside()


def look_at_record(url: str) -> RecordLook:
    """Look whether a record can be read."""
    with Record(url, wait=3.0) as record:
        record.learners()
        return RecordLook(record.unread, record.aside)


def free_bytes(folder: Path) -> int:
    """Return how many bytes are free where a folder lies."""
    return shutil.disk_usage(folder).free


def may_write(path: Path) -> bool:
    """Return whether a file may be written, or made, and others beside it, as SQLite does."""
    folder = next((folder for folder in path.absolute().parents if folder.is_dir()), path)
    return all(os.access(each, os.W_OK) for each in (path, folder) if each.exists())


@dataclass(frozen=True)
class Around:
    """How the computer is asked; tests hand in others."""

    address: Callable[[], str] = reachable_address
    port: Callable[[int], str] = port_trouble
    record: Callable[[str], RecordLook] = look_at_record
    free: Callable[[Path], int] = free_bytes
    may_write: Callable[[Path], bool] = may_write
    open_files: Callable[[], int | None] = open_files
    system: Callable[[], str] = _system
    today: Callable[[], date] = field(default=date.today)
