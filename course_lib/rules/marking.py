"""Marking: an item and an answer in; the mark and the feedback for what was chosen out. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, assert_never

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
from course_lib.rules.typed import AnswerError, typed_number, written_number
from course_lib.rules.words import cleaned

__all__ = ["AnswerError", "Feedback", "Mark", "mark"]


Verdict = Literal[
    "",
    "right_answer",
    "key",
    "right",
    "rightly_omitted",
    "wrong",
    "wrong_too",
    "missed",
    "unsafe",
    "unsafe_too",
    "unsafe_to_omit",
    "right_place",
    "other_place",
    "comes_earlier",
    "right_run",
    "unsafe_before",
    "wrong_number",
    "other_label",
    "unsafe_label",
]
"""What a part of an answer is worth; nothing where it is not judged. With `too` it was not chosen."""


@dataclass(frozen=True)
class Feedback:
    """The feedback for one option (or one line of a checklist).

    `chosen` is whether the learner chose it, `key` whether it belongs to the right answer, `unsafe` whether
    what the learner did with it could hurt someone. `verdict` is a code: `course_lib.language.verdicts` has the
    words, into which `facts` are put.
    """

    option: str
    text: str
    chosen: bool
    key: bool
    good: bool
    verdict: Verdict
    why: str
    unsafe: bool = False
    facts: Mapping[str, object] = field(default_factory=dict)


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
        raise AnswerError("choose_first")
    unknown = [name for name in chosen if name not in item.option_ids]
    if unknown:
        raise AnswerError("no_such_option", option=unknown[0], options=", ".join(item.option_ids))
    return chosen


def _feedback(option: Option, *, chosen: bool, key: bool) -> Feedback:
    verdict: Verdict
    if key:
        verdict = "right_answer" if chosen else "key"
    elif option.unsafe:
        verdict = "unsafe" if chosen else "unsafe_too"
    else:
        verdict = "wrong" if chosen else "wrong_too"
    unsafe = chosen and option.unsafe
    return Feedback(option.id, option.text, chosen, key, key, verdict, option.feedback, unsafe)


def _single(item: SingleChoice, answer: Any) -> Mark:
    chosen = _ids(item, answer)
    if len(chosen) > 1:
        raise AnswerError("choose_one_only")
    feedback = tuple(_feedback(o, chosen=o.id == chosen[0], key=o.id == item.key) for o in item.options)
    right = chosen[0] == item.key
    return Mark(item.id, item.version, chosen[0], right, float(right), item.option(chosen[0]).unsafe, feedback)


def _multiple(item: MultipleResponse, answer: Any) -> Mark:
    """Right only if just the key is chosen; each wrong choice takes away what a right one gives."""
    chosen, key = frozenset(_ids(item, answer)), frozenset(item.key)
    feedback = []
    for option in item.options:
        line = _feedback(option, chosen=option.id in chosen, key=option.id in key)
        if line.key and not line.chosen:
            verdict: Verdict = "unsafe_to_omit" if option.unsafe_if_missed else "missed"
            line = replace(line, good=False, verdict=verdict, unsafe=option.unsafe_if_missed)
        elif line.key:
            line = replace(line, verdict="right")
        elif not line.chosen:
            line = replace(line, verdict="rightly_omitted")
        feedback.append(line)
    score = max(0.0, (len(chosen & key) - len(chosen - key)) / len(key))
    unsafe = any(line.unsafe for line in feedback)
    answered = tuple(name for name in item.option_ids if name in chosen)
    return Mark(item.id, item.version, answered, chosen == key, score, unsafe, tuple(feedback))


def _ordering(item: Ordering, answer: Any) -> Mark:
    """Score the share of pairs that are in the right order."""
    order = _ids(item, answer)
    if sorted(order) != sorted(item.key):
        raise AnswerError("every_step_once")
    pairs = [(a, b) for n, a in enumerate(item.key) for b in item.key[n + 1 :]]
    score = sum(order.index(a) < order.index(b) for a, b in pairs) / len(pairs)
    feedback = []
    first_wrong = next((name for name, given in zip(item.key, order, strict=True) if name != given), "")
    for place, name in enumerate(item.key):
        option, steps = item.option(name), {"place": place + 1, "given": order.index(name) + 1}
        verdict = _place(name, order, item.key, first_wrong)
        good = verdict in ("right_place", "right_run")
        feedback.append(Feedback(name, option.text, True, True, good, verdict, option.feedback, facts=steps))
    harmful = [pair for pair in item.unsafe_orders if order.index(pair.first) < order.index(pair.then)]
    for place, line in enumerate(feedback):
        pairs_here = [pair for pair in harmful if pair.first == line.option]
        if pairs_here:
            then = {"then": "; ".join(item.option(pair.then).text for pair in pairs_here)}
            why = " ".join(dict.fromkeys(pair.feedback for pair in pairs_here))
            feedback[place] = replace(
                line, good=False, verdict="unsafe_before", why=why, unsafe=True, facts=then
            )
    right = order == item.key
    return Mark(item.id, item.version, order, right, score, bool(harmful), tuple(feedback))


def _place(name: str, order: tuple[str, ...], key: tuple[str, ...], first_wrong: str) -> Verdict:
    """Return what is told of a step: the first wrong one comes earlier, right neighbors are a run."""
    given, place = order.index(name), key.index(name)
    if given == place:
        return "right_place"
    if name == first_wrong:
        return "comes_earlier"
    before, after = key[place - 1 : place], key[place + 1 : place + 2]
    follows = given > 0 and order[given - 1 : given] == before
    leads = order[given + 1 : given + 2] == after != ()
    return "right_run" if follows or leads else "other_place"


def _number(item: Number, answer: Any) -> Mark:
    value = typed_number(answer, item.unit)
    shown = f"{written_number(value)} {item.unit}"
    if item.is_key(value):
        line = Feedback("number", shown, True, True, True, "right_answer", item.right)
        return Mark(item.id, item.version, value, True, 1.0, False, (line,))
    near = next((n for n in item.near if n.low <= value <= n.high), None)
    unsafe = bool(near and near.unsafe)
    verdict: Verdict = "unsafe" if unsafe else "wrong_number"
    why = near.feedback if near else item.otherwise
    key = Feedback("key", f"{written_number(item.key)} {item.unit}", False, True, True, "key", item.right)
    line = Feedback("number", shown, True, False, False, verdict, why, unsafe)
    return Mark(item.id, item.version, value, False, 0.0, unsafe, (line, key))


def _sentence(item: Sentence, answer: Any) -> Mark:
    """Say nothing of right or wrong: the learner compares the words with the model, line by line."""
    sentence = " ".join(cleaned(str(answer or "")).split())
    if len(sentence.split()) < 3:
        raise AnswerError("write_a_few_words")
    feedback = tuple(
        Feedback(line.id, line.text, True, not line.danger, True, "", line.feedback) for line in item.checklist
    )
    return Mark(item.id, item.version, sentence, True, 1.0, False, feedback)


def _matching(item: Matching, answer: Any) -> Mark:
    """Score the share of lines that got their label."""
    given = dict(answer) if isinstance(answer, dict) else {}
    if any(given.get(pair.id) not in item.label_ids for pair in item.pairs):
        raise AnswerError("every_line")
    texts = {label.id: label.text for label in item.labels}
    feedback = []
    for pair in item.pairs:
        good, unsafe = given[pair.id] == pair.key, given[pair.id] in pair.unsafe_labels
        verdict: Verdict = "right" if good else "unsafe_label" if unsafe else "other_label"
        shown = f"{pair.text} → {texts[given[pair.id]]}"
        feedback.append(
            Feedback(
                pair.id, shown, True, True, good, verdict, pair.feedback, unsafe, {"label": texts[pair.key]}
            )
        )
    score = sum(line.good for line in feedback) / len(feedback)
    answered = {pair.id: given[pair.id] for pair in item.pairs}
    unsafe = any(line.unsafe for line in feedback)
    return Mark(item.id, item.version, answered, score == 1, score, unsafe, tuple(feedback))


def _spot(item: Spot, answer: Any) -> Mark:
    """Any region of the map is an answer; one that is no option has no text and the feedback for all others."""
    if not isinstance(answer, str) or not answer:
        raise AnswerError("choose_a_place")
    right = answer == item.key
    feedback = [_feedback(o, chosen=o.id == answer, key=o.id == item.key) for o in item.options]
    if answer not in item.option_ids:
        feedback.append(Feedback(answer, "", True, False, False, "wrong", item.otherwise))
    unsafe = answer in item.option_ids and item.option(answer).unsafe
    return Mark(item.id, item.version, answer, right, float(right), unsafe, tuple(feedback))
