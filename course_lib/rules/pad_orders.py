"""The places for stimulation pads on the drawn body, and the orders to practise with."""

from dataclasses import dataclass
from typing import Literal

Side = Literal["body-back", "body-front"]
READY = (
    "It is signed today, with unit, kind of current, place and time. The patient has answered no to the "
    "safety questions. The skin is clean, dry and whole. The power is off, the dial at zero."
)
"""What is true of every order here."""


@dataclass(frozen=True)
class PadPlace:
    """A place for a pad, on one side of the body; `never` is the finding that rules it out for good.

    `because` is the reason of that finding which fits the place.
    """

    id: str
    text: str
    side: Side = "body-back"
    never: str = ""
    because: Literal["all", "electrical_stimulation"] = "electrical_stimulation"


PAD_PLACES = {
    place.id: place
    for place in (
        PadPlace("neck_left", "Back of the neck, left"),
        PadPlace("neck_right", "Back of the neck, right"),
        PadPlace("blades_left", "Between the shoulder blades, left"),
        PadPlace("blades_right", "Between the shoulder blades, right"),
        PadPlace("ribs_left", "Side of the ribs, left"),
        PadPlace("ribs_right", "Side of the ribs, right"),
        PadPlace("low_left", "Low back, left"),
        PadPlace("low_right", "Low back, right"),
        PadPlace("head", "Back of the head", never="front_neck", because="all"),
        PadPlace("eyes", "Face and eyes", "body-front", "front_neck", "all"),
        PadPlace("neck_side", "Side of the neck", "body-front", "front_neck"),
        PadPlace("throat", "Front of the neck", "body-front", "front_neck"),
        PadPlace("lump", "Under the collarbone, where a device may sit", "body-front", "device_heart"),
        PadPlace("chest", "Chest", "body-front", "chest_path"),
    )
}


@dataclass(frozen=True)
class PadOrder:
    """An order for stimulation: its words, what is seen and said, the marks; `stop` is what rules it out."""

    id: str
    words: str
    seen: str
    marks: tuple[str, ...]
    stop: str = ""


PAD_ORDERS = (
    PadOrder(
        "low",
        "Stimulation at the low back.",
        "The doctor has marked two places at the low back.",
        ("low_left", "low_right"),
    ),
    PadOrder(
        "neck",
        "Stimulation at the back of the neck.",
        "The doctor has marked two places at the back of the neck. The patient points to the front: "
        "“Stick one here on my throat.”",
        ("neck_left", "neck_right"),
    ),
    PadOrder(
        "blades",
        "Stimulation between the shoulder blades.",
        "The doctor has marked two places between the shoulder blades. The patient says: “And one on my "
        "chest, please.”",
        ("blades_left", "blades_right"),
    ),
    PadOrder(
        "device",
        "Stimulation at the low back.",
        "The doctor has marked two places at the low back. Under the left collarbone you see a small lump "
        "that nobody has explained.",
        ("low_left", "low_right"),
        "device_heart",
    ),
    PadOrder(
        "other-site",
        "Stimulation at the low back.",
        "The doctor has marked two places. They are between the shoulder blades.",
        ("blades_left", "blades_right"),
        "order_unclear",
    ),
)
"""The orders, in turn: all three places of the article, and two that are not carried out as they stand."""
