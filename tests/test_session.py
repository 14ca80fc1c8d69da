"""A session is the one way in: what is handed to it, every page uses; left alone, it is the learner's own."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from course_lib import lesson, my_review
from course_lib.errors import CourseError
from course_lib.pages.session import Session
from course_lib.record import Record
from course_lib.record.clock import COURSE_CLOCK, course_clock

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def test_pages_of_one_session_share_its_record_and_its_clock(record: Record) -> None:
    session = Session.open(record, clock=lambda: NOON)
    lesson("heat-and-ice", session).item("time-limit").answer("a")
    (attempt,) = record.attempts(session.learner.id)
    assert (attempt.item, attempt.at) == ("time-limit", NOON)


def test_what_was_answered_days_ago_is_due_by_the_clock_that_is_handed_in(record: Record) -> None:
    lesson("heat-and-ice", Session.open(record, clock=lambda: NOON)).item("time-limit").answer("a")
    later = Session.open(record, clock=lambda: NOON + timedelta(days=70))
    assert my_review(later).today().view["where"] == "Card 1 of 1"


def test_opening_a_session_makes_no_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "record.sqlite"
    monkeypatch.setenv("COURSE_RECORD", f"sqlite:///{file.as_posix()}")
    assert Session.open().learner.name == ""
    assert not file.exists()


def test_the_clock_is_the_computers_unless_a_file_of_days_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(COURSE_CLOCK, raising=False)
    before = datetime.now(UTC)
    assert before <= course_clock() <= datetime.now(UTC)
    days = tmp_path / "days"
    monkeypatch.setenv(COURSE_CLOCK, str(days))
    for ahead in (3, 4.5):
        days.write_text(f"{ahead}\n")
        assert timedelta(0) <= course_clock() - before - timedelta(days=ahead) < timedelta(hours=1)


@pytest.mark.parametrize("text", ["", "tomorrow", "nan", "1e99"])
def test_a_file_that_holds_no_days_is_told_to_whoever_named_it(
    text: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    days = tmp_path / "days"
    days.write_text(text)
    monkeypatch.setenv(COURSE_CLOCK, str(days))
    with pytest.raises(CourseError, match=r"holds no number of days\. Write one into it, such as 3"):
        course_clock()
