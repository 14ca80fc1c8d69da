"""How a test-wise learner answers who knows nothing of the subject: by the place or the look of an option.

`python -m benchmarks.guessing` prints how often each way of guessing is right, bank by bank and together;
`python -m benchmarks.guessing exercises/massage` prints one bank, and the items that each look gives away.
"""

import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from course_lib.catalog import Catalog, load
from course_lib.model import MultipleResponse, Option, SingleChoice

Liking = Callable[[Any, Any], float]
"""How much a learner likes an option of an item, or (without an item: None) a choice with a patient.

The one liked most is taken, and a tie is guessed.
"""

CAUTIOUS = re.compile(
    r"\b(911|ask(s|ing)?|calls?|doctor|holds?|leave|off|report|stops?|tell(s|ing)?|wait)\b", re.IGNORECASE
)
HEDGED = re.compile(
    r"\b(about|can|could|few|generally|likely|many|may(be)?|might|mostly|often|perhaps|possibly|probably|"
    r"seems?|some(times)?|usual(ly)?)\b",
    re.IGNORECASE,
)
REASON = re.compile(
    r"\b(since|because|so that|as (he|i|it|she|that|the|there|they|this|you)|"
    r"(just )?to be (on the )?safe( side)?|in case)\b",
    re.IGNORECASE,
)
HELD = re.compile(r"\b(hold|holds|keep|leave|no|none|not|nothing|off|out|stop|stops|wait)\b", re.IGNORECASE)
DOCTOR = re.compile(r"\b(doctor|dr)\b", re.IGNORECASE)
ELSEWHERE = re.compile(r"\b(911|after(ward|wards)?|later|next time|tomorrow|at the end|door)\b", re.IGNORECASE)
WORD = re.compile(r"[a-z']{4,}", re.IGNORECASE)
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


def shortest(item: SingleChoice, option: Option) -> float:
    """Like the option with the fewest letters."""
    return -len(option.text)


def fewest_words(item: SingleChoice, option: Option) -> float:
    """Like the option with the fewest words."""
    return -len(option.text.split())


def no_reason(item: SingleChoice, option: Option) -> float:
    """Like an option that gives no reason: a mistake often comes with its excuse."""
    return -bool(count(option.text, REASON))


def hold_and_get_the_doctor(item: SingleChoice, option: Option) -> float:
    """Like an option that holds something back and names the doctor, with no reason, no 911 and no "later"."""
    doctor = bool(count(option.text, DOCTOR)) - bool(count(option.text, ELSEWHERE))
    return doctor + bool(count(option.text, HELD)) + no_reason(item, option)


def all_of_these(item: SingleChoice, option: Option) -> float:
    """Like an option that holds and gets the doctor; among equals, the one with the fewest words."""
    return hold_and_get_the_doctor(item, option) + fewest_words(item, option) / 100


def most_commas(item: SingleChoice, option: Option) -> float:
    """Like the option with the most commas: what is right is often put with the most care."""
    return option.text.count(",")


def second_longest(item: SingleChoice, option: Option) -> float:
    """Like the option whose length is nearest to that of the second longest: neither long nor short."""
    lengths = sorted(len(other.text) for other in item.options)
    return -abs(len(option.text) - lengths[-2])


def most_shared(item: SingleChoice, option: Option) -> float:
    """Like the option that shares the most words with the others, which are made from the key."""
    own = {word.lower() for word in WORD.findall(option.text)}
    others = ({word.lower() for word in WORD.findall(other.text)} for other in item.options if other != option)
    return sum(len(own & words) for words in others)


LOOKS: tuple[Liking, ...] = (
    first,
    longest,
    shortest,
    fewest_words,
    most_cautious,
    most_hedged,
    no_reason,
    hold_and_get_the_doctor,
    all_of_these,
    most_commas,
    second_longest,
    most_shared,
)
"""Every way of guessing by the look of the options."""


def avoided(liking: Liking) -> Liking:
    """Return the opposite of a liking: a bank that gives keys no look can give them the lack of one."""
    return lambda item, option: -liking(item, option)


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
    """Return whether the key is to do what was ordered, where another option would hold it back.

    Told by its words: the key (with its feedback) speaks of what is ordered or written and has no word of
    caution, and at least one wrong option has one.
    """
    key = item.option(item.key)
    wrong = [option for option in item.options if option.id != item.key]
    ordered = count(f"{key.text} {key.feedback}", ORDERED)
    held_back = any(count(option.text, CAUTIOUS) for option in wrong)
    return bool(ordered) and not count(key.text, CAUTIOUS) and held_back


def given_away(items: Iterable[SingleChoice], liking: Liking) -> list[SingleChoice]:
    """Return the items whose key is the one option that this learner takes."""
    return [item for item in items if taken(item, liking) == [item.key]]


def banks(known: Catalog) -> Mapping[str, list[SingleChoice]]:
    """Return the single-choice items of each folder of `exercises/`, by its name."""
    found: dict[str, list[SingleChoice]] = {}
    for item in known.items.values():
        if isinstance(item, SingleChoice):
            found.setdefault(known.where["items", item.id][0].parent.name, []).append(item)
    return found


def line(name: str, items: Sequence[SingleChoice]) -> str:
    """Return one line of the table: all items and, after the stroke, the safety items, in percent."""
    safety = [item for item in items if item.safety]
    shares = (f"{chance(items, liking):4.0%}/{chance(safety, liking):4.0%}" for liking in LOOKS)
    return f"{name[:24]:24} {len(items):4} " + " ".join(f"{share:>12}" for share in shares)


def main(folders: Sequence[str]) -> None:
    """Print the table for all banks, or for the folders given with the items that each look gives away."""
    by_bank = banks(load())
    names = [Path(folder).name for folder in folders] or sorted(by_bank)
    print(f"{'bank':24} {'n':>4} " + " ".join(f"{liking.__name__[:12]:>12}" for liking in LOOKS))
    for name in names:
        print(line(name, by_bank[name]))
    print(line("together", [item for name in names for item in by_bank[name]]))
    for liking in LOOKS if folders else ():
        print(f"\n{liking.__name__}:")
        for name in names:
            for item in given_away(by_bank[name], liking):
                print(f"  {item.id}{' (safety)' if item.safety else ''}: {item.option(item.key).text}")


if __name__ == "__main__":
    main(sys.argv[1:])
