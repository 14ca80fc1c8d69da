"""The head of a page."""

from course_lib.render.views.view import TextPair, View


class HeadView(View):
    """The head of a page, as HTML; then what is asked when it is needed, and where the learner stood last.

    `offices` are the scope profiles to choose from, where none was chosen yet and it is needed now.
    """

    html: str
    ask_name: bool
    offices: list[TextPair]
    stood: str
    scope: str
    name: str
    private: str
