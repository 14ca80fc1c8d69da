"""The course's clock: the computer's own, or one that is days ahead of it for tests; and a stopwatch."""

import os
from collections.abc import Callable, Hashable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from course_lib.errors import CodedError

COURSE_CLOCK = "COURSE_CLOCK"
"""The environment variable that names a file with a number of days, such as 3 or 0.5.

The course then behaves as if it were so many days later. The file is read at each look at the clock, so that
days can pass while a page is open. Learners never need it.
"""


class ClockError(CodedError):
    """The file that COURSE_CLOCK names cannot be used; the message says what to do."""


def course_clock() -> datetime:
    """Return the time in UTC. Raises ClockError where COURSE_CLOCK names a file that holds no number."""
    name = os.environ.get(COURSE_CLOCK)
    return _ahead(Path(name)) if name else datetime.now(UTC)


def _ahead(file: Path) -> datetime:
    try:
        return datetime.now(UTC) + timedelta(days=float(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, OverflowError):
        raise ClockError("no_number_of_days", variable=COURSE_CLOCK, file=file) from None


class Stopwatch:
    """How much time has gone by, whatever is done to the computer's clock; it counts while the kernel lives."""

    def __init__(self, steady: Callable[[], float]) -> None:
        """`steady`: seconds of a clock that nobody can set, from any beginning."""
        self._steady = steady
        self._of: Hashable = None
        self._began, self._gone = 0.0, timedelta()

    def read(self, of: Hashable, gone: timedelta) -> timedelta:
        """Return the time gone by since `of` began; `gone` is what had gone by when this was first asked."""
        now = self._steady()
        if of != self._of:
            self._of, self._began, self._gone = of, now, gone
        return self._gone + timedelta(seconds=int(now - self._began))
