"""What cannot be written into the record of a class waits beside it, and whoever comes next brings it in."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from course_lib.classroom.waiting import Left, Waiting, bring_in
from course_lib.language.class_troubles import ended
from course_lib.model import Learner
from course_lib.record import NotSaved, Record
from course_lib.record.made_up import MADE_UP
from course_lib.record.unwritten import waiting

ANA = Learner(id=MADE_UP.learner, name="Ana")
FIRST, SECOND = MADE_UP, MADE_UP.model_copy(update={"id": "second", "answer": {"caf\u00e9": [1, None]}})


@pytest.fixture
def beside(tmp_path: Path) -> Path:
    folder = tmp_path / "beside"
    folder.mkdir()
    return folder


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The file of the record, in whose place lies a folder."""
    file = tmp_path / "class.sqlite"
    file.mkdir()
    return file


def of_ana(place: Path, beside: Path | None) -> Record:
    return Record(f"sqlite:///{place.as_posix()}", learner=ANA, beside=beside)


def two_wait(place: Path, beside: Path) -> Record:
    record = of_ana(place, beside)
    for attempt in (FIRST, SECOND):
        with pytest.raises(NotSaved):
            record.append(attempt)
    return record


def test_what_waits_lies_in_the_folder_until_its_own_record_has_written_it(place: Path, beside: Path) -> None:
    with two_wait(place, beside) as record:
        assert waiting(beside) == 2
        place.rmdir()
        record.retry()
        assert waiting(beside) == 0
        assert list(beside.iterdir()) == []
        assert record.attempts(ANA.id) == [FIRST, SECOND]


def test_what_waits_when_a_kernel_ends_is_written_once_by_whoever_brings_it_in(
    place: Path, beside: Path
) -> None:
    with two_wait(place, beside) as slow, of_ana(place, None) as other:
        with pytest.raises(NotSaved):
            bring_in(beside, other)
        assert waiting(beside) == 2
        place.rmdir()
        bring_in(beside, other)
        assert list(beside.iterdir()) == []
        slow.retry()
        assert other.attempts(ANA.id) == [FIRST, SECOND]


def test_what_waits_of_somebody_who_is_erased_is_written_by_nobody(place: Path, beside: Path) -> None:
    with two_wait(place, beside) as record, of_ana(place, None) as other:
        place.rmdir()
        assert record.erase().entries == 2
        assert list(beside.iterdir()) == []
        bring_in(beside, other)
        assert other.attempts(ANA.id) == []


def test_a_damaged_line_takes_no_other_with_it(place: Path, beside: Path) -> None:
    two_wait(place, beside).close()
    (file,) = beside.iterdir()
    file.write_text(
        file.read_text(encoding="utf-8").replace(FIRST.item, "", 1).replace("{", "", 1), encoding="utf-8"
    )
    place.rmdir()
    with of_ana(place, None) as record:
        bring_in(beside, record)
        assert record.attempts(ANA.id) == [SECOND]


def test_a_class_knows_how_it_ended(place: Path, beside: Path) -> None:
    with two_wait(place, beside), of_ana(place, None) as record, ThreadPoolExecutor(1) as thread:
        room = Waiting(beside, record, thread)
        assert room.end() == Left("in_the_way", 2)
        place.rmdir()
        assert room.end() == Left()
        assert record.attempts(ANA.id) == [FIRST, SECOND]


def test_at_the_end_of_a_class_its_instructor_is_told_what_is_safe_what_is_not_and_what_to_do() -> None:
    assert ended("", 0, "/d") == "All answers are kept."
    assert ended("unreachable", 2, "/d") == (
        "▲ The record cannot be written now: the database of this class cannot be reached. What was saved "
        "before is safe. 2 answers are not in it yet. They wait in /d: leave that folder as it is. Check that "
        "the network works, that the database runs, and that `record:` in the class file names its computer. "
        "Then start the class once more with the same command: it saves what waits."
    )
    assert "1 answer is not in it yet. It waits in /d" in ended("full", 1, "/d")
    assert ended("full", 0, "/d") == (
        "▲ The record cannot be written now: the disk of this computer is full. What was saved before is safe. "
        "Where a page said that something is not saved yet, it must be answered again. Make some room on that "
        "disk. Then start the class once more with the same command."
    )
