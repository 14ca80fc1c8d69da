"""Review on the page: one card at a time, explained after the answer, gone on with after a reload."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from clocks import Clock

from course_lib.catalog import Catalog
from course_lib.model import Place, SingleChoice
from course_lib.pages.review import MyReview, my_review
from course_lib.pages.session import Session
from course_lib.record import Record
from course_lib.record.journal import Journal
from course_lib.render.review import calibration_html, nothing_due
from course_lib.rules.review import ahead

START = datetime(2026, 11, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def clock() -> Clock:
    return Clock(START)


@pytest.fixture
def journal(record: Record, clock: Clock) -> Journal:
    return Journal(record, clock)


@pytest.fixture
def mine(record: Record, clock: Clock) -> MyReview:
    return my_review(Session.open(record, clock))


def learn(journal: Journal, known: Catalog, *names: str, right: bool = True, **fields: Any) -> None:
    for name in names:
        journal.write(
            Place("heat-and-ice", "practice", name),
            name,
            known.items[name].version,
            "b",
            right=right,
            score=float(right),
            **fields,
        )


def say(widget: Any, **message: Any) -> dict[str, Any]:
    widget._receive(None, message, None)
    return dict(widget.view)


def test_nothing_is_due_at_first_and_that_is_said(mine: MyReview) -> None:
    view = mine.today().view
    assert view["end"] == "Nothing is due today. Questions that you answer in the lessons come back here."
    assert mine.ahead().view["counts"] == []


def test_a_card_is_asked_without_its_key_and_explained_after_the_answer(
    mine: MyReview, journal: Journal, known: Catalog, clock: Clock
) -> None:
    learn(journal, known, "time-limit")
    clock.now += 30 * DAY
    today = mine.today()
    item = known.items["time-limit"]
    assert isinstance(item, SingleChoice)
    assert today.view["stem"] == item.stem
    assert today.view["where"] == "Card 1 of 1"
    sent = json.dumps(today.view)
    assert [option.feedback for option in item.options if option.feedback in sent] == []
    view = say(today, do="answer", answer="a", confidence="sure")
    assert view["feedback"]["tone"] == "unsafe"
    assert view["feedback"]["actions"] == ["next"]
    assert len(view["feedback"]["lines"]) == len(item.options)
    last = journal.within(Place("review"))[-1]
    assert (last.place, last.answer, last.unsafe) == ("review/card/time-limit", "a", True)


def test_what_is_due_comes_in_rounds_of_five_and_waits_for_who_stops(
    mine: MyReview, journal: Journal, known: Catalog, clock: Clock, record: Record
) -> None:
    names = [name for name, item in known.items.items() if isinstance(item, SingleChoice)][:7]
    learn(journal, known, *names)
    clock.now += 30 * DAY
    today = mine.today()
    assert today.view["where"] == "Card 1 of 5 · 2 more after these"

    def answer_round(cards: int) -> dict[str, Any]:
        for _ in range(cards):
            assert isinstance(today.card, SingleChoice)
            say(today, do="answer", answer=today.card.key)
            over = say(today, do="next")
        return over

    over = answer_round(5)
    assert over["end"] == (
        "5 done. 2 more are due. Go on for about 2 minutes, or stop here: nothing is lost if it waits."
    )
    assert (over["more"], over["focus"]) == ("Go on", "end")
    assert my_review(Session.open(record, clock)).today().view["where"] == "Card 1 of 2"
    today.follow()
    assert today.view["more"] == "Go on", "the next round begins when it is asked for"
    going_on = say(today, do="more")
    assert (going_on["where"], going_on["focus"]) == ("Card 1 of 2", "question")
    assert say(today, do="more")["where"] == "Card 1 of 2", "a second click changes nothing"
    over = answer_round(2)
    assert over["end"].startswith("That was all for today.")
    assert over["more"] == ""


def test_in_another_kernel_the_review_goes_on_with_what_is_still_due(
    mine: MyReview, journal: Journal, known: Catalog, clock: Clock, record: Record
) -> None:
    learn(journal, known, "time-limit", "ice-longest", "who-can-start")
    clock.now += 30 * DAY
    today = mine.today()
    first = today.card
    assert first is not None
    today.answer(first.key)  # type: ignore[union-attr]
    again = my_review(Session.open(record, clock)).today()
    assert again.view["where"].endswith("Card 1 of 2")
    assert again.card != first


def test_the_other_parts_follow_an_answer(
    mine: MyReview, journal: Journal, known: Catalog, clock: Clock
) -> None:
    learn(journal, known, "time-limit", right=False)
    clock.now += 10 * DAY
    assert dict(mine.ahead().view["counts"])["Today"] == 1
    assert "fits" in mine.calibration().view["plot"]
    today = mine.today()
    say(today, do="answer", answer="b", confidence="sure")
    assert dict(mine.ahead().view["counts"])["Today"] == 0
    assert "1 of 1" in mine.calibration().view["plot"]
    assert say(today, do="next")["end"].startswith("That was all for today. The next cards come on ")


def test_a_lesson_begins_with_three_cards_at_the_most(
    record: Record, journal: Journal, known: Catalog, clock: Clock
) -> None:
    from course_lib import lesson

    clock.now = datetime.now(UTC) - 40 * DAY
    learn(journal, known, *known.plans["heat-and-ice"].practice)
    assert lesson("massage", Session.open(record)).due().view["where"] == "Card 1 of 3"


def test_a_confident_error_is_shown_with_the_right_answer(
    mine: MyReview, journal: Journal, known: Catalog
) -> None:
    version = known.items["time-limit"].version
    where = Place("x", "practice", "y")
    journal.write(where, "time-limit", version, "a", right=False, score=0.0, confidence="sure")
    (error,) = mine.calibration().view["errors"]
    assert error["stem"] == known.items["time-limit"].stem
    assert any(line["good"] and "30 minutes is the most" in line["text"] for line in error["lines"])


def test_the_plot_says_in_words_and_in_a_table_what_it_draws(
    mine: MyReview, journal: Journal, known: Catalog
) -> None:
    learn(journal, known, "time-limit", confidence="sure")
    learn(journal, known, "ice-longest", right=False, confidence="guess")
    plot = mine.calibration().view["plot"]
    assert "<desc>Guess: 0 of 1 right; Fairly sure: no answer; Sure: 1 of 1 right.</desc>" in plot
    assert '<th scope="row">Sure</th><td>1 of 1</td><td>100 %</td><td>21 % to 100 %</td>' in plot
    assert calibration_html([]) == calibration_html(())


def test_the_next_day_is_named_where_nothing_is_due(journal: Journal, known: Catalog, clock: Clock) -> None:
    from course_lib.rules.review import cards

    learn(journal, known, "time-limit")
    coming = ahead(cards(journal.everything(), known.items), clock.now)
    assert nothing_due(0, coming) == "Nothing is due today. The next cards come on November 3, 2026."


def test_what_was_missed_in_a_check_that_still_runs_is_not_told_by_the_review(
    mine: MyReview, journal: Journal, clock: Clock, started: dict[str, Any]
) -> None:
    journal.note(Place.parse("final/1"), "@final-start", started)
    journal.write(Place.parse("final/1/item/3"), "time-limit", 1, "a", right=False, score=0.0, unsafe=True)
    clock.now += 2 * DAY
    assert mine.today().card is None
    journal.note(Place.parse("final/1"), "@final-end", {})
    card = mine.today().card
    assert card is not None
    assert card.id == "time-limit"
