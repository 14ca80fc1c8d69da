"""What an assistant may do in this office: the profile that was chosen, and what it says of an order. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from course_lib.model import Attempt, Item, Modality, Order
from course_lib.model.scope import Allowed, Scope
from course_lib.rules.decision import modalities_of

DEFAULT = "most-cautious"
"""The profile that applies where none is chosen."""

NOTE = "@scope"
PLACE = "settings/scope"
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

SAYS: Mapping[Allowed, str] = {
    "as_ordered": "you may do it, as ordered, once you are trained and your doctor has said so",
    "teach_as_ordered": "you may show and watch what the doctor prescribed, as written",
    "licensed_only": "only with a license of your own; without one, prepare, observe and report",
    "prepare_and_observe": "prepare, observe and report; somebody else carries it out",
}


def chosen(notes: Sequence[Attempt], scopes: Mapping[str, Scope]) -> Scope:
    """Return the profile chosen last; the most cautious one where none is, or where it is gone since."""
    for note in reversed(notes):
        name = note.answer.get("scope", "") if isinstance(note.answer, dict) else ""
        if name in scopes:
            return scopes[name]
    return scopes[DEFAULT]


def office(scope: Scope) -> str:
    """Return how the office is called, such as 'In your office (Oregon)'."""
    return "In your office" if scope.id == DEFAULT else f"In your office ({scope.name})"


def who(scope: Scope, order: Order) -> str:
    """Return whose hands carry out an order here; nothing where there is no order."""
    if order == "none":
        return ""
    allowed = {scope.areas[modality] for modality in modalities_of(order)}
    return " ".join(f"{office(scope)}: {SAYS[one]}." for one in SAYS if one in allowed)


def treatments(item: Item) -> tuple[Modality, ...]:
    """Return the modalities that an item is about, by the claims it tests and by its slot."""
    by_claim: Iterable[Modality] = (m for claim in item.claims for m in TREATMENTS.get(claim[0], ()))
    return tuple(dict.fromkeys((*by_claim, *SLOTS.get(item.slot.partition("-")[0], ()))))


def limit(scope: Scope, item: Item) -> str:
    """Return how to read an item where the office does not let an assistant do what it is about; or nothing.

    Only items about a patient have findings; the others ask what is known, not what to do.
    """
    if not item.findings:
        return ""
    allowed = [scope.areas[modality] for modality in treatments(item)]
    held = [one for one in allowed if one not in FREE]
    if not held:
        return ""
    return f"{office(scope)}: {SAYS[held[-1]]}. Answer for an office where a CA may do it."
