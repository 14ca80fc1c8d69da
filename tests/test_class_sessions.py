"""Who is signed in to a class, also where the file of sessions cannot be written, or is damaged."""

import sqlite3
from pathlib import Path

import pytest

from course_lib.classroom.joining import NOT_KEPT, Joining
from course_lib.classroom.sessions import Member, Sessions
from course_lib.errors import CourseError
from course_lib.model import Learner
from course_lib.model.classroom import ClassFile
from course_lib.record import NotSaved

ANA = Member("learner", "1", "Ana")


@pytest.fixture
def sessions(tmp_path: Path) -> Sessions:
    return Sessions(tmp_path / "class.sqlite")


def cannot_write(sessions: Sessions, *, really: bool = True) -> None:
    sessions.table.execute(f"PRAGMA query_only = {int(really)}")


def test_where_nothing_can_be_written_somebody_is_signed_in_as_long_as_the_server_runs(
    sessions: Sessions, tmp_path: Path
) -> None:
    before = sessions.begin(ANA)
    cannot_write(sessions)
    token = sessions.begin(ANA)
    assert sessions.member(token) == ANA
    assert sessions.member(before) == ANA
    sessions.end(token)
    sessions.end(before)
    assert sessions.member(token) is None
    assert sessions.member(before) is None, "who left has left, written or not"
    cannot_write(sessions, really=False)
    kept = sessions.begin(ANA)
    sessions.close()
    again = Sessions(tmp_path / "class.sqlite")
    assert again.member(kept) == ANA
    assert again.member(token) is None


def test_a_damaged_file_is_set_aside_and_all_sign_in_once_more(tmp_path: Path) -> None:
    path = tmp_path / "class.sqlite"
    path.write_bytes(b"no database" * 500)
    sessions = Sessions(path)
    assert sessions.member(sessions.begin(ANA)) == ANA
    assert (tmp_path / "damaged-class.sqlite").read_bytes().startswith(b"no database")


def test_a_file_that_is_busy_is_not_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "class.sqlite"
    Sessions(path).close()

    def busy(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr("course_lib.classroom.sessions.sqlite3.connect", busy)
    with pytest.raises(sqlite3.OperationalError):
        Sessions(path)
    assert [each.name for each in tmp_path.iterdir()] == ["class.sqlite"]


def test_whoever_tries_again_after_nothing_could_be_written_is_one_person(sessions: Sessions) -> None:
    known = ClassFile.model_validate({"name": "A", "starts": "2026-12-01", "code": "HEAT24", "open_places": 2})
    enrolled: list[Learner] = []
    full = True

    def enroll(learner: Learner) -> None:
        enrolled.append(learner)
        if full:
            raise NotSaved("full")

    joining = Joining(known, sessions, enroll)
    for _ in range(2):
        with pytest.raises(CourseError, match=NOT_KEPT):
            joining.join("HEAT24", "Cy Dee", "")
    full = False
    cannot_write(sessions)
    with pytest.raises(CourseError, match=NOT_KEPT):
        joining.join("HEAT24", "Cy Dee", "")
    cannot_write(sessions, really=False)
    member, code = joining.join("HEAT24", "Cy Dee", "")
    assert code
    assert {learner.id for learner in enrolled} == {member.learner}
