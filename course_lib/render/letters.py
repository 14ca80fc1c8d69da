"""What of a text can be printed: the letters as they go on paper, and those that the fonts cannot show.

Names come in two spellings that look alike (`é` as one letter or as two), and with marks that nobody sees. On
paper each must be one thing: the composed letters (Unicode's NFC), without what is invisible. Letters that
join, change places or stand above one another (Arabic, Hebrew, marks without a composed letter) need HarfBuzz,
which the extra `shaping` installs; without it they count as letters that cannot be printed.
"""

import re
import unicodedata
from collections.abc import Container
from importlib.util import find_spec

from course_lib.errors import CodedError

JOINERS = "\u200c\u200d"
"""They part or join letters of scripts that join, and are part of the spelling there."""

_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""What Unicode calls letters, marks or symbols, and nobody sees."""

_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
_RIGHT_TO_LEFT = {"R", "AL", "AN"}


class UnprintableError(CodedError, ValueError):
    """A text has letters that cannot be printed; the message names them."""


def printed(text: str) -> str:
    """Return a text as it goes on paper: composed, without invisible marks, one space between words."""
    spaced = " ".join(_BLANK.sub("", text).split())
    seen = (letter for n, letter in enumerate(spaced) if _seen(spaced, n))
    return " ".join(unicodedata.normalize("NFC", "".join(seen)).split())


def has_letters(text: str) -> bool:
    """Whether a text says something on paper: at least one letter or digit."""
    return any(letter.isalnum() for letter in printed(text))


def needs_shaping(text: str) -> bool:
    """Whether a text has letters that must be joined, turned around or stacked to be read."""
    return any(
        letter in JOINERS
        or unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT
        or unicodedata.category(letter).startswith("M")
        for letter in text
    )


def can_shape() -> bool:
    """Whether HarfBuzz is installed, by which the PDF library shapes text."""
    return find_spec("uharfbuzz") is not None


def missing_letters(text: str, font: Container[int], shaping: bool) -> str:
    """Return the letters of a text, as it goes on paper, that cannot be printed, each once.

    `font` holds the code points that there is a shape for; `shaping` says whether letters can be shaped.
    """
    return "".join(
        dict.fromkeys(
            letter
            for letter in printed(text)
            if letter not in JOINERS and (ord(letter) not in font or (needs_shaping(letter) and not shaping))
        )
    )


def _seen(text: str, n: int) -> bool:
    """Whether a character is seen on paper, or spells: a joiner does between two letters that can join."""
    if text[n] not in JOINERS:
        return unicodedata.category(text[n]) not in _UNSEEN
    around = text[n - 1 : n] + text[n + 1 : n + 2]
    return len(around) == 2 and all(unicodedata.bidirectional(letter) == "AL" for letter in around)
