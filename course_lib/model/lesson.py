"""The course map and a lesson's plan: which blocks it has and which items stand in each."""

from collections.abc import Callable
from typing import Literal, get_args

from pydantic import Field

from course_lib.model.base import Entry, Id, Text
from course_lib.model.content import Order

Block = Literal["pretest", "practice", "exit"]
"""The blocks that hold items. The pretest is not marked; practice may be tried again; the exit once."""

BLOCKS: tuple[Block, ...] = get_args(Block)


IN_THE_MAP = frozenset({"number", "title", "notebook", "minutes", "teaches"})
"""What the course map says of a lesson, so that its plan does not say it again."""


class PlanFile(Entry):
    """What a lesson's plan.yaml says: what you will be able to do, what it needs, what it asks."""

    id: Id
    after: Text
    objectives: tuple[Text, ...] = Field(min_length=1)
    safety_gate: tuple[Text, ...] = Field(min_length=1)
    figures: tuple[Id, ...] = ()
    orders: tuple[Order, ...] = ("heat", "ice", "either")
    pretest: tuple[Id, ...]
    practice: tuple[Id, ...]
    exit: tuple[Id, ...]
    patients: tuple[Id, ...] = ()
    key_points: tuple[Text, ...] = Field(min_length=1)


class Plan(PlanFile):
    """One lesson: its plan, with what the course map says of it."""

    number: int = Field(ge=1)
    title: Text
    notebook: Text
    minutes: int = Field(gt=0)
    teaches: tuple[Id, ...] = Field(min_length=1)


class Page(Entry):
    """A page of the course that is no lesson: the patients, the final check, the review."""

    id: Id
    number: int
    title: Text
    about: Text
    notebook: Text
    minutes: int


class Stop(Page):
    """A lesson on the course map. One that is not written yet is `planned` and says what it will teach."""

    status: Literal["ready", "planned"]
    teaches: tuple[Id, ...]


class CourseMap(Entry):
    """The whole course in order: the lessons, then the pages that come after them."""

    title: Text
    version: Text
    notice: Text
    lessons: tuple[Stop, ...] = Field(min_length=1)
    pages: tuple[Page, ...] = ()

    def after(self, lesson: str) -> Page | None:
        """Return what comes after a lesson: the next one that is ready, or the first page; None at the end."""
        ids = [stop.id for stop in self.lessons]
        later = self.lessons[ids.index(lesson) + 1 :] if lesson in ids else ()
        ready = (stop for stop in later if stop.status == "ready")
        return next(ready, next(iter(self.pages), None))

    def onward(self, done: Callable[[str], bool]) -> Page | None:
        """Return where a learner goes on: the first lesson that is ready and not `done`, or the first page."""
        left = (stop for stop in self.lessons if stop.status == "ready" and not done(stop.id))
        return next(left, next(iter(self.pages), None))
