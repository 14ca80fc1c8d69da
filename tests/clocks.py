"""A clock that a test moves."""

from datetime import datetime


class Clock:
    """It stands at a moment until `now` is set to another."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now
