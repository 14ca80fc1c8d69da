"""The course's clock: the computer's own, or one that is days ahead of it for tests and demonstrations."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from course_lib.errors import CourseError

COURSE_CLOCK = "COURSE_CLOCK"
"""The environment variable that names a file with a number of days, such as 3 or 0.5.

The course then behaves as if it were so many days later. The file is read at each look at the clock, so that
days can pass while a page is open. Learners never need it.
"""


def course_clock() -> datetime:
    """Return the time in UTC. Raises CourseError where COURSE_CLOCK names a file that holds no number."""
    name = os.environ.get(COURSE_CLOCK)
    return datetime.now(UTC) + (_ahead(Path(name)) if name else timedelta())


def _ahead(file: Path) -> timedelta:
    try:
        return timedelta(days=float(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, OverflowError):
        raise CourseError(
            f"{COURSE_CLOCK} names {file}, which holds no number of days. Write one into it, such as 3, "
            "or unset the variable."
        ) from None
