"""Names, and all else of a class that is printed: nothing in them is invisible, or passes for something else.

Letters of other alphabets that look like Latin ones are few here: those in which a name can be written that
nobody tells from one in Latin letters (Unicode Technical Standard 39 has them all).
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import count
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

BLANK = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and signs by their kind, of which nobody sees anything."""

JOINERS = "\u200c\u200d"
"""Invisible, and part of how names in some scripts are written."""

ALPHABETS = frozenset({"ARMENIAN", "CHEROKEE", "COPTIC", "CYRILLIC", "GREEK", "LATIN"})
"""Alphabets of which some letters look the same. In one word, nobody mixes them but to deceive."""

LIKE = {
    "a": "\u0410\u0430\u0391\u03b1\u0251",
    "b": "\u0412\u0392",
    "c": "\u0421\u0441\u03f2\u03f9",
    "d": "\u0501",
    "e": "\u0415\u0435\u0395",
    "g": "\u0261\u0581",
    "h": "\u041d\u04bb\u0397\u0570",
    "i": "\u0406\u0456\u0399\u03b9\u0131",
    "j": "\u0408\u0458\u03f3",
    "k": "\u041a\u043a\u039a\u03ba",
    "l": "\u04cf",
    "m": "\u041c\u039c",
    "n": "\u039d\u0578",
    "o": "\u041e\u043e\u039f\u03bf\u0555\u0585",
    "p": "\u0420\u0440\u03a1\u03c1",
    "q": "\u051b\u0566",
    "s": "\u0405\u0455\u054f",
    "t": "\u0422\u03a4",
    "u": "\u03c5\u054d\u057d",
    "v": "\u0475\u03bd",
    "w": "\u051d",
    "x": "\u0425\u0445\u03a7",
    "y": "\u0423\u0443\u04ae\u04af\u03a5",
    "z": "\u0396",
}
"""For each Latin letter, those that look like it: Cyrillic, Greek and Armenian ones, and Latin ones."""

LOOKS = {ord(other): latin for latin, others in LIKE.items() for other in others}


def visible(text: str) -> str:
    """Return a text as it may be shown. Raises ValueError for letters that nobody sees or tells from others."""
    hidden = [letter for letter in text if letter in BLANK or not (letter.isprintable() or letter in JOINERS)]
    if hidden:
        raise ValueError(f": holds an invisible character (U+{ord(hidden[0]):04X}); type it again, by hand")
    if is_mixed(text):
        raise ValueError(": mixes letters of two alphabets in one word; type it again, by hand")
    return text


def with_letters(text: str) -> str:
    """Return a name. Raises ValueError where it has no letter and no digit."""
    if not any(letter.isalnum() for letter in text):
        raise ValueError(": holds no letter; write it in letters")
    return text


def spaced(text: str) -> str:
    """Return a text with plain spaces: a list that was copied brings tabs and spaces that do not break."""
    return "".join(" " if letter.isspace() else letter for letter in text)


def is_mixed(text: str) -> bool:
    """Return whether a word has letters of two alphabets that look alike, such as a Cyrillic a in Anna."""
    word = set[str]()
    for letter in unicodedata.normalize("NFKC", text):
        kind = unicodedata.category(letter)[0]
        if kind == "L":
            word.add(unicodedata.name(letter, "").partition(" ")[0])
        elif kind != "M" and letter not in JOINERS:
            word.clear()
        if len(word & ALPHABETS) > 1:
            return True
    return False


PersonName = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=80),
    AfterValidator(spaced),
    AfterValidator(visible),
    AfterValidator(with_letters),
]
"""The name of a person, as it is shown: one line, at most 80 letters, nothing invisible."""

Printed = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=200),
    AfterValidator(spaced),
    AfterValidator(visible),
]
"""What is printed, or nothing: one line, at most 200 letters, nothing invisible."""


def folded(name: str) -> str:
    """Return a name as it is compared: people who share it, or one that looks the same, need a number."""
    bare = unicodedata.normalize("NFKD", name).translate(LOOKS)
    return " ".join(unicodedata.normalize("NFKC", bare).casefold().split())


def doubled(names: Iterable[str]) -> list[str]:
    """Return the names that stand more than once, however they are written; two people may share one."""
    counts = Counter(map(folded, names))
    return [name for name, times in counts.items() if times > 1]


def numbered(names: Sequence[str]) -> list[str]:
    """Return the names, each that several people share with a number behind it that makes it one person's."""
    shared, taken, found = doubled(names), {folded(name) for name in names}, []
    for name in names:
        candidates = (f"{name} ({number})" for number in count(1))
        shown = (
            next(each for each in candidates if folded(each) not in taken) if folded(name) in shared else name
        )
        taken.add(folded(shown))
        found.append(shown)
    return found
