"""Where stimulation pads go, practised: an order and two places in; what is right, and why, out. Pure.

The reasons why a place never gets a pad come from the findings of the decision table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from course_lib.errors import CodedError
from course_lib.model import Finding
from course_lib.rules.pad_orders import PAD_PLACES, PadOrder

APART = "Pads lie flat and do not touch each other. Choose another place for one of them."
ACROSS = ("ribs_left", "ribs_right")
"""Two places between which current crosses the chest."""


class PadError(CodedError, ValueError):
    """Pads that cannot be judged yet; the message says what to do."""


Code = Literal["on_marks", "rightly_held", "never_like_this", "not_now", "off_marks", "held_back"]


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


def warning(pads: Sequence[str], findings: Mapping[str, Finding]) -> str:
    """Return why these pads never lie like this, whatever the order says, or nothing.

    A pad that lies nowhere yet is an empty name. Raises PadError for a place that is none.
    """
    if unknown := [name for name in pads if name and name not in PAD_PLACES]:
        raise PadError("no_such_pad_place", place=unknown[0], places=", ".join(PAD_PLACES))
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
        raise PadError("both_pads_first")
    if never:
        return Verdict(False, never != APART, "never_like_this", never)
    if order.stop:
        return Verdict(False, True, "not_now", _stopped(order, findings))
    if set(pads) == set(order.marks):
        return Verdict(True, False, "on_marks")
    stray = next(PAD_PLACES[name].text for name in pads if name not in order.marks)
    return Verdict(False, False, "off_marks", stray)


def _held_back(order: PadOrder, findings: Mapping[str, Finding]) -> Verdict:
    if order.stop:
        return Verdict(True, False, "rightly_held", _stopped(order, findings))
    return Verdict(False, False, "held_back")


def _stopped(order: PadOrder, findings: Mapping[str, Finding]) -> str:
    stop = findings[order.stop]
    return f"{stop.label}. {stop.why_for('electrical_stimulation')}"
