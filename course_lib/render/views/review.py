"""The cards that are due."""

from typing import Literal

from course_lib.render.views.feedback import AnswerFeedback
from course_lib.render.views.question import AskedQuestion
from course_lib.render.views.view import View


class ReviewCard(AskedQuestion):
    """A card that is due."""

    title: str
    where: str
    scope: str
    feedback: AnswerFeedback | None


class ReviewEnd(View):
    """No card is due (anymore), or a round is over: `more` is the button that begins the next one."""

    kind: Literal[""]
    title: str
    end: str
    more: str


ReviewView = ReviewCard | ReviewEnd
