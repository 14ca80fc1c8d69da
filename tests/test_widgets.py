"""Widgets, without a browser: what is sent to the page, what a message does, what a reload finds."""

import json
from datetime import UTC, datetime

import pytest

from course_lib import final_check, lesson, patients, start
from course_lib.catalog import Catalog
from course_lib.errors import UnknownNameError
from course_lib.model import MultipleResponse, Number, Ordering, Sentence, SingleChoice
from course_lib.pages.session import Session
from course_lib.record import Record
from course_lib.record.journal import Journal
from course_lib.render.item import LATER
from course_lib.rules.encounter import best_path
from course_lib.rules.pack import SetUp
from course_lib.rules.stood import NOTE, place_of
from course_lib.widgets.base import CourseWidget


@pytest.fixture
def heat(record: Record):
    return lesson("heat-and-ice", Session.open(record))


def say(widget: CourseWidget, **message) -> dict:
    """Send a message as the page does, and return the view that follows."""
    widget._receive(widget, message, [])
    return dict(widget.view)


def wrong_answer(item):
    if isinstance(item, SingleChoice):
        return next(name for name in item.option_ids if name != item.key)
    if isinstance(item, MultipleResponse):
        return [name for name in item.option_ids if name not in item.key][:1]
    if isinstance(item, Ordering):
        return list(reversed(item.key))
    if isinstance(item, Number):
        return item.near[0].low
    return "I do not know what to say"


def right_answer(item):
    if isinstance(item, Number):
        return item.key
    if isinstance(item, Sentence):
        return item.model
    return list(item.key) if not isinstance(item, SingleChoice) else item.key


def all_items(known: Catalog):
    plan = known.plans["heat-and-ice"]
    return [*plan.pretest, *plan.practice, *plan.exit]


def test_the_page_never_gets_the_key_or_a_feedback_before_the_answer(heat, known):
    for name in all_items(known):
        item = known.items[name]
        widget = heat.item(name)
        sent = json.dumps(widget.get_state(), default=str)
        secrets = [option.feedback for option in getattr(item, "options", ())]
        secrets += [item.hint, getattr(item, "right", item.hint), getattr(item, "model", item.hint)]
        for secret in secrets:
            assert json.dumps(secret)[1:-1] not in sent
        assert "key" not in widget.view


def test_a_wrong_practice_answer_tells_why_and_not_yet_the_key(heat, known):
    item = known.items["time-limit"]
    view = say(heat.item("time-limit"), do="answer", answer="a", confidence="sure")
    assert [line["option"] for line in view["feedback"]["lines"]] == ["a"]
    assert view["feedback"]["actions"] == ["again", "explain"]
    assert item.option("b").feedback not in json.dumps(view)


def test_trying_again_clears_the_page_and_asking_for_the_answer_shows_every_option(heat, known):
    widget = heat.item("time-limit")
    say(widget, do="answer", answer="a")
    assert say(widget, do="again")["feedback"] is None
    say(widget, do="answer", answer="a")
    feedback = say(widget, do="explain")["feedback"]
    assert len(feedback["lines"]) == len(known.items["time-limit"].options)
    assert feedback["source"]


def test_the_plain_path_gives_the_mark_and_the_feedback_of_the_click(heat, record):
    widget = heat.item("time-limit")
    marked = widget.answer("b")
    assert marked.right
    assert next(f.why for f in marked.feedback if f.chosen) in json.dumps(widget.view)
    (attempt,) = record.attempts(record.learner().id)
    assert (attempt.item, attempt.answer, attempt.right) == ("time-limit", "b", True)


def test_a_hint_that_is_asked_for_twice_is_given_and_counted_once_and_leads_the_reader_to_it(heat, record):
    widget = heat.item("time-limit")
    for _ in range(2):
        say(widget, do="hint")
        assert widget.view["hint"]
        assert widget.view["focus"] == "hint"
    say(widget, do="answer", answer="b")
    (attempt,) = record.attempts(record.learner().id)
    assert attempt.hints == 1


