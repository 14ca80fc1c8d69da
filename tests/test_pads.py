"""Stimulation pads: what is right for every order and placement, what the page gets, what is kept."""

import json
from itertools import product

import pytest

from course_lib import lesson
from course_lib.catalog import Catalog, catalog
from course_lib.pages.session import Session
from course_lib.record import Record
from course_lib.render.pads import pad_body, verdict_words, wrong_words
from course_lib.rules.pads import PadError, judge, warning, wrong_pads

PADS = catalog().pads
ORDERS = PADS.orders
PLACES = {place.id: place for place in PADS.places}
FORBIDDEN = [name for name, place in PLACES.items() if place.never]
BY_ID = {order.id: order for order in ORDERS}


@pytest.fixture
def pads(record: Record):
    return lesson("muscle-stimulation", Session.open(record)).pads()


def say(widget, **message) -> dict:
    widget._receive(widget, message, [])
    return dict(widget.view)


def test_all_three_places_of_the_article_are_ordered():
    fine = {order.marks for order in ORDERS if not order.stop}
    assert {marks[0].split("_")[0] for marks in fine} == {"neck", "blades", "low"}


def test_every_reason_is_one_of_the_decision_table(known: Catalog):
    for place in PLACES.values():
        if place.never:
            verdict = warning([place.id, ""], PADS, known.findings)
            assert verdict
            assert (verdict.code, verdict.unsafe) == ("never_here", True)
            assert verdict.reason == known.findings[place.never].why[place.because]
            assert known.findings[place.never].effects["electrical_stimulation"] == "NO"
    for order in ORDERS:
        assert not order.stop or known.findings[order.stop].effects["electrical_stimulation"] in {"NO", "HOLD"}


def test_only_the_marks_are_right_and_only_if_nothing_stops_it(known: Catalog):
    for order, first, second in product(ORDERS, PLACES, PLACES):
        verdict = judge(order, (first, second), PADS, known.findings)
        assert verdict.right == (not order.stop and {first, second} == set(order.marks)), (
            order.id,
            first,
            second,
        )
        assert not (verdict.right and verdict.unsafe)
        assert verdict_words(verdict)[1]


def test_a_forbidden_place_is_unsafe_whatever_the_order(known: Catalog):
    for order, never, other in product(ORDERS, FORBIDDEN, PLACES):
        assert judge(order, (other, never), PADS, known.findings).unsafe


def test_current_across_the_chest_and_pads_that_touch(known: Catalog):
    for names in (("ribs_left", "ribs_right"), ("ribs_right", "ribs_left")):
        across = warning(names, PADS, known.findings)
        assert across
        assert (across.code, across.unsafe) == ("across_chest", True)
        assert "cross the chest" in verdict_words(across)[1]
    assert not warning(("ribs_left", ""), PADS, known.findings)
    touching = warning(("low_left", "low_left"), PADS, known.findings)
    assert touching
    assert touching.code == "touching"
    assert "do not touch each other" in verdict_words(touching)[1]
    assert not judge(BY_ID["low"], ("low_left", "low_left"), PADS, known.findings).unsafe


def test_no_pads_is_right_only_where_something_stops_it(known: Catalog):
    for order in ORDERS:
        verdict = judge(order, (), PADS, known.findings)
        assert (verdict.right, verdict.unsafe) == (bool(order.stop), False)


@pytest.mark.parametrize("pads", [("low_left",), ("low_left", "moon"), ("low_left", "low_right", "chest")])
def test_what_cannot_be_judged_is_said(known: Catalog, pads):
    with pytest.raises(PadError):
        judge(BY_ID["low"], pads, PADS, known.findings)


def test_every_place_is_drawn_once_and_no_two_touch():
    drawn = [pad_body(PADS, side) for side in ("body-back", "body-front")]
    for name, place in PLACES.items():
        assert drawn[place.side == "body-front"].count(f'data-r="{name}"') == 1
    for first, second in product(PADS.places, PADS.places):
        (x, y, w, h), (left, top, wide, high) = first.box, second.box
        if first.id < second.id and first.side == second.side:
            assert x + w <= left or left + wide <= x or y + h <= top or top + high <= y, (first.id, second.id)


