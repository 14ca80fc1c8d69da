"""How made-up learners answer: right or wrong as they are told, and wrong in the way that people mostly are."""

from collections.abc import Sequence
from random import Random
from typing import Any, assert_never

from course_lib import model
from course_lib.model import Item

FAVORITE = 0.6
"""So many of those who are wrong are wrong in the same way."""

SAYS = "I will get the doctor for you. Please stay where you are."


def right_answer(item: Item) -> Any:
    """Return the right answer to an item, or for a sentence some words."""
    match item:
        case model.SingleChoice() | model.Spot():
            return item.key
        case model.MultipleResponse() | model.Ordering():
            return list(item.key)
        case model.Number():
            return item.key
        case model.Matching():
            return {pair.id: pair.key for pair in item.pairs}
        case model.Sentence():
            return SAYS
        case _:
            assert_never(item)


def wrong_answer(item: Item, random: Random) -> Any:
    """Return a wrong answer to an item, one of them more often than the others."""
    match item:
        case model.SingleChoice() | model.Spot():
            return _favorite([name for name in item.option_ids if name != item.key], random)
        case model.MultipleResponse():
            others = [name for name in item.option_ids if name not in item.key]
            return sorted({*item.key[1:], _favorite(others, random)})
        case model.Ordering():
            place = _favorite(range(len(item.key) - 1), random)
            order = list(item.key)
            order[place], order[place + 1] = order[place + 1], order[place]
            return order
        case model.Number():
            return _favorite([near.low for near in item.near], random)
        case model.Matching():
            pair = _favorite(item.pairs, random)
            other = _favorite([name for name in item.label_ids if name != pair.key], random)
            return {each.id: each.key for each in item.pairs} | {pair.id: other}
        case model.Sentence():
            return SAYS
        case _:
            assert_never(item)


def _favorite(choices: Sequence[Any], random: Random) -> Any:
    return choices[0] if random.random() < FAVORITE else random.choice(choices)
