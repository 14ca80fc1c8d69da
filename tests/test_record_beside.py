"""What lies beside the record's file: journals of another file, and copies of it."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from course_lib import lesson, my_record, start
from course_lib.catalog import Catalog
from course_lib.model import Attempt, Place
from course_lib.pages.session import Session
from course_lib.record import Record, SomebodyElse
from course_lib.record.beside import mark_of
from course_lib.record.journal import Journal

OLD = Path(__file__).parent / "data" / "record-1.sqlite"
ANA = "0" * 30 + "a0"


def an_attempt(number: int | str, learner: str) -> Attempt:
    given = {
        "place": "heat/practice/a",
        "item": "a",
        "version": 1,
        "answer": "b" * 40,
        "right": True,
        "score": 1,
    }
    return Attempt.model_validate({"id": f"{number}", "learner": learner, "at": "2026-11-20T12:00:00Z"} | given)


def url_of(path: Path) -> str:
    return f"sqlite:///{path.as_posix()}"


def ids(attempts: list[Attempt]) -> list[str]:
    return [attempt.id for attempt in attempts]


def answered_by(path: Path, name: str, count: int = 30) -> bytes:
    """Let somebody answer in a record; return the journal that a kernel leaves which is killed at the end."""
    path.parent.mkdir(exist_ok=True)
    with Record(url_of(path)) as record:
        learner = record.rename(name)
        for number in range(count):
            record.append(an_attempt(f"{name}-{number}", learner.id))
        return Path(f"{path}-wal").read_bytes()


@pytest.fixture
def ann(tmp_path: Path) -> Path:
    return tmp_path / "ann" / "record.sqlite"


@pytest.fixture
def ben(tmp_path: Path) -> Path:
    return tmp_path / "ben" / "record.sqlite"


def integrity(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])


def test_each_record_is_marked_and_each_mark_is_another(ann: Path, ben: Path) -> None:
    answered_by(ann, "Ann", 1)
    answered_by(ben, "Ben", 1)
    assert 0 != mark_of(ann) != mark_of(ben) != 0


def test_the_file_alone_holds_every_acknowledged_answer_while_it_is_open(ann: Path, tmp_path: Path) -> None:
    ann.parent.mkdir()
    with Record(url_of(ann)) as record:
        learner = record.rename("Ann")
        for number in range(30):
            record.append(an_attempt(number, learner.id))
            copy = tmp_path / f"copy-{number}.sqlite"
            shutil.copyfile(ann, copy)
            with Record(url_of(copy)) as alone:
                assert ids(alone.attempts(learner.id)) == [str(known) for known in range(number + 1)]


def test_a_journal_of_another_record_is_not_laid_over_a_replaced_one(ann: Path, ben: Path) -> None:
    left, _ = answered_by(ann, "Ann"), answered_by(ben, "Ben", 3)
    shutil.copyfile(ben, ann)
    Path(f"{ann}-wal").write_bytes(left)
    with Record(url_of(ann)) as record:
        learner = record.learner()
        assert learner.name == "Ben"
        assert ids(record.attempts(learner.id)) == ["Ben-0", "Ben-1", "Ben-2"]
        assert "a part of another one" in record.notice
        record.append(an_attempt("next", learner.id))
    assert integrity(ann) == "ok"
    assert (ann.parent / "record.other-1.sqlite-wal").read_bytes() == left


def test_a_journal_of_a_newer_record_is_not_laid_over_one_of_version_1(ann: Path) -> None:
    left = answered_by(ann, "Ann")
    shutil.copyfile(OLD, ann)
    Path(f"{ann}-wal").write_bytes(left)
    with Record(url_of(ann)) as record:
        assert len(record.attempts(ANA)) == 60
        record.append(an_attempt("next", ANA))
        assert "a part of another one" in record.notice
    assert integrity(ann) == "ok"


def test_a_journal_that_another_program_wrote_is_not_laid_over_the_record(ann: Path, ben: Path) -> None:
    answered_by(ann, "Ann")
    answered_by(ben, "Ben", 3)
    with closing(sqlite3.connect(ann, isolation_level=None)) as other:
        other.execute("PRAGMA wal_autocheckpoint=0")
        other.execute("UPDATE learner SET name = '\"Eve\"'")  # leaves the first page alone
        shutil.copyfile(f"{ann}-wal", f"{ben}-wal")
    with Record(url_of(ben)) as record:
        assert record.learner().name == "Ben"


def test_a_rollback_journal_of_another_record_is_not_rolled_back_over_a_replaced_one(
    ann: Path, ben: Path
) -> None:
    answered_by(ann, "Ann")
    answered_by(ben, "Ben", 3)
    with closing(sqlite3.connect(ann, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=DELETE")
        other.execute("PRAGMA cache_size=1")  # so that the journal is on the disk before the end
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE attempt SET answer = '1'")
        left = Path(f"{ann}-journal").read_bytes()
    assert left[:8] == bytes.fromhex("d9d505f920a163d7")
    with closing(sqlite3.connect(ben, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=DELETE")
    Path(f"{ben}-journal").write_bytes(left)
    with Record(url_of(ben)) as record:
        assert ids(record.attempts(record.learner().id)) == ["Ben-0", "Ben-1", "Ben-2"]
    assert integrity(ben) == "ok"


def test_a_journal_of_its_own_that_a_killed_kernel_left_is_kept_to(ann: Path) -> None:
    ann.parent.mkdir()
    with Record(url_of(ann)) as record:
        learner = record.rename("Ann")
        record.append(an_attempt("before", learner.id))
        before = ann.read_bytes()
        with closing(sqlite3.connect(ann, isolation_level=None)) as reader:
            reader.execute("BEGIN")  # keeps what comes from being laid down into the file
            reader.execute("SELECT count(*) FROM attempt").fetchone()
            record.append(an_attempt("after", learner.id))
            assert ann.read_bytes() == before
            left = Path(f"{ann}-wal").read_bytes()
    ann.write_bytes(before)
    Path(f"{ann}-wal").write_bytes(left)
    with Record(url_of(ann)) as record:
        assert ids(record.attempts(learner.id)) == ["before", "after"]
        assert record.notice == ""


def test_a_window_that_opens_while_another_one_writes_leaves_its_journal_alone(ann: Path) -> None:
    ann.parent.mkdir()
    with Record(url_of(ann)) as record:
        learner = record.rename("Ann")
        for number in range(20):
            record.append(an_attempt(number, learner.id))
            with Record(url_of(ann)) as two:
                assert len(two.attempts(learner.id)) == number + 1
                assert two.notice == ""


def test_a_journal_that_is_older_than_a_newer_copy_of_the_same_record_takes_no_answer_away(ann: Path) -> None:
    ann.parent.mkdir()
    with Record(url_of(ann)) as record:
        learner = record.rename("Ann")
        for number in range(30):
            record.append(an_attempt(number, learner.id))
            if number == 10:
                left = Path(f"{ann}-wal").read_bytes()
    Path(f"{ann}-wal").write_bytes(left)
    with Record(url_of(ann)) as record:
        assert ids(record.attempts(learner.id)) == [str(number) for number in range(30)]
        assert "a part of another one" in record.notice
        record.append(an_attempt("next", learner.id))
    assert integrity(ann) == "ok"


@pytest.mark.parametrize("before", [0, 1, 3, 20, 28])
def test_a_journal_beside_an_older_copy_of_the_same_record_damages_nothing(ann: Path, before: int) -> None:
    ann.parent.mkdir()
    with Record(url_of(ann)) as record:
        learner = record.rename("Ann")
        for number in range(30):
            record.append(an_attempt(number, learner.id))
            if number == before:
                shutil.copyfile(ann, ann.with_name("older"))
        left = Path(f"{ann}-wal").read_bytes()
    shutil.copyfile(ann.with_name("older"), ann)
    Path(f"{ann}-wal").write_bytes(left)
    with Record(url_of(ann)) as record:
        there = ids(record.attempts(learner.id))
        assert there[: before + 1] == [str(number) for number in range(before + 1)]
        record.append(an_attempt("next", learner.id))
        assert ids(record.attempts(learner.id)) == [*there, "next"]
    assert integrity(ann) == "ok"


def test_what_was_erased_stays_so_where_a_killed_kernel_had_it_in_its_journal_alone(ann: Path) -> None:
    answered_by(ann, "Ann")
    before = ann.read_bytes()
    with Record(url_of(ann)) as record:
        of_ann = record.learner().id
        with closing(sqlite3.connect(ann, isolation_level=None)) as reader:
            reader.execute("BEGIN")  # keeps what comes from being laid down into the file
            reader.execute("SELECT count(*) FROM attempt").fetchone()
            record.erase()
            left = Path(f"{ann}-wal").read_bytes()
    ann.write_bytes(before)
    Path(f"{ann}-wal").write_bytes(left)
    with Record(url_of(ann)) as record:
        assert record.attempts(of_ann) == []
        assert record.notice == ""


HERE = Place("heat", "practice", "a")


def replace_by_name(file: Path, by: Path) -> None:
    new = file.with_name("new")
    shutil.copyfile(by, new)
    new.replace(file)


def write_over(file: Path, by: Path) -> None:
    with file.open("r+b") as target:
        target.write(by.read_bytes())
        target.truncate()


@pytest.mark.parametrize("replace", [replace_by_name, write_over])
def test_a_file_that_is_exchanged_under_an_open_page_takes_nothing_for_somebody_else(
    ann: Path, ben: Path, replace: Callable[[Path, Path], None]
) -> None:
    answered_by(ben, "Ben", 3)
    answered_by(ann, "Ann", 3)
    with Record(url_of(ann)) as record:
        page = Journal(record).bound()
        page.write(HERE, "a", 1, "x", right=True, score=1)
        replace(ann, ben)
        with pytest.raises(SomebodyElse) as refused:
            page.write(HERE, "a", 1, "x", right=True, score=1)
        assert refused.value.kind == "another_record"
        assert record.pending == []
        assert record.learner().name == "Ben"
        assert len(record.attempts(record.learner().id)) == 3
        page.bind()
        page.write(HERE, "a", 1, "x", right=True, score=1)
    assert integrity(ann) == "ok"
    with Record(url_of(ann)) as record:
        assert len(record.attempts(record.learner().id)) == 4


def test_a_page_whose_file_is_exchanged_says_so_and_starts_over(ann: Path, ben: Path, known: Catalog) -> None:
    answered_by(ben, "Ben", 3)
    answered_by(ann, "Ann", 3)
    with Record(url_of(ann)) as record:
        item = lesson("heat-and-ice", Session.open(record, known=known)).item("time-limit")
        record.learner()
        replace_by_name(ann, ben)
        item._receive(None, {"do": "answer", "answer": "b"}, None)
        assert "nothing was done" in item.view["problem"]
        assert item.view["feedback"] is None
        assert item.begun == 1
        item._receive(None, {"do": "answer", "answer": "b"}, None)
        assert item.view["feedback"]["tone"] == "right"
        assert len(record.attempts(record.learner().id)) == 4


# Copies.


@pytest.mark.parametrize(
    "name",
    [
        "record (conflicted copy 2026-11-20).sqlite",
        "record (Ann's conflicted copy 2026-11-20).sqlite",
        "record-PC.sqlite",
        "record_conf(2).sqlite",
        "record (1).sqlite",
        "record - Copy.sqlite",
        "record - Kopie.sqlite",
        "Copy of record.sqlite",
        "record.sync-conflict-20261120-120000-ABCDEFG.sqlite",
        "record [Conflict].sqlite",
        "record.sqlite.bak",
        "record.sqlite (1)",
        "record (conflicted copy).sqlite-wal",
        "Record.SQLITE.old",
    ],
)
def test_a_copy_beside_the_record_is_named_to_the_learner_and_when_all_is_erased(
    ann: Path, name: str, known: Catalog
) -> None:
    answered_by(ann, "Ann", 1)
    shutil.copyfile(ann, ann.with_name(name))
    with Record(url_of(ann)) as record:
        assert record.copies() == [name]
        here = Session.open(record, known=known)
        assert name in start(here).view["notice"]
        page = my_record(here)
        page._receive(None, {"do": "open"}, None)
        assert name in page.view["notice"]
        page._receive(None, {"do": "erase", "word": "erase"}, None)
        assert name in page.view["erased"]
        assert "delete them by hand" in page.view["erased"]


def test_a_copy_by_any_name_is_known_by_its_mark(ann: Path) -> None:
    answered_by(ann, "Ann", 1)
    shutil.copyfile(ann, ann.with_name("backup of monday"))
    with Record(url_of(ann)) as record:
        assert record.copies() == ["backup of monday"]


def test_what_is_no_copy_is_not_named(ann: Path, ben: Path) -> None:
    answered_by(ann, "Ann", 1)
    answered_by(ben, "Ben", 1)
    shutil.copyfile(ben, ann.with_name("ben.sqlite"))
    shutil.copyfile(ben, ann.with_name("records.sqlite"))
    ann.with_name("record.txt").write_text("notes")
    with Record(url_of(ann)) as record:
        record.learner()
        assert record.copies() == []
