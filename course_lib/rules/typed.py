"""What a learner types: a number with its unit, and words. Pure.

A number is taken as people write it; where it could mean two things, the learner is asked. A refusal is one
sentence, and uses up no try.
"""

import re
import unicodedata
from collections.abc import Iterable
from fractions import Fraction
from math import isinf, isnan

from course_lib.errors import CodedError
from course_lib.model.item import LARGEST

_QUOTES = {ord(mark): "'" for mark in "\u2018\u2019\u201a\u201b\u2032\u02bc\u02b9\u00b4\u0060\uff07"}
_DOUBLE = {ord(mark): '"' for mark in "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02"}
_MINUS = {ord(mark): "-" for mark in "\u2212\u2010\u2011\u2012\u2013\u2014\u207b\ufe63\uff0d"}
_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
_GROUPS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_SPACED = re.compile(r"[+-]?\d{1,3}(?: \d{3})+(?:\.\d+)?")
_FRACTION = re.compile(r"([+-]?)(?:(\d+) +)?(\d+)/(\d+)")
_UNITS: tuple[frozenset[str], ...] = tuple(
    frozenset(names.split())
    for names in (
        "minutes minute mins min m",
        "seconds second secs sec s",
        "hours hour hrs hr h",
        "days day d",
        "weeks week wk wks",
        "months month",
        "years year yrs yr",
        "percent % pct",
        "hertz hz",
        "volts volt v",
        "layers layer",
        "times time x",
        "cm centimeters centimeter",
        "inches inch in",
        "f fahrenheit",
        "c celsius",
    )
)
"""Units that people write in several ways; one of each line means the same as the others."""
_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {
    **{name: number for number, name in enumerate(_SMALL)},
    **{name: 10 * number for number, name in enumerate(_TENS, 2)},
}


class AnswerError(CodedError, ValueError):
    """An answer that cannot be marked, such as nothing chosen; the message says what to do."""


def plain_quotes(text: str) -> str:
    """Return text with one kind of apostrophe and of quotation mark, and without what cannot be seen."""
    return "".join(
        " " if unicodedata.category(letter) == "Zs" else letter
        for letter in text.translate(_QUOTES | _DOUBLE)
        if unicodedata.category(letter) not in {"Cf", "Cc"} or letter in "\n\t"
    )


def typed_number(answer: object, unit: str = "") -> float:
    """Return the number that was typed, in the item's own `unit`, which may be written behind it.

    Raises AnswerError, whose sentence says what to write instead.
    """
    if isinstance(answer, int | float) and not isinstance(answer, bool):
        return _within(float(answer))
    if not isinstance(answer, str):
        raise AnswerError("type_a_number")
    text = plain_quotes(unicodedata.normalize("NFKC", _fractions(answer))).translate(_MINUS)
    text = text.replace("\u2044", "/").replace("\u00b0", " ").strip().lower()
    number, behind = _split(text)
    _demand_unit(behind, unit)
    return _within(_value(number))


def marked_words(said: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Return where words (or phrases) stand in what was said: begin and end of each, in order.

    They are compared without case and on whole words; one that ends in * finds what begins with it.
    """
    plain = said.translate(_QUOTES | _DOUBLE)
    found = set()
    for word in words:
        pattern = re.escape(word.translate(_QUOTES | _DOUBLE).rstrip("*")).replace("\\ ", r"\s+")
        ending = r"\w*" if word.endswith("*") else r"(?!\w)"
        found |= {match.span() for match in re.finditer(rf"(?<!\w){pattern}{ending}", plain, re.IGNORECASE)}
    merged: list[tuple[int, int]] = []
    for begin, end in sorted(found):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return merged


def _within(value: float) -> float:
    if isnan(value) or isinf(value):
        raise AnswerError("type_a_number")
    if abs(value) >= LARGEST:
        raise AnswerError("number_too_large")
    return value


def _fractions(text: str) -> str:
    """Part a whole number from a fraction in one letter, so that 1\u00bd is not read as 11/2."""
    return re.sub(r"(?<=\d)(?=[\u00bc-\u00be\u2150-\u215e])", " ", text)


def _split(text: str) -> tuple[str, str]:
    """Return the number and what stands behind it. A word for a number is one, too."""
    first, _, rest = text.partition(" ")
    spoken = re.fullmatch(r"([a-z]+)(?:-([a-z]+))?", first)
    if spoken and spoken[1] in _WORDS and (not spoken[2] or spoken[2] in _WORDS):
        return str(_WORDS[spoken[1]] + (_WORDS[spoken[2]] if spoken[2] else 0)), rest.strip()
    digits = re.match(r"[+-]?\s*[\d.,/' ]*\d[.,]?|[+-]?\s*[.,]?\d+", text)
    if not digits:
        raise AnswerError("type_a_number")
    return digits[0].replace("+ ", "+").replace("- ", "-").strip(), text[digits.end() :].strip()


def _demand_unit(behind: str, unit: str) -> None:
    """Take the item's own unit, and nothing else, behind a number."""
    if behind in ("", unit.lower()):
        return
    if re.match(r"e[+-]?\d|x[\da-f]", behind) or "_" in behind:
        raise AnswerError("number_in_digits")
    if re.match(r"(?:-|to|or|and)\s*\d", behind):
        raise AnswerError("one_number")
    if unit.lower().endswith(f" {behind}"):
        return
    names = behind.rstrip(".").split()
    own = unit.lower().split()
    for group in _UNITS:
        if names[0] in group and own and own[0] not in group:
            raise AnswerError("other_unit", unit=unit)
        if names[0] in group and own and own[0] in group:
            return
    if own and (names == own or names[0].rstrip("s") == own[0].rstrip("s")):
        return
    raise AnswerError("number_alone_in", unit=unit) if unit else AnswerError("number_alone")


def _value(number: str) -> float:
    """Return what a number means. Raises AnswerError where it could mean two things, or nothing."""
    if _PLAIN.fullmatch(number):
        return float(number)
    if fraction := _FRACTION.fullmatch(number):
        sign, whole, above, below = fraction.groups()
        if int(below) == 0:
            raise AnswerError("divided_by_zero")
        value = Fraction(int(whole or 0)) + Fraction(int(above), int(below))
        return float(-value if sign == "-" else value)
    if "," in number and number.count(",") == 1 and "." not in number:
        before, after = number.split(",")
        if len(after) == 3 and before.strip("+-") not in ("", "0"):
            raise AnswerError(
                "thousand_or_part",
                thousand=f"{before} thousand{_and(after)}",
                before=before,
                whole=f"{before}{after}",
                decimal=f"{before}.{after.rstrip('0') or '0'}",
            )
        if before.strip("+-").isdigit() and after.isdigit():
            return float(f"{before}.{after}")
    if _GROUPS.fullmatch(number):
        return float(number.replace(",", ""))
    if _SPACED.fullmatch(number):
        return float(number.replace(" ", ""))
    if re.fullmatch(r"[+-]?\d+,? +[+-]?\d+.*", number):
        raise AnswerError("one_number")
    raise AnswerError("type_a_number")


def _and(hundreds: str) -> str:
    return f" {int(hundreds)}" if int(hundreds) else ""
