"""What an instructor reads once something was saved for a learner, or cannot be had yet."""

from collections.abc import Sequence
from datetime import datetime

from course_lib.language.dates import moment


def more_time(name: str, minutes: int) -> str:
    """Return that a learner has more time, and how much."""
    return f"Saved: {name} has {minutes} more {'minute' if minutes == 1 else 'minutes'}."


def one_more_try(name: str, opens: datetime | None) -> str:
    """Return that a learner may try once more; `opens` is when, where that is not now."""
    when = f" on {moment(opens)}" if opens else " now"
    return f"Saved: {name} can try once more{when}."


def no_lesson_done(names: Sequence[str]) -> str:
    """Return who passed and has no certificate all the same."""
    return f"No certificate yet, because no lesson is done: {', '.join(names)}."