def test_confidence_hints_and_time_are_kept_and_never_change_the_mark(heat, record):
    widget = heat.item("time-limit")
    say(widget, do="hint")
    say(widget, do="answer", answer="b", confidence="guess", seconds=12.5)
    (attempt,) = record.attempts(record.learner().id)
    assert (attempt.confidence, attempt.hints, attempt.seconds, attempt.score) == ("guess", 1, 12.5, 1)


def test_a_sure_mistake_is_named(heat):
    view = say(heat.item("time-limit"), do="answer", answer="a", confidence="sure")
    assert "You were sure" in view["feedback"]["note"]


def test_the_pretest_is_saved_and_not_marked(heat, known):
    name = known.plans["heat-and-ice"].pretest[0]
    feedback = say(heat.item(name), do="answer", answer=wrong_answer(known.items[name]))["feedback"]
    assert (feedback["verdict"], feedback["lines"]) == (LATER, [])


def test_a_missed_safety_item_of_the_exit_check_comes_back_as_its_parallel(heat, known):
    plan = known.plans["heat-and-ice"]
    name = next(name for name in plan.exit if known.items[name].safety)
    widget = heat.item(name)
    feedback = say(widget, do="answer", answer=wrong_answer(known.items[name]))["feedback"]
    assert feedback["actions"] == ["similar"]
    view = say(widget, do="similar")
    assert view["feedback"] is None
    parallel = next(i for i in known.items.values() if i.stem == view["stem"])
    assert parallel.id != name
    assert parallel.slot == known.items[name].slot
    say(widget, do="answer", answer=right_answer(parallel))
    assert heat.progress().view["lines"][-1].startswith("Exit check: 1 of 3")


def test_a_lesson_is_done_only_with_its_patient_and_says_what_is_left_and_what_comes_next(heat, known):
    plan = known.plans["heat-and-ice"]
    for name in (*plan.practice[1:], *plan.exit):
        say(heat.item(name), do="answer", answer=right_answer(known.items[name]))
    view = heat.progress().view
    assert view["leads"][:3] == [plan.practice[0], "leon", ""]
    assert view["lines"][1] == "Leon: not seen to the end yet."
    say(heat.item(plan.practice[0]), do="answer", answer=right_answer(known.items[plan.practice[0]]))
    assert heat.progress().view["done"] is False
    for taken in best_path(known.patients["leon"]).path:
        say(heat.patient("leon"), do="choose", choice=taken.choice.id)
    view = heat.progress().view
    assert (view["done"], view["title"], view["leads"]) == (True, "Lesson done", ["", "", ""])
    assert view["following"]["notebook"] == "03_soft_tissue_mobilization.ipynb"
    assert view["following"]["name"].startswith("Next: 3. Soft tissue mobilization · ")
    assert view["back"].startswith("Comes back for review: ")
    say(heat.patient("leon"), do="restart")
    assert heat.progress().view["done"] is True


def test_after_the_last_lesson_come_the_patients(known):
    assert known.course_map.after(known.course_map.lessons[-1].id).notebook == "09_patients.ipynb"


def test_a_page_that_is_opened_again_stands_where_the_learner_stood(heat, known, record):
    for name in all_items(known):
        say(heat.item(name), do="answer", answer=wrong_answer(known.items[name]))
    with Record(record._url) as reopened:
        again = lesson("heat-and-ice", Session.open(reopened))
        for name in all_items(known):
            assert again.item(name).view["feedback"] is not None, name


def test_an_item_that_changed_since_is_asked_again(heat, known, record):
    widget = heat.item("time-limit")
    say(widget, do="answer", answer="a")
    (attempt,) = record.attempts(record.learner().id)
    record.append(attempt.model_copy(update={"id": "newer", "version": 99}))
    in_another_kernel = lesson("heat-and-ice", Session.open(record))
    assert in_another_kernel.item("time-limit").view["feedback"] is None


