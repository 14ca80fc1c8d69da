"""The final check over time, and on the page: one form, kept through each interruption, told at the end."""

import errno
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from course_lib.catalog import Catalog
from course_lib.language.final_check import ENDED, TOO_LATE
from course_lib.model import Item, Matching, MultipleResponse, Number, Ordering, SingleChoice
from course_lib.record import Record
from course_lib.record.final_check import FinalCheck, NotNowError
from course_lib.record.journal import Journal
from course_lib.record.office import Office
from course_lib.render.item import answer_id, shown_answer
from course_lib.rules import certificate, tries
from course_lib.rules.encounter import best_path
from course_lib.rules.marking import mark
from course_lib.rules.one_try import END
from course_lib.widgets.final_check import FinalCheckWidget

START = datetime(2026, 11, 2, 9, tzinfo=UTC)


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def move(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def open_page(known: Catalog, record: Record, clock: Clock):
    """Open the page: again, as after a reload or a killed kernel, each time it is called."""

    def opened(items: dict[str, Item] | None = None) -> FinalCheckWidget:
        changed = replace(known, items=items or known.items)
        return FinalCheckWidget(
            changed, Journal(record, clock), Office(known.scopes, known.treatments.values())
        )

    return opened


@pytest.fixture
def page(open_page) -> FinalCheckWidget:
    return open_page()


def say(page: FinalCheckWidget, **message: Any) -> dict[str, Any]:
    """Send a message as the page does, which says which question it shows; return the view that follows."""
    if not page.view.get("clock") and page.check.state.phase == "running":
        page._receive(None, {"do": "go", "to": page._windows.latest}, None)
    if message["do"] == "answer":
        message.setdefault("asked", (page.view.get("question") or {"asked": ""})["asked"])
    if message["do"] == "choose":
        message.setdefault("step", page.view["patient"]["step"]["number"])
    page._receive(None, message, None)
    return dict(page.view)


def key(item: Item) -> Any:
    match item:
        case Matching():
            return {pair.id: pair.key for pair in item.pairs}
        case Number() | SingleChoice():
            return item.key
        case MultipleResponse() | Ordering():
            return list(item.key)
        case _:
            return shown_answer(item, item.key)


def wrong(item: Item) -> Any:
    match item:
        case Matching():
            return {pair.id: next(n for n in item.label_ids if n != pair.key) for pair in item.pairs}
        case Number():
            return item.near[0].low
        case Ordering():
            return list(reversed(item.key)) if tuple(reversed(item.key)) != item.key else list(item.options)
        case MultipleResponse():
            return [name for name in item.option_ids if name not in item.key][:1]
        case _:
            name = next(name for name in item.option_ids if name != item.key)
            return shown_answer(item, name)


def take(page: FinalCheckWidget, known: Catalog, missed: Iterable[int] = (), *, patients: bool = True) -> None:
    """Answer everything right but the positions that are missed, and see the patients to the end."""
    running = page.check.running
    missing = set(missed)
    for place, form_item in enumerate(running.form.items):
        item = known.items[form_item.item]
        say(page, do="go", to=place)
        say(page, do="answer", answer=wrong(item) if form_item.position in missing else key(item))
        assert page.view["problem"] == ""
    if patients:
        for place, name in enumerate(running.form.patients, start=len(running.form.items)):
            say(page, do="go", to=place)
            for taken in best_path(known.patients[name]).path:
                say(page, do="choose", choice=taken.choice.id)


def positions(page: FinalCheckWidget, safety: bool) -> list[int]:
    return [placed.position for placed in page.check.running.form.items if placed.safety is safety]


def hand_in(page: FinalCheckWidget) -> dict[str, Any]:
    say(page, do="hand_in")
    return say(page, do="hand_in", sure=True)


# A whole check.


def test_a_learner_who_knows_it_passes(page, known):
    page.check.start()
    take(page, known)
    view = hand_in(page)
    assert view["phase"] == "passed"
    assert view["result"]["headline"] == "Try 1: passed."
    assert all(reason["met"] for reason in view["result"]["reasons"])
    assert sum(domain["right"] for domain in view["result"]["domains"]) == 40


def test_nothing_tells_right_or_wrong_before_the_end(page, known):
    page.check.start()
    take(page, known, positions(page, True)[:3])
    feedback = [
        option.feedback
        for form_item in page.check.running.form.items
        for option in getattr(known.items[form_item.item], "options", ())
    ]
    for place in range(42):
        sent = json.dumps(say(page, do="go", to=place), ensure_ascii=False)
        assert [text for text in feedback if text in sent] == []
        assert "consequence" not in sent
        assert '"tag"' not in sent
        assert '"right"' not in sent
    view = say(page, do="items")
    assert view["problem"] == "The answers are shown at the end."
    assert "items" not in view


def test_after_the_end_every_answer_is_explained(page, known):
    page.check.start()
    take(page, known, positions(page, False)[:9])
    hand_in(page)
    view = say(page, do="items")
    assert len(view["items"]) == 40
    assert sum(item["right"] for item in view["items"]) == 31
    assert all(item["lines"] for item in view["items"])
    assert len(view["patients"]) == 2
    assert all(step["rule"] for patient in view["patients"] for step in patient["path"])


def test_an_answer_can_be_changed_until_it_is_handed_in(page, known):
    page.check.start()
    first = page.check.running.form.items[0]
    item = known.items[first.item]
    say(page, do="go", to=0)
    say(page, do="answer", answer=wrong(item))
    say(page, do="go", to=0)
    assert page.view["answer"] is not None
    say(page, do="answer", answer=key(item))
    assert page.check.running.answers[first.position].right


def test_what_is_chosen_and_not_saved_is_saved_by_going_on_and_by_handing_in(page, known):
    page.check.start()
    placed = page.check.running.form.items
    asked = [f"{each.position}/{each.item}" for each in placed]
    say(page, do="go", to=0)
    say(page, do="go", to=1, answer=key(known.items[placed[0].item]), asked=asked[0])
    assert page.check.running.answers[placed[0].position].right
    assert (page.view["at"], page.view["overview"][0]["done"]) == (1, True)
    view = say(page, do="hand_in", answer=key(known.items[placed[1].item]), asked=asked[1])
    assert view["confirm"].startswith("38 questions")
    say(page, do="go", to=2, answer=key(known.items[placed[0].item]), asked="41/of-another-form")
    assert len(page.check.running.answers) == 2
    say(page, do="hand_in", sure=True, answer=key(known.items[placed[2].item]), asked=asked[2])
    assert len(page.check.state.last.answers) == 3


def test_a_second_click_answers_no_other_question(page, known):
    page.check.start()
    say(page, do="go", to=0)
    first = page.view["question"]["asked"]
    answer = key(known.items[page.check.running.form.items[0].item])
    say(page, do="answer", answer=answer)
    say(page, do="answer", answer=answer, asked=first)
    assert len(page.check.running.answers) == 1
    assert page.view["where"] == "Question 2 of 40"
    say(page, do="go", to=40)
    step = known.patients[page.check.running.form.patients[0]].steps[0]
    right = next(choice for choice in step.choices if choice.tag == "right")
    say(page, do="choose", choice=right.id)
    say(page, do="choose", choice=right.id, step=1)
    assert page.view["problem"] == ""
    assert len(page.view["patient"]["path"]) == 1


def test_each_window_keeps_its_own_place_and_all_see_what_is_answered_in_any(page, known):
    def sees(window: str) -> dict[str, Any]:
        return {**page.view, **page.view["windows"].get(window, {})}

    def does(window: str, **message: Any) -> None:
        page._receive(None, {"id": f"{window}-{next(numbers)}", "turn": page.view["turn"], **message}, None)
        assert page.view["problem"] == ""

    numbers = count()
    items = page.check.start().form.items
    does("first", do="go", to=0)
    does("second", do="stand", at=0)
    does("second", do="go", to=4)
    assert (sees("first")["at"], sees("second")["at"]) == (0, 4)
    assert sees("first")["question"]["asked"] == f"{items[0].position}/{items[0].item}"
    does("first", do="answer", answer=key(known.items[items[0].item]), asked=sees("first")["question"]["asked"])
    assert (sees("first")["at"], sees("second")["at"]) == (1, 4)
    assert [entry["done"] for entry in page.view["overview"][:2]] == [True, False]
    does("second", do="flag")
    assert [entry["flag"] for entry in page.view["overview"][:5]] == [False] * 4 + [True]
    does("second", do="go", to=0)
    assert sees("second")["answer"] is not None
    does("second", do="go", to=40)
    does("first", do="go", to=999)
    right = best_path(known.patients[page.check.running.form.patients[0]]).path[0].choice
    does("second", do="choose", choice=right.id, step=1)
    assert [sees(name)["where"] for name in ("first", "second")] == ["Patient 2 of 2", "Patient 1 of 2"]
    assert (len(sees("first")["patient"]["path"]), len(sees("second")["patient"]["path"])) == (0, 1)


def test_a_window_that_opens_begins_where_somebody_went_last_and_stays_there(page):
    page.check.start()
    page._receive(None, {"id": "first-1", "do": "go", "to": 7}, None)
    assert (page.view["at"], page.view["windows"]) == (7, {})
    page._receive(None, {"id": "second-1", "do": "stand", "at": 7}, None)
    page._receive(None, {"id": "first-2", "do": "go", "to": 9}, None)
    assert (page.view["at"], page.view["windows"]["second"]["at"]) == (9, 7)


def test_a_choice_with_a_patient_stays(page, known):
    page.check.start()
    say(page, do="go", to=40)
    name = page.check.running.form.patients[0]
    unsafe = next(
        choice
        for choice in known.patients[name].steps[0].choices
        if choice.tag in ("unsafe", "get_doctor", "right")
    )
    say(page, do="choose", choice=unsafe.id)
    say(page, do="go", to=40)
    assert page.view["patient"]["path"][0][1] == unsafe.text


# Interruptions.


def test_a_page_that_is_opened_again_has_the_same_form_the_same_answers_and_the_next_question(
    page, open_page, known, clock
):
    page.check.start()
    form = page.check.running.form
    for place in (0, 1, 2):
        say(page, do="go", to=place)
        say(page, do="answer", answer=key(known.items[form.items[place].item]))
    say(page, do="flag")
    clock.move(minutes=5)
    again = open_page()
    assert again.check.running.form == form
    assert [entry["done"] for entry in again.view["overview"][:4]] == [True, True, True, False]
    assert again.view["overview"][3]["flag"] is True
    assert again.view["where"] == "Question 4 of 40"
    assert again.view["clock"]["left"] == 55 * 60


def test_the_time_runs_out_while_nobody_is_there_and_what_was_answered_counts(page, open_page, known, clock):
    page.check.start()
    take(page, known)
    clock.move(hours=30)
    again = open_page()
    assert again.view["phase"] == "passed"
    assert again.check.state.last.ended == START + timedelta(minutes=60)


def test_an_answer_after_the_time_does_not_count(page, known, clock):
    page.check.start()
    clock.move(minutes=60, seconds=1)
    view = say(page, do="answer", answer=key(known.items[page.check.running.form.items[0].item]))
    assert view["phase"] == "waiting"
    assert page.check.state.last.answers == {}


def test_the_plain_path_takes_no_answer_after_the_time_either(page, known, clock):
    page.check.start()
    form_item = page.check.running.form.items[0]
    clock.move(minutes=61)
    with pytest.raises(NotNowError, match="The time is up"):
        page.check.answer(form_item, key(known.items[form_item.item]))


def test_extra_time_is_granted_before_or_during_and_says_by_whom(page, clock):
    view = say(page, do="start", extra=15, by="Kim Ode, DC")
    assert view["clock"]["minutes"] == 75
    assert "Write who granted" in say(page, do="grant", minutes=30, by=" ")["problem"]
    view = say(page, do="grant", minutes=30, by="Kim Ode, DC")
    assert view["clock"]["left"] == 105 * 60
    clock.move(minutes=104)
    assert say(page, do="go", to=1)["phase"] == "running"
    clock.move(minutes=2)
    assert say(page, do="go", to=2)["phase"] == "waiting"


def test_a_question_that_changed_meanwhile_is_replaced_by_a_similar_one(page, open_page, known):
    page.check.start()
    first = page.check.running.form.items[0]
    newer = known.items[first.item].model_copy(update={"version": 99})
    again = open_page({**known.items, first.item: newer})
    new = again.check.running.form.at(first.position)
    assert new.item != first.item
    assert known.items[new.item].slot in known.blueprint.positions[first.position][1].slots


def test_an_answer_that_cannot_be_saved_is_told_and_saved_later(page, known, disk):
    page.check.start()
    item = known.items[page.check.running.form.items[0].item]
    disk.fill()
    assert "not saved yet" in say(page, do="answer", answer=key(item))["unsaved"]
    disk.make_room()
    view = say(page, do="save")
    assert view["unsaved"] == ""
    assert len(page.check.running.answers) == 1


def test_without_a_readable_record_nothing_begins(open_page, record, tmp_path):
    record.rename("Ana")
    record.close()
    for file in tmp_path.glob("record.sqlite*"):
        file.unlink()
    (tmp_path / "record.sqlite").mkdir()
    page = open_page()
    assert page.view["can_start"] is False
    assert "cannot be shown now" in page.view["notice"]
    with pytest.raises(NotNowError, match="cannot be read"):
        page.check.start()


# Safety.


def test_one_missed_safety_item_comes_back_as_a_similar_one_which_decides(page, known):
    page.check.start()
    missed = positions(page, True)[0]
    take(page, known, [missed])
    view = hand_in(page)
    assert view["phase"] == "parallel"
    assert "result" not in view
    last = page.check.state.last
    other = known.items[last.next_parallel.item]
    assert other.id != last.form.at(missed).item
    assert say(page, do="answer", answer=key(other))["phase"] == "passed"


def test_a_similar_one_that_is_missed_too_fails(page, known):
    page.check.start()
    take(page, known, positions(page, True)[:1])
    hand_in(page)
    other = known.items[page.check.state.last.next_parallel.item]
    view = say(page, do="answer", answer=wrong(other))
    assert view["phase"] == "waiting"
    assert any("similar safety question was missed" in reason["text"] for reason in view["result"]["reasons"])


def test_two_missed_safety_items_fail_at_once(page, known):
    page.check.start()
    take(page, known, positions(page, True)[:2])
    assert hand_in(page)["phase"] == "waiting"


def test_an_unsafe_choice_with_a_patient_fails_a_perfect_form(page, known):
    page.check.start()
    take(page, known, patients=False)
    running = page.check.running
    for place, _ in enumerate(running.form.patients, start=40):
        say(page, do="go", to=place)
        while page.view.get("patient") and page.view["patient"]["step"]:
            step = page.check.encounter(page._person(page.check.running)).step
            choice = next((c for c in step.choices if c.tag == "unsafe"), None) or next(
                c for c in step.choices if c.tag == "right"
            )
            say(page, do="choose", choice=choice.id)
            if page.view["at"] != place:
                break
    view = hand_in(page)
    assert view["phase"] == "waiting"
    assert any("could have hurt a patient" in reason["text"] for reason in view["result"]["reasons"])


def test_the_answers_stay_untold_while_a_similar_one_waits(page, known, record):
    page.check.start()
    take(page, known, positions(page, True)[:1])
    hand_in(page)

    def released() -> int:
        everything = record.attempts(record.learner().id)
        return sum(not attempt.is_note for attempt in tries.released(everything))

    assert released() == 0
    say(page, do="answer", answer=key(known.items[page.check.state.last.next_parallel.item]))
    assert released() > 40


def test_a_check_without_a_similar_one_is_passed_on_the_day_it_is_handed_in(page, known, record, clock):
    page.check.start()
    take(page, known)
    hand_in(page)
    clock.move(days=2)
    passed = certificate.passed(page.check.state)
    assert passed.passed == START.astimezone().date()


def test_a_check_is_passed_on_the_day_of_the_last_similar_one(page, known, record, clock):
    page.check.start()
    take(page, known, positions(page, True)[:1])
    hand_in(page)
    clock.move(days=2)
    say(page, do="answer", answer=key(known.items[page.check.state.last.next_parallel.item]))
    passed = certificate.passed(page.check.state)
    assert passed.passed == clock.now.astimezone().date()
    assert (passed.score, passed.safety) == (39, 11)


@pytest.mark.parametrize("gone", [True, False], ids=["gone", "changed"])
def test_a_similar_one_that_the_course_no_longer_has_is_replaced(page, open_page, known, gone):
    page.check.start()
    take(page, known, positions(page, True)[:1])
    hand_in(page)
    first = page.check.state.last.next_parallel
    items = {name: item for name, item in known.items.items() if name != first.item}
    if not gone:
        items[first.item] = known.items[first.item].model_copy(update={"version": 99})
    again = open_page(items)
    assert again.view["problem"] == ""
    other = again.check.state.last.next_parallel
    assert (other.position, other.version) == (first.position, items[other.item].version)
    assert say(again, do="answer", answer=key(items[other.item]))["phase"] == "passed"


def test_an_answer_that_another_window_changes_while_one_hands_in_has_its_similar_one(
    page, open_page, known, monkeypatch
):
    page.check.start()
    take(page, known)
    missed = positions(page, True)[0]
    other, note = open_page(), page.check._journal.note

    def late(where: str, what: str, answer: Any) -> Any:
        if what == END:
            form_item = other.check.running.form.at(missed)
            other.check.answer(
                form_item, answer_id(known.items[form_item.item], wrong(known.items[form_item.item]))
            )
        return note(where, what, answer)

    monkeypatch.setattr(page.check._journal, "note", late)
    assert hand_in(page)["phase"] == "parallel"
    assert page.check.state.last.next_parallel.position == missed


def test_no_mark_is_told_before_the_end_is_kept(page, open_page, known, record, monkeypatch):
    page.check.start()
    take(page, known)

    def full(_: Any) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as broken:
        broken.setattr(record, "_write", full)
        view = hand_in(page)
        assert "not saved yet" in view["unsaved"]
        for wish in ("items", "go_on", "changed", "refresh", "save"):
            view = say(page, do=wish)
            assert (view.get("result"), view.get("items"), view["phase"]) == (None, None, "running")
    assert say(page, do="save")["phase"] == "passed"
    assert open_page().view["phase"] == "passed"


# Two tries, and then.


def fail(page: FinalCheckWidget) -> dict[str, Any]:
    page.check.start()
    return hand_in(page)


def test_a_second_try_is_possible_after_24_hours_on_another_form(page, open_page, known, clock):
    view = fail(page)
    assert view["phase"] == "waiting"
    assert "November 3, 2026" in view["next"] or "November 2, 2026" in view["next"]
    with pytest.raises(NotNowError):
        page.check.start()
    clock.move(hours=23, minutes=59)
    assert open_page().view["can_start"] is False
    clock.move(minutes=2)
    again = open_page()
    assert again.view["can_start"] is True
    again.check.start()
    first, second = again.check.state.tries
    assert {i.item for i in first.form.items} & {i.item for i in second.form.items} == set()
    assert set(first.form.patients) & set(second.form.patients) == set()
    take(again, known)
    assert hand_in(again)["phase"] == "passed"


def test_after_two_tries_an_instructor_signs_and_one_more_opens(page, open_page, clock):
    fail(page)
    clock.move(hours=25)
    page = open_page()
    assert fail(page)["phase"] == "signoff"
    clock.move(hours=25)
    page = open_page()
    assert page.view["can_start"] is False
    assert "fills in all three" in say(page, do="sign", name="Kim Ode", credential="", refreshed="")["problem"]
    view = say(page, do="sign", name="Kim Ode", credential="DC", refreshed="Lessons 1 and 4")
    assert view["can_start"] is True
    assert fail(page)["phase"] == "signoff"


def test_the_state_is_derived_from_the_attempts_alone(page, known, record, clock):
    page.check.start()
    take(page, known)
    hand_in(page)
    attempts = record.attempts(record.learner().id, "final/")
    found = tries.state(attempts, known.blueprint, clock.now)
    assert found.phase == "passed"
    assert found.passed.result.right == 40
    for number in range(len(attempts)):
        tries.state(attempts[:number], known.blueprint, clock.now)  # any beginning of it is understood


def test_every_mark_of_the_form_is_the_mark_of_its_item(page, known):
    page.check.start()
    take(page, known, positions(page, False)[:3])
    for form_item in page.check.running.form.items:
        attempt = page.check.running.answers[form_item.position]
        marked = mark(known.items[form_item.item], attempt.answer)
        assert (attempt.right, attempt.score) == (marked.right, marked.score)


def test_what_is_handed_in_with_gaps_is_asked_once(page):
    page.check.start()
    view = say(page, do="hand_in")
    assert view["phase"] == "running"
    assert "40 questions have no answer yet." in view["confirm"]
    assert say(page, do="go", to=0)["confirm"] == ""


def test_a_clock_that_is_set_back_gives_no_time_again(page, known, clock):
    page.check.start()
    granted = page.check.left
    clock.now -= timedelta(hours=3)
    assert page.check.left == granted, "never more is left than was granted"
    clock.now += timedelta(hours=3, minutes=20)
    assert page.check.left == granted - 20 * 60


def test_with_a_clock_that_was_set_back_the_time_used_goes_on_by_one_that_nobody_can_set(
    known, record, clock
) -> None:
    steady = [100.0]
    patients = {name: known.patients[name] for name in known.final_patients}
    check = FinalCheck(known.blueprint, known.items, patients, Journal(record, clock), lambda: steady[0])
    check.start()
    seen = [check.left]
    for back, minutes in ((0, 10), (180, 10), (0, 10), (5, 10)):
        clock.move(minutes=minutes - back)
        steady[0] += 60 * minutes
        seen.append(check.left)
    assert seen == [60 * 60, 50 * 60, 40 * 60, 30 * 60, 20 * 60]
    steady[0] += 21 * 60
    with pytest.raises(NotNowError) as trouble:
        check.answer(check.running.form.items[0], "a")
    assert trouble.value.code == "time_is_up"


def test_after_a_laptop_slept_with_the_steady_clock_too_its_time_is_used_up(known, record, clock) -> None:
    patients = {name: known.patients[name] for name in known.final_patients}
    check = FinalCheck(known.blueprint, known.items, patients, Journal(record, clock), lambda: 7.0)
    check.start()
    clock.move(minutes=45)
    assert check.left == 15 * 60


@pytest.mark.parametrize(("seconds", "left"), [(240.0, 41), (None, 45), (1e12, 0)])
def test_a_kernel_that_opens_later_counts_what_the_page_counted_while_the_clock_was_set_back(
    page, open_page, known, clock, seconds, left
) -> None:
    page.check.start()
    items = page.check.running.form.items
    clock.move(minutes=10)
    page.check.answer(items[0], key(known.items[items[0].item]))
    clock.move(hours=-3)
    page.check.answer(items[1], key(known.items[items[1].item]), seconds)
    clock.move(minutes=5)
    again = open_page()
    if left:
        assert again.check.left == left * 60
    else:
        assert again.view["phase"] == "waiting"


# What ends while somebody is at it is told.


def test_an_answer_that_comes_after_the_time_is_told_that_it_was_not_counted(page, known, clock):
    say(page, do="start")
    answer = key(known.items[page.check.running.form.items[0].item])
    clock.move(minutes=61)
    view = say(page, do="answer", answer=answer)
    assert view["problem"] == TOO_LATE["time"]
    assert view["focus"] == "problem"
    assert view["ended"] == ENDED["time"]
    assert page.check.state.last.answers == {}


def test_a_choice_with_a_patient_that_comes_after_the_time_is_told_that_it_was_not_counted(page, clock):
    say(page, do="start")
    view = say(page, do="go", to=40)
    choice = view["patient"]["step"]["choices"][0][0]
    clock.move(minutes=61)
    assert say(page, do="choose", choice=choice)["problem"] == TOO_LATE["time"]
    assert page.check.state.last.choices == {}


@pytest.mark.parametrize("do", ["flag", "hand_in", "time_up"])
def test_whatever_is_done_after_the_time_shows_the_result_and_why_the_check_ended(page, clock, do):
    say(page, do="start")
    clock.move(minutes=61)
    view = say(page, do=do)
    assert (view["phase"], view["problem"], view["ended"]) == ("waiting", "", ENDED["time"])


def test_extra_time_that_comes_too_late_is_told(page, clock):
    say(page, do="start")
    clock.move(minutes=61)
    view = say(page, do="grant", minutes=30, by="Kim Ode, DC")
    assert view["phase"] == "waiting"
    assert view["problem"] == TOO_LATE["time"]


def test_who_opens_the_page_after_the_time_reads_why_the_check_ended(page, open_page, clock):
    say(page, do="start")
    clock.move(minutes=61)
    again = open_page()
    assert again.view["ended"] == ENDED["time"]
    assert again.view["problem"] == ""


def test_before_a_similar_question_it_says_why_the_check_ended(page, known, clock):
    page.check.start()
    take(page, known, positions(page, True)[:1])
    clock.move(minutes=61)
    view = say(page, do="time_up")
    assert (view["phase"], view["ended"]) == ("parallel", ENDED["time"])


def test_who_hands_in_reads_nothing_of_time(page):
    say(page, do="start")
    assert hand_in(page)["ended"] == ""


def test_an_answer_from_a_page_whose_check_another_kernel_has_handed_in_answers_no_similar_question(
    page, open_page, known
):
    page.check.start()
    missed = positions(page, True)[0]
    take(page, known, [missed])
    other = open_page()
    say(page, do="go", to=0)
    assert hand_in(other)["phase"] == "parallel"
    view = say(page, do="answer", answer=key(known.items[page.check.state.last.form.items[0].item]))
    assert view["problem"] == TOO_LATE["handed in"]
    assert view["phase"] == "parallel"
    assert page.check.state.last.parallel_answers == {}


# A page that wakes.


def test_a_page_that_was_asleep_asks_for_the_time_and_what_stands_there_stays(page, clock):
    before = say(page, do="start")
    clock.move(minutes=20)
    view = say(page, do="time")
    assert view["clock"] == {"left": 40 * 60, "minutes": 60}
    assert (view["turn"], view["question"]) == (before["turn"], before["question"])


def test_a_page_that_wakes_after_the_time_shows_the_result_and_why(page, clock):
    say(page, do="start")
    clock.move(minutes=61)
    view = say(page, do="time")
    assert (view["phase"], view["ended"]) == ("waiting", ENDED["time"])
    assert say(page, do="time")["phase"] == "waiting"
