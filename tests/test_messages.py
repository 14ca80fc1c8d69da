"""What a page sends: every message gets a reply, is done once, and acts for the learner who is on the page."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib import lesson, my_record, start
from course_lib.language.text import sendable
from course_lib.pages.session import Session
from course_lib.record import Record
from course_lib.widgets.base import CourseWidget
from course_lib.widgets.learner import SOMEBODY_ELSE


@pytest.fixture
def here(record: Record) -> Session:
    return Session.open(record)


class Page:
    """One window: it knows the view that it was sent last, and keeps the replies."""

    def __init__(self, widget: CourseWidget) -> None:
        self.widget, self.view, self.replies = widget, dict(widget.view), []
        widget.send = lambda content: self.replies.append(content["re"])  # type: ignore[method-assign]
        self.sent = 0

    def say(self, do: str, **values: Any) -> dict[str, Any]:
        """Send a message about the view that is seen, and see the view that follows."""
        self.say_blindly(do, **values)
        self.view = dict(self.widget.view)
        return self.view

    def say_blindly(self, do: str, **values: Any) -> None:
        """Send a message about the view that is seen; what follows has not arrived here yet."""
        self.sent += 1
        message = {"do": do, "id": f"window-{self.sent}", "turn": self.view["turn"], **values}
        self.widget._receive(self.widget, {"learner": self.view["learner"], **message}, [])


def answers(record: Record) -> list[Any]:
    return [attempt.answer for attempt in record.attempts(record.learner().id)]


def test_a_message_that_changes_nothing_gets_a_reply_too(here: Session) -> None:
    page = Page(lesson("heat-and-ice", here).item("time-limit"))
    page.say("answer", answer=None)
    page.say("answer", answer=None)
    page.say("no_such_thing")
    page.say("changed")
    assert page.replies == ["window-1", "window-2", "window-3", "window-4"]


def test_a_page_that_could_not_restore_the_library_gets_it_for_the_asking(here: Session) -> None:
    widget = lesson("heat-and-ice", here).item("time-limit")
    sent: list[dict[str, Any]] = []
    widget.send = sent.append
    before = dict(widget.view)
    widget._receive(widget, {"do": "library"}, [])
    (reply,) = sent
    assert {"item.js", "parts/dom.js"} <= set(reply["library"]["sources"])
    assert (reply["library"]["version"], reply["library"]["style"] != "") == (widget.library.version, True)
    assert dict(widget.view) == before


def test_the_same_problem_told_twice_is_a_new_view_each_time(here: Session) -> None:
    page = Page(lesson("heat-and-ice", here).item("time-limit"))
    first = page.say("answer", answer=["not", "one"])
    second = page.say("answer", answer=["not", "one"])
    assert first["problem"] == second["problem"] != ""
    assert first["turn"] < second["turn"]


def test_a_double_click_on_check_is_one_answer(here: Session, record: Record) -> None:
    page = Page(lesson("heat-and-ice", here).item("time-limit"))
    page.say_blindly("answer", answer="a")
    page.say_blindly("answer", answer="b")
    assert answers(record) == ["a"]
    assert page.replies == ["window-1", "window-2"]


def test_a_second_window_answers_only_what_it_has_seen(here: Session, record: Record) -> None:
    item = lesson("heat-and-ice", here).item("lump-on-shoulder")
    first, other = Page(item), Page(lesson("heat-and-ice", here).item("lump-on-shoulder"))
    key, *_ = [option["id"] for option in first.view["options"]]
    first.say("answer", answer=key)
    other.say_blindly("answer", answer="d")
    assert answers(record) == [key]


def test_a_window_that_missed_what_another_one_did_is_sent_it_when_it_says_something(here: Session) -> None:
    item = lesson("heat-and-ice", here).item("time-limit")
    page, other = Page(item), Page(item)
    page.say("answer", answer="a")
    sent: list[Any] = []
    item.send_state = sent.append  # type: ignore[method-assign]
    other.say_blindly("answer", answer="b")
    assert sent == ["view"]
    other.say_blindly("no_such_thing")
    assert sent == ["view"]


def test_the_view_says_which_message_it_answers_so_that_no_other_window_loses_its_place(here: Session) -> None:
    page = Page(lesson("heat-and-ice", here).item("time-limit"))
    assert page.say("answer", answer="a")["answers"] == "window-1"
    assert page.say("again")["answers"] == "window-2"


def test_a_changed_office_does_not_make_what_was_just_pressed_an_older_view(
    here: Session, record: Record
) -> None:
    page = Page(lesson("heat-and-ice", here).item("time-limit"))
    start(here).choose_scope("oregon")
    page.widget._receive(page.widget, {"do": "changed"}, [])
    page.say_blindly("answer", answer="a")
    assert answers(record)[-1] == "a"


def test_a_cell_that_is_run_again_shows_the_same_widget_as_it_stands(here: Session) -> None:
    item = lesson("heat-and-ice", here).item("time-limit")
    Page(item).say("answer", answer="a")
    again = lesson("heat-and-ice", here).item("time-limit")
    assert again is item
    assert again.view["feedback"] is not None


def test_what_is_erased_is_what_stands_on_the_page(here: Session, record: Record) -> None:
    ann = record.rename("Ann")
    heat = lesson("heat-and-ice", here)
    Page(heat.item("time-limit")).say("answer", answer="a")
    page = Page(my_record(here))
    ben = record.switch("Ben")
    Page(lesson("heat-and-ice", Session.open(record)).item("time-limit")).say("answer", answer="b")
    assert page.say("erase", word="erase")["problem"] == SOMEBODY_ELSE
    assert [attempt.answer for attempt in record.attempts(ben.id)] == ["b"]
    assert [attempt.answer for attempt in record.attempts(ann.id)] == ["a"]


def test_an_answer_on_the_page_of_somebody_else_is_kept_for_nobody(here: Session, record: Record) -> None:
    record.rename("Ann")
    page = Page(lesson("heat-and-ice", here).item("time-limit"))
    ben = record.switch("Ben")
    view = page.say("answer", answer="a")
    assert view["problem"] == SOMEBODY_ELSE
    assert view["learner"] == ben.id
    assert answers(record) == []
    page.say("answer", answer="b")
    assert answers(record) == ["b"]


def test_a_new_learner_saved_twice_is_one(here: Session, record: Record) -> None:
    page = Page(start(here))
    page.say("name", name="Ann")
    page.say_blindly("other", name="Ben")
    page.say_blindly("other", name="Ben")
    assert [learner.name for learner in record.learners()] == ["Ann", "Ben"]


def test_half_a_character_is_kept_as_one_that_can_be_sent(here: Session, record: Record) -> None:
    page = Page(lesson("heat-and-ice", here).item("say-what-heat-does"))
    page.say("answer", answer="Heat eases it \ud83d for a while \x00.")
    (saved,) = answers(record)
    assert "eases it \ufffd for a while ." in str(saved)
    assert my_record(here).table().encode("utf-8")


@given(st.recursive(st.text(st.characters()) | st.integers() | st.none(), st.lists, max_leaves=5))
def test_whatever_comes_from_a_page_can_be_sent_back(value: Any) -> None:
    assert str(sendable(value)).encode("utf-8") is not None
    assert sendable(sendable(value)) == sendable(value)


def test_whole_characters_stay_as_they_are() -> None:
    assert sendable({"a": ["é 😀 ½", 3, None]}) == {"a": ["é 😀 ½", 3, None]}
