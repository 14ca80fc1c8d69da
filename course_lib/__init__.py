"""The course: what a notebook needs of it.

>>> from course_lib import decide
>>> decide(order="heat", findings=["recent_injury"]).outcome
'not_that_one'
"""

from course_lib.pages.final_check import final_check, my_certificate
from course_lib.pages.lesson import decide, lesson
from course_lib.pages.patients import patients
from course_lib.pages.review import my_review
from course_lib.pages.start import my_record, start

__all__ = ["decide", "final_check", "lesson", "my_certificate", "my_record", "my_review", "patients", "start"]
