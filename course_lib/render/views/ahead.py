"""What comes when."""

from course_lib.render.views.view import Count, View


class AheadView(View):
    """What comes when."""

    title: str
    about: str
    counts: list[Count]
