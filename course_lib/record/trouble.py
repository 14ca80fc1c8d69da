"""What can go wrong with the record, by codes; `language.troubles` has the sentences."""

from typing import NamedTuple

from course_lib.errors import CourseError
from course_lib.language import troubles

SOMEBODY_ELSE, ANOTHER_RECORD = "somebody_else", "another_record"

WITHOUT_WAL = ("drive", "disk", "read_only")
"""What may go well without SQLite's write-ahead log, which needs memory that programs share."""


class Aside(NamedTuple):
    """What was put aside, by the names under which it is kept.

    `damaged` is the file of the record, of which so many `answers` could still be read; `journal` a part of
    another one that lay beside it.
    """

    damaged: str = ""
    answers: int = 0
    journal: str = ""


class NotSaved(Exception):  # noqa: N818 - said as the learner would say it
    """Something was not written; the record keeps it and tries again. `sentence` is for the learner."""

    def __init__(self, kind: str) -> None:
        """`kind`: one of `troubles.TROUBLES`."""
        self.kind = kind
        self.sentence = troubles.not_saved(kind)
        super().__init__(self.sentence)


class NotErased(CourseError):  # noqa: N818 - said as the learner would say it
    """Nothing was erased; the message is for the learner."""

    def __init__(self, kind: str) -> None:
        """`kind`: one of `troubles.TROUBLES`."""
        super().__init__(troubles.not_erased(kind))


class SomebodyElse(CourseError):  # noqa: N818 - said as the learner would say it
    """Nothing was done: whom it was for is not in the record; the message is for the learner."""

    def __init__(self, kind: str = SOMEBODY_ELSE) -> None:
        """`kind`: one of `troubles.REFUSALS`."""
        self.kind = kind
        super().__init__(troubles.REFUSALS[kind])
