"""A scope profile: what state law lets an assistant do, as far as the sources say it."""

from datetime import date
from typing import Literal

from pydantic import Field

from course_lib.model.base import Entry, Id, Text
from course_lib.model.content import Modality

Allowed = Literal["as_ordered", "teach_as_ordered", "licensed_only", "prepare_and_observe"]
"""What an assistant may do with a modality, from most to least; only ever under the doctor's order."""


MOST_CAUTIOUS = "most-cautious"
"""The id of the profile that applies where none is chosen."""


class Scope(Entry):
    """What holds in one state, or where nothing is known. The office's doctor has to confirm it.

    `lines` stand in every safety gate. `areas` says for each modality what an assistant may do.
    """

    id: Id
    name: Text
    law: Text
    training: Text
    looked_at: date
    confirm: Text
    areas: dict[Modality, Allowed] = Field(min_length=6)
    lines: tuple[Text, ...] = Field(min_length=1)
    refs: tuple[Id, ...] = ()


class Treatment(Entry):
    """Which statements of the article are about a modality, and the word with which its items' slots begin.

    `hands` are the slots in which an order is carried out on a patient; the others are about cleaning, words or
    records, which every office leaves to an assistant.
    """

    modality: Modality
    claims: tuple[Id, ...] = Field(min_length=1)
    slot: Id
    hands: tuple[Id, ...] = Field(min_length=1)
