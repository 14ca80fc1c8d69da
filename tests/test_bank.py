"""The whole bank of items: being test-wise does not pay, and every answer is explained and can be marked."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any, get_args

import pytest

from benchmarks.guessing import LOOKS, avoided, carries_out, cautious_ones, chance, telling
from course_lib.catalog import Catalog, load
from course_lib.model import Item, Matching, MultipleResponse, Number, Ordering, Sentence, SingleChoice, Spot
from course_lib.rules.marking import mark

AT_MOST, SAFETY_AT_MOST = 0.35, 0.40


@pytest.fixture(scope="session")
def known() -> Catalog:
    """The catalog with where each item stands."""
    return load()


@pytest.fixture(scope="session")
def bank(known: Catalog) -> list[Item]:
    return list(known.items.values())


@pytest.fixture(scope="session")
def single(bank: list[Item]) -> list[SingleChoice]:
    return [item for item in bank if isinstance(item, SingleChoice)]


@pytest.fixture(scope="session")
def multiple(bank: list[Item]) -> list[MultipleResponse]:
    return [item for item in bank if isinstance(item, MultipleResponse)]


@pytest.fixture(scope="session")
def slots(bank: list[Item]) -> dict[str, list[Item]]:
    found = defaultdict(list)
    for item in bank:
        found[item.slot].append(item)
    return found


def folder(known: Catalog, item: Item) -> str:
    """The folder of `exercises/` in which an item stands."""
    return known.where["items", item.id][0].parent.name


def own_key(item: Item) -> Any:
    """The answer that an item itself holds to be right."""
    match item:
        case Sentence():
            return item.model
        case Matching():
            return {pair.id: pair.key for pair in item.pairs}
        case _:
            return item.key


def feedback(item: Item) -> Iterator[str]:
    """Everything that an item may answer to an answer, beside the checklist of a sentence."""
    match item:
        case Number():
            yield from (item.right, item.otherwise, *(near.feedback for near in item.near))
        case Matching():
            yield from (pair.feedback for pair in item.pairs)
        case Sentence():
            yield from (line.feedback for line in item.checklist)
        case _:
            yield from (option.feedback for option in item.options)
            yield from [item.otherwise] if item.kind == "spot" else []


def harmful(item: Item) -> Iterator[bool]:
    """Whether each part of an item is unsafe in some way: to do, to miss, to mislabel, or to do too early."""
    match item:
        case Number():
            yield from (near.unsafe for near in item.near)
        case Matching():
            yield from (bool(pair.unsafe_labels) for pair in item.pairs)
        case Sentence():
            yield from (line.danger for line in item.checklist)
        case _:
            yield from (option.unsafe or option.unsafe_if_missed for option in item.options)
            yield from (True for _ in getattr(item, "unsafe_orders", ()))


# Being test-wise does not pay.


@pytest.mark.parametrize("liking", LOOKS, ids=lambda liking: liking.__name__)
def test_answering_by_the_look_of_the_options_does_not_pay(single: list[SingleChoice], liking) -> None:
    assert chance(single, liking) <= AT_MOST
    assert chance([item for item in single if item.safety], liking) <= SAFETY_AT_MOST


@pytest.mark.parametrize("liking", LOOKS, ids=lambda liking: liking.__name__)
def test_avoiding_a_look_of_the_options_does_not_pay(single: list[SingleChoice], liking) -> None:
    assert chance(single, avoided(liking)) <= AT_MOST
    assert chance([item for item in single if item.safety], avoided(liking)) <= SAFETY_AT_MOST


@pytest.mark.parametrize("liking", LOOKS, ids=lambda liking: liking.__name__)
def test_it_does_not_pay_where_the_options_look_different_either(single: list[SingleChoice], liking) -> None:
    differing = telling(single, liking)
    assert len(differing) >= 30
    assert chance(differing, liking) <= AT_MOST


def test_no_place_among_the_options_holds_the_key_too_often(single: list[SingleChoice]) -> None:
    places = Counter(item.option_ids.index(item.key) for item in single)
    assert max(places.values()) <= 0.40 * len(single), places


def test_choosing_everything_never_passes(multiple: list[MultipleResponse]) -> None:
    assert [item.id for item in multiple if mark(item, item.option_ids).right] == []


def test_choosing_all_that_is_cautious_does_not_pay(multiple: list[MultipleResponse]) -> None:
    right = [item.id for item in multiple if cautious_ones(item) == frozenset(item.key)]
    assert len(right) <= AT_MOST * len(multiple), right


def test_each_bank_has_an_item_whose_key_is_to_carry_out_the_order(
    known: Catalog, single: list[SingleChoice]
) -> None:
    doing = {folder(known, item) for item in single if carries_out(item)}
    assert {folder(known, item) for item in known.items.values()} - doing == set()


# There is enough of everything.


def test_there_are_at_least_120_items_beside_those_of_heat_and_ice(known: Catalog, bank: list[Item]) -> None:
    assert len([item for item in bank if folder(known, item) != "heat_and_ice"]) >= 120


def test_every_slot_has_at_least_three_parallel_items(slots: dict[str, list[Item]]) -> None:
    assert {slot: len(items) for slot, items in slots.items() if len(items) < 3} == {}


def test_every_safety_item_has_another_safety_item_in_its_slot(slots: dict[str, list[Item]]) -> None:
    lone = {slot for slot, items in slots.items() if [item.safety for item in items].count(True) == 1}
    assert lone == set()


def test_every_safety_item_but_a_place_on_the_body_can_be_answered_in_a_way_that_is_not_safe(
    bank: list[Item],
) -> None:
    judged = [item for item in bank if item.safety and not isinstance(item, Spot)]
    assert [item.id for item in judged if not any(harmful(item))] == []


def test_all_kinds_of_items_are_used(bank: list[Item]) -> None:
    kinds = {kind.model_fields["kind"].annotation for kind in get_args(get_args(Item)[0])}
    assert {item.kind for item in bank} == {get_args(kind)[0] for kind in kinds}
    assert len(kinds) == 7


def test_no_two_items_share_a_stem(bank: list[Item]) -> None:
    stems = Counter(" ".join(item.stem.lower().split()) for item in bank)
    assert [stem for stem, times in stems.items() if times > 1] == []


# Every answer is explained, and marked as its item says.


def test_every_answer_is_explained_in_at_least_five_words(bank: list[Item]) -> None:
    short = [(item.id, line) for item in bank for line in feedback(item) if len(line.split()) < 5]
    assert short == []


def test_the_key_of_every_item_is_marked_right(bank: list[Item]) -> None:
    marks = [mark(item, own_key(item)) for item in bank]
    assert [each.item for each in marks if not each.right or each.score < 1 or each.unsafe] == []


def test_every_other_option_of_a_single_choice_is_marked_wrong(single: list[SingleChoice]) -> None:
    others = [(item, option.id) for item in single for option in item.options if option.id != item.key]
    assert [(item.id, name) for item, name in others if mark(item, name).right] == []


def test_nobody_puts_more_than_six_steps_in_order(bank: list[Item]) -> None:
    assert [item.id for item in bank if isinstance(item, Ordering) and len(item.key) > 6] == []
