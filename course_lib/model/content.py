"""What is known: claims, findings, limits, parameters, red flags and references (`course_lib/content`)."""

import re
from enum import StrEnum
from typing import Literal

from pydantic import Field

from course_lib.model.base import Entry, Id, Text

Modality = Literal["heat", "ice", "electrical_stimulation", "instrument_soft_tissue", "massage", "stretching"]
Order = Literal[
    "heat",
    "ice",
    "either",
    "none",
    "electrical_stimulation",
    "instrument_soft_tissue",
    "massage",
    "stretching",
]
Origin = Literal["source", "evidence", "practice", "both"]
"""Where a rule comes from: the source article, evidence, practice; both is article and evidence."""

Group = Literal["stop", "hold", "contraindication", "precaution", "direction"]
Grade = Literal["supported", "supported with limits", "contested", "not supported"]


class Effect(StrEnum):
    """What one finding does to one modality, from least to most cautious."""

    FAV = "FAV"
    OK = "OK"
    ASK = "ASK"
    NO = "NO"
    HOLD = "HOLD"
    STOP_DOC = "STOP_DOC"
    STOP_911 = "STOP_911"

    @property
    def caution(self) -> int:
        """How cautious the effect is: 0 for FAV and OK, 5 for STOP_911."""
        return ("OK", "ASK", "NO", "HOLD", "STOP_DOC", "STOP_911").index(
            "OK" if self is Effect.FAV else self.value
        )


class Reference(Entry):
    """A source that a rule or a claim rests on; `checked` says whether it was seen or is from memory."""

    citation: Text
    ids: str = ""
    seen_at: str = ""
    note: str = ""
    checked: Literal["seen", "memory"]
    short: str = ""

    @property
    def name(self) -> str:
        """A short name for a line of text: first author and year, or the body or page that speaks."""
        if self.short:
            return self.short
        year = re.search(r"\b(?:19|20)\d\d\b", self.citation)
        author = re.match(
            r"((?:(?:van|der|den|de|da|Van|De) )*[\w'’-]+) [A-Z]{1,4}(?:-[A-Z])?(?=[,.])", self.citation
        )
        if author:
            return f"{author[1]} {year[0]}" if year else author[1]
        return re.split(r"\. | \(|; ", self.citation)[0].rstrip(".")


class Claim(Entry):
    """One statement of the source article beside the evidence on it."""

    id: Id
    topic: Text
    source_position: Text
    evidence: Text
    grade: Grade
    certainty: Text
    ca_handling: Text
    plain_line: Text
    refs: tuple[Id, ...]
    see_also: tuple[Id, ...] = ()
    uncertain: str = ""


class Finding(Entry):
    """One row of the decision table: what is found, how to check it, and what it does to each modality.

    `who` keeps a made-up patient plausible (sex, and age in years from low to high); `not_with` names
    findings that cannot be true of the same person at the same time.
    """

    id: Id
    label: Text
    group: Group
    how_ca_checks: Text
    patient_says: str
    ca_sees: str
    effects: dict[Modality, Effect]
    strength: Text
    origin: Origin
    why: dict[Literal["all"] | Modality, Text]
    refs: tuple[Id, ...] = Field(min_length=1)
    certainty: Text
    sex: Literal["woman", "man"] | None = None
    age: tuple[int, int] | None = None
    not_with: tuple[Id, ...] = ()

    def why_for(self, modality: Modality) -> str:
        """Return the reason for a modality: what holds for all of them, then what is special to this one."""
        parts = (self.why.get("all"), self.why.get(modality))
        return " ".join(part for part in parts if part)


class Rule(Entry):
    """One of the seven rules of the decision; the first that matches decides."""

    order: int
    outcome: Text
    when: Text
    action: Text


class Limit(Entry):
    """A limit on applying heat or ice, with the numbers in it where a simulation needs them.

    Numbers are minutes for Time and Skin, dry towel layers for Layers.
    """

    item: Text
    value: Text
    origin: Text
    usual: tuple[int, int] | None = None
    at_most: int | None = None
    check_at: int | None = None


class Parameter(Entry):
    """A number of practice (temperature, time, frequency) with its certainty and references."""

    id: Id
    topic: Text
    value: Text
    certainty: Text
    refs: tuple[Id, ...]
    note: str = ""


class RedFlag(Entry):
    """What to see, how urgent it is and what to do."""

    id: Id
    level: Text
    see: Text
    do: Text
    refs: tuple[Id, ...]


class VisitStep(Entry):
    """One step of a safe visit; `n` is its number."""

    n: int = Field(ge=1)
    id: Id
    name: Text
    ca_does: tuple[Text, ...] = Field(min_length=1)
    say: Text
    hold_if: Text
    refs: tuple[Id, ...]
    certainty: Text


class Term(Entry):
    """A word of the glossary."""

    id: Id
    group: Text
    term: Text
    definition: Text
    say_it_like_this: str = ""
    refs: tuple[Id, ...]
    note: str = ""


class Region(Entry):
    """A muscle of the body map, in everyday and in anatomical words."""

    id: Id
    region: Text
    plain: Text
    anatomical: Text
    where: Text
    job: Text
    stretches: Text
    note: str = ""
    certainty: Text


class Cues(Entry):
    """What is said while a stretch is done: at the start, for each move into it, in it, for each move back."""

    start: Text
    into: tuple[Text, ...] = Field(min_length=1, max_length=2)
    hold: Text
    back: tuple[Text, ...] = Field(min_length=1, max_length=2)


class Stretch(Entry):
    """A stretch of the article: how it is done, what it reaches, and who is asked about first.

    `hold` is in seconds and `times` counts; both are from least to most, and None where the article gives
    none. The words of `dose` say the same. Two cues each way mean that one leg follows the other.
    """

    id: Id
    name: Text
    figure: Id
    claims: tuple[Id, ...] = Field(min_length=1)
    position: Text
    targets: tuple[Id, ...] = Field(min_length=1)
    feel: Text
    hold: tuple[int, int] | None
    times: tuple[int, int] | None
    each_side: bool
    cues: Cues
    dose: Text
    not_if: Text
    stop: Text
    note: str = ""
    refs: tuple[Id, ...] = Field(min_length=1)
