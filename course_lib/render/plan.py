"""A workshop's plan as a list with a clock: what is done, what runs now and how long, what comes."""

from datetime import timedelta

from course_lib.language.dates import in_minutes
from course_lib.model import CourseMap
from course_lib.model.workshop import WorkshopPlan
from course_lib.render.transcript import e
from course_lib.rules.workshop import in_hand, slots

SIGNS = {"done": "✓", "now": "▶", "next": "○"}
STATES = {"done": "done", "now": "now", "next": "next"}


def plan_html(plan: WorkshopPlan, course: CourseMap, gone: timedelta | None) -> str:
    """Return a plan; `gone` is the time since it began, None before."""
    minute = int(gone.total_seconds() // 60) if gone is not None else 0
    rows = ""
    for slot in slots(plan, course, gone):
        left = f", {slot.end - minute} min left" if slot.state == "now" else ""
        current = ' aria-current="step"' if slot.state == "now" else ""
        rows += (
            f'<li class="{slot.state}"{current}><span class="sign">{SIGNS[slot.state]}</span><span>'
            f"<strong>{e(slot.part.title)}</strong> "
            f'<span class="source">minute {slot.begin} to {slot.end}{left}</span>'
            f"<br>{e(slot.part.does)}</span></li>"
        )
    free = in_hand(plan, course)
    clock = f"Minute {minute} of {plan.minutes}. " if gone is not None else ""
    return (
        f'<p><strong>{e(plan.title)}</strong></p><p class="source">{clock}In hand: {in_minutes(free)}.</p>'
        f'<ol class="slots">{rows}</ol>'
    )
