"""Dates and times in words, the same in every language of the computer. Pure."""

from datetime import date, datetime

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""Written out here: the names that Python knows change with the computer's language."""


def day(on: date) -> str:
    """Return a date as people in the United States read it, such as 'November 25, 2026'."""
    return f"{MONTHS[on.month - 1]} {on.day}, {on.year}"


def moment(at: datetime) -> str:
    """Return a time of a day where the learner is, such as 'November 25, 2026, at 14:05'."""
    there = at.astimezone()
    return f"{day(there.date())}, at {there:%H:%M}"


def in_minutes(count: int) -> str:
    """Return a time in words, such as '14 minutes' or '1 minute'."""
    return "1 minute" if count == 1 else f"{count} minutes"


def hours(minutes: int) -> str:
    """Return a time in words, such as '2 h 24 min'."""
    whole, rest = divmod(minutes, 60)
    return " ".join(filter(None, (f"{whole} h" if whole else "", f"{rest} min" if rest else ""))) or "0 min"
