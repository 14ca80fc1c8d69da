"""Numbers in words, as people say them: fifteen, twenty-five, a hundred and ten, two and a half. Pure."""

import re

_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUE = {
    **{name: number for number, name in enumerate(_SMALL)},
    **{name: 10 * number for number, name in enumerate(_TENS, 2)},
    "a": 1,
}
NUMBER_WORDS = frozenset({*_SMALL, *_TENS})
"""The words that are a number by themselves."""

_ONES, _TEN, _ANY = ("|".join(names) for names in (_SMALL[1:10], _TENS, (*_SMALL[1:], *_TENS)))
_NUMBER = re.compile(
    rf"""
    (?:(?P<hundreds>{_ONES}|a)[- ]hundred\b (?:(?:[ ]and)?[ ](?=(?:{_ANY})\b))?)?
    (?:(?P<tens>{_TEN})\b (?:[- ](?P<ones>{_ONES})\b)? | (?P<small>{"|".join(_SMALL)})\b)?
    (?P<half>[ ]and[ ]a[ ]half\b)?
    """,
    re.VERBOSE,
)


def number_in_words(text: str) -> tuple[float, str] | None:
    """Return the number that stands at the start of a text in small letters, and what follows it, or None."""
    found = _NUMBER.match(text)
    numerals = {name: word for name, word in found.groupdict().items() if word} if found else {}
    if not found or not numerals.keys() - {"half"}:
        return None
    value = 100 * _VALUE[numerals["hundreds"]] if "hundreds" in numerals else 0
    value += sum(_VALUE[numerals[part]] for part in ("tens", "ones", "small") if part in numerals)
    return value + (0.5 if "half" in numerals else 0.0), text[found.end() :]
