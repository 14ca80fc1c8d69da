"""A plan for a class in one room: its parts in order, each with its minutes and what the instructor does."""

from typing import Self

from pydantic import Field, model_validator

from course_lib.model.base import Entry, Id, Text


class PlanPart(Entry):
    """One part of a workshop. A `lesson` has the minutes of the course map; any other part its own."""

    title: Text
    does: Text
    lesson: Id | None = None
    minutes: int | None = Field(default=None, gt=0)

    @model_validator(mode="after")
    def _one_of_the_two(self) -> Self:
        if (self.lesson is None) == (self.minutes is None):
            raise ValueError("minutes: stand in the course map for a lesson; write one of the two, not both")
        return self


class WorkshopPlan(Entry):
    """A workshop of so many minutes."""

    id: Id
    title: Text
    minutes: int = Field(gt=0)
    parts: tuple[PlanPart, ...] = Field(min_length=2)
