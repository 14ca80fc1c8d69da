"""What an assistant may do in this office: the profile that was chosen, and what it says of an order. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from course_lib.model import Attempt, Item, Modality, Order, Place
from course_lib.model.scope import MOST_CAUTIOUS, Allowed, Scope
from course_lib.rules.decision import modalities_of

NOTE = "@scope"
PLACE = Place("settings", "scope")
"""Where the choice of a profile is noted."""

FREE: tuple[Allowed, ...] = ("as_ordered", "teach_as_ordered")
"""What lets an assistant carry out an order."""

TREATMENTS: Mapping[str, tuple[Modality, ...]] = {
    "2": ("heat", "ice"),
    "3": ("instrument_soft_tissue",),
    "4": ("electrical_stimulation",),
    "5": ("stretching",),
    "6": ("massage",),
}
"""The modalities that the statements of the article are about, by the number they begin with."""

SLOTS: Mapping[str, tuple[Modality, ...]] = {
    "heat": ("heat",),
    "ice": ("ice",),
    "iastm": ("instrument_soft_tissue",),
    "stim": ("electrical_stimulation",),
    "stretch": ("stretching",),
    "massage": ("massage",),
}
"""The modalities that slots are about, by the word they begin with: not every item tests a statement."""


def chosen(notes: Sequence[Attempt], scopes: Mapping[str, Scope]) -> Scope:
    """Return the profile chosen last; the most cautious one where none is, or where it is gone since."""
    for note in reversed(notes):
        name = note.answer.get("scope", "") if isinstance(note.answer, dict) else ""
        if name in scopes:
            return scopes[name]
    return scopes[MOST_CAUTIOUS]


def allowed(scope: Scope, order: Order) -> tuple[Allowed, ...]:
    """Return what an assistant may do with an order here; nothing where there is no order."""
    return () if order == "none" else tuple(scope.areas[modality] for modality in modalities_of(order))


def treatments(item: Item) -> tuple[Modality, ...]:
    """Return the modalities that an item is about, by the claims it tests and by its slot."""
    by_claim: Iterable[Modality] = (m for claim in item.claims for m in TREATMENTS.get(claim[0], ()))
    return tuple(dict.fromkeys((*by_claim, *SLOTS.get(item.slot.partition("-")[0], ()))))


def held(scope: Scope, item: Item) -> Allowed | None:
    """Return what the office allows instead, where an assistant may not do what an item is about; or None.

    Only items about a patient have findings; the others ask what is known, not what to do.
    """
    if not item.findings:
        return None
    instead = [code for code in (scope.areas[modality] for modality in treatments(item)) if code not in FREE]
    return instead[-1] if instead else None
