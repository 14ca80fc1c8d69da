"""The safety gate on the page: it follows the office's scope profile."""

from collections.abc import Mapping

from course_lib.model import Plan, RedFlag
from course_lib.record.office import Office
from course_lib.render.page import gate_transcript
from course_lib.render.views.gate import GateView
from course_lib.widgets.base import CourseWidget


class GateWidget(CourseWidget[GateView]):
    """When to stop and get the doctor, and what this office allows."""

    js = "gate.js"

    def __init__(self, plan: Plan, red_flags: Mapping[str, RedFlag], office: Office) -> None:
        """Show the gate for the profile that was chosen; the transcript has the most cautious one."""
        self._plan, self._red_flags, self._office = plan, red_flags, office
        transcript = gate_transcript(plan, red_flags, office.nobodys.scope)
        super().__init__(transcript, {"html": transcript.html, "scope": ""})
        self.attempt(self.refresh)

    def refresh(self) -> None:
        """Show the profile that is chosen now."""
        scope = self._office.scope
        html = gate_transcript(self._plan, self._red_flags, scope).html
        self.show({**self.shown, "html": html, "scope": scope.id})

    def _on_changed(self) -> None:
        self._office.refresh()
        self.refresh()
