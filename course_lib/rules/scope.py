"""What an assistant may do in this office: the profile that was chosen, and what it says of an order. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import get_args

from course_lib.model import Attempt, Item, Modality, Order, Place
from course_lib.model.scope import MOST_CAUTIOUS, Allowed, Scope, Treatment
from course_lib.rules.decision import modalities_of

NOTE = "@scope"
PLACE = Place("settings", "scope")
"""Where the choice of a profile is noted."""

EQUIPMENT = frozenset({"equip"})
"""Findings about the room and what stands in it."""

FREE: tuple[Allowed, ...] = ("as_ordered", "teach_as_ordered")
"""What lets an assistant carry out an order."""


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


def treatments(item: Item, known: Iterable[Treatment]) -> tuple[Modality, ...]:
    """Return the modalities that an item is about, by the claims it tests and by its slot.

    Not every item tests a claim of the article; the word its slot begins with says what it is about.
    """
    known = list(known)
    by_claim = [treatment.modality for claim in item.claims for treatment in known if claim in treatment.claims]
    by_slot = [treatment.modality for treatment in known if treatment.slot == item.slot.partition("-")[0]]
    return tuple(dict.fromkeys([*by_claim, *by_slot]))


def held(scope: Scope, item: Item, known: Iterable[Treatment]) -> Allowed | None:
    """Return what the office allows instead, where an assistant may not do what an item is about; or None.

    Only items about a patient have findings; the others ask what is known, not what to do. Nor is there a limit
    where only the equipment is found wanting, where words are asked for, or where no order is carried out.
    """
    known = list(known)
    carried_out = any(item.slot in treatment.hands for treatment in known)
    if not carried_out or not item.judged or set(item.findings) <= EQUIPMENT:
        return None
    codes = (scope.areas[modality] for modality in treatments(item, known))
    return narrowest(codes)


def narrowest(codes: Iterable[Allowed]) -> Allowed | None:
    """Return what an assistant may do of several things at once, where that is less than carrying them out."""
    instead = [code for code in codes if code not in FREE]
    return max(instead, key=get_args(Allowed).index, default=None)
