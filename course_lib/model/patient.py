"""A simulated patient: an encounter of a few decisions, each with its consequence, rule and source."""

from typing import Literal

from pydantic import Field

from course_lib.model.base import Entry, Id, Text
from course_lib.model.content import Order
from course_lib.model.look import Happening, Look

Tag = Literal["right", "acceptable", "unsafe", "out_of_scope", "get_doctor"]
"""What a choice is worth. `get_doctor` is getting the doctor where that is not the best choice here."""

END = "end"
"""The step that closes an encounter."""


class Asked(Entry):
    """What the decision table is asked at a step: the order, and the findings that are known by then."""

    order: Order
    findings: tuple[Id, ...] = ()


class Choice(Entry):
    """One thing the assistant can do at a step; the consequence is shown first, then the rule.

    `does` is the outcome of the decision that the choice stands for, where the step asks the table. `happens`
    is what is drawn of the consequence, where it shows on the patient.
    """

    id: Id
    text: Text
    tag: Tag
    happens: Happening | None = None
    does: str = ""
    consequence: Text
    rule: Text
    refs: tuple[Id, ...] = Field(min_length=1)
    next: Id


class Step(Entry):
    """One decision: what the patient says, what the assistant sees, and the choices.

    A step that `asks` the decision table is checked against it (`course_lib.authoring.checks`).
    """

    id: Id
    title: Text
    asks: Asked | None = None
    scene: Text
    patient_says: str = ""
    prompt: Text
    choices: tuple[Choice, ...] = Field(min_length=2)

    def choice(self, choice_id: str) -> Choice:
        """Return the choice with that id; raises KeyError where there is none."""
        return {choice.id: choice for choice in self.choices}[choice_id]


class Patient(Entry):
    """An authored encounter. `order` and `findings` are what the decision table is asked with."""

    id: Id
    version: int = Field(ge=1)
    name: Text
    who: Text
    look: Look | None = None
    complaint: Text
    order_text: Text
    history: Text
    order: Order
    findings: tuple[Id, ...]
    outcome: Text
    steps: tuple[Step, ...] = Field(min_length=2)
    note: Text
    debrief: Text
    claims: tuple[Id, ...] = ()

    def step(self, step_id: str) -> Step:
        """Return the step with that id; raises KeyError where there is none."""
        return {step.id: step for step in self.steps}[step_id]


class Person(Entry):
    """Somebody a made-up patient can be; nobody is only their complaint. `skin` is as in a `Look`."""

    name: Text
    age: int = Field(ge=5, le=100)
    sex: Literal["woman", "man"]
    work: Text
    skin: int = Field(default=3, ge=1, le=6)
