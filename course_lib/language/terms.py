"""The course's words for its own terms: outcomes, orders, places, tags, origins. One home for all of them."""

from collections.abc import Iterable, Mapping
from typing import Literal

from course_lib.model import Reference

ORDER_NAMES = {
    "heat": "Moist heat",
    "ice": "Ice",
    "either": "Heat or ice",
    "none": "No order",
    "electrical_stimulation": "Electrical stimulation",
    "instrument_soft_tissue": "Soft tissue instrument",
    "massage": "Massage",
    "stretching": "Stretching",
}

_ORDERED_TITLES = {
    "heat": "Heat, as ordered",
    "ice": "Ice, as ordered",
    "either": "Heat or ice, as the patient likes",
    "electrical_stimulation": "Stimulation, as ordered",
    "instrument_soft_tissue": "Soft tissue work, as ordered",
    "massage": "Massage, as ordered",
    "stretching": "Stretching, as ordered",
}

_NOT = {
    "heat": "Not heat",
    "ice": "Not ice",
    "electrical_stimulation": "Not stimulation",
    "instrument_soft_tissue": "Not the instrument",
    "massage": "Not massage",
    "stretching": "Not stretching",
}

CHOICES = {
    "call_911": "Apply nothing. Call 911 and get the doctor.",
    "doctor_now": "Apply nothing. Get the doctor now.",
    "hold": "Hold. Fix or get something first, then check again.",
    "neither": "Neither heat nor ice. Tell the doctor.",
    "not_that_one": "Not the one ordered, and no swap. Tell the doctor.",
    "ask_doctor": "Ask the doctor first, then follow the answer.",
    "heat": "Apply the heat, as ordered.",
    "ice": "Apply the ice, as ordered.",
    "either": "Apply heat or ice, as the patient likes.",
    "electrical_stimulation": "Carry out the stimulation, as ordered.",
    "instrument_soft_tissue": "Get the patient and the tool ready, as ordered.",
    "massage": "Get the patient and the room ready, as ordered.",
    "stretching": "Teach and check the stretch, as ordered.",
}
"""What an assistant can do with an order, in the words of the exercise."""

KINDS = {
    "do": ("●", "Do it"),
    "ask": ("▲", "Ask first"),
    "hold": ("∥", "Hold"),
    "not": ("■", "Not this"),
    "911": ("☎", "Call 911"),
}
"""The five kinds of answer to an order, each with its symbol: on a button, in a decision, on paper."""

Shade = Literal["stop", "ask", "go"]
"""The color of an outcome; a sign and words always stand beside it."""

_TONES: Mapping[str, tuple[Shade, str]] = {
    "call_911": ("stop", "911"),
    "doctor_now": ("stop", "not"),
    "neither": ("stop", "not"),
    "not_that_one": ("stop", "not"),
    "hold": ("ask", "hold"),
    "ask_doctor": ("ask", "ask"),
}

DIFFICULTIES = {
    1: "one finding",
    2: "a second finding that may not matter",
    3: "look-alikes, or more than one finding that speaks",
}
"""How hard a drawn patient is."""

GROUPS = {
    "stop": "Stop: get help now",
    "hold": "Hold: fix or get something first",
    "contraindication": "Rules something out",
    "precaution": "Ask the doctor first",
    "direction": "Points toward one of them",
}

EFFECTS = {
    "STOP_911": "911",
    "STOP_DOC": "doctor now",
    "HOLD": "hold",
    "NO": "no",
    "ASK": "ask first",
    "OK": "no objection",
    "FAV": "points this way",
}

ORIGINS = {
    "source": "the article",
    "evidence": "evidence",
    "practice": "practice",
    "both": "the article and evidence",
}

TAGS = {
    "right": "Right.",
    "acceptable": "Acceptable.",
    "unsafe": "Not safe.",
    "out_of_scope": "Outside your role.",
    "get_doctor": "Not needed here.",
}

BLOCK_TITLES = {"pretest": "Before you start", "practice": "Practice", "exit": "Exit check"}

WHEN = {
    "today": "Today",
    "tomorrow": "Tomorrow",
    "week": "In 2 to 7 days",
    "month": "In 8 to 30 days",
    "later": "Later",
}
"""When a card comes back (`course_lib.rules.review.When`)."""

PHASES = {
    "ready": "○ Not passed yet",
    "running": "◐ Running now",
    "parallel": "◐ One question waits",
    "waiting": "◐ Next try later",
    "signoff": "◐ Needs a sign-off",
    "passed": "✓ Passed",
}
"""Where a learner stands with the final check (`course_lib.rules.tries.Phase`)."""

CONFIDENCE = {"guess": "Guess", "fairly_sure": "Fairly sure", "sure": "Sure"}


def outcome_title(outcome: str, order: str) -> str:
    """Return the heading of a decision, such as 'Not heat'."""
    titles = {
        "call_911": "Stop. Call 911",
        "doctor_now": "Stop. Get the doctor now",
        "hold": "Hold",
        "neither": "Neither heat nor ice",
        "not_that_one": _NOT.get(order, "Not that one"),
        "ask_doctor": "Ask the doctor first",
    }
    return titles.get(outcome) or _ORDERED_TITLES[outcome]


def tone(outcome: str) -> tuple[Shade, str]:
    """Return the tone of an outcome (stop, ask or go) and its symbol, so that color is never alone."""
    shade, kind = _TONES.get(outcome, ("go", "do"))
    return shade, KINDS[kind][0]


def named(refs: Iterable[str], references: Mapping[str, Reference]) -> str:
    """Return short names of references, in order, such as 'Houghton 2010, The article'."""
    return ", ".join(dict.fromkeys(references[ref].name for ref in refs))
