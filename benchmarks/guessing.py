"""How a test-wise learner answers who knows nothing of the subject: by the place or the look of an option."""

import re
from collections.abc import Callable, Iterable

from course_lib.model import MultipleResponse, Option, SingleChoice

Liking = Callable[[SingleChoice, Option], float]
"""How much a learner likes an option; the one liked most is taken, and a tie is guessed."""

CAUTIOUS = re.compile(
    r"\b(911|ask(s|ing)?|calls?|doctor|holds?|leave|off|report|stops?|tell(s|ing)?|wait)\b", re.IGNORECASE
)
HEDGED = re.compile(
    r"\b(about|can|could|few|generally|likely|many|may(be)?|might|mostly|often|perhaps|possibly|probably|"
    r"seems?|some(times)?|usual(ly)?)\b",
    re.IGNORECASE,
)
ORDERED = re.compile(r"\b(order(s|ed)?|written)\b", re.IGNORECASE)


def count(text: str, words: re.Pattern[str]) -> int:
    """Return how many of the words a text has."""
    return sum(1 for _ in words.finditer(text))


def first(item: SingleChoice, option: Option) -> float:
    """Like the option that stands first."""
    return -item.option_ids.index(option.id)


def longest(item: SingleChoice, option: Option) -> float:
    """Like the option with the most letters."""
    return len(option.text)


def most_cautious(item: SingleChoice, option: Option) -> float:
    """Like the option with the most words of caution."""
    return count(option.text, CAUTIOUS)


def most_hedged(item: SingleChoice, option: Option) -> float:
    """Like the option with the most hedging words."""
    return count(option.text, HEDGED)


def taken(item: SingleChoice, liking: Liking) -> list[str]:
    """Return the options that are liked most: one, or those between which the learner guesses."""
    most = max(liking(item, option) for option in item.options)
    return [option.id for option in item.options if liking(item, option) == most]


def chance(items: Iterable[SingleChoice], liking: Liking) -> float:
    """Return the share of items that this learner gets right on the average; 0 where there are no items."""
    chances = [(item.key in taken(item, liking)) / len(taken(item, liking)) for item in items]
    return sum(chances) / max(1, len(chances))


def telling(items: Iterable[SingleChoice], liking: Liking) -> list[SingleChoice]:
    """Return the items whose options differ in what this learner goes by."""
    return [item for item in items if len(taken(item, liking)) < len(item.options)]


def cautious_ones(item: MultipleResponse) -> frozenset[str]:
    """Return the options that have a word of caution."""
    return frozenset(option.id for option in item.options if count(option.text, CAUTIOUS))


def carries_out(item: SingleChoice) -> bool:
    """Tell whether the key is to do what was ordered, where another option would hold it back.

    Told by its words: the key (with its feedback) speaks of what is ordered or written and has no word of
    caution, and at least one wrong option has one.
    """
    key = item.option(item.key)
    wrong = [option for option in item.options if option.id != item.key]
    ordered = count(f"{key.text} {key.feedback}", ORDERED)
    held_back = any(count(option.text, CAUTIOUS) for option in wrong)
    return bool(ordered) and not count(key.text, CAUTIOUS) and held_back