def test_an_answer_that_cannot_be_written_is_told_and_can_be_saved_again(heat, record, disk):
    widget = heat.item("time-limit")
    disk.fill()
    view = say(widget, do="answer", answer="b")
    assert "the disk of this computer is full" in view["unsaved"]
    assert view["feedback"] is None, "no feedback before the answer is kept"
    disk.make_room()
    view = say(widget, do="save")
    assert (view["unsaved"], view["feedback"]["tone"]) == ("", "right")
    assert len(record.attempts(record.learner().id)) == 1


def test_a_learner_may_go_on_while_the_answer_still_waits(heat, disk):
    widget = heat.item("time-limit")
    disk.fill()
    say(widget, do="answer", answer="b")
    assert say(widget, do="go_on")["feedback"]["tone"] == "right"


def test_nonsense_from_the_page_becomes_a_sentence_and_never_a_traceback(heat, caplog):
    widget = heat.item("time-limit")
    assert "no option 'z'" in say(widget, do="answer", answer="z")["problem"]
    assert "Something went wrong" in say(widget, do="answer", nonsense=1)["problem"]
    assert say(widget, do="no_such_thing")["problem"] != ""
    widget._receive(widget, "not a dictionary", [])


def test_a_click_and_the_table_agree(heat):
    widget = heat.decide()
    view = say(widget, do="decide", order="heat", findings=["recent_injury"])
    assert view["chosen"] == ["recent_injury"]
    assert view["spoken"] == "■ Not heat"
    assert "recent_injury" not in view["outcome"]


def test_a_drawn_patient_is_decided_first_and_explained_after(heat, record):
    widget = heat.draw()
    assert "outcome" not in json.dumps(widget.view["feedback"])
    key = widget.patient.decision.outcome
    view = say(widget, do="choose", choice=key)
    assert view["feedback"]["tone"] == "right"
    first = widget.patient.signature
    say(widget, do="next")
    assert widget.patient.signature != first
    again = lesson("heat-and-ice", Session.open(record)).draw()
    assert again.patient == widget.patient, "a reloaded page goes on with the next patient"


def test_applying_what_the_table_forbids_is_not_safe(heat, record):
    widget = heat.draw()
    while widget.patient.decision.applies:
        say(widget, do="choose", choice=widget.patient.decision.outcome)
        say(widget, do="next")
    view = say(widget, do="choose", choice=str(widget.patient.order))
    assert view["feedback"]["verdict"].startswith("Not safe.")
    assert record.attempts(record.learner().id)[-1].unsafe


def test_a_patient_resumes_on_the_step_where_the_learner_left(heat, record):
    widget = heat.patient("leon")
    right = next(choice for choice in widget.encounter.step.choices if choice.tag == "right")
    view = say(widget, do="choose", choice=right.id)
    assert view["path"][0]["consequence"] == right.consequence
    again = lesson("heat-and-ice", Session.open(record)).patient("leon")
    assert again.encounter == widget.encounter
    assert say(again, do="back")["path"] == []


def test_nothing_tells_a_patients_right_choice_before_it_is_made(heat):
    sent = json.dumps(heat.patient("leon").get_state(), default=str)
    for step in heat.patient("leon").encounter.patient.steps:
        for choice in step.choices:
            assert choice.consequence not in sent
            assert choice.rule not in sent


def test_a_pack_session_is_recorded_with_what_was_done(heat, record):
    session = heat.pack_timer().run(SetUp(7, True, True, 20, True), looks=[5, 12], off=20)
    assert session.faults() == ()
    (attempt,) = record.attempts(record.learner().id)
    assert (attempt.right, attempt.answer["looks"], attempt.answer["off"]) == (True, [5, 12], 20)


