"""The waiting room: who waits, how far each case is, one case open at a time, and the way back."""

import pytest

from course_lib.authoring.coverage import read
from course_lib.catalog import catalog
from course_lib.errors import UnknownNameError
from course_lib.pages.patients import patients
from course_lib.pages.session import Session
from course_lib.record import Record
from course_lib.rules.encounter import best_path
from course_lib.rules.minutes import case_minutes

(NAMES,) = (use.ids for use in read()["09_patients.ipynb"] if use.name == "waiting_room")
"""Who waits, in the order of the page."""


@pytest.fixture
def room(tmp_path):
    return patients(Session.open(Record(f"sqlite:///{tmp_path / 'record.sqlite'}"))).waiting_room(*NAMES)


def states(room):
    return {person["id"]: person["state"] for person in room.view["people"]}


def finish(room, name):
    encounter = room.call_in(name)
    for taken in best_path(encounter.patient).path:
        room.choose(taken.choice.id)


def test_everybody_with_a_page_of_their_own_waits_and_the_first_one_is_next(room):
    assert set(NAMES) == set(catalog().room_patients)
    assert tuple(states(room)) == NAMES
    assert set(states(room).values()) == {"new"}
    assert room.view["today"] == NAMES[0] == "rufus"
    assert room.view["case"] is None
    assert all(person["face"].startswith("<svg") and person["line"] for person in room.view["people"])


def test_one_case_is_open_at_a_time_and_the_way_back_leads_to_that_face(room):
    room._receive(None, {"do": "call_in", "name": "tess"}, [])
    assert room.view["case"]["name"] == "Tess"
    assert room.view["focus"] == "case"
    room._receive(None, {"do": "call_in", "name": "ines"}, [])
    assert room.view["case"]["name"] == "Ines"
    room._receive(None, {"do": "close"}, [])
    assert (room.view["case"], room.view["focus"]) == (None, "person-ines")


def test_who_was_begun_is_next_and_who_is_done_is_ticked(room):
    room.call_in("ines")
    room.choose("ask")
    assert states(room)["ines"] == "started"
    assert room.view["today"] == "ines"
    finish(room, "rufus")
    assert states(room)["rufus"] == "done"
    assert (
        room.view["count"]
        == "1 of 12 seen to the end. Each takes about 5 minutes; two or three a day are enough."
    )
    assert room.view["minutes"] == case_minutes(catalog().patients[name] for name in NAMES if name != "rufus")


def test_a_case_is_open_where_it_was_left(room):
    room.call_in("ines")
    room.choose("ask")
    room._receive(None, {"do": "close"}, [])
    assert room.call_in("ines").step.id == "words"


def test_nobody_is_called_in_who_does_not_wait_here(room):
    with pytest.raises(UnknownNameError):
        room.call_in("leon")
    room._receive(None, {"do": "call_in", "name": "leon"}, [])
    assert room.view["case"] is None
    assert room.view["problem"]


def test_a_choice_without_an_open_case_changes_nothing(room):
    before = room.view
    room._receive(None, {"do": "choose", "choice": "ask"}, [])
    assert room.view == before


def test_a_second_click_is_not_taken_for_the_next_step(room):
    room.call_in("ines")
    room._receive(None, {"do": "choose", "choice": "ask", "step": 1}, [])
    room._receive(None, {"do": "choose", "choice": "lines", "step": 1}, [])
    assert [taken["title"] for taken in room.view["case"]["path"]] == ["The patch"]


def test_somebody_else_finds_the_waiting_room_and_nobody_begun(tmp_path):
    record = Record(f"sqlite:///{tmp_path / 'record.sqlite'}")
    room = patients(Session.open(record)).waiting_room(*NAMES)
    room.call_in("ines")
    room.choose("ask")
    record.switch("Somebody Else")
    room._receive(None, {"do": "changed"}, [])
    assert room.view["case"] is None
    assert set(states(room).values()) == {"new"}


def test_the_transcript_tells_of_everybody_without_the_way_out(room):
    text = str(room._transcript)
    for name in ("Rufus", "Tess", "Carla"):
        assert name in text
    assert "You lift the pack off" not in text
