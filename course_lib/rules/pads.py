"""Where stimulation pads go, practised: an order and two places in; what is right, and why, out. Pure.

The reasons why a place never gets a pad come from the findings of the decision table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from course_lib.errors import CourseError
from course_lib.model import Finding
from course_lib.rules.pad_orders import PAD_PLACES, PadOrder

ONLY_MARKED = "Only where the doctor has marked."
APART = "Pads lie flat and do not touch each other. Choose another place for one of them."
ACROSS = ("ribs_left", "ribs_right")
"""Two places between which current crosses the chest."""


class PadError(CourseError, ValueError):
    """Pads that cannot be judged yet; the message says what to do."""


@dataclass(frozen=True)
class Verdict:
    """What a placement is worth, and why; `unsafe` if it could hurt someone."""

    right: bool
    unsafe: bool
    title: str
    why: str


def warning(pads: Sequence[str], findings: Mapping[str, Finding]) -> str:
    """Return why these pads never lie like this, whatever the order says, or nothing.

    A pad that lies nowhere yet is an empty name. Raises PadError for a place that is none.
    """
    if unknown := [name for name in pads if name and name not in PAD_PLACES]:
        raise PadError(f"There is no place {unknown[0]!r}. The places are {', '.join(PAD_PLACES)}.")
    for name in pads:
        if name and PAD_PLACES[name].never:
            return findings[PAD_PLACES[name].never].why[PAD_PLACES[name].because]
    if set(pads) == set(ACROSS):
        why = findings["chest_path"].why["electrical_stimulation"]
        return f"Between these two the current could cross the chest. {why}"
    return APART if len(pads) == 2 and pads[0] and pads[0] == pads[1] else ""


def judge(order: PadOrder, pads: Sequence[str], findings: Mapping[str, Finding]) -> Verdict:
    """Return what it is worth to place these two pads, or none (`pads` is empty), for an order."""
    never = warning(pads, findings)
    if not pads:
        return _held_back(order, findings)
    if len(pads) != 2:
        raise PadError("Choose a place for both pads first.")
    if never:
        return Verdict(False, never != APART, "Not like this.", never)
    if order.stop:
        return Verdict(False, True, "Not on this patient now.", f"{_stopped(order, findings)} Tell the doctor.")
    if set(pads) == set(order.marks):
        why = f"{ONLY_MARKED} Both lie on the marks, flat and apart, with the power off and the dial at zero."
        return Verdict(True, False, "Right. On the marks.", why)
    stray = next(PAD_PLACES[name].text for name in pads if name not in order.marks)
    return Verdict(False, False, "Not there.", f"{ONLY_MARKED} There is no mark here: {stray}.")


def _held_back(order: PadOrder, findings: Mapping[str, Finding]) -> Verdict:
    if order.stop:
        return Verdict(True, False, "Right. No pads, and the doctor hears of it.", _stopped(order, findings))
    why = "The order and the marks fit, and nothing rules it out. Held back, the order is not carried out."
    return Verdict(False, False, "Nothing stands in the way here.", why)


def _stopped(order: PadOrder, findings: Mapping[str, Finding]) -> str:
    stop = findings[order.stop]
    return f"{stop.label}. {stop.why_for('electrical_stimulation')}"
