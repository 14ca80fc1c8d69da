"""The course: what a notebook needs of it.

>>> from course_lib import decide
>>> decide(order="heat", findings=["recent_injury"]).outcome
'not_that_one'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from course_lib.pages.final_check import final_check, my_certificate
    from course_lib.pages.lesson import decide, lesson
    from course_lib.pages.patients import patients
    from course_lib.pages.review import my_review
    from course_lib.pages.start import my_record, start

__all__ = ["decide", "final_check", "lesson", "my_certificate", "my_record", "my_review", "patients", "start"]
_PAGES = {"decide": "lesson", "my_certificate": "final_check", "my_record": "start", "my_review": "review"}


def __getattr__(name: str) -> Any:
    """Fetch a name when it is first asked for: whoever needs only a part of the course does not load all of it.

    So the program that opens the course can say what is wrong with the rest of it.
    """
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"course_lib.pages.{_PAGES.get(name, name)}"), name)
