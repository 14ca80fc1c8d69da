"""What a scope profile says, in words: whose hands carry something out in this office."""

from collections.abc import Collection, Mapping

from course_lib.model.scope import MOST_CAUTIOUS, Allowed, Scope

ALLOWED: Mapping[Allowed, str] = {
    "as_ordered": "you may do it, as ordered, once you are trained and your doctor has said so",
    "teach_as_ordered": "you may show and watch what the doctor prescribed, as written",
    "licensed_only": "only with a license of your own; without one, prepare, observe and report",
    "prepare_and_observe": "prepare, observe and report; somebody else carries it out",
}
"""What an assistant may do, from most to least."""


def office(scope: Scope) -> str:
    """Return what the office is called, such as 'In your office (Oregon)'."""
    return "In your office" if scope.id == MOST_CAUTIOUS else f"In your office ({scope.name})"


def whose_hands(scope: Scope, allowed: Collection[Allowed]) -> str:
    """Return who carries out what the office allows like this; nothing where nothing is ordered."""
    return " ".join(f"{office(scope)}: {words}." for code, words in ALLOWED.items() if code in allowed)


def answer_for_elsewhere(scope: Scope, held: Allowed | None) -> str:
    """Return how to read an item about what the office allows only like this; nothing where it allows it."""
    return f"{office(scope)}: {ALLOWED[held]}. Answer for an office where a CA may do it." if held else ""
