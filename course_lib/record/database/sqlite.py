"""A SQLite file by Python's own driver.

Whatever runs in a learner's kernel makes memory its own that the kernels of a class share, and what SQLAlchemy
would run for it is 3 MB; to load it takes 10 MB more.
"""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import unquote

from course_lib.record.codes import BadAddressError
from course_lib.record.database.connection import Values
from course_lib.record.file import readable

KIND = re.compile(r"sqlite(\+[a-z]+)?:")
"""How the URL of a SQLite file begins."""

MEMORY = ":memory:"


class File:
    """A database in one file, or in memory; opened with the first connection, and open until `dispose`."""

    def __init__(self, url: str, wait: float, wal: bool) -> None:
        """`wait`: seconds to wait for another program. Without `wal` no write-ahead log is kept.

        Raises BadAddressError.
        """
        self._address, self._wait, self._wal = address_of(url), wait, wal
        self._driver: sqlite3.Connection | None = None

    @contextmanager
    def connect(self) -> Iterator["FileConnection"]:
        """Give the connection; what was not committed at its end is rolled back."""
        if self._driver is None:
            self._driver = self._opened()
        driver = self._driver
        within = driver.in_transaction
        try:
            yield FileConnection(driver)
        finally:
            with suppress(sqlite3.Error):  # such as a disk that is gone: nothing is committed then
                if driver.in_transaction and not within:
                    driver.rollback()

    def dispose(self) -> None:
        """Close the file."""
        if self._driver is not None:
            self._driver.close()
        self._driver = None

    def _opened(self) -> sqlite3.Connection:
        name, own = self._address
        # None: the driver begins no transaction by itself, so that `writing` can begin the right one.
        driver = sqlite3.connect(
            name, uri=own, timeout=self._wait, isolation_level=None, check_same_thread=False
        )
        try:
            if not self._wal:  # first of all: any other setting would read the file, and the log with it
                _do_without_wal(driver)
            _set_up(driver)
        except BaseException:
            driver.close()
            raise
        return driver


class FileConnection:
    """A connection to a file. Rows are read one by one."""

    def __init__(self, driver: sqlite3.Connection) -> None:
        self.driver = driver

    def execute(self, statement: str, values: Values = None) -> "FileFound":
        """Run a statement with its values, or with each of a list of them."""
        if isinstance(values, Sequence):
            return FileFound(self.driver.executemany(statement, values))
        return FileFound(self.driver.execute(statement, values or {}))

    stream = execute

    def commit(self) -> None:
        """Commit what was done."""
        self.driver.commit()


class FileFound:
    """What a statement has found, row by row."""

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self._cursor = cursor
        self.rowcount = cursor.rowcount

    def __iter__(self) -> Iterator[Any]:
        return iter(self._cursor)

    def keys(self) -> list[str]:
        """Return the names of the columns."""
        return [column[0] for column in self._cursor.description]

    def first(self) -> Any:
        """Return the first row and leave the others."""
        row = self._cursor.fetchone()
        self._cursor.close()
        return row

    def scalar(self) -> Any:
        """Return the first value of the first row; None where there is none."""
        row = self.first()
        return row[0] if row else None


def address_of(url: str) -> tuple[str, bool]:
    """Return what SQLite opens, and whether that is one of its own `file:` addresses.

    Raises BadAddressError.
    """
    _, slashes, rest = url.partition("://")
    if not slashes or (rest and not rest.startswith(("/", "?"))):  # a computer's name: SQLite knows none
        raise BadAddressError
    name, _, settings = rest.removeprefix("/").partition("?")
    name = unquote(name)
    if not name.startswith("file:"):
        return name or MEMORY, False
    own = "&".join(each for each in settings.split("&") if each and not each.startswith("uri="))
    return f"{name}?{own}" if own else name, True


def _set_up(driver: sqlite3.Connection) -> None:
    driver.text_factory = readable
    driver.execute("PRAGMA synchronous=FULL").close()  # in WAL mode: on disk before the commit returns
    driver.execute("PRAGMA fullfsync=ON").close()  # macOS: past the disk's own cache; nothing elsewhere


def _do_without_wal(driver: sqlite3.Connection) -> None:
    # Only whoever has the file alone can do without shared memory; once the log is gone, everyone can.
    for setting in ("locking_mode=EXCLUSIVE", "journal_mode=DELETE", "locking_mode=NORMAL", "user_version"):
        driver.execute(f"PRAGMA {setting}").close()
