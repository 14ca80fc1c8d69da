"""Words as they are typed, by learners and by authors: cleaned in one way before they are compared. Pure."""

import re
import unicodedata
from collections.abc import Iterable

APOSTROPHES = "'\u2018\u2019\u201a\u201b\u2032\u2035\u02b9\u02bb\u02bc\u00b4\u0060\u05f3\uff07\ua78c"
"""Marks that people type for an apostrophe; they are one and the same here."""

_QUOTES = {ord(mark): "'" for mark in APOSTROPHES} | {
    ord(mark): '"' for mark in "\u201c\u201d\u201e\u201f\u2033\u2036\u00ab\u00bb\uff02"
}
_DASHES = {ord(mark): "-" for mark in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u207b\ufe58\ufe63\uff0d"}
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Letters and marks that show nothing, beside those of the categories below."""

_NOT_TEXT = frozenset({"Cc", "Cf", "Cs"})
"""Categories of control characters, of invisible marks, and of half a character."""


def cleaned(text: str) -> str:
    """Return text with one kind of apostrophe, quotation mark and space, and without what cannot be seen."""
    seen = (
        " " if unicodedata.category(letter) in ("Zs", "Zl", "Zp") else letter
        for letter in _UNSEEN.sub("", text.translate(_QUOTES))
        if unicodedata.category(letter) not in _NOT_TEXT or letter in "\n\t"
    )
    return unicodedata.normalize("NFC", "".join(seen))


def plain_dashes(text: str) -> str:
    """Return text with one kind of dash, which is also the minus."""
    return text.translate(_DASHES)


def marked_words(sentence: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Return where words (or phrases) stand in a sentence: start and end of each, in order.

    They are compared without case and on whole words; one that ends in * finds what starts with it. The
    sentence is what `cleaned` returned.
    """
    plain = plain_dashes(sentence)
    found = set()
    for word in words:
        phrase = r"\s+".join(map(re.escape, plain_dashes(cleaned(word)).rstrip("*").split()))
        if not phrase:
            continue
        pattern = rf"(?<!\w){phrase}" + (r"\w*" if word.endswith("*") else r"(?!\w)")
        found |= {match.span() for match in re.finditer(pattern, plain, re.IGNORECASE)}
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
