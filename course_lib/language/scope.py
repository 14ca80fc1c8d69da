"""What a scope profile says, in words: whose hands carry something out in this office."""

from collections.abc import Iterable, Mapping

from course_lib.model import Modality
from course_lib.model.scope import MOST_CAUTIOUS, Allowed, Scope

ALLOWED: Mapping[Allowed, str] = {
    "as_ordered": "you may do it, as ordered, once you are trained and your doctor has said so",
    "teach_as_ordered": "you may show and watch what the doctor prescribed, as written",
    "licensed_only": "only with a license of your own; without one, prepare, observe and report",
    "prepare_and_observe": "prepare, observe and report; somebody else carries it out",
}
"""What an assistant may do, from most to least."""

TAGS: Mapping[Allowed, str] = {
    "licensed_only": "with a license only",
    "prepare_and_observe": "prepare and watch",
}
"""The same on a card, where it is less than carrying it out."""

DOES: Mapping[Modality, tuple[str, str]] = {
    "heat": ("puts the pack on", "put the pack on"),
    "ice": ("puts the pack on", "put the pack on"),
    "electrical_stimulation": ("starts the current", "start the current"),
    "instrument_soft_tissue": ("works with the tool", "work with the tool"),
    "massage": ("gives the massage", "give the massage"),
    "stretching": ("teaches the stretch", "teach the stretch"),
}
"""What is done with a modality: what somebody else does, and what you do."""

YOUR_PART = "You learn it so that you can prepare, watch and speak up."
ELSEWHERE = "Answer the questions as if your office let you do it."


def office(scope: Scope) -> str:
    """Return what the office is called, such as 'In your office (Oregon)'."""
    return "In your office" if scope.id == MOST_CAUTIOUS else f"In your office ({scope.name})"


def tag(scope: Scope, held: Allowed | None) -> str:
    """Return what stands on a card, such as 'Oregon: prepare and watch'; nothing where the office allows it."""
    name = "Your office" if scope.id == MOST_CAUTIOUS else scope.name
    return f"{name}: {TAGS[held]}" if held else ""


def your_part(scope: Scope, modalities: Iterable[Modality]) -> str:
    """Return once, in a person's words, whose hands carry out what a page is about.

    Where it is about nothing that hands do, it is nothing.
    """
    by_code: dict[Allowed, dict[tuple[str, str], None]] = {}
    for modality in modalities:
        by_code.setdefault(scope.areas[modality], {})[DOES[modality]] = None
    where, sentences = "In your office" if scope.id == MOST_CAUTIOUS else f"In {scope.name}", []
    for code in reversed([code for code in ALLOWED if code in by_code]):
        does, do = (_listed(words) for words in zip(*by_code[code], strict=True))
        sentences.append(_sentence(code, does, do, where))
        where = "There"
    if TAGS.keys() & by_code:
        sentences += [YOUR_PART, ELSEWHERE]
    return " ".join(sentences)


def _sentence(code: Allowed, does: str, do: str, where: str) -> str:
    match code:
        case "as_ordered":
            return f"{where} you may {do}, as ordered, once you are trained and your doctor has said so."
        case "teach_as_ordered":
            return f"{where} you may {do}, just as the doctor wrote it."
        case "licensed_only":
            return f"{where} you may {do} only with a license of your own. Without one, somebody else {does}."
        case "prepare_and_observe":
            return f"{where} somebody else {does}."


def _listed(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
