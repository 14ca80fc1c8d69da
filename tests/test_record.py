"""The record of attempts: what is kept, in which order, and for whom."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.model.attempt import Attempt, Learner
from course_lib.record import NotErased, NotSaved, Record, default_url

NOON = datetime(2026, 5, 4, 12, 0, 0, 250, tzinfo=UTC)


def an_attempt(number: int | str = 1, **fields: Any) -> Attempt:
    """An attempt; what a test does not care about is filled in."""
    return Attempt.model_validate(
        {
            "id": f"attempt-{number}",
            "learner": "ann",
            "place": "heat/practice/time-limit",
            "item": "time-limit",
            "version": 1,
            "answer": "b",
            "right": True,
            "score": 1,
            "at": NOON,
        }
        | fields
    )


def ids(attempts: list[Attempt]) -> list[str]:
    return [attempt.id for attempt in attempts]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "record.sqlite"


@pytest.fixture
def url(path: Path) -> str:
    return f"sqlite:///{path}"


def test_an_attempt_is_there_with_every_field_when_the_record_is_opened_again(url):
    given = an_attempt(answer=["b", "c"], confidence="sure", hints=2, seconds=7.25, unsafe=True, score=0.5)
    with Record(url) as record:
        record.append(given)
    with Record(url) as record:
        assert record.attempts("ann") == [given]


def test_a_lesson_that_was_only_opened_writes_nothing(tmp_path, url):
    with Record(url) as record:
        learner = record.learner()
        assert record.attempts(learner.id) == []
        assert record.learners() == []
    assert list(tmp_path.iterdir()) == []


def test_an_attempt_saved_twice_is_kept_once(url):
    with Record(url) as record:
        record.append(an_attempt(1))
        record.append(an_attempt(2))
        record.append(an_attempt(1))
        assert ids(record.attempts("ann")) == ["attempt-1", "attempt-2"]


def test_attempts_come_in_the_order_they_were_given_whatever_their_clock_says(url):
    with Record(url) as record:
        record.append(an_attempt(1, at=NOON))
        record.append(an_attempt(2, at=NOON - timedelta(hours=1)))
        assert ids(record.attempts("ann")) == ["attempt-1", "attempt-2"]


def test_attempts_are_found_by_learner_and_by_the_beginning_of_their_place(url):
    with Record(url) as record:
        for number, place in enumerate(["heat/pretest/a", "heat/practice/a", "Heat/pretest/b", "he_t/x", "h%"]):
            record.append(an_attempt(number, place=place))
        record.append(an_attempt("bobs", learner="bob"))
        assert ids(record.attempts("ann", "heat/")) == ["attempt-0", "attempt-1"]
        assert ids(record.attempts("ann", "heat/pretest/a")) == ["attempt-0"]
        assert ids(record.attempts("ann", "he_t")) == ["attempt-3"]
        assert ids(record.attempts("ann", "h%")) == ["attempt-4"]
        assert record.attempts("ann", "pretest") == []
        assert ids(record.attempts("bob")) == ["attempt-bobs"]


def test_a_time_from_another_zone_is_kept_as_the_same_moment_in_utc(url):
    there = NOON.astimezone(timezone(timedelta(hours=-5)))
    with Record(url) as record:
        record.append(an_attempt(1, at=there))
        record.append(an_attempt(2, at=NOON.replace(tzinfo=None)))
        assert [attempt.at.isoformat() for attempt in record.attempts("ann")] == [NOON.isoformat()] * 2


@pytest.mark.parametrize("answer", ['{"half', "caf\u00e9", "", b"\xff\xfe", None, 3, "[" * 100_000])
def test_an_answer_that_cannot_be_read_hides_no_other(path, url, answer):
    with Record(url) as record:
        for number in (1, 2, 3):
            record.append(an_attempt(number))
    with closing(sqlite3.connect(path)) as connection, connection:
        if answer is None:
            connection.execute("UPDATE attempt SET confidence = 'perhaps' WHERE id = 'attempt-2'")
        elif isinstance(answer, bytes):
            connection.execute("UPDATE attempt SET answer = CAST(? AS TEXT) WHERE id = 'attempt-2'", (answer,))
        else:
            connection.execute("UPDATE attempt SET answer = ? WHERE id = 'attempt-2'", (answer,))
    with Record(url) as record:
        saved = ids(record.attempts("ann"))
        # SQLite turns the number 3 into the text "3", which is JSON.
        assert saved == ["attempt-1", *(["attempt-2"] if answer == 3 else []), "attempt-3"]
        assert ("damaged and are left out here: 1." in record.notice) == (answer != 3)
        record.attempts("ann")
        assert record.notice.count("left out here: 1.") == (answer != 3)
        record.switch(Learner(id="ann"))
        record.erase()
        assert record.notice == ""


@pytest.mark.parametrize("name", ["", '"half', "3", "[" * 100_000, b"\xff\xfe"])
def test_whose_name_cannot_be_read_learns_on_with_all_answers(path, url, name):
    with Record(url) as record:
        ann = record.rename("Ann")
        record.append(an_attempt(1, learner=ann.id))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE learner SET name = CAST(? AS TEXT)", (name,))
    with Record(url) as record:
        assert record.learner() == Learner(id=ann.id)
        assert ids(record.attempts(ann.id)) == ["attempt-1"]
        assert record.rename("Ann").id == ann.id


@pytest.mark.parametrize("seconds", [-1, float("nan"), float("inf"), "soon", 10**400, [3]])
def test_a_time_taken_that_no_clock_can_say_hides_no_answer(url, seconds):
    with Record(url) as record:
        record.append(an_attempt(1, seconds=seconds))
        assert [attempt.seconds for attempt in record.attempts("ann")] == [None]


def test_an_answer_that_is_not_json_is_the_authors_error_and_keeps_nothing_waiting(url):
    with Record(url) as record:
        with pytest.raises(TypeError):
            record.append(an_attempt(1, answer={1, 2}))
        assert record.pending == []
        record.append(an_attempt(2))
        assert ids(record.attempts("ann")) == ["attempt-2"]


json_answers = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@settings(max_examples=60)
@given(answers=st.lists(json_answers, min_size=1, max_size=4))
def test_any_json_answer_comes_back_as_it_was_given(tmp_path_factory, answers):
    url = f"sqlite:///{tmp_path_factory.mktemp('answers') / 'record.sqlite'}"
    with Record(url) as record:
        for number, answer in enumerate(answers):
            record.append(an_attempt(number, answer=answer))
    with Record(url) as record:
        assert [attempt.answer for attempt in record.attempts("ann")] == answers


@settings(max_examples=60)
@given(
    name=st.text(max_size=60),
    place=st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1),
)
def test_any_name_and_any_place_come_back_as_they_were_given(tmp_path_factory, name, place):
    url = f"sqlite:///{tmp_path_factory.mktemp('names') / 'record.sqlite'}"
    with Record(url) as record:
        learner = record.rename(name)
        assert learner.name == name
        record.append(an_attempt(learner=learner.id, place=place))
    with Record(url) as record:
        assert record.learner() == learner
        assert record.learners() == [learner]
        assert ids(record.attempts(learner.id, place)) == ["attempt-1"]


def test_a_name_that_looks_like_sql_is_only_a_name(url):
    name = "'); DROP TABLE attempt; --"
    with Record(url) as record:
        record.append(an_attempt(learner=name, place=name))
        record.rename(name)
        assert ids(record.attempts(name, name)) == ["attempt-1"]
        assert record.learner().name == name


def test_half_a_character_in_a_name_is_replaced_and_the_rest_kept(url):
    with Record(url) as record:
        assert record.rename("A\ud83dnn").name == "A\ufffdnn"
        assert record.learner().name == "A\ufffdnn"


def test_the_first_learner_has_a_random_id_no_name_and_stays_the_same(url):
    with Record(url) as record, Record(url) as other:
        learner = record.learner()
        assert learner.name == ""
        assert record.learner() == learner
        assert other.learner().id != learner.id


def test_the_first_answer_makes_the_learner_known_to_the_next_lesson(url):
    with Record(url) as record:
        learner = record.learner()
        record.append(an_attempt(learner=learner.id))
    with Record(url) as record:
        assert record.learner() == learner
        assert ids(record.attempts(learner.id)) == ["attempt-1"]


def test_two_lessons_opened_before_the_first_answer_belong_to_one_learner(url):
    with Record(url) as here, Record(url) as there:
        first, second = here.learner(), there.learner()
        here.append(an_attempt(1, learner=first.id))
        there.append(an_attempt(2, learner=second.id))
        there.append(an_attempt(3, learner=second.id))
        assert there.learner() == here.learner() == first
        assert ids(here.attempts(first.id)) == ["attempt-1", "attempt-2", "attempt-3"]
        assert ids(there.attempts(second.id)) == ["attempt-1", "attempt-2", "attempt-3"]
        assert here.learners() == [first]


def test_a_new_name_keeps_the_learner_and_the_answers(url):
    with Record(url) as record:
        learner = record.learner()
        record.append(an_attempt(learner=learner.id))
        assert record.rename("Ann Lee") == Learner(id=learner.id, name="Ann Lee")
        assert record.learner() == Learner(id=learner.id, name="Ann Lee")
        assert ids(record.attempts(learner.id)) == ["attempt-1"]


def test_a_name_given_before_the_first_answer_is_kept(url):
    with Record(url) as record:
        learner = record.rename("Ann")
    with Record(url) as record:
        assert record.learner() == learner


def test_learners_on_a_shared_computer_keep_their_answers_apart_and_can_come_back(url):
    with Record(url) as record:
        ann = record.rename("Ann")
        record.append(an_attempt(1, learner=ann.id))
        bob = record.switch("Bob")
        assert bob.id != ann.id
        assert record.attempts(bob.id) == []
        assert record.learners() == [ann, bob]
    with Record(url) as record:
        assert record.learner() == bob
        assert record.switch(ann) == ann
    with Record(url) as record:
        assert record.learner() == ann
        assert record.learners() == [bob, ann]
        assert ids(record.attempts(ann.id)) == ["attempt-1"]


def test_two_learners_may_have_the_same_name(url):
    with Record(url) as record:
        assert record.switch("Ann").id != record.switch("Ann").id
        assert [learner.name for learner in record.learners()] == ["Ann", "Ann"]


def test_every_answer_is_on_the_disk_before_the_next_step(path, url):
    with Record(url) as record:
        record.append(an_attempt())
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
            assert connection.execute("PRAGMA user_version").fetchone() == (3,)
        with record._store.engine.connect() as connection:
            assert connection.execute("PRAGMA synchronous").scalar() == 2  # FULL
            assert connection.execute("PRAGMA busy_timeout").scalar() == 5000


def test_the_default_place_may_have_any_name(tmp_path, monkeypatch):
    monkeypatch.delenv("COURSE_RECORD", raising=False)
    monkeypatch.setattr("platformdirs.user_data_dir", lambda name: str(tmp_path / "50% of what?" / name))
    with Record(default_url()) as record:
        record.append(an_attempt())
    assert (tmp_path / "50% of what?" / "back-spasm-course" / "record.sqlite").is_file()


def test_answers_go_to_the_users_data_folder_or_where_course_record_says(monkeypatch):
    monkeypatch.delenv("COURSE_RECORD", raising=False)
    assert default_url().startswith("sqlite:///")
    assert default_url().endswith("back-spasm-course/record.sqlite")
    monkeypatch.setenv("COURSE_RECORD", "sqlite:///elsewhere.sqlite")
    assert default_url() == "sqlite:///elsewhere.sqlite"


@pytest.mark.parametrize("folder", ["with space", "100%20", "M\u00fcnchen \u2603", "a#b", "it's", "what?"])
def test_the_folder_may_have_any_ordinary_name(tmp_path, folder):
    path = tmp_path / folder / "record.sqlite"
    url = f"sqlite:///{quote(path.as_posix())}"
    with Record(url) as record:
        record.append(an_attempt())
        record.append(an_attempt(2))
    assert [part.name for part in path.parent.iterdir()] == ["record.sqlite"]
    assert [part.name for part in tmp_path.iterdir()] == [folder]


def test_a_record_in_memory_works_for_as_long_as_it_is_open():
    with Record("sqlite://") as record:
        learner = record.rename("Ann")
        record.append(an_attempt(learner=learner.id))
        assert ids(record.attempts(learner.id)) == ["attempt-1"]


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("postgresql+asyncpg://teacher:secret@example.invalid/class", "To install its driver"),
        ("postgresql+nothing://teacher:secret@example.invalid/class", "not a database address"),
        ("my answers", "not a database address"),
    ],
)
def test_an_address_that_cannot_work_is_told_to_the_instructor_without_the_password(url, sentence):
    with Record(url) as record:
        with pytest.raises(NotSaved) as trouble:
            record.append(an_attempt())
        assert "For the instructor" in trouble.value.sentence
        assert sentence in trouble.value.sentence
        assert "secret" not in trouble.value.sentence
        assert record.attempts("ann") == [an_attempt()]  # it waits, and the lesson can show it
        assert sentence in record.notice


def test_sqlalchemy_is_not_loaded_for_a_file(tmp_path):
    code = f"""
