"""A SQLite file by Python's own driver: it does for `store` what an engine of SQLAlchemy does for PostgreSQL.

The statements are the same; each is put into SQLite's words once. Whatever runs in a learner's kernel makes
memory its own that the kernels of a class share, and what SQLAlchemy runs for it would make 3 MB so.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from course_lib.record.file import readable

DIALECT = SQLiteDialect_pysqlite(paramstyle="named")

STATEMENTS = 64
"""So many statements stay in SQLite's words; there are about twenty."""


class File:
    """A database in one file, or in memory; opened with the first connection, and open until `dispose`."""

    def __init__(self, address: sa.URL, wait: float, wal: bool) -> None:
        """`wait`: seconds to wait for another program. Without `wal` no write-ahead log is kept."""
        self._address, self._wait, self._wal = address, wait, wal
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
        arguments, named = DIALECT.create_connect_args(self._address)
        # None: the driver begins no transaction by itself, so that `writing` can begin the right one.
        named.update(timeout=self._wait, isolation_level=None, check_same_thread=False)
        driver: sqlite3.Connection = sqlite3.connect(*arguments, **named)  # type: ignore[call-overload]
        try:
            if not self._wal:  # first of all: any other setting would read the file, and the log with it
                _do_without_wal(driver)
            _set_up(driver)
        except BaseException:
            driver.close()
            raise
        return driver


class FileConnection:
    """What `store` uses of a connection of SQLAlchemy."""

    def __init__(self, driver: sqlite3.Connection) -> None:
        self.driver = driver

    def exec_driver_sql(self, text: str, values: Any = ()) -> "Found":
        """Run a statement in SQLite's words."""
        return Found(self.driver.execute(text, values))

    def execute(self, statement: sa.Executable, values: Any = None) -> "Found":
        """Run a statement of SQLAlchemy with its values, or with each of a list of them."""
        many = isinstance(values, list)
        names = tuple((values[0] if many else values) or ())
        text, own = in_words(statement, names)
        if many:
            return Found(self.driver.executemany(text, values))
        return Found(self.driver.execute(text, {**own, **(values or {})}))

    def execution_options(self, **_: Any) -> "FileConnection":
        """Return itself: rows are read one by one anyway."""
        return self

    def commit(self) -> None:
        """Commit what was done."""
        self.driver.commit()


class Found:
    """What a statement has found, row by row."""

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self._cursor = cursor
        self.rowcount = cursor.rowcount

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self._cursor)

    def keys(self) -> list[str]:
        """Return the names of the columns."""
        return [column[0] for column in self._cursor.description]

    def all(self) -> list[tuple[Any, ...]]:
        """Return all rows."""
        return self._cursor.fetchall()

    def first(self) -> tuple[Any, ...] | None:
        """Return the first row and leave the others."""
        row: tuple[Any, ...] | None = self._cursor.fetchone()
        self._cursor.close()
        return row

    def scalar(self) -> Any:
        """Return the first value of the first row; None where there is none."""
        row = self.first()
        return row[0] if row else None

    def mappings(self) -> Iterator[Mapping[str, Any]]:
        """Yield each row by the names of its columns."""
        names = self.keys()
        return (dict(zip(names, row, strict=True)) for row in self._cursor)


@lru_cache(STATEMENTS)
def in_words(statement: sa.Executable, names: tuple[str, ...]) -> tuple[str, Mapping[str, Any]]:
    """Return a statement in SQLite's words, for values of these names, and the values that it has itself."""
    of_values = {"column_keys": list(names)} if names else {}
    compiled: Any = statement.compile(dialect=DIALECT, **of_values)  # type: ignore[attr-defined]
    return str(compiled), compiled.params or {}


def _set_up(driver: sqlite3.Connection) -> None:
    driver.text_factory = readable
    driver.execute("PRAGMA synchronous=FULL").close()  # in WAL mode: on disk before the commit returns
    driver.execute("PRAGMA fullfsync=ON").close()  # macOS: past the disk's own cache; nothing elsewhere


def _do_without_wal(driver: sqlite3.Connection) -> None:
    # Only whoever has the file alone can do without shared memory; once the log is gone, everyone can.
    for setting in ("locking_mode=EXCLUSIVE", "journal_mode=DELETE", "locking_mode=NORMAL", "user_version"):
        driver.execute(f"PRAGMA {setting}").close()
