"""A workshop's plan against the clock: which part runs now, and how long it still does. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from course_lib.model import CourseMap
from course_lib.model.workshop import PlanPart, WorkshopPlan


@dataclass(frozen=True)
class Slot:
    """A part of the plan from one minute of the workshop to another; `state` is against the clock."""

    part: PlanPart
    begin: int
    end: int
    state: str


def timed(plan: WorkshopPlan, course: CourseMap) -> list[tuple[PlanPart, int]]:
    """Return each part with its minutes; a lesson has those of the course map."""
    lessons = {stop.id: stop.minutes for stop in course.lessons}
    return [
        (part, part.minutes if part.minutes is not None else lessons.get(part.lesson or "", 0))
        for part in plan.parts
    ]


def slots(plan: WorkshopPlan, course: CourseMap, gone: timedelta | None = None) -> list[Slot]:
    """Return the parts with when they begin and end; `gone` is the time since the workshop began."""
    minute = gone.total_seconds() / 60 if gone is not None else -1.0
    found, begin = [], 0
    for part, minutes in timed(plan, course):
        end = begin + minutes
        state = "next" if minute < begin else "now" if minute < end else "done"
        found.append(Slot(part, begin, end, state))
        begin = end
    return found


def in_hand(plan: WorkshopPlan, course: CourseMap) -> int:
    """Return how many minutes the plan leaves free."""
    return plan.minutes - sum(minutes for _, minutes in timed(plan, course))


def since(began: datetime | None, now: datetime) -> timedelta | None:
    """Return the time since a workshop began, or None before it."""
    return now - began if began and now >= began else None
