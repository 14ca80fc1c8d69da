"""The stretch coach: a drawn figure does each stretch while seconds, times and sides are counted."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from course_lib.model import Reference, Region, Stretch
from course_lib.render.coach import NOTICE, TITLE, coach_transcript, facts, movement_view, moving
from course_lib.render.views.coach import CoachStretch, CoachView
from course_lib.rules.coach import script
from course_lib.widgets.base import CourseWidget

ABOVE = ("Dose", "Stop")
"""Facts that always stand in the open, so they are not told once more."""


class CoachWidget(CourseWidget[CoachView]):
    """All stretches at once. The page plays what Python wrote and asks nothing, so it needs no kernel."""

    js = "coach.js"

    def __init__(
        self,
        stretches: Sequence[Stretch],
        regions: Mapping[str, Region],
        references: Mapping[str, Reference],
        figures: Mapping[str, Path],
    ) -> None:
        """Write the script of each stretch; the first is chosen."""
        shown: list[CoachStretch] = [
            {
                "id": stretch.id,
                "figure": moving(figures[stretch.figure], in_turn=len(stretch.cues.into) > 1),
                "position": stretch.position,
                "dose": stretch.dose,
                "stop": stretch.stop,
                "facts": [[*fact] for fact in facts(stretch, regions, references) if fact[0] not in ABOVE],
                "steps": [movement_view(movement) for movement in script(stretch)],
            }
            for stretch in stretches
        ]
        super().__init__(
            coach_transcript(stretches, regions, references),
            {"title": TITLE, "notice": NOTICE, "stretches": shown},
        )
