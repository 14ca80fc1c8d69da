"""The folder that a class has for itself while it is served, by one program alone.

Two would each know half of the room's votes, sessions and pages.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from course_lib.lab.trouble import CannotStartError

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
def alone(folder: Path, address: str) -> Iterator[None]:
    """Hold a class's own folder as long as it is served at an address, such as http://192.168.1.7:8866/.

    What holds it is a lock of the system on a small file: it ends with the program, however that ends. Raises
    CannotStartError where another program serves the class.
    """
    with closing(sqlite3.connect(folder / LOCK, timeout=0, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise CannotStartError(_open_already(folder)) from error
            # A folder that knows no locks, such as some in a network: whoever serves it must know.
        with suppress(OSError):
            (folder / ADDRESS).write_text(address, encoding="utf-8")
        yield


def _open_already(folder: Path) -> str:
    address = ""
    with suppress(OSError, UnicodeDecodeError):
        address = (folder / ADDRESS).read_text(encoding="utf-8").strip()
    where = f" at {address}" if address else ""
    return (
        f"This class is open already on this computer{where}. Use that one.\n"
        "To start over, press Ctrl-C in the window where it runs, then start it here once more."
    )
