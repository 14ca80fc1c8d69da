"""An item of a lesson."""

from course_lib.render.views.feedback import AnswerFeedback
from course_lib.render.views.question import Question


class ItemView(Question):
    """An item of a lesson.

    `where` names its block, `count` its place there, such as "2 of 5". `earlier` is what was said to it before
    the reading, `submit` the button's words.
    """

    where: str
    count: str
    earlier: str
    submit: str
    scope: str
    feedback: AnswerFeedback | None
