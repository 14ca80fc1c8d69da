"""What is derived from a record is worked out attempt by attempt, so that only what is new is read. Pure."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from course_lib.model import Attempt


class Takes(Protocol):
    """What takes attempts one by one, in the order of the record, and can be asked at any time."""

    def take(self, attempt: Attempt) -> None:
        """Take the next attempt."""


T = TypeVar("T", bound=Takes)


def taken(to: T, attempts: Iterable[Attempt]) -> T:
    """Hand over attempts, in order, and return what took them."""
    for attempt in attempts:
        to.take(attempt)
    return to