import sys
from course_lib.record import Record
from course_lib.record.made_up import MADE_UP
with Record("sqlite:///{tmp_path.as_posix()}/record.sqlite") as record:
    record.append(MADE_UP)
    print(len(record.attempts(MADE_UP.learner)), end=" ")
print("sqlalchemy" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "1 False\n"


# Erasing.


def traces(path: Path) -> bytes:
    """All that is on the disk of a record: its file and what SQLite keeps beside it."""
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


def test_what_is_erased_leaves_no_trace_on_the_disk_and_nobody_else_is_touched(path, url):
    with Record(url) as record:
        bob = record.switch("Bob Stone")
        record.append(an_attempt("of-bob", learner=bob.id, answer="bobs answer"))
        ann = record.switch("Ann Q. Rivers")
        for number in range(50):
            record.append(an_attempt(number, learner=ann.id, answer=f"anns answer {number}"))
        record.rename("Anne Rivers")
        assert record.erase() == (50, True)
        assert record.attempts(ann.id) == []
        assert ids(record.attempts(bob.id)) == ["attempt-of-bob"]
        assert [learner.name for learner in record.learners()] == ["Bob Stone", ""]
        assert record.learner().name == ""
    left = traces(path)
    assert b"Bob Stone" in left
    assert b"anns answer" not in left
    assert b"Rivers" not in left
    assert ann.id.encode() not in left


def test_a_trace_that_another_program_keeps_from_being_erased_is_told(path, url):
    with Record(url, wait=0) as record:
        ann = record.switch("Ann Rivers")
        record.append(an_attempt(1, learner=ann.id, answer="anns answer"))
        reader = sqlite3.connect(path, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM attempt").fetchone()
        assert record.erase() == (1, False)
        reader.close()
        assert record.erase() == (0, True)
    assert b"anns answer" not in traces(path)


def test_after_erasing_another_open_window_writes_for_nobody_who_was_erased(url):
    with Record(url) as here, Record(url) as other:
        ann = here.rename("Ann Rivers")
        assert other.learner() == ann
        here.erase()
        assert other.learner().name == ""
        other.append(an_attempt(1, learner=other.learner().id))
        assert [learner.name for learner in here.learners()] == [""]
        assert ids(here.attempts(here.learner().id)) == ["attempt-1"]


def test_erasing_before_anything_was_answered_writes_no_file(tmp_path, url):
    with Record(url) as record:
        before = record.learner()
        assert record.erase() == (0, True)
        assert record.learner().id != before.id
    assert list(tmp_path.iterdir()) == []


def test_what_waits_to_be_saved_is_erased_with_the_rest(path, url):
    path.mkdir(parents=True)  # no database can be where a folder is
    with Record(url, wait=0) as record:
        with pytest.raises(NotSaved):
            record.append(an_attempt(1, learner=record.learner().id))
        with pytest.raises(NotErased, match="Nothing was erased"):
            record.erase()
        assert len(record.pending) == 1
        path.rmdir()
        assert record.erase().entries == 1
        assert record.pending == []


def test_damaged_files_that_were_set_aside_are_named(path, url):
    path.parent.mkdir()
    (path.parent / "record.unreadable-1.sqlite").touch()
    with Record(url) as record:
        assert record.set_aside() == ["record.unreadable-1.sqlite"]
