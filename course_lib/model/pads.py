"""Stimulation pads to practice with: the places on the drawn body, and the orders (`content/pads.yaml`)."""

from typing import Literal

from pydantic import Field

from course_lib.model.base import Entry, Id, Text

Side = Literal["body-back", "body-front"]


class PadPlace(Entry):
    """A place for a pad, on one side of the body; `never` is the finding that rules it out for good.

    `because` is the reason of that finding which fits the place. `across` names places to which no current
    may run from here, with the finding that says why. `box` is left, top, width and height on the drawing.
    """

    id: Id
    text: Text
    side: Side
    box: tuple[int, int, int, int]
    never: Id | None = None
    because: Literal["all", "electrical_stimulation"] = "electrical_stimulation"
    across: dict[Id, Id] = Field(default={})


class PadOrder(Entry):
    """An order for stimulation: its words, what is seen and said, the doctor's marks.

    `stop` is the finding that keeps it from being carried out; at `lump_at` a lump is drawn.
    """

    id: Id
    order: Text
    seen: Text
    marks: tuple[Id, Id]
    stop: Id | None = None
    lump_at: Id | None = None


class Pads(Entry):
    """All that stands in the exercise: `ready` holds for every order, `say` is for the patient."""

    ready: Text
    say: Text
    places: tuple[PadPlace, ...] = Field(min_length=2)
    orders: tuple[PadOrder, ...] = Field(min_length=1)

    def place(self, name: str) -> PadPlace:
        """Return the place with an id. Raises KeyError where there is none."""
        return {place.id: place for place in self.places}[name]
