"""A hot-pack session as a state machine: how it was set up, and what happens minute by minute. Pure.

The order, its words and the made-up minutes at which skin changes are content (`content/hot_pack.yaml`); times
and layers are the register's (`content/limits.yaml`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from course_lib.model import Limit
from course_lib.model.pack import EventCode, FaultCode, HotPack, PackFacts

HARM: frozenset[FaultCode] = frozenset(
    {
        "no_look_before",
        "few_layers",
        "under_patient",
        "no_bell",
        "no_timer",
        "timer_past_limit",
        "no_look",
        "late_look",
        "past_limit",
    }
)
"""What could burn somebody ("What unsafe means" in CONTRIBUTING): the content has to mark it unsafe."""


@dataclass(frozen=True)
class Numbers:
    """The numbers of the register that a session is judged by: towel layers, and minutes."""

    layers: tuple[int, int]
    usual: tuple[int, int]
    limit: int
    check_at: int

    @classmethod
    def of(cls, limits: Mapping[str, tuple[Limit, ...]]) -> "Numbers":
        """Take them from the limits on heat; raises KeyError where one is not given there."""
        heat = {limit.item: limit for limit in limits["heat"]}
        layers, usual = heat["Layers"].usual, heat["Time"].usual
        limit, check_at = heat["Time"].at_most, heat["Skin"].check_at
        if layers is None or usual is None or limit is None or check_at is None:
            raise KeyError("limits.heat: Layers, Time and Skin need their numbers")
        return cls(layers, usual, limit, check_at)


@dataclass(frozen=True)
class SetUp:
    """How the pack was put on. `timer` is in minutes, 0 for none; `looked` is at the skin, before."""

    layers: int
    on_top: bool
    bell: bool
    timer: int
    looked: bool


@dataclass(frozen=True)
class PackSession:
    """A session so far. `off` is the minute at which the pack came off; `over` when nothing is left to do.

    `events` are what happened, each with its minute.
    """

    set_up: SetUp
    pack: HotPack
    numbers: Numbers
    minute: int = 0
    looks: tuple[int, ...] = ()
    off: int | None = None
    looked_after: bool = False
    harmed: bool = False
    over: bool = False
    events: tuple[tuple[int, EventCode], ...] = ()

    @property
    def risky(self) -> bool:
        """Whether the set-up lets too much heat through."""
        return self.set_up.layers < self.numbers.layers[0] or not self.set_up.on_top

    @property
    def unsafe(self) -> bool:
        """Whether somebody was burned, or could have been."""
        return self.harmed or any(self.pack.faults[code].unsafe for code in self.faults())

    @property
    def facts(self) -> PackFacts:
        """The numbers that the words of an event or a fault name."""
        off = self.off if self.off is not None else self.minute
        return {
            **facts(self.pack, self.numbers),
            "layers": self.set_up.layers,
            "first": self.looks[0] if self.looks else off,
            "off": off,
        }

    def pass_minute(self) -> "PackSession":
        """Return the session one minute later; nothing passes once the pack is off."""
        if self.off is not None or self.over:
            return self
        now = replace(self, minute=self.minute + 1)
        if now.risky and now.minute == self.pack.minutes.rings and now.set_up.bell:
            return now._happens("rings")
        if now.risky and now.minute == self.pack.minutes.blister:
            return now._burns("blister_rung" if now.set_up.bell else "blister_no_bell")
        if now.minute == now.numbers.limit:
            return now._burns("limit")
        if now.minute == now.set_up.timer:
            return now._happens("timer")
        return now._happens("wants_more") if now.minute == self.pack.ordered + 1 else now

    def look(self) -> "PackSession":
        """Return the session after a look at the skin, with what is seen."""
        if self.over:
            return self
        if self.off is not None:
            return replace(self, looked_after=True, over=True)._happens("even_after")
        return replace(self, looks=(*self.looks, self.minute))._happens("patches" if self._marked else "even")

    def take_off(self) -> "PackSession":
        """Return the session after the pack came off."""
        if self.off is not None or self.over:
            return self
        now = replace(self, off=self.minute, over=self._marked)
        return now._happens("off_in_time" if self._marked else "off")

    def finish(self) -> "PackSession":
        """Return the session closed without a last look."""
        return self if self.off is None else replace(self, over=True)

    def faults(self) -> tuple[FaultCode, ...]:
        """Return what to do differently, in the order of a session; empty when all was done well."""
        number, set_up, ordered = self.numbers, self.set_up, self.pack.ordered
        first, off, at = self.facts["first"], self.facts["off"], number.check_at
        found: dict[FaultCode, bool] = {
            "no_look_before": not set_up.looked,
            "few_layers": set_up.layers < number.layers[0],
            "many_layers": set_up.layers > number.layers[1],
            "under_patient": not set_up.on_top,
            "no_bell": not set_up.bell,
            "no_timer": set_up.timer == 0,
            "other_timer": set_up.timer not in {0, ordered} and set_up.timer < number.limit,
            "timer_past_limit": set_up.timer != ordered and set_up.timer >= number.limit,
            "no_look": not self.looks and off > at,
            "late_look": bool(self.looks) and first > at + 2,
            "one_look": len(self.looks) == 1 and off > at + 8,
            "too_long": ordered + 1 < off < number.limit,
            "past_limit": off > ordered + 1 and off >= number.limit,
            "too_short": off < ordered - 1 and not self.risky and not self.harmed,
            "no_look_after": self.off is not None and not self.looked_after and not self.risky,
        }
        return tuple(code for code, wrong in found.items() if wrong)

    @property
    def _marked(self) -> bool:
        return self.risky and self.minute >= self.pack.minutes.patches

    def _happens(self, code: EventCode) -> "PackSession":
        return replace(self, events=(*self.events, (self.minute, code)))

    def _burns(self, code: EventCode) -> "PackSession":
        return replace(self, harmed=True, over=True, off=self.minute)._happens(code)


def facts(pack: HotPack, numbers: Numbers) -> PackFacts:
    """Return the numbers that the words name before a session has begun: done as ordered."""
    low, high = numbers.layers
    return {
        "ordered": pack.ordered,
        "low": low,
        "high": high,
        "limit": numbers.limit,
        "check_at": numbers.check_at,
        "layers": low,
        "first": numbers.check_at,
        "off": pack.ordered,
    }
