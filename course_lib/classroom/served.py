"""A lock in a class's PostgreSQL database: whoever serves the class holds it, on whichever computer.

It belongs to a connection, so it ends with the program, however that ends. Where the database goes away, it is
taken again when it comes back.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from course_lib.lab.trouble import CannotStartError
from course_lib.record.hold import Hold

LOOK = 5.0
"""Seconds between two looks whether the lock is still held."""

LONGEST = 5.0
"""Seconds to wait until the lock is let go."""

TAKEN = (
    "A class with this record is open already on another computer{where}. Use that one.\n"
    "To start over, press Ctrl-C in the window where it runs, then start it here once more."
)
BOTH = "▲ A class with this record is open on another computer, too{where}. Close one of the two (Ctrl-C)."

Troubles = Callable[[], tuple[str, ...]]
"""Gives what is wrong now, in sentences."""


class Served:
    """That a class is served here. `troubles`: what has gone wrong with that, in sentences."""

    def __init__(self, hold: Hold) -> None:
        """`hold` is the lock, which is held already."""
        self._hold, self._stopped = hold, threading.Event()
        self._other: str | None = None
        self._looking = threading.Thread(target=self._look, name="record's lock", daemon=True)
        self._looking.start()

    def troubles(self) -> tuple[str, ...]:
        """Return what is wrong now: another computer serves the class, too."""
        return () if self._other is None else (BOTH.format(where=_at(self._other)),)

    def stop(self) -> None:
        """Let others serve the class. Where the database does not answer, the lock ends with the program."""
        self._stopped.set()
        self._looking.join(LONGEST)

    def _look(self) -> None:
        while not self._stopped.wait(LOOK):
            with suppress(ConnectionError):  # the database is away; whoever reads or writes there says so
                self._other = self._hold.take()
        self._hold.close()


@contextmanager
def served(url: str, address: str) -> Iterator[Troubles]:
    """Hold the lock of a class's database while it is served at an address; a file has another one (alone.py).

    Gives a function that returns whether somebody else serves it meanwhile.
    Raises CannotStartError where somebody does now.
    """
    hold = Hold.of(url, address)
    if hold is None:
        yield tuple
        return
    with suppress(ConnectionError):
        other = hold.take()
        if other is not None:
            hold.close()
            raise CannotStartError(TAKEN.format(where=_at(other)))
    mine = Served(hold)
    try:
        yield mine.troubles
    finally:
        mine.stop()


def _at(address: str) -> str:
    return f", at {address}" if address else ""
