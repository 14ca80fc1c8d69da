"""What a learner types for a number, with its unit, in digits or in words. Pure.

A number is taken as people write it; where it could mean two things, the learner is asked. A refusal has its
own sentence, and uses up no try.
"""

import re
import unicodedata
from math import isfinite
from typing import SupportsFloat

from course_lib.errors import CodedError
from course_lib.model.item import LARGEST
from course_lib.rules import units
from course_lib.rules.number_words import NUMBER_WORDS, number_in_words
from course_lib.rules.words import cleaned, plain_dashes

_WRITTEN = re.compile(r"[+-]? ?(?:\d[\d.,/' ]*|[.,]\d[\d.,]*)")
_DEGREES = re.compile("[\u00ba\u02da]|(?<=[\\d ])[\u2070\u1d52](?= ?[FCfc])")
"""Marks that people type for a degree sign."""

_PLAIN = re.compile(r"[+-]?(?:\d+[.,]?\d*|[.,]\d+)")
_GROUPS = re.compile(
    r"[+-]?\d{1,3}(?:([,' ])\d{3})(?:\1\d{3})*(?:\.\d+)?|[+-]?\d{1,2}(?:,\d\d)+,\d{3}(?:\.\d+)?"
)
_ONE_GROUP = re.compile(r"([+-]?)([1-9]\d{0,2}),(\d{3})")
_POINTS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_FRACTION = re.compile(r"([+-]?)(?:(\d+) )?(\d+)/(\d+)")
_COMPUTER = re.compile(r"e[+-]?\d|(?:x[\da-f]|o[0-7]|b[01])|_|[*^\u00f7]|\u00d7 ?\d")


class AnswerError(CodedError, ValueError):
    """An answer that cannot be marked, such as nothing chosen; the message says what to do."""


def typed_number(answer: object, unit: str = "") -> float:
    """Return the number that was typed, in the item's own `unit`, which may be written behind it.

    Raises AnswerError, whose sentence says what to write instead.
    """
    if isinstance(answer, SupportsFloat) and not isinstance(answer, bool):
        return _given(answer)
    if not isinstance(answer, str):
        raise AnswerError("type_a_number")
    text = _in_one_way(answer)
    in_words = number_in_words(text)
    if in_words:
        _demand_unit(in_words[1], unit)
        return in_words[0]
    written = _WRITTEN.match(text)
    if not written:
        raise _alone(unit) if re.search(r"\d", text) else AnswerError("type_a_number")
    number, behind = written[0].strip(" '/"), text[len(written[0].rstrip(" '/")) :]
    if re.search(r"[.,]\d+[.,]$", number):
        number = number[:-1]  # the point that ends a sentence
    fraction = _FRACTION.fullmatch(number.replace("/ ", "/").replace(" /", "/"))
    if fraction and not fraction[2] and fraction[4] == units.whole_of(unit):
        number, fraction = fraction[1] + fraction[3], None  # 69/100, where people in 100 are asked for
    _demand_unit(behind, unit)
    return _within(_parted(fraction) if fraction else _value(number))


def written_number(value: float) -> str:
    """Return a number as a person writes it: 15, 7.5, 15000."""
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _in_one_way(answer: str) -> str:
    """Return what was typed with one kind of digit, minus, space and fraction, in small letters."""
    answer = _DEGREES.sub("\u00b0", answer)
    if any(unicodedata.decomposition(letter).startswith(("<super>", "<sub>")) for letter in answer):
        raise AnswerError("number_in_digits")
    parted = "".join(
        f" {letter}" if unicodedata.decomposition(letter).startswith("<fraction>") else letter
        for letter in answer
    )
    text = plain_dashes(cleaned(unicodedata.normalize("NFKC", cleaned(parted)))).lower()
    for mark, plain in (("\u2044", "/"), ("\u2215", "/"), ("\u066b", "."), ("\u066c", ","), ("(s)", "s")):
        text = text.replace(mark, plain)
    digits = (str(unicodedata.decimal(letter, letter)) for letter in text)
    return re.sub(r"^([+-]) ", r"\1", " ".join("".join(digits).split()).strip("()[]\"' "))


def _given(answer: SupportsFloat) -> float:
    """Return a number that was given as one, in Python."""
    try:
        value = float(answer)
    except (OverflowError, TypeError, ValueError):
        raise AnswerError("type_a_number") from None
    if not isfinite(value):
        raise AnswerError("type_a_number")
    return _within(value)


def _within(value: float) -> float:
    if not abs(value) < LARGEST:
        raise AnswerError("number_too_large")
    return value + 0.0  # no -0


def _demand_unit(behind: str, unit: str) -> None:
    """Take the item's own unit, and nothing else, behind a number."""
    if _COMPUTER.match(behind.strip()):
        raise AnswerError("number_in_digits")
    parts = units.parts(behind)
    if units.is_own(parts, unit):
        return
    if re.match(r" ?:\d", behind):
        raise AnswerError("clock_time")
    if any(part[0].isdigit() or part in NUMBER_WORDS for part in parts):
        raise AnswerError("one_number")
    if {"hundred", "thousand", "million"} & set(parts):
        raise AnswerError("number_in_digits")
    if unit and units.is_another(parts, unit):
        raise AnswerError("other_unit", unit=unit)
    raise _alone(unit)


def _alone(unit: str) -> AnswerError:
    return AnswerError("number_alone_in", unit=unit) if unit else AnswerError("number_alone")


def _parted(fraction: re.Match[str]) -> float:
    sign, whole, above, below = fraction.groups()
    if float(below) == 0:
        raise AnswerError("divided_by_zero")
    value = float(whole or 0) + float(above) / float(below)
    return -value if sign == "-" else value


def _value(number: str) -> float:
    """Return what digits mean. Raises AnswerError where they could mean two things, or nothing."""
    if asked := _ONE_GROUP.fullmatch(number):
        sign, before, after = asked.groups()
        rest = f" {int(after)}" if int(after) else ""
        raise AnswerError(
            "thousand_or_part",
            thousand=f"{sign}{before} thousand{rest}",
            before=f"{sign}{before}",
            whole=f"{sign}{before}{after}",
            decimal=written_number(float(f"{sign}{before}.{after}")),
        )
    if _PLAIN.fullmatch(number):
        return float(number.replace(",", "."))
    if _GROUPS.fullmatch(number):
        return float(re.sub(r"[,' ]", "", number))
    if _POINTS.fullmatch(number):
        raise AnswerError("points_for_thousands", whole=re.sub(r"\.|,.*", "", number))
    if re.search(r"\d[,/]? +[+-]?\d", number):
        raise AnswerError("one_number")
    raise AnswerError("type_a_number")
