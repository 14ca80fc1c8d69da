"""What a class's answers say of an item, and how sure that is: held against other ways to compute it."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from math import isclose
from random import Random
from statistics import correlation
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.catalog import Catalog
from course_lib.classroom.demo_answers import right_answer, wrong_answer
from course_lib.model import Attempt, Item
from course_lib.rules.item_statistics import (
    Part,
    Statistic,
    correlated,
    parts,
    share,
    statistics,
    wrong_parts,
)
from course_lib.rules.marking import mark

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)


def attempt(item: Item, answer: Any, learner: str = "a", **more: Any) -> Attempt:
    marked = mark(item, answer)
    fields: dict[str, Any] = {
        "id": f"{learner}/{item.id}",
        "learner": learner,
        "place": f"heat-and-ice/practice/{item.id}",
        "item": item.id,
        "version": item.version,
        "answer": list(marked.answer) if isinstance(marked.answer, tuple) else marked.answer,
        "right": marked.right,
        "unsafe": marked.unsafe,
        "score": marked.score,
        "at": NOW,
    }
    return Attempt(**{**fields, **more})


def answered(items: Mapping[str, Item], right: Mapping[str, bool], learner: str) -> dict[str, Attempt]:
    """First answers of a learner: to these items, right or wrong."""
    random = Random(learner)
    return {
        name: attempt(
            items[name], right_answer(items[name]) if good else wrong_answer(items[name], random), learner
        )
        for name, good in right.items()
    }


@pytest.fixture(scope="module")
def five(known: Catalog) -> dict[str, Item]:
    judged = [item for item in known.items.values() if item.judged and item.kind == "single"]
    return {item.id: item for item in judged[:5]}


SHARES = st.integers(0, 200).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@given(SHARES)
def test_the_interval_of_a_share_holds_the_share_and_lies_between_none_and_all(pair: tuple[int, int]) -> None:
    found = share(*pair)
    assert 0 <= found.low <= found.high <= 1
    if found.of:
        assert found.low <= found.value <= found.high


@given(SHARES.filter(lambda pair: pair[1] > 0))
def test_more_people_of_the_same_share_make_the_interval_narrower(pair: tuple[int, int]) -> None:
    few, many = share(*pair), share(10 * pair[0], 10 * pair[1])
    assert many.high - many.low < few.high - few.low


NUMBERS = st.integers(0, 1000).map(float)
PAIRS = st.lists(st.tuples(st.sampled_from((0.0, 1.0)), NUMBERS), min_size=2, max_size=60)


@given(PAIRS)
def test_a_correlation_lies_within_its_interval_and_is_that_of_the_formula(
    pairs: list[tuple[float, float]],
) -> None:
    found = correlated(pairs)
    left, right = zip(*pairs, strict=True)
    if len(set(left)) < 2 or len(set(right)) < 2:
        assert found is None
        return
    assert found is not None
    assert isclose(found.value, correlation(left, right), abs_tol=1e-9)
    assert -1 <= found.low <= found.value <= found.high <= 1
    swapped = correlated([(1 - score, other) for score, other in pairs])
    assert swapped is not None
    assert isclose(swapped.value, -found.value, abs_tol=1e-9)
    assert isclose(swapped.low, -found.high, abs_tol=1e-6)


def test_twelve_people_leave_a_discrimination_of_a_third_open_as_the_teaching_plan_says() -> None:
    # r = 0.30 with n = 12 goes from -0.33 to 0.75; pairs with exactly that correlation:
    half = [(1.0, 0.3 + sign * (1 - 0.09) ** 0.5) for sign in (1, -1)] * 3
    other = [(0.0, -0.3 + sign * (1 - 0.09) ** 0.5) for sign in (1, -1)] * 3
    found = correlated(half + other)
    assert found is not None
    assert (round(found.value, 2), round(found.low, 2), round(found.high, 2)) == (0.30, -0.33, 0.75)


def test_a_share_of_seven_in_ten_of_twelve_people_is_open_by_more_than_two_dozen_points() -> None:
    found = share(8, 12)
    assert (round(found.low, 2), round(found.high, 2)) == (0.39, 0.86)


@pytest.mark.parametrize("pairs", [[], [(1.0, 0.5)], [(1.0, 0.5), (1.0, 0.7)], [(1.0, 0.5), (0.0, 0.5)]])
def test_where_nothing_differs_there_is_no_correlation(pairs: list[tuple[float, float]]) -> None:
    assert correlated(pairs) is None


def test_a_correlation_of_one_and_one_of_three_people_say_nothing_of_others() -> None:
    for pairs in ([(1.0, 1.0), (0.0, 0.0)] * 4, [(1.0, 0.9), (0.0, 0.2), (1.0, 0.3)]):
        found = correlated(pairs)
        assert found is not None
        assert (found.low, found.high) == (-1.0, 1.0)


RIGHTS = st.lists(st.lists(st.booleans(), min_size=5, max_size=5), min_size=1, max_size=12)


@given(RIGHTS)
def test_each_statistic_counts_what_was_answered(five: dict[str, Item], rights: list[list[bool]]) -> None:
    people = [
        answered(five, dict(zip(five, row, strict=True)), str(number)) for number, row in enumerate(rights)
    ]
    found = statistics(people, five)
    assert list(found) == list(five)
    for place, (_, figures) in enumerate(found.items()):
        column = [row[place] for row in rights]
        assert (figures.facility.right, figures.facility.of) == (sum(column), len(column))
        assert sum(figures.parts.values()) == len(column)
        assert (figures.common is None) == all(column)
        rest = [(float(row[place]), (sum(row) - row[place]) / 4) for row in rights]
        assert figures.discrimination == correlated(rest)


@given(RIGHTS, RIGHTS)
def test_pooled_cohorts_are_counted_like_one_class_in_any_order(
    five: dict[str, Item], first: list[list[bool]], second: list[list[bool]]
) -> None:
    people = [
        answered(five, dict(zip(five, row, strict=True)), str(number))
        for number, row in enumerate([*first, *second])
    ]
    pooled, turned = statistics(people, five), statistics(reversed(people), five)
    apart = [statistics(people[: len(first)], five), statistics(people[len(first) :], five)]
    for name in five:
        assert pooled[name].facility.of == sum(each[name].facility.of for each in apart)
        assert pooled[name].facility.right == sum(each[name].facility.right for each in apart)
        assert (pooled[name].common, pooled[name].parts) == (turned[name].common, turned[name].parts)


def test_whoever_answered_little_else_says_nothing_of_discrimination(five: dict[str, Item]) -> None:
    names = list(five)
    people = [answered(five, dict.fromkeys(names[:3], bool(number % 2)), str(number)) for number in range(8)]
    assert {figures.discrimination for figures in statistics(people, five).values()} == {None}


def test_answers_to_an_older_version_and_words_do_not_count(known: Catalog, five: dict[str, Item]) -> None:
    item = next(iter(five.values()))
    old = attempt(item, right_answer(item)).model_copy(update={"version": 99})
    sentence = next(item for item in known.items.values() if not item.judged)
    answered = attempt(sentence, "I will get the doctor.")
    gone = old.model_copy(update={"item": "gone"})
    assert statistics([{item.id: old, sentence.id: answered, "gone": gone}], known.items) == {}


def test_time_unsafe_answers_and_confident_errors_are_counted(known: Catalog) -> None:
    item = next(
        item for item in known.items.values() if item.kind == "single" and any(o.unsafe for o in item.options)
    )
    unsafe = next(option.id for option in item.options if option.unsafe)
    right = right_answer(item)
    people = [
        {item.id: attempt(item, right, "a", seconds=10, confidence="sure")},
        {item.id: attempt(item, unsafe, "b", seconds=30, confidence="sure")},
        {item.id: attempt(item, unsafe, "c", seconds=50, confidence="guess")},
        {item.id: attempt(item, right, "d")},
    ]
    found: Statistic = statistics(people, known.items)[item.id]
    assert (found.seconds, found.unsafe, found.sure_but_wrong) == (30, 2, 1)
    assert found.common == (Part("chose", unsafe), 2)


def test_every_item_of_the_course_has_parts_for_a_right_and_for_a_wrong_answer(known: Catalog) -> None:
    for item in known.items.values():
        good, bad = right_answer(item), wrong_answer(item, Random(item.id))
        assert mark(item, good).right
        assert wrong_parts(item, bad) or not item.judged, item.id
        assert not mark(item, bad).right or not item.judged, item.id
        if item.kind in ("single", "spot", "multiple", "matching", "number"):
            assert parts(item, good), item.id


def test_a_wrong_order_tells_the_step_that_came_too_early(known: Catalog) -> None:
    item = next(item for item in known.items.values() if item.kind == "ordering")
    order = [item.key[1], item.key[0], *item.key[2:]]
    assert wrong_parts(item, order) == [Part("early", item.key[1])]
    assert parts(item, list(item.key)) == []


def test_the_same_answers_are_counted_the_same_whenever_they_came(five: dict[str, Item]) -> None:
    people = [answered(five, dict.fromkeys(five, True), str(number)) for number in range(3)]
    later = [
        {name: attempt.model_copy(update={"at": NOW + timedelta(days=9)}) for name, attempt in firsts.items()}
        for firsts in people
    ]
    assert statistics(people, five) == statistics(later, five)
