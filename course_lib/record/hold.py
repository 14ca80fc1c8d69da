"""A lock in a PostgreSQL database that one program alone can have, and that says where that program is.

It belongs to a connection of its own, so it ends with the program, however that ends.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import psycopg

DIALECT = "postgresql+psycopg://"

KEY = 0x636C6173
"""The number of the lock: any that no other program of a class's database takes."""

WAIT = 3
"""Seconds to wait for the database."""

LONGEST = 63
"""Letters that PostgreSQL keeps of a program's name."""

KEEP_ALIVE = "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3"
"""Lets the database notice within half a minute that a computer is gone that could not say so."""

LOST: dict[str, Any] = {
    "tcp_user_timeout": 5_000,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
}
"""Lets this computer notice as soon that the network is gone: otherwise it would wait for many minutes.

Settings of libpq; the first one is in milliseconds.
"""

HOLDER = """
SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE locktype = 'advisory' AND granted AND classid = 0 AND objid = %s
AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


class Hold:
    """The lock of one database, as one program takes it."""

    def __init__(self, url: str, address: str) -> None:
        """`address` is what others are told who want the lock, too."""
        self._url, self._address = f"postgresql://{url.removeprefix(DIALECT)}", address
        self._connection: psycopg.Connection | None = None
        self._held = False

    @classmethod
    def of(cls, url: str, address: str) -> Hold | None:
        """Return the lock of a record; None where that is a file."""
        return cls(url, address) if url.startswith(DIALECT) else None

    def take(self) -> str | None:
        """Take the lock, or look whether it is still held. None: it is; else the address of who holds it.

        Raises ConnectionError where the database cannot be asked; the lock then has to be taken again.
        """
        import psycopg  # noqa: PLC0415 (only a class with a database has it)

        try:
            if self._connection is None:
                self._connection = psycopg.connect(
                    self._url,
                    connect_timeout=WAIT,
                    autocommit=True,
                    application_name=self._address[:LONGEST],
                    **LOST,
                )
                self._connection.execute(KEEP_ALIVE)
            if self._held:
                self._connection.execute("SELECT 1")
                return None
            (self._held,) = self._connection.execute("SELECT pg_try_advisory_lock(%s)", [KEY]).fetchone() or (
                False,
            )
            holder = None if self._held else self._connection.execute(HOLDER, [KEY]).fetchone()
        except psycopg.Error as error:
            self.close()
            raise ConnectionError from error
        return None if self._held else str(holder[0] if holder else "")

    def close(self) -> None:
        """Let others have it, at once."""
        if self._connection is not None:
            with suppress(Exception):  # a connection that is broken holds nothing anymore
                self._connection.execute("SELECT pg_advisory_unlock_all()")
            self._connection.close()
        self._connection, self._held = None, False
