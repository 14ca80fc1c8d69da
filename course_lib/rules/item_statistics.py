"""What a class's first answers say of each question: how hard it is, and who gets it right. Pure.

Small classes say little, so no figure comes without its 95 % interval. Only first answers count: later ones
came after the feedback.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import atanh, sqrt, tanh
from statistics import correlation, median
from typing import Any, Literal, NamedTuple, assert_never

from course_lib import model
from course_lib.model import Attempt, Item
from course_lib.rules.calibration import Z, wilson
from course_lib.rules.typed import written_number

Firsts = Mapping[str, Attempt]
"""One learner's first answer to each item, by the item's id."""

FEWEST_OTHERS = 3
"""So many other questions somebody must have answered for their score to say anything."""


class Share(NamedTuple):
    """A share with its 95 % interval (Wilson 1927, as in `calibration.wilson`)."""

    right: int
    of: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """The share, 0 to 1; 0 where there is nothing."""
        return self.right / self.of if self.of else 0.0


class Correlation(NamedTuple):
    """A correlation with its 95 % interval, and from how many people it is."""

    value: float
    low: float
    high: float
    of: int


class Part(NamedTuple):
    """One part of an answer: an option that was chosen or missed, a step put too early, a pair, a number."""

    kind: Literal["chose", "missed", "early", "matched", "number"]
    id: str
    label: str = ""


@dataclass(frozen=True)
class Statistic:
    """What first answers say of one item.

    `facility` is the share that was right. `discrimination` is how far those who do better elsewhere do better
    here, None where that cannot be said. `common` is the commonest part of wrong answers and how many gave it.
    `seconds` is the median time. `parts` counts every part of all answers.
    """

    item: str
    facility: Share
    discrimination: Correlation | None
    common: tuple[Part, int] | None
    seconds: float | None
    unsafe: int
    sure_but_wrong: int
    parts: Mapping[Part, int]


def share(right: int, of: int) -> Share:
    """Return a share with its interval."""
    low, high = wilson(right, of)
    value = right / of if of else low
    return Share(right, of, min(low, value), max(high, value))  # past what rounding took away


def correlated(pairs: Sequence[tuple[float, float]]) -> Correlation | None:
    """Return Pearson's correlation of pairs with its interval; None where one of the two never changes.

    The interval is Fisher's (1921): atanh(r) is about normal with a standard error of 1/√(n − 3). Of fewer than
    four pairs, and of a correlation of exactly 1, it says nothing, so it is everything from −1 to 1.
    """
    left, right = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    if len(pairs) < 2 or len(set(left)) < 2 or max(right) - min(right) < 1e-9:
        return None
    value = max(-1.0, min(1.0, correlation(left, right)))
    if len(pairs) < 4 or abs(value) > 1 - 1e-9:
        return Correlation(value, -1.0, 1.0, len(pairs))
    half = Z / sqrt(len(pairs) - 3)
    return Correlation(value, tanh(atanh(value) - half), tanh(atanh(value) + half), len(pairs))


def statistics(learners: Iterable[Firsts], items: Mapping[str, Item]) -> dict[str, Statistic]:
    """Return a statistic for each judged item that somebody answered, in the order of `items`.

    To pool cohorts, hand in the learners of all of them. Answers to an older version of an item do not count.

    The discrimination is the correlation of the item (1 right, 0 wrong: a point-biserial correlation) with the
    share that the same person got right of the *other* items (item-rest correlation; Henrysson 1963), because
    an item would otherwise be compared with itself.
    """
    people = [_current(firsts, items) for firsts in learners]
    by_item: dict[str, list[tuple[Attempt, Firsts]]] = {}
    for firsts in people:
        for name, attempt in firsts.items():
            by_item.setdefault(name, []).append((attempt, firsts))
    return {name: _statistic(item, by_item[name]) for name, item in items.items() if name in by_item}


def _current(firsts: Firsts, items: Mapping[str, Item]) -> Firsts:
    known = ((name, attempt, items.get(name)) for name, attempt in firsts.items())
    return {n: a for n, a, item in known if item and item.judged and item.version == a.version}


def _statistic(item: Item, answered: Sequence[tuple[Attempt, Firsts]]) -> Statistic:
    attempts = [attempt for attempt, _ in answered]
    wrong: Counter[Part] = Counter()
    every: Counter[Part] = Counter()
    for attempt in attempts:
        every.update(parts(item, attempt.answer))
        if not attempt.right:
            wrong.update(wrong_parts(item, attempt.answer))
    times = [attempt.seconds for attempt in attempts if attempt.seconds is not None]
    first = min(wrong, key=lambda part: (-wrong[part], part), default=None)
    return Statistic(
        item=item.id,
        facility=share(sum(attempt.right for attempt in attempts), len(attempts)),
        discrimination=correlated(
            [pair for attempt, firsts in answered for pair in _with_rest(attempt, firsts)]
        ),
        common=(first, wrong[first]) if first else None,
        seconds=median(times) if times else None,
        unsafe=sum(attempt.unsafe for attempt in attempts),
        sure_but_wrong=sum(attempt.confidence == "sure" and not attempt.right for attempt in attempts),
        parts=every,
    )


def _with_rest(attempt: Attempt, firsts: Firsts) -> list[tuple[float, float]]:
    others = [other.right for name, other in firsts.items() if name != attempt.item]
    return [(float(attempt.right), sum(others) / len(others))] if len(others) >= FEWEST_OTHERS else []


def parts(item: Item, answer: Any) -> list[Part]:
    """Return the parts of an answer as they were chosen; nothing for words, and for what is no answer."""
    match item:
        case model.SingleChoice() | model.Spot():
            return [Part("chose", str(answer))]
        case model.MultipleResponse():
            return [Part("chose", str(name)) for name in _listed(answer)]
        case model.Number():
            return [Part("number", written_number(answer))] if isinstance(answer, int | float) else []
        case model.Matching():
            given = answer if isinstance(answer, dict) else {}
            return [Part("matched", pair.id, str(given.get(pair.id, ""))) for pair in item.pairs]
        case model.Ordering():
            return _early(item, _listed(answer))
        case model.Sentence():
            return []
        case _:
            assert_never(item)


def wrong_parts(item: Item, answer: Any) -> list[Part]:
    """Return what is wrong in a wrong answer, part by part."""
    given = parts(item, answer)
    match item:
        case model.SingleChoice() | model.Spot():
            return [part for part in given if part.id != item.key]
        case model.MultipleResponse():
            chosen = {part.id for part in given}
            missed = [Part("missed", name) for name in item.key if name not in chosen]
            return [part for part in given if part.id not in item.key] + missed
        case model.Matching():
            keys = {pair.id: pair.key for pair in item.pairs}
            return [part for part in given if part.label != keys[part.id]]
        case model.Number() | model.Ordering() | model.Sentence():
            return given
        case _:
            assert_never(item)


def _listed(answer: Any) -> list[str]:
    return [str(name) for name in answer] if isinstance(answer, list | tuple) else [str(answer)]


def _early(item: model.Ordering, order: Sequence[str]) -> list[Part]:
    """Return the step that stands where another one belongs, the first such."""
    wrong = (given for given, key in zip(order, item.key, strict=False) if given != key)
    return [Part("early", name) for name in wrong][:1]
