"""What is said of an answer, of each of its parts, and of a choice with a patient: a sentence for each code."""

from collections.abc import Mapping

MARKS = {"right": "Right.", "wrong": "Not right.", "not_yet": "Not right yet.", "unsafe": "Not safe."}
"""What an answer is worth as a whole; `not_yet` where it may be tried again."""

NO_ANSWER = "No answer."

VERDICTS = {
    "": "",
    "right_answer": "Right answer.",
    "key": "The right answer.",
    "right": "Right.",
    "rightly_omitted": "Rightly left out.",
    "wrong": "Not this one.",
    "wrong_too": "Rightly not chosen.",
    "missed": "Missed.",
    "unsafe": "Not safe.",
    "unsafe_too": "Rightly not chosen: it would not be safe.",
    "unsafe_to_omit": "Not safe to leave out.",
    "right_place": "Right place.",
    "other_place": "This is step {place}; you had it as {given}.",
    "comes_earlier": "The first to move: this is step {place}; you had it as {given}.",
    "right_run": "In the right run; it is step {place}.",
    "unsafe_before": "Not safe before: {then}",
    "wrong_number": "Not this number.",
    "other_label": "Not this one. It is: {label}.",
    "unsafe_label": "Not safe. It is: {label}.",
}
"""What each part of an answer is worth (`course_lib.rules.marking.Verdict`)."""

YOURS = "Your answer."
"""What stands by the one thing that was chosen, where the mark above has said already what it is worth."""

HINTS = {
    "other_place": "Not here.",
    "comes_earlier": "The first to move: this comes earlier.",
    "right_run": "In the right run.",
    "unsafe_before": "Not safe here.",
    "other_label": "Not this one.",
    "unsafe_label": "Not safe.",
}
"""What is said of a part instead while the answer may be tried again, without telling the key."""

ELSEWHERE = "That place"
"""What a place on the drawing is called that is none of an item's options."""

JUDGMENTS = {
    "same": "Right. The table says the same.",
    "unsafe": "Not safe. The table says: {title}.",
    "other": "Not this one. The table says: {title}.",
    "held_back": (
        "Nothing stands in the way. Held back without a reason, the order is not carried out. {title}."
    ),
    "too_little": "You applied nothing, which is safe, but it needs more. The table says: {title}.",
    "too_much": "It does not need that much. The table says: {title}.",
}
"""What a choice for a drawn patient is worth (`course_lib.rules.drawn.Judgment`)."""


def verdict(code: str, facts: Mapping[str, object], *, full: bool = True) -> str:
    """Return what is said of a part of an answer; without the key unless `full`."""
    return VERDICTS[code].format(**facts) if full or code not in HINTS else HINTS[code]
