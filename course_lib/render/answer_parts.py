"""A part of an answer in words: what was chosen or missed, what was put too early, which pair was matched."""

from typing import assert_never

from course_lib import model
from course_lib.model import Item, options_of
from course_lib.rules.item_statistics import Part

ELSEWHERE = "another place on the drawing"


def part_words(item: Item, part: Part) -> str:
    """Return a part of an answer in words."""
    match item:
        case model.SingleChoice() | model.MultipleResponse() | model.Spot():
            words = {option.id: option.text for option in options_of(item)}.get(part.id, ELSEWHERE)
            return f"Missed: {words}" if part.kind == "missed" else words
        case model.Ordering():
            words = {option.id: option.text for option in options_of(item)}.get(part.id, part.id)
            return f"Put too early: {words}"
        case model.Matching():
            lines = {pair.id: pair.text for pair in item.pairs}
            labels = {label.id: label.text for label in item.labels}
            return f"{lines.get(part.id, part.id)}: {labels.get(part.label, 'nothing')}"
        case model.Number():
            return f"{part.id} {item.unit}"
        case model.Sentence():
            return part.id
        case _:
            assert_never(item)


def is_key(item: Item, part: Part) -> bool:
    """Return whether a part of an answer belongs to the right answer."""
    match item:
        case model.SingleChoice() | model.Spot():
            return part.id == item.key
        case model.MultipleResponse():
            return part.kind == "chose" and part.id in item.key
        case model.Matching():
            return (part.id, part.label) in {(pair.id, pair.key) for pair in item.pairs}
        case model.Number():
            return item.is_key(float(part.id))
        case model.Ordering() | model.Sentence():
            return False
        case _:
            assert_never(item)


def offered(item: Item) -> list[Part]:
    """Return the parts of which an answer is made where there is a list of them, in its order."""
    match item:
        case model.SingleChoice() | model.MultipleResponse() | model.Spot():
            return [Part("chose", option.id) for option in item.options]
        case model.Matching() | model.Ordering() | model.Number() | model.Sentence():
            return []
        case _:
            assert_never(item)
