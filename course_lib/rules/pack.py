"""A hot-pack session as a state machine: how it was set up, and what happens minute by minute. Pure.

The order is moist heat for 20 minutes. Times and layers are the register's (`content/limits.yaml`). The
minutes at which simulated skin changes are made up for practice; real skin keeps no timetable.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from course_lib.model import Limit

ORDERED = 20
"""Minutes that the order in this exercise says."""

_PATCHES, _RING, _BLISTER = 4, 7, 10
"""Minutes after which a pack that was set up badly marks the skin, hurts, and burns (made up)."""

Tone = Literal["plain", "good", "warn", "harm"]


@dataclass(frozen=True)
class Numbers:
    """The numbers of the register that a session is judged by: towel layers, and minutes."""

    layers: tuple[int, int]
    usual: tuple[int, int]
    wall: int
    check_at: int

    @classmethod
    def of(cls, limits: Mapping[str, tuple[Limit, ...]]) -> "Numbers":
        """Take them from the limits on heat; raises KeyError where one is not given there."""
        heat = {limit.item: limit for limit in limits["heat"]}
        layers, usual = heat["Layers"].usual, heat["Time"].usual
        wall, check_at = heat["Time"].at_most, heat["Skin"].check_at
        if layers is None or usual is None or wall is None or check_at is None:
            raise KeyError("limits.heat: Layers, Time and Skin need their numbers")
        return cls(layers, usual, wall, check_at)


@dataclass(frozen=True)
class SetUp:
    """How the pack was put on. `timer` is in minutes, 0 for none; `looked` is at the skin, before."""

    layers: int
    on_top: bool
    bell: bool
    timer: int
    looked: bool


@dataclass(frozen=True)
class Event:
    """What happened at a minute, told to the learner."""

    minute: int
    tone: Tone
    text: str


@dataclass(frozen=True)
class Fault:
    """One thing to do otherwise next time; `unsafe` if it could burn someone."""

    text: str
    unsafe: bool


@dataclass(frozen=True)
class PackSession:
    """A session so far. `off` is the minute at which the pack came off; `over` when nothing is left to do."""

    set_up: SetUp
    numbers: Numbers
    minute: int = 0
    looks: tuple[int, ...] = ()
    off: int | None = None
    looked_after: bool = False
    harmed: bool = False
    over: bool = False
    events: tuple[Event, ...] = ()

    @property
    def risky(self) -> bool:
        """Whether the set-up lets too much heat through."""
        return self.set_up.layers < self.numbers.layers[0] or not self.set_up.on_top

    def pass_minute(self) -> "PackSession":
        """Return the session one minute later; nothing passes once the pack is off."""
        if self.off is not None or self.over:
            return self
        now = replace(self, minute=self.minute + 1)
        if now.risky and now.minute == _RING and now.set_up.bell:
            return now._tell("warn", "The patient rings: \u201cIt is getting too hot.\u201d Act now.")
        if now.risky and now.minute == _BLISTER:
            why = "the bell rang and nobody came" if now.set_up.bell else "there was no bell to ring"
            return now._burned(f"A blister has come up: {why}. Pack off, get the doctor.")
        if now.minute == now.numbers.wall:
            return now._burned(
                f"{now.numbers.wall} minutes: the limit. The skin is patchy, red and white. "
                "Pack off, get the doctor."
            )
        if now.minute == now.set_up.timer:
            return now._tell("warn", "The timer sounds.")
        if now.minute == ORDERED + 1:
            return now._tell(
                "warn", f"The patient says: \u201cLeave it on, it is heaven.\u201d The order said {ORDERED}."
            )
        return now

    def look(self) -> "PackSession":
        """Return the session after a look at the skin, with what is seen."""
        if self.over:
            return self
        if self.off is not None:
            seen = replace(self, looked_after=True, over=True)
            return seen._tell("good", "After: even pink, no marks. You write it down.")
        now = replace(self, looks=(*self.looks, self.minute))
        if now.risky and now.minute >= _PATCHES:
            return now._tell("warn", "Patches of white and red. Take the pack off and get the doctor.")
        return now._tell("good", "Even pink, no marks. \u201cComfortably warm,\u201d says the patient.")

    def take_off(self) -> "PackSession":
        """Return the session after the pack came off."""
        if self.off is not None or self.over:
            return self
        now = replace(self, off=self.minute)
        if now.risky and now.minute >= _PATCHES:
            return replace(now, over=True)._tell(
                "warn", "Pack off in time. The skin is patchy: you get the doctor at once."
            )
        return now._tell("plain", "Pack off. One look at the skin is still to come.")

    def finish(self) -> "PackSession":
        """Return the session closed without a last look."""
        return self if self.off is None else replace(self, over=True)

    def faults(self) -> tuple[Fault, ...]:
        """Return what to do otherwise, in the order of a session; empty when all was done well."""
        number, set_up = self.numbers, self.set_up
        low, high = number.layers
        first = self.looks[0] if self.looks else None
        at = number.check_at
        off = self.off if self.off is not None else self.minute
        checks = (
            (not set_up.looked, False, "Look at the skin before the pack goes on."),
            (set_up.layers < low, True, f"Use {low} to {high} dry layers. You used {set_up.layers}."),
            (
                set_up.layers > high,
                False,
                f"{low} to {high} layers are usual; more only if it feels too hot.",
            ),
            (not set_up.on_top, True, "The pack lies on the patient, never the patient on the pack."),
            (not set_up.bell, True, "Put the bell in the patient\u2019s hand."),
            (set_up.timer == 0, True, "Set the timer."),
            (
                set_up.timer not in {0, ORDERED},
                set_up.timer >= number.wall,
                f"The order said {ORDERED} minutes: set that.",
            ),
            (first is None and off > at, True, f"Nobody looked at the skin. Look at about {at} minutes."),
            (
                first is not None and first > at + 2,
                True,
                f"The first look was at {first} minutes; look at about {at}.",
            ),
            (
                off > at and len(self.looks) == 1 and off > at + 8,
                False,
                "Look again during the session, not only once.",
            ),
            (
                off > ORDERED + 1,
                off >= number.wall,
                f"The order said {ORDERED} minutes; the pack was on for {off}.",
            ),
            (
                off < ORDERED - 1 and not self.risky and not self.harmed,
                False,
                f"The order said {ORDERED} minutes. Ending sooner without a reason changes the order too.",
            ),
            (
                self.off is not None and not self.looked_after and not self.risky,
                False,
                "Look at the skin after, too.",
            ),
        )
        return tuple(Fault(text, unsafe) for wrong, unsafe, text in checks if wrong)

    def _tell(self, tone: Tone, text: str) -> "PackSession":
        return replace(self, events=(*self.events, Event(self.minute, tone, text)))

    def _burned(self, text: str) -> "PackSession":
        return replace(self, harmed=True, over=True, off=self.minute)._tell("harm", text)
