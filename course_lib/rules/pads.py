"""Where stimulation pads go, practiced: an order and two places in; what is right, and why, out. Pure.

The reasons why a place never gets a pad come from the findings of the decision table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from course_lib.errors import CodedError
from course_lib.model import Finding
from course_lib.model.pads import PadOrder, Pads


class PadError(CodedError, ValueError):
    """Pads that cannot be judged yet; the message says what to do."""


Code = Literal[
    "on_marks", "rightly_held", "never_here", "across_chest", "touching", "not_now", "off_marks", "held_back"
]


@dataclass(frozen=True)
class Verdict:
    """What a placement is worth; `unsafe` if it could hurt someone.

    `code` says in what way (`course_lib.language.pads` has the words), and `reason` is what the register gives
    as the reason, or the place that has no mark.
    """

    right: bool
    unsafe: bool
    code: Code
    reason: str = ""


def warning(names: Sequence[str], pads: Pads, findings: Mapping[str, Finding]) -> Verdict | None:
    """Return why pads never lie on these places, whatever the order says, or None.

    A pad that lies nowhere yet is an empty name. Raises PadError for a place that is none.
    """
    known = {place.id: place for place in pads.places}
    if unknown := [name for name in names if name and name not in known]:
        raise PadError("no_such_pad_place", place=unknown[0], places=", ".join(known))
    placed = [known[name] for name in names if name]
    for place in placed:
        if place.never:
            return Verdict(False, True, "never_here", findings[place.never].why[place.because])
    if len(placed) != 2:
        return None
    first, second = placed
    between = first.across.get(second.id) or second.across.get(first.id)
    if between:
        return Verdict(False, True, "across_chest", findings[between].why["electrical_stimulation"])
    return Verdict(False, False, "touching") if first == second else None


def judge(order: PadOrder, names: Sequence[str], pads: Pads, findings: Mapping[str, Finding]) -> Verdict:
    """Return what it is worth to place two pads, or none (`names` is empty), for an order.

    Raises PadError for a place that is none, and for one pad alone.
    """
    never = warning(names, pads, findings)
    if not names:
        return _held_back(order, findings)
    if len(names) != 2:
        raise PadError("both_pads_first")
    if never:
        return never
    if order.stop:
        return Verdict(False, True, "not_now", _stopped(order.stop, findings))
    if set(names) == set(order.marks):
        return Verdict(True, False, "on_marks")
    unmarked = (pads.place(name).text for name in dict.fromkeys(names) if name not in order.marks)
    return Verdict(False, False, "off_marks", "; ".join(unmarked))


def wrong_pads(
    order: PadOrder, names: Sequence[str], pads: Pads, findings: Mapping[str, Finding]
) -> list[tuple[str, Verdict]]:
    """Return each place on which a pad lies wrongly, with what is wrong there; every one is told.

    Where two pads are wrong together, or nothing may go on this patient, every pad is wrong.
    """
    whole = judge(order, names, pads, findings)
    if whole.right or not names:
        return []
    placed = list(dict.fromkeys(names))
    alone = {name: warning([name], pads, findings) for name in placed}
    found = [(name, never) for name, never in alone.items() if never]
    if whole.code == "never_here" or found:
        off = [name for name in placed if not alone[name] and name not in order.marks and not order.stop]
        return found + [(name, Verdict(False, False, "off_marks", pads.place(name).text)) for name in off]
    if whole.code == "off_marks":
        return [(name, whole) for name in placed if name not in order.marks]
    return [(name, whole) for name in placed]


def _held_back(order: PadOrder, findings: Mapping[str, Finding]) -> Verdict:
    if order.stop:
        return Verdict(True, False, "rightly_held", _stopped(order.stop, findings))
    return Verdict(False, False, "held_back")


def _stopped(stop: str, findings: Mapping[str, Finding]) -> str:
    return f"{findings[stop].label}. {findings[stop].why_for('electrical_stimulation')}"
