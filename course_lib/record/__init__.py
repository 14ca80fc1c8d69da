"""What is kept: a learner's attempts, written before they are acknowledged, and read back."""

from course_lib.record.record import Erased, Record, default_url
from course_lib.record.trouble import NotErased, NotSaved, SomebodyElse

__all__ = ["Erased", "NotErased", "NotSaved", "Record", "SomebodyElse", "default_url"]