def test_the_pack_timer_on_the_page_runs_minute_by_minute(heat):
    widget = heat.pack_timer()
    say(widget, do="start", layers=2, on_top=True, bell=True, timer=20, looked=True)
    for _ in range(5):
        view = say(widget, do="minute")
    assert (view["minute"], view["state"]) == (5, "on")
    assert "white and red" in say(widget, do="look")["events"][-1]["text"]
    view = say(widget, do="off")
    assert view["state"] == "over"
    assert any(fault["unsafe"] for fault in view["faults"])


def test_the_name_is_asked_once_and_the_map_shows_what_is_next(record):
    page = start(Session.open(record))
    assert page.view["name"] == ""
    say(page, do="name", name="  Ana   <b>Lee</b> ")
    again = start(Session.open(record))
    assert again.view["name"] == "Ana <b>Lee</b>"
    assert [stop["number"] for stop in again.view["stops"] if stop["next"]] == [1]


@pytest.mark.parametrize(("step", "state", "onward"), [(1, "Not started", 1), (4, "Started", 2)])
def test_a_lesson_in_which_one_went_on_is_started_and_the_one_to_go_on_with(record, step, state, onward):
    Journal(record).note(place_of("heat-and-ice"), NOTE, {"at": "heat", "step": step, "left": 20})
    page = start(Session.open(record))
    assert [stop["state"] for stop in page.view["stops"] if stop["id"] == "heat-and-ice"] == [state]
    assert [stop["number"] for stop in page.view["stops"] if stop["next"]] == [onward]


def test_the_map_says_how_far_one_is_with_the_patients_the_check_and_the_review(record, known):
    def states():
        return {page["id"]: page["state"] for page in start(Session.open(record)).view["pages"]}

    of = len(known.room_patients)
    assert states() == {
        "patients": f"○ 0 of {of} seen",
        "final-check": "○ Not passed yet",
        "review": "Nothing due today",
    }
    rufus = patients(Session.open(record)).patient("rufus")
    for taken in best_path(known.patients["rufus"]).path:
        rufus.choose(taken.choice.id)
    final_check(Session.open(record)).check.start()
    found = states()
    assert (found["patients"], found["final-check"]) == (f"◐ 1 of {of} seen", "◐ Running now")


def test_someone_else_on_the_same_computer_starts_with_nothing_done(heat, record):
    page = start(Session.open(record))
    say(page, do="name", name="Ana")
    heat.item("time-limit").answer("b")
    view = say(page, do="other", name="Ben")
    assert view["name"] == "Ben"
    assert {stop["state"] for stop in view["stops"]} == {"Not started"}


def test_every_widget_shows_its_transcript_where_no_widget_runs(heat):
    for widget in (
        heat.item("time-limit"),
        heat.decide(),
        heat.draw(),
        heat.patient("leon"),
        heat.pack_timer(),
    ):
        data, _ = widget._repr_mimebundle_()
        assert data["text/html"].startswith('<div class="course">')
        assert len(data["text/plain"]) > 110
        assert "0x" not in data["text/plain"]


def test_the_transcript_is_the_same_for_everyone(heat, record):
    before = repr(heat.item("time-limit")), repr(heat.draw()), repr(start(Session.open(record)))
    heat.item("time-limit").answer("a")
    say(start(Session.open(record)), do="name", name="Ana")
    assert (repr(heat.item("time-limit")), repr(heat.draw()), repr(start(Session.open(record)))) == before


def test_an_unknown_item_names_the_near_misses(heat):
    with pytest.raises(UnknownNameError, match="Did you mean 'time-limit'"):
        heat.item("time-limits")


def test_times_are_utc(heat, record):
    heat.item("time-limit").answer("b")
    (attempt,) = record.attempts(record.learner().id)
    assert attempt.at.tzinfo is not None
    assert abs((datetime.now(UTC) - attempt.at).total_seconds()) < 3600
