"""A record that rehearsed: what it learned of its statements holds for whichever file it is led to."""

from pathlib import Path
from typing import Any

import psutil
import pytest

from course_lib.model import Learner
from course_lib.record import Record
from course_lib.record import record as record_module
from course_lib.record.made_up import MADE_UP

ANA, BEN = Learner(id="ana", name="Ana"), Learner(id="ben", name="Ben")


def url(path: Path) -> str:
    return f"sqlite:///{path.as_posix()}"


def answered(record: Record, learner: Learner) -> list[str]:
    """Give the learner's answer, then return the ids of all that are kept of them."""
    record.switch(learner)
    record.append(MADE_UP.model_copy(update={"id": f"of {learner.id}", "learner": learner.id}))
    return [attempt.id for attempt in record.attempts(learner.id)]


def test_a_record_that_rehearsed_writes_where_it_is_led_and_nowhere_else(tmp_path: Path) -> None:
    record = Record(url(tmp_path / "nowhere" / "record.sqlite"), learner=ANA)
    record.rehearse()
    assert list(tmp_path.iterdir()) == []
    assert record.learner() == ANA
    assert record.pending == []
    for name, learner in (("one", ANA), ("two", BEN), ("one", BEN)):
        record.move(url(tmp_path / name), learner)
        assert answered(record, learner) == [f"of {learner.id}"]
    record.close()
    for name, learners in (("one", ["ana", "ben"]), ("two", ["ben"])):
        with Record(url(tmp_path / name)) as other:
            assert [learner.id for learner in other.learners()] == learners
            assert [row.id for row in other.of_all()] == [f"of {learner}" for learner in learners]


def test_after_a_rehearsal_nothing_is_open(tmp_path: Path) -> None:
    before = {file.path for file in psutil.Process().open_files()}
    record = Record(url(tmp_path / "record.sqlite"))
    record.rehearse()
    assert {file.path for file in psutil.Process().open_files()} <= before


def test_where_nothing_can_be_written_it_goes_without_a_rehearsal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(record_module, "TemporaryDirectory", full)
    record = Record(url(tmp_path / "record.sqlite"), learner=ANA)
    record.rehearse()
    assert answered(record, ANA) == ["of ana"]
    record.close()


def test_a_record_that_rehearsed_in_a_file_goes_on_in_a_database_that_is_none(
    postgres_url: str, tmp_path: Path
) -> None:
    record = Record(url(tmp_path / "nowhere.sqlite"), learner=ANA)
    record.rehearse()
    record.move(postgres_url, ANA)
    assert answered(record, ANA) == ["of ana"]
    record.close()
