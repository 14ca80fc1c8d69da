"""A class's database on a server, by SQLAlchemy."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import sqlalchemy as sa

from course_lib.record.codes import postgres_kind
from course_lib.record.database.connection import Found, Values
from course_lib.record.hold import LOST

AT_ONCE = 500
"""How many rows are fetched at once of a long answer."""


class Server:
    """A database on a server. Raises what SQLAlchemy raises."""

    def __init__(self, url: str, wait: float) -> None:
        """`wait`: seconds to wait for the server."""
        address = sa.make_url(url)
        arguments: dict[str, Any] = {}
        if "psycopg" in address.drivername:
            arguments = {"connect_timeout": max(1, round(wait)), **LOST}
        self._engine = sa.create_engine(
            address, connect_args=arguments, hide_parameters=True, pool_pre_ping=True
        )

    @contextmanager
    def connect(self) -> Iterator["ServerConnection"]:
        """Give a connection; what was not committed at its end is rolled back."""
        with self._engine.connect() as connection:
            yield ServerConnection(connection)

    def dispose(self) -> None:
        """Close every connection."""
        self._engine.dispose()


class ServerConnection:
    """A connection to a server."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def execute(self, statement: str, values: Values = None) -> Found:
        """Run a statement with its values, or with each of a list of them."""
        return self._connection.execute(_text(statement), values)

    def stream(self, statement: str, values: Values = None) -> Found:
        """Run a query whose rows are fetched some at a time."""
        return self._connection.execute(_text(statement), values, execution_options={"yield_per": AT_ONCE})

    def commit(self) -> None:
        """Commit what was done."""
        self._connection.commit()


@cache
def _text(statement: str) -> sa.TextClause:
    return sa.text(statement)


def kind_of(error: Exception) -> str:
    """Return what went wrong with a database on a server, as a code of `language.troubles`."""
    if isinstance(error, sa.exc.ArgumentError):  # also a kind of database that SQLAlchemy does not know
        return "bad_url"
    if isinstance(error, sa.exc.SQLAlchemyError):
        return postgres_kind(getattr(getattr(error, "orig", None) or error, "sqlstate", None) or "")
    return "unknown"
