"""The course: what a notebook needs of it.

>>> from course_lib import decide
>>> decide(order="heat", findings=["recent_injury"]).outcome
'not_that_one'
"""

from course_lib.pages.lesson import decide, lesson, start
from course_lib.pages.patients import final_check, my_certificate, my_record, my_review, patients

__all__ = ["decide", "final_check", "lesson", "my_certificate", "my_record", "my_review", "patients", "start"]
