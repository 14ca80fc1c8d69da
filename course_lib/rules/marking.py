"""Marking: an item and an answer in; the mark and the feedback for what was chosen out. Pure."""

from dataclasses import dataclass, replace
from typing import Any, assert_never

from course_lib.model import (
    Answer,
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
from course_lib.rules.typed import AnswerError, plain_quotes, typed_number

__all__ = ["AnswerError", "Feedback", "Mark", "mark"]


@dataclass(frozen=True)
class Feedback:
    """The feedback for one option (or one line of a checklist).

    `chosen` is whether the learner chose it, `key` whether it belongs to the right answer, `unsafe` whether
    what the learner did with it could hurt someone; `verdict` says in words what `good` says in color.
    """

    option: str
    text: str
    chosen: bool
    key: bool
    good: bool
    verdict: str
    why: str
    unsafe: bool = False


@dataclass(frozen=True)
class Mark:
    """What an answer is worth: `right` or not, `score` from 0 to 1, `unsafe` if it could hurt someone.

    An answer to an item that is not `judged` counts as given and as nothing more: `right`, with a score of 1.
    """

    item: str
    version: int
    answer: Answer
    right: bool
    score: float
    unsafe: bool
    feedback: tuple[Feedback, ...]

    def __str__(self) -> str:
        """Return the mark and the feedback for what was chosen as plain text."""
        if all(not f.verdict for f in self.feedback):
            return "\n".join(["Compare your words with these lines:", *(f"- {f.text}" for f in self.feedback)])
        lines = ["Right." if self.right else "Not safe." if self.unsafe else "Not right yet."]
        lines += [f"{f.verdict} {f.text}: {f.why}" for f in self.feedback if f.chosen or f.key]
        return "\n".join(lines)


def mark(item: Item, answer: Any) -> Mark:
    """Return the mark of an answer.

    The answer is an option id (single choice), option ids (multiple response in any order, ordering in
    the learner's order), a number (a str such as "30" or "7,5" will do) or a sentence. Raises AnswerError
    with a sentence for the learner where it is none of these.
    """
    match item:
        case SingleChoice():
            return _single(item, answer)
        case MultipleResponse():
            return _multiple(item, answer)
        case Ordering():
            return _ordering(item, answer)
        case Number():
            return _number(item, answer)
        case Sentence():
            return _sentence(item, answer)
        case Matching():
            return _matching(item, answer)
        case Spot():
            return _spot(item, answer)
        case _:
            assert_never(item)


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
    if key:
        verdict = "Right answer." if chosen else "The right answer."
    elif option.unsafe:
        verdict = "Not safe." if chosen else "This would not be safe."
    else:
        verdict = "Not this one." if chosen else "Not this one either."
    unsafe = chosen and option.unsafe
    return Feedback(option.id, option.text, chosen, key, key, verdict, option.feedback, unsafe)


def _single(item: SingleChoice, answer: Any) -> Mark:
    chosen = _ids(item, answer)
    if len(chosen) > 1:
        raise AnswerError("Choose one answer only.")
    feedback = tuple(_feedback(o, chosen=o.id == chosen[0], key=o.id == item.key) for o in item.options)
    right = chosen[0] == item.key
    return Mark(item.id, item.version, chosen[0], right, float(right), item.option(chosen[0]).unsafe, feedback)


def _multiple(item: MultipleResponse, answer: Any) -> Mark:
    """Right only if just the key is chosen; each wrong choice takes away what a right one gives."""
    chosen, key = frozenset(_ids(item, answer)), frozenset(item.key)
    feedback = []
    for option in item.options:
        told = _feedback(option, chosen=option.id in chosen, key=option.id in key)
        if told.key and not told.chosen:
            verdict = "Not safe to leave out." if option.unsafe_if_missed else "Missed."
            told = replace(told, good=False, verdict=verdict, unsafe=option.unsafe_if_missed)
        elif told.key:
            told = replace(told, verdict="Right.")
        elif not told.chosen:
            told = replace(told, verdict="Rightly left out.")
        feedback.append(told)
    score = max(0.0, (len(chosen & key) - len(chosen - key)) / len(key))
    unsafe = any(told.unsafe for told in feedback)
    answered = tuple(name for name in item.option_ids if name in chosen)
    return Mark(item.id, item.version, answered, chosen == key, score, unsafe, tuple(feedback))


def _ordering(item: Ordering, answer: Any) -> Mark:
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
    harmful = {
        pair.first: pair for pair in item.unsafe_orders if order.index(pair.first) < order.index(pair.then)
    }
    for place, told in enumerate(feedback):
        if told.option in harmful:
            pair = harmful[told.option]
            verdict = f"Not safe before: {item.option(pair.then).text}"
            feedback[place] = replace(told, good=False, verdict=verdict, why=pair.feedback, unsafe=True)
    right = order == item.key
    return Mark(item.id, item.version, order, right, score, bool(harmful), tuple(feedback))


def _number(item: Number, answer: Any) -> Mark:
    value = typed_number(answer, item.unit)
    shown = f"{value:g} {item.unit}"
    if item.is_key(value):
        told = Feedback("number", shown, True, True, True, "Right answer.", item.right)
        return Mark(item.id, item.version, value, True, 1.0, False, (told,))
    near = next((n for n in item.near if n.low <= value <= n.high), None)
    unsafe = bool(near and near.unsafe)
    verdict = "Not safe." if unsafe else "Not this number."
    why = near.feedback if near else item.otherwise
    key = Feedback("key", f"{item.key:g} {item.unit}", False, True, True, "The right answer.", item.right)
    told = Feedback("number", shown, True, False, False, verdict, why, unsafe)
    return Mark(item.id, item.version, value, False, 0.0, unsafe, (told, key))


def _sentence(item: Sentence, answer: Any) -> Mark:
    """Say nothing of right or wrong: the learner compares the words with the model, line by line."""
    said = " ".join(plain_quotes(str(answer or "")).split())
    if len(said.split()) < 3:
        raise AnswerError("Write what you would say, in a few words.")
    feedback = tuple(
        Feedback(line.id, line.text, True, not line.danger, True, "", line.feedback) for line in item.checklist
    )
    return Mark(item.id, item.version, said, True, 1.0, False, feedback)


def _matching(item: Matching, answer: Any) -> Mark:
    """Score the share of lines that got their label."""
    given = dict(answer) if isinstance(answer, dict) else {}
    if any(given.get(pair.id) not in item.label_ids for pair in item.pairs):
        raise AnswerError("Choose one for every line first.")
    texts = {label.id: label.text for label in item.labels}
    feedback = []
    for pair in item.pairs:
        good, unsafe = given[pair.id] == pair.key, given[pair.id] in pair.unsafe_labels
        wrong = "Not safe." if unsafe else "Not this one."
        verdict = "Right." if good else f"{wrong} It is: {texts[pair.key]}."
        shown = f"{pair.text} → {texts[given[pair.id]]}"
        feedback.append(Feedback(pair.id, shown, True, True, good, verdict, pair.feedback, unsafe))
    score = sum(told.good for told in feedback) / len(feedback)
    answered = {pair.id: given[pair.id] for pair in item.pairs}
    unsafe = any(told.unsafe for told in feedback)
    return Mark(item.id, item.version, answered, score == 1, score, unsafe, tuple(feedback))


def _spot(item: Spot, answer: Any) -> Mark:
    """Any region of the map is an answer; those that are no option get the feedback for all others."""
    if not isinstance(answer, str) or not answer:
        raise AnswerError("Choose a place on the body first.")
    right = answer == item.key
    feedback = [_feedback(o, chosen=o.id == answer, key=o.id == item.key) for o in item.options]
    if answer not in item.option_ids:
        feedback.append(Feedback(answer, "That place", True, False, False, "Not this one.", item.otherwise))
    unsafe = answer in item.option_ids and item.option(answer).unsafe
    return Mark(item.id, item.version, answer, right, float(right), unsafe, tuple(feedback))
