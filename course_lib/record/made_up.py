"""An answer that nobody gave, to be written once into a file that is then gone: see `Record.rehearse`."""

from datetime import UTC, datetime

from course_lib.model.attempt import Attempt

MADE_UP = Attempt(
    id="rehearsed",
    learner="nobody",
    place="page/part/item",
    item="item",
    version=1,
    answer="answer",
    right=True,
    unsafe=False,
    score=1.0,
    at=datetime(2026, 1, 1, tzinfo=UTC),
)
