"""An attempt: one answer, as it was given and marked. Attempts are only ever added."""

from datetime import UTC, datetime
from math import inf
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field

from course_lib.model.base import Model, Text
from course_lib.model.item import Confidence
from course_lib.model.place import Place

NOWHERE = Place("nowhere")
"""A place that is none of the course's."""


EARLIEST, LATEST = datetime(1970, 1, 2, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)
"""Between these a time can be told in every zone, and counted on from."""


def _countable(at: datetime) -> datetime:
    """Return a time with its zone, and no nonsense of a broken clock or file: an answer counts all the same."""
    return min(max(at if at.tzinfo else at.replace(tzinfo=UTC), EARLIEST), LATEST)


def _time_taken(seconds: Any) -> Any:
    """Return how long somebody took; None for what no clock can say, so that the answer counts all the same."""
    try:
        return seconds if seconds is None or 0 <= float(seconds) < inf else None
    except (OverflowError, TypeError, ValueError):
        return None


class Attempt(Model):
    """One answer to one item (or one choice with one patient, or one pack session).

    `place` says where it was given, as lesson/block/id of the cell, so that a page that is opened again
    finds what stood there. `answer` is JSON. `score` is 0 to 1. Times are UTC; `seconds` is how long the
    learner took. An attempt's id is made before it is saved: saving it twice keeps it once. What is no
    answer (a setting, the start of a final check) has an `item` that begins with @.
    """

    id: Text
    learner: Text
    place: Text
    item: Text
    version: int = Field(ge=1)
    answer: Any
    right: bool
    unsafe: bool = False
    score: float = Field(ge=0, le=1)
    confidence: Confidence | None = None
    hints: int = Field(default=0, ge=0)
    seconds: Annotated[float | None, BeforeValidator(_time_taken)] = None
    at: Annotated[datetime, AfterValidator(_countable)]

    @property
    def where(self) -> Place:
        """The place in its parts; `NOWHERE` for a text that this course never wrote."""
        try:
            return Place.parse(self.place)
        except ValueError:
            return NOWHERE

    @property
    def is_note(self) -> bool:
        """Whether this is something that was done (a setting, the start of a final check), not an answer."""
        return self.item.startswith("@")


class Learner(Model):
    """Who answers. The id is random; the name is what the learner typed, or empty."""

    id: Text
    name: str = ""


class Owner(NamedTuple):
    """For whom something is done: the learner whom a page shows, and the record (nothing without an id)."""

    record: str
    learner: str
