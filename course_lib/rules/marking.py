"""Marking: an item and an answer in; the mark and the feedback for what was chosen out. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import singledispatch
from typing import Any

from course_lib.errors import CourseError
from course_lib.model import (
    Answer,
    Criterion,
    Item,
    Matching,
    MultipleResponse,
    Number,
    Option,
    Ordering,
    Sentence,
    SingleChoice,
    Spot,
)


class AnswerError(CourseError, ValueError):
    """An answer that cannot be marked, such as nothing chosen; the message says what to do."""


@dataclass(frozen=True)
class Feedback:
    """The feedback for one option (or one line of a checklist).

    `chosen` is whether the learner chose it, `key` whether it belongs to the right answer; `verdict` says
    in words what `good` says in color.
    """

    option: str
    text: str
    chosen: bool
    key: bool
    good: bool
    verdict: str
    why: str


@dataclass(frozen=True)
class Mark:
    """What an answer is worth: `right` or not, `score` from 0 to 1, `unsafe` if it could hurt someone."""

    item: str
    version: int
    answer: Answer
    right: bool
    score: float
    unsafe: bool
    feedback: tuple[Feedback, ...]

    def __str__(self) -> str:
        """Return the mark and the feedback for what was chosen as plain text."""
        lines = ["Right." if self.right else "Not safe." if self.unsafe else "Not right yet."]
        lines += [f"{f.verdict} {f.text}: {f.why}" for f in self.feedback if f.chosen or f.key]
        return "\n".join(lines)


def mark(item: Item, answer: Any) -> Mark:
    """Return the mark of an answer.

    The answer is an option id (single choice), option ids (multiple response in any order, ordering in
    the learner's order), a number (a str such as "30" or "7,5" will do) or a sentence. Raises AnswerError
    with a sentence for the learner where it is none of these.
    """
    return _mark(item, answer)


@singledispatch
def _mark(item: Any, answer: Any) -> Mark:
    raise TypeError(f"{type(item).__name__} is not an item")


def _ids(item: SingleChoice | MultipleResponse | Ordering | Spot, answer: Any) -> tuple[str, ...]:
    chosen = (answer,) if isinstance(answer, str) else tuple(answer or ())
    if not chosen:
        raise AnswerError("Choose an answer first.")
    unknown = [name for name in chosen if name not in item.option_ids]
    if unknown:
        raise AnswerError(
            f"There is no option {unknown[0]!r} here. The options are {', '.join(item.option_ids)}."
        )
    return chosen


def _feedback(option: Option, *, chosen: bool, key: bool) -> Feedback:
    if option.unsafe:
        verdict = "Not safe."
    elif key:
        verdict = "Right answer." if chosen else "The right answer."
    else:
        verdict = "Not this one."
    return Feedback(option.id, option.text, chosen, key, key, verdict, option.feedback)


@_mark.register
def _(item: SingleChoice, answer: Any) -> Mark:
    chosen = _ids(item, answer)
    if len(chosen) > 1:
        raise AnswerError("Choose one answer only.")
    feedback = tuple(_feedback(o, chosen=o.id == chosen[0], key=o.id == item.key) for o in item.options)
    right = chosen[0] == item.key
    return Mark(item.id, item.version, chosen[0], right, float(right), item.option(chosen[0]).unsafe, feedback)


@_mark.register
def _(item: MultipleResponse, answer: Any) -> Mark:
    """Right only if just the key is chosen; each wrong choice takes away what a right one gives."""
    chosen, key = frozenset(_ids(item, answer)), frozenset(item.key)
    feedback = []
    for option in item.options:
        told = _feedback(option, chosen=option.id in chosen, key=option.id in key)
        if told.key and not told.chosen:
            told = replace(told, good=False, verdict="Missed.")
        elif told.key:
            told = replace(told, verdict="Right.")
        feedback.append(told)
    score = max(0.0, (len(chosen & key) - len(chosen - key)) / len(key))
    unsafe = any(item.option(name).unsafe for name in chosen)
    answered = tuple(name for name in item.option_ids if name in chosen)
    return Mark(item.id, item.version, answered, chosen == key, score, unsafe, tuple(feedback))


@_mark.register
def _(item: Ordering, answer: Any) -> Mark:
    """Score the share of pairs that are in the right order."""
    order = _ids(item, answer)
    if sorted(order) != sorted(item.key):
        raise AnswerError("Put every step in the list once.")
    pairs = [(a, b) for n, a in enumerate(item.key) for b in item.key[n + 1 :]]
    score = sum(order.index(a) < order.index(b) for a, b in pairs) / len(pairs)
    feedback = []
    for place, name in enumerate(item.key):
        good = order[place] == name
        verdict = (
            "Right place." if good else f"This is step {place + 1}; you had it as {order.index(name) + 1}."
        )
        option = item.option(name)
        feedback.append(Feedback(name, option.text, True, True, good, verdict, option.feedback))
    return Mark(item.id, item.version, order, order == item.key, score, False, tuple(feedback))


@_mark.register
def _(item: Number, answer: Any) -> Mark:
    value = _number(answer)
    shown = f"{value:g} {item.unit}"
    if item.is_key(value):
        told = Feedback("number", shown, True, True, True, "Right answer.", item.right)
        return Mark(item.id, item.version, value, True, 1.0, False, (told,))
    near = next((n for n in item.near if n.low <= value <= n.high), None)
    unsafe = bool(near and near.unsafe)
    verdict = "Not safe." if unsafe else "Not this number."
    why = near.feedback if near else item.otherwise
    key = Feedback("key", f"{item.key:g} {item.unit}", False, True, True, "The right answer.", item.right)
    told = Feedback("number", shown, True, False, False, verdict, why)
    return Mark(item.id, item.version, value, False, 0.0, unsafe, (told, key))


def _number(answer: Any) -> float:
    try:
        value = float(str(answer).strip().replace(",", "."))
    except ValueError:
        raise AnswerError("Type a number, such as 12.") from None
    if not abs(value) < 1e9:
        raise AnswerError("Type a number, such as 12.")
    return value


@_mark.register
def _(item: Sentence, answer: Any) -> Mark:
    """Right if every line of the checklist is met; the words are looked for, not the meaning."""
    said = " ".join(str(answer or "").split())
    if len(said.split()) < 3:
        raise AnswerError("Write what you would say, in a few words.")
    feedback = []
    for line in item.checklist:
        met = has_words(said, line.words) is not line.banned
        feedback.append(Feedback(line.id, line.text, True, True, met, *_judged(line, met=met)))
    met_count = sum(f.good for f in feedback)
    right = met_count == len(feedback)
    return Mark(item.id, item.version, said, right, met_count / len(feedback), False, tuple(feedback))


def _judged(line: Criterion, *, met: bool) -> tuple[str, str]:
    return ("Yes.", "") if met else ("Leave it out." if line.banned else "Not found.", line.feedback)


@_mark.register
def _(item: Matching, answer: Any) -> Mark:
    """Score the share of lines that got their label."""
    given = dict(answer) if isinstance(answer, dict) else {}
    if any(given.get(pair.id) not in item.label_ids for pair in item.pairs):
        raise AnswerError("Choose one for every line first.")
    texts = {label.id: label.text for label in item.labels}
    feedback = []
    for pair in item.pairs:
        good = given[pair.id] == pair.key
        verdict = "Right." if good else f"Not this one. It is: {texts[pair.key]}."
        shown = f"{pair.text} → {texts[given[pair.id]]}"
        feedback.append(Feedback(pair.id, shown, True, True, good, verdict, pair.feedback))
    score = sum(told.good for told in feedback) / len(feedback)
    answered = {pair.id: given[pair.id] for pair in item.pairs}
    return Mark(item.id, item.version, answered, score == 1, score, False, tuple(feedback))


@_mark.register
def _(item: Spot, answer: Any) -> Mark:
    """Any region of the map is an answer; those that are no option get the feedback for all others."""
    if not isinstance(answer, str) or not answer:
        raise AnswerError("Choose a place on the body first.")
    right = answer == item.key
    feedback = [_feedback(o, chosen=o.id == answer, key=o.id == item.key) for o in item.options]
    if answer not in item.option_ids:
        feedback.append(Feedback(answer, "That place", True, False, False, "Not this one.", item.otherwise))
    unsafe = answer in item.option_ids and item.option(answer).unsafe
    return Mark(item.id, item.version, answer, right, float(right), unsafe, tuple(feedback))


def has_words(said: str, words: Iterable[str]) -> bool:
    """Tell whether one of the words (or phrases) is said; a word that ends in * matches what begins with it."""
    plain = re.sub(r"[^\w' ]+", " ", said.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))
    plain = " ".join(plain.split())
    for word in words:
        pattern = re.escape(word.lower().rstrip("*")) + ("" if word.endswith("*") else r"(?!\w)")
        if re.search(rf"(?<!\w){pattern}", plain):
            return True
    return False