def test_a_forbidden_place_is_told_at_once_and_the_pad_does_not_go_there(pads, record, known):
    view = say(pads, do="place", number=1, name="throat")
    assert view["pads"] == ["", ""]
    assert view["warned"] == [1, "throat"]
    assert known.findings["front_neck"].why["electrical_stimulation"] in view["warning"]
    assert "none may lie" in say(pads, do="check")["problem"]
    assert not record.attempts(record.learner().id)


def test_the_answer_is_kept_with_what_was_tried(pads, record):
    say(pads, do="place", number=0, name="chest")
    say(pads, do="place", number=0, name="low_left")
    say(pads, do="place", number=1, name="low_right")
    feedback = say(pads, do="check", seconds=3.0)["feedback"]
    assert (feedback["tone"], feedback["next"]) == ("right", "Next order")
    (attempt,) = record.attempts(record.learner().id)
    assert (attempt.item, attempt.right, attempt.unsafe, attempt.seconds) == ("pads-low", True, False, 3.0)
    assert attempt.answer == {"pads": ["low_left", "low_right"], "tried": ["chest"]}


def test_a_wrong_placement_is_tried_again_and_a_right_one_goes_on(pads):
    assert say(pads, do="check", none=True)["feedback"]["next"] == "Try again"
    assert say(pads, do="next")["order"] == ORDERS[0].order
    assert pads.answer("low_left", "low_right").right
    assert say(pads, do="next")["number"] == "Order 2 of 5"


def test_every_wrong_pad_is_told_and_marked(pads):
    say(pads, do="place", number=0, name="ribs_left")
    say(pads, do="place", number=1, name="neck_right")
    feedback = say(pads, do="check")["feedback"]
    assert feedback["wrong"] == ["ribs_left", "neck_right"]
    assert PLACES["ribs_left"].text in feedback["why"]
    assert PLACES["neck_right"].text in feedback["why"]
    say(pads, do="next")
    say(pads, do="place", number=0, name="low_left")
    say(pads, do="place", number=1, name="neck_right")
    assert say(pads, do="check")["feedback"]["wrong"] == ["neck_right"]


def test_pads_that_are_wrong_in_different_ways_are_each_told(known: Catalog):
    low = BY_ID["low"]
    wrong = wrong_pads(low, ("throat", "ribs_left"), PADS, known.findings)
    assert [(name, verdict.code) for name, verdict in wrong] == [
        ("throat", "never_here"),
        ("ribs_left", "off_marks"),
    ]
    lines = wrong_words(wrong, PADS)
    assert [line.split(":")[0] for line in lines] == [PLACES["throat"].text, PLACES["ribs_left"].text]


def test_right_pads_are_never_among_the_wrong_ones(known: Catalog):
    for order, first, second in product(ORDERS, PLACES, PLACES):
        wrong = [name for name, _ in wrong_pads(order, (first, second), PADS, known.findings)]
        verdict = judge(order, (first, second), PADS, known.findings)
        assert bool(wrong) != verdict.right
        assert set(wrong) <= {first, second}
        if verdict.code == "off_marks":
            assert not set(wrong) & set(order.marks)


def test_one_pad_is_not_enough(pads):
    say(pads, do="place", number=0, name="low_left")
    assert "both pads" in say(pads, do="check")["problem"]


def test_to_check_before_a_pad_is_placed_is_no_answer(pads, record):
    view = say(pads, do="check")
    assert view["problem"] == "Choose a place for both pads first, or press “No pads: tell the doctor”."
    assert view["feedback"] is None
    assert not record.attempts(record.learner().id)


def test_a_reloaded_page_stands_at_the_next_order(pads, record):
    for order in ORDERS[:3]:
        pads.answer(*order.marks)
        say(pads, do="next")
    assert lesson("muscle-stimulation", Session.open(record)).pads().order == ORDERS[3]


def test_after_the_last_order_it_begins_again(pads):
    for order in ORDERS:
        feedback = pads.answer(*([] if order.stop else order.marks)) and pads.view["feedback"]
        say(pads, do="next")
    assert feedback["next"] == "Begin again"
    assert pads.order == ORDERS[0]


def test_a_message_that_makes_no_sense_breaks_nothing(pads):
    assert "no place" in say(pads, do="place", number=0, name="moon")["problem"]
    assert json.dumps(pads.view)
    assert repr(pads).startswith("Place the pads")
