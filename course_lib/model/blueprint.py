"""The final check: its blueprint, and a form drawn by it."""

from pydantic import Field

from course_lib.model.base import Entry, Id, Model, Text


class Position(Entry):
    """One place of a form. It takes an item of one of its slots, a safety item or one that is none.

    `without` names items of these slots that are for practice alone, such as the recall of one study's number.
    """

    slots: tuple[Id, ...] = Field(min_length=1)
    safety: bool = False
    without: tuple[Id, ...] = ()


class Domain(Entry):
    """One part of what is tested. `lesson` is where it can be read again."""

    id: Id
    title: Text
    lesson: Id
    positions: tuple[Position, ...] = Field(min_length=1)


class Blueprint(Entry):
    """What every form holds, and what it takes to pass it.

    `minutes` is the time for a form. `pass_mark` counts all items, `safety_pass_mark` the safety items.
    After a try that failed, `hours_between` pass before the next; after `tries` of them, a sign-off is needed.
    """

    id: Id
    version: int = Field(ge=1)
    minutes: int = Field(ge=1)
    pass_mark: int = Field(ge=1)
    safety_pass_mark: int = Field(ge=1)
    patients: int = Field(ge=0)
    hours_between: int = Field(ge=0)
    tries: int = Field(ge=1)
    domains: tuple[Domain, ...] = Field(min_length=1)

    @property
    def positions(self) -> tuple[tuple[Domain, Position], ...]:
        """Every position with its domain, in order; its number is its place here."""
        return tuple((domain, position) for domain in self.domains for position in domain.positions)


class FormItem(Model):
    """An item of a form: for which position, which version, and its options in the order they are shown."""

    position: int = Field(ge=0)
    domain: Id
    safety: bool
    item: Id
    version: int = Field(ge=1)
    options: tuple[Id, ...] = ()


class Form(Model):
    """A form as it was drawn, with the marks to reach, so that it stays the same whatever changes later."""

    blueprint: Id
    version: int
    seed: Text
    pass_mark: int
    safety_pass_mark: int
    items: tuple[FormItem, ...]
    patients: tuple[Id, ...]

    def at(self, position: int) -> FormItem:
        """Return the item at a position; raises KeyError where there is none."""
        return {placed.position: placed for placed in self.items}[position]
