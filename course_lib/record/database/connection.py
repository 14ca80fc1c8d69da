"""What a connection to either kind of database can do."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

Values = Mapping[str, Any] | Sequence[Mapping[str, Any]] | None
"""The values of a statement by name, or several times those, or none."""


class Found(Protocol):
    """What a statement has found, row by row."""

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""

    def __iter__(self) -> Iterator[Any]:
        """Yield each row, its values in the order of the columns."""

    def keys(self) -> Any:
        """Return the names of the columns."""

    def first(self) -> Any:
        """Return the first row and leave the others; None where there is none."""

    def scalar(self) -> Any:
        """Return the first value of the first row; None where there is none."""


class Connection(Protocol):
    """What is read and written within one transaction."""

    def execute(self, statement: str, values: Values = None) -> Found:
        """Run a statement with its values, or with each of a list of them."""

    def stream(self, statement: str, values: Values = None) -> Found:
        """Run a query whose rows are not all fetched at once, so that a long record needs little memory."""

    def commit(self) -> None:
        """Commit what was done."""
