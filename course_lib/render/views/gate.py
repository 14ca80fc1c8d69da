"""The safety gate."""

from course_lib.render.views.view import View


class GateView(View):
    """The safety gate, as HTML."""

    html: str
    scope: str
