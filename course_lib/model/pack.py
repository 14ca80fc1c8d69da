"""A hot pack to practice with: what can happen, and what can be done wrong (`content/hot_pack.yaml`)."""

from typing import Literal, TypedDict, get_args

from pydantic import Field, model_validator

from course_lib.model.base import Entry, Text

PackTone = Literal["plain", "good", "warn", "harm"]
"""How an event is shown: `harm` is one in which the patient was hurt."""

EventCode = Literal[
    "even",
    "patches",
    "rings",
    "blister_rung",
    "blister_no_bell",
    "limit",
    "timer",
    "wants_more",
    "off",
    "off_in_time",
    "even_after",
]
"""What can happen at a minute (`course_lib.rules.pack` says when)."""

FaultCode = Literal[
    "no_look_before",
    "few_layers",
    "many_layers",
    "under_patient",
    "no_bell",
    "no_timer",
    "other_timer",
    "timer_past_limit",
    "no_look",
    "late_look",
    "one_look",
    "too_long",
    "past_limit",
    "too_short",
    "no_look_after",
]
"""What can be done wrong, in the order of a session."""


class PackFacts(TypedDict):
    """The numbers that the words name: of the order, of the register's limits, and of one session."""

    ordered: int
    low: int
    high: int
    limit: int
    check_at: int
    layers: int
    first: int
    off: int


class EventWords(Entry):
    """What a learner reads when something happens."""

    tone: PackTone
    text: Text


class FaultWords(Entry):
    """What to do differently next time; `unsafe` if it could burn somebody."""

    text: Text
    unsafe: bool = False


class MadeUpMinutes(Entry):
    """After how many minutes a pack that was set up badly marks the skin, hurts, and burns. Made up."""

    patches: int = Field(ge=1)
    rings: int = Field(ge=1)
    blister: int = Field(ge=1)


class HotPack(Entry):
    """The order in minutes and words, how to carry it out, and the words for every event and every fault."""

    ordered: int = Field(ge=1)
    order: Text
    how: tuple[Text, ...] = Field(min_length=1)
    made_up: Text
    minutes: MadeUpMinutes
    events: dict[EventCode, EventWords]
    faults: dict[FaultCode, FaultWords]

    @model_validator(mode="after")
    def _nothing_is_missing(self) -> "HotPack":
        for field, words, codes in (
            ("events", set[str](self.events), get_args(EventCode)),
            ("faults", set[str](self.faults), get_args(FaultCode)),
        ):
            for code in codes:
                if code not in words:
                    raise ValueError(f"{field}: has no words for {code!r}; write `{code}:`")
        return self
