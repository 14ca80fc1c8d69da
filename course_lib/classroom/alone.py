"""The folder that a class has for itself while it is served, by one program alone; its record, too.

Two programs would each know half of the room's votes, sessions and pages.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from course_lib.lab.trouble import CannotStartError
from course_lib.record.file import sqlite_path

LOCK, ADDRESS = "open.sqlite", "open_at.txt"


def own_folder(data: Path, path: Path, name: str) -> Path:
    """Return a class's own folder, made if need be, for what it needs while it runs: who is signed in.

    It belongs to the class of this name in this file. Another class, whose file may have the same name
    elsewhere, has another one: who is signed in there is not signed in here.
    """
    path = path.resolve()
    which = sha256(f"{path}\0{name}".encode()).hexdigest()[:8]
    folder = data / "classes" / f"{path.stem}-{which}"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def alone(folder: Path, record: str, address: str) -> Iterator[None]:
    """Hold a class's own folder and its record as long as it is served at an address.

    What holds them are locks of the system on small files: they end with the program, however that ends. Raises
    CannotStartError where another program serves the class, or another class with this record.
    """
    with ExitStack() as holding:
        holding.enter_context(_held(folder / LOCK, folder / ADDRESS, address, "This class"))
        lock = lock_of(record, folder)
        note = lock.with_suffix(".txt")
        holding.enter_context(_held(lock, note, address, "A class with this record"))
        yield


def lock_of(record: str, folder: Path) -> Path:
    """Return the lock of a record: beside its file; for another database beside the class's own folder.

    It is not called as the record is, so that nobody takes it for a copy of it.
    """
    path = sqlite_path(record)
    name = f".{sha256((path.name if path else record).encode()).hexdigest()[:8]}.lock"
    return path.resolve().with_name(name) if path else folder.with_name(name)


@contextmanager
def _held(path: Path, note: Path, address: str, what: str) -> Iterator[None]:
    with ExitStack() as holding:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            lock = holding.enter_context(closing(sqlite3.connect(path, timeout=0, isolation_level=None)))
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise CannotStartError(_open_already(note, what)) from error
            # A folder that knows no locks, such as some in a network: whoever serves it must know.
        except OSError:
            pass  # whether anything can be written there is looked at before a class begins
        with suppress(OSError):
            note.write_text(address, encoding="utf-8")
        yield


def _open_already(note: Path, what: str) -> str:
    address = ""
    with suppress(OSError, UnicodeDecodeError):
        address = note.read_text(encoding="utf-8").strip()
    where = f" at {address}" if address else ""
    return (
        f"{what} is open already on this computer{where}. Use that one.\n"
        "To start over, press Ctrl-C in the window where it runs, then start it here once more."
    )
