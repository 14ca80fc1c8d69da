"""What is kept: a learner's attempts, written before they are acknowledged, and read back."""

from course_lib.record.learners import Erased
from course_lib.record.record import Record
from course_lib.record.trouble import NotErased, NotSaved, SomebodyElse
from course_lib.record.url import default_url

__all__ = ["Erased", "NotErased", "NotSaved", "Record", "SomebodyElse", "default_url"]
