"""Spaced review: what is due and when, over weeks, and how sure against how right."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from itertools import pairwise
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.catalog import load
from course_lib.model import Attempt
from course_lib.rules.calibration import calibration, confident_errors, wilson
from course_lib.rules.review import LONGEST, Deck, FirstOfDay, ahead, cards, due, last_in_check

KNOWN = load()
ITEMS = KNOWN.items
SAFE, PLAIN = "time-limit", "does-heat-help"
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def attempt(item: str = PLAIN, days: float = 0, right: bool = True, **fields: Any) -> Attempt:
    known = ITEMS.get(item)
    place = f"{KNOWN.where['items', item][0].parent.name}/practice/{item}" if known else "x/practice/y"
    whole = {
        "id": f"{item}-{days}-{right}",
        "learner": "ann",
        "place": place,
        "item": item,
        "version": known.version if known else 1,
        "answer": "b",
        "right": right,
        "score": float(right),
        "at": NOON + days * DAY,
    }
    return Attempt.model_validate(whole | fields)


def wait(*attempts: Attempt) -> float:
    """Days from the last answer until the one card of these attempts is due."""
    (card,) = cards(attempts, ITEMS, UTC)
    return (card.due - card.last) / DAY


# One card.


def test_an_item_that_was_never_answered_is_not_due() -> None:
    assert cards([], ITEMS) == []
    assert cards([attempt("gone-from-the-course"), attempt("@scope")], ITEMS) == []


def test_what_was_right_comes_back_later_each_time() -> None:
    history, waits = [attempt()], []
    for _ in range(5):
        waits.append(wait(*history))
        history.append(attempt(days=(history[-1].at - NOON) / DAY + waits[-1]))
    assert waits == sorted(waits)
    assert waits[0] >= 1
    assert waits[-1] == LONGEST
    assert len(set(waits)) >= 4


def test_what_was_wrong_comes_back_sooner_than_what_was_right() -> None:
    assert wait(attempt(right=False)) < wait(attempt())
    assert wait(attempt(), attempt(days=5, right=False)) < wait(attempt(), attempt(days=5))


@pytest.mark.parametrize("fields", [{"hints": 1}, {"confidence": "guess"}])
def test_a_hint_or_a_guess_brings_a_right_answer_back_sooner(fields: dict[str, Any]) -> None:
    assert wait(attempt(**fields)) < wait(attempt())


def test_being_sure_changes_nothing_about_a_right_answer() -> None:
    assert wait(attempt(confidence="sure")) == wait(attempt(confidence="fairly_sure")) == wait(attempt())


def test_safety_items_come_back_sooner_than_others() -> None:
    assert wait(attempt(SAFE)) < wait(attempt(PLAIN))


def test_what_could_have_hurt_a_patient_is_back_the_next_day() -> None:
    history = [attempt(SAFE, days) for days in (0, 3, 12, 40)]
    assert wait(*history, attempt(SAFE, 80, right=False, unsafe=True)) <= 1


def test_an_item_that_changed_since_is_due_at_once_and_keeps_its_history() -> None:
    (card,) = cards([attempt(version=99)], ITEMS, UTC)
    assert card.changed
    assert due([card], NOON, UTC) == [card]


def first_of_each_day(attempts: Iterable[Attempt], zone: tzinfo) -> list[Attempt]:
    """Return the first answer to each item on each day, in the order of the record, whatever the clock said."""
    first = FirstOfDay(zone)
    return [attempt for attempt in last_in_check(attempts) if first.day(attempt)]


def test_only_the_first_answer_of_a_day_counts() -> None:
    again = [attempt(right=False), attempt(days=0.01), attempt(days=0.02)]
    assert wait(*again) == wait(again[0])
    assert len(first_of_each_day(again, UTC)) == 1


def test_a_day_is_one_where_the_learner_is() -> None:
    late = [attempt(), attempt(days=0.4)]  # 12:00 and 21:36 UTC
    assert len(first_of_each_day(late, UTC)) == 1
    assert len(first_of_each_day(late, timezone(timedelta(hours=5)))) == 2


def test_of_the_answers_to_a_question_of_the_final_check_the_last_one_counts() -> None:
    """There an answer can be changed, and no feedback comes in between."""
    draft = attempt(right=False, place="final/1/item/3")
    changed = attempt(days=0.01, place="final/1/item/3")
    assert first_of_each_day([draft, changed], UTC) == [changed]
    other = attempt(days=0.02, place="final/1/parallel/3")
    assert first_of_each_day([other], UTC) == [other]


histories = st.lists(st.tuples(st.integers(1, 40), st.booleans()), min_size=1, max_size=8)


def history_of(steps: list[tuple[int, bool]], item: str = PLAIN) -> list[Attempt]:
    days, found = 0, []
    for gap, right in steps:
        days += gap
        found.append(attempt(item, days, right))
    return found


@given(histories)
def test_nothing_waits_longer_than_sixty_days_or_less_than_one(steps: list[tuple[int, bool]]) -> None:
    assert 1 <= wait(*history_of(steps)) <= LONGEST


@given(histories)
def test_a_wrong_last_answer_never_waits_longer_than_a_right_one(steps: list[tuple[int, bool]]) -> None:
    *before, (gap, _) = steps
    assert wait(*history_of([*before, (gap, False)])) <= wait(*history_of([*before, (gap, True)]))


def test_the_order_is_that_of_the_record_whatever_the_clock_says() -> None:
    right_first = [attempt(), attempt(days=-3, right=False)]  # the clock was set back three days in between
    (card,) = cards(right_first, ITEMS, UTC)
    assert card.last == NOON - 3 * DAY
    assert wait(*right_first) <= wait(attempt(), attempt(days=1, right=False))
    sure = [attempt(confidence="sure"), attempt(days=-3, right=False, confidence="sure")]
    assert confident_errors(sure) == [sure[1]]
    assert first_of_each_day(right_first, UTC) == right_first


# What is due.


def test_safety_comes_first_and_lessons_are_mixed() -> None:
    names = ["time-limit", "wrap-for-hours", "does-heat-help", "ice-longest"]
    names += [item.id for item in ITEMS.values() if item.slot == "stim-pads"][:3]
    found = due(cards([attempt(name) for name in names], ITEMS, UTC), NOON + 90 * DAY, UTC)
    assert [card.safety for card in found] == sorted((card.safety for card in found), reverse=True)
    safe = [card.lesson for card in found if card.safety]
    assert safe[0] != safe[1]
    assert {card.item for card in found} == set(names)


def test_a_card_is_due_from_the_morning_of_its_day() -> None:
    (card,) = cards([attempt()], ITEMS, UTC)
    morning = card.due.replace(hour=6)
    assert due([card], morning, UTC) == [card]
    assert due([card], morning - DAY, UTC) == []


def test_what_comes_when_is_counted() -> None:
    found = cards([attempt(SAFE), attempt(PLAIN), attempt("ice-longest", right=False)], ITEMS, UTC)
    outlook = ahead(found, NOON, UTC)
    assert sum(outlook.counts.values()) == 3
    assert outlook.following == min(card.due for card in found).date()
    assert ahead(found, NOON + 90 * DAY, UTC).counts["today"] == 3
    assert ahead([], NOON, UTC).following is None


# A learner over 90 days.


def ninety_days(seed: int, every: int = 1) -> tuple[list[Attempt], list[int], list[bool]]:
    """Learn ten items a day for eight days and review what is due; forget by the power law of FSRS.

    The learner's own memory is stronger or weaker than FSRS's default: a factor on how fast it fades.
    """
    from fsrs import Card, Rating, Scheduler

    random = Random(seed)
    fade = random.uniform(0.7, 1.4)
    truth = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    memory: dict[str, Card] = {}
    names = sorted(ITEMS)
    new = [names[number :: len(names) // 80][:1] for number in range(80)]
    lessons = [[name for group in new[day * 10 : day * 10 + 10] for name in group] for day in range(8)]
    history: list[Attempt] = []
    loads: list[int] = []
    recalled: list[bool] = []
    for day in range(0, 90, every):
        now = NOON + day * DAY
        waiting = [card.item for card in due(cards(history, ITEMS, UTC), now, UTC)]
        loads.append(len(waiting))
        for name in [*waiting, *(lessons[day] if day < 8 else [])]:
            card = memory.get(name)
            if card is None or card.last_review is None:
                right = random.random() < 0.7
                card = Card(card_id=1, due=now)
            else:
                elapsed = now + (now - card.last_review) * (fade - 1)
                right = random.random() < truth.get_card_retrievability(card, elapsed)
                recalled.append(right)
            memory[name], _ = truth.review_card(card, Rating.Good if right else Rating.Again, now)
            history.append(attempt(name, day, right))
    return history, loads, recalled


def test_a_simulated_learner_keeps_what_was_learned_for_90_days_in_a_few_minutes_a_day() -> None:
    history, loads, recalled = ninety_days(7)
    assert max(loads) <= 30
    assert sum(loads[30:]) / 60 <= 5
    assert 0.90 <= sum(recalled) / len(recalled) <= 0.99
    gaps: dict[str, list[datetime]] = {}
    for attempt in history:
        gaps.setdefault(attempt.item, []).append(attempt.at)
    assert max((b - a).days for at in gaps.values() for a, b in pairwise(at)) <= LONGEST
    safety = [len(at) for name, at in gaps.items() if ITEMS[name].safety]
    others = [len(at) for name, at in gaps.items() if not ITEMS[name].safety]
    assert sum(safety) / len(safety) > 1.1 * sum(others) / len(others)


def test_whoever_comes_only_every_fourth_day_loses_nothing() -> None:
    _, loads, recalled = ninety_days(8, every=4)
    assert max(loads) <= 30
    assert sum(recalled) / len(recalled) >= 0.80


def test_the_simulation_gives_the_same_every_time() -> None:
    assert ninety_days(3, every=3) == ninety_days(3, every=3)


# How sure against how right.


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (7, 10, 0.3968, 0.8922),
        (10, 10, 0.7225, 1.0),
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, table I
        (15, 148, 0.0624, 0.1605),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_the_published_one(right: int, of: int, low: float, high: float) -> None:
    assert wilson(right, of) == pytest.approx((low, high), abs=1e-4)


@given(st.integers(0, 200).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_share_lies_in_its_interval(counts: tuple[int, int]) -> None:
    right, of = counts
    low, high = wilson(right, of)
    assert 0 <= low <= high <= 1
    if of:
        assert low - 1e-9 <= right / of <= high + 1e-9


def test_each_confidence_is_counted_by_first_answers() -> None:
    attempts = [
        attempt("time-limit", confidence="sure"),
        attempt("time-limit", 0.01, confidence="sure", right=False),
        attempt("ice-longest", confidence="sure", right=False),
        attempt("does-heat-help", confidence="guess", right=False),
        attempt("who-can-start"),
    ]
    found = {level.confidence: (level.right, level.of) for level in calibration(attempts)}
    assert found == {"guess": (0, 1), "fairly_sure": (0, 0), "sure": (1, 2)}


def test_an_error_that_was_sure_is_named_until_it_is_answered_right() -> None:
    missed = attempt("ice-longest", confidence="sure", right=False)
    assert confident_errors([missed]) == [missed]
    assert confident_errors([missed, attempt("ice-longest", 3)]) == []
    assert confident_errors([attempt("ice-longest", confidence="guess", right=False)]) == []


NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize("hour", [0, 1, 2, 12, 23])
@pytest.mark.parametrize(("month", "day"), [(10, 31), (11, 1), (3, 7), (3, 8), (6, 15)])
def test_wrong_and_unsafe_today_is_due_tomorrow_also_when_the_clocks_change(
    month: int, day: int, hour: int
) -> None:
    at = datetime(2026, month, day, hour, 30, tzinfo=NEW_YORK)
    (card,) = cards([attempt(SAFE, right=False, unsafe=True, at=at.astimezone(UTC))], ITEMS, NEW_YORK)
    tonight = at.replace(hour=23, minute=59)
    tomorrow = datetime.combine(at.date() + DAY, time(0, 1), NEW_YORK)
    assert due([card], tonight, NEW_YORK) == []
    assert due([card], tomorrow, NEW_YORK) == [card]


@pytest.mark.parametrize("minutes", [1, 30])
def test_one_answer_before_midnight_and_one_after_it_are_of_two_days(minutes: int) -> None:
    late = datetime(2026, 10, 31, 23, 60 - minutes, tzinfo=NEW_YORK)
    early = datetime(2026, 11, 1, 0, minutes, tzinfo=NEW_YORK)
    answers = [attempt(at=late.astimezone(UTC)), attempt(at=early.astimezone(UTC), right=False)]
    assert len(first_of_each_day(answers, NEW_YORK)) == 2
    (card,) = cards(answers, ITEMS, NEW_YORK)
    assert card.last == early


IN_2031 = datetime(2031, 5, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("before", [[], [attempt(days=-9)], [attempt(days=-9), attempt(days=-2, right=False)]])
@pytest.mark.parametrize("days", [0, 1, 20, 400])
def test_what_was_answered_under_a_clock_set_to_2031_is_asked_again_at_once(
    before: list[Attempt], days: int
) -> None:
    (card,) = cards([*before, attempt(at=IN_2031)], ITEMS, UTC)
    now = NOON + days * DAY
    assert due([card], now, UTC) == [card]
    assert ahead([card], now, UTC).counts["today"] == 1
    assert ahead([card], now, UTC).following is None


def test_after_a_clock_that_was_set_to_2031_the_next_answer_counts_from_its_own_day() -> None:
    again = attempt(days=1, right=False, unsafe=True)
    (card,) = cards([attempt(at=IN_2031), again], ITEMS, UTC)
    assert card.last == again.at
    assert due([card], again.at, UTC) == []
    assert due([card], again.at + DAY, UTC) == [card]
    (card,) = cards([attempt(at=IN_2031), attempt(days=1)], ITEMS, UTC)
    assert NOON + 2 * DAY <= card.due <= NOON + (LONGEST + 1) * DAY


def test_a_deck_that_takes_answers_one_by_one_holds_the_same_cards() -> None:
    history = [
        attempt(name, right=bool(number % 3), at=NOON + number * DAY / 3)
        for number, name in enumerate([SAFE, PLAIN, "ice-longest"] * 12)
    ]
    deck = Deck(ITEMS, UTC)
    for number, latest in enumerate(history):
        assert deck.cards == cards(history[:number], ITEMS, UTC)
        deck.take(latest)
    assert deck.cards == cards(history, ITEMS, UTC)


@pytest.mark.parametrize("days", [0, 1, 5, 20, 70])
def test_a_single_answer_dated_in_the_future_is_due_whenever_it_is_looked_at(days: int) -> None:
    now = NOON + days * DAY
    found = cards([attempt(SAFE, at=NOON + 1800 * DAY)], ITEMS, UTC)
    assert [card.item for card in due(found, now, UTC)] == [SAFE]
