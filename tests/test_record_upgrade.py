"""A record of an earlier version of the course, brought up to date in place; and the index that serves it."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from course_lib.model import Attempt, Place
from course_lib.record import Record
from course_lib.record.journal import Journal
from course_lib.record.store import SCHEMA, Store, in_order

OLD = Path(__file__).parent / "data" / "record-1.sqlite"
"""Made by version 1: two learners, 73 attempts, a final check, a certificate."""

ANA = "0" * 30 + "a0"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return Path(shutil.copy(OLD, tmp_path / "record.sqlite"))


@pytest.fixture
def old(file: Path) -> Iterator[Record]:
    with Record(f"sqlite:///{file.as_posix()}") as record:
        yield record


def rows(file: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute("SELECT * FROM attempt ORDER BY number").fetchall()


def version(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def another(name: str) -> Attempt:
    at = datetime(2026, 11, 20, tzinfo=UTC)
    fields = {"id": name, "learner": ANA, "place": "heat-and-ice/practice/x", "item": "x", "version": 1}
    return Attempt(**fields, answer="a", right=True, score=1, at=at)


def test_an_older_record_is_read_as_it_is(old: Record, file: Path) -> None:
    before = rows(file)
    everyone = {learner.id: len(old.attempts(learner.id)) for learner in old.learners()}
    assert sum(everyone.values()) == len(before) == 73
    assert version(file) == 1, "reading changes nothing"


def test_with_the_first_answer_it_is_brought_up_to_date_and_loses_nothing(old: Record, file: Path) -> None:
    before = rows(file)
    old.append(another("new"))
    assert rows(file)[:-1] == before
    assert version(file) == SCHEMA
    assert [attempt.id for attempt in old.attempts(ANA)][-1] == "new"


def test_an_upgrade_that_is_cut_off_leaves_the_old_record(file: Path) -> None:
    before = rows(file)
    store = Store(f"sqlite:///{file.as_posix()}", 1)
    with pytest.raises(KeyboardInterrupt), store.writing():
        raise KeyboardInterrupt
    store.close()
    assert (rows(file), version(file)) == (before, 1)
    with Record(f"sqlite:///{file.as_posix()}") as again:
        again.append(another("new"))
    assert rows(file)[:-1] == before


def test_a_record_that_was_brought_up_to_date_in_another_window_is_read_on(old: Record, file: Path) -> None:
    count = len(old.attempts(ANA))
    with Record(f"sqlite:///{file.as_posix()}") as other:
        other.append(another("new"))
    assert len(old.attempts(ANA)) == count + 1


def test_places_that_begin_alike_are_found_by_the_index(file: Path) -> None:
    with Record(f"sqlite:///{file.as_posix()}") as record:
        record.append(another("new"))
    store = Store(f"sqlite:///{file.as_posix()}", 1)
    query = in_order(ANA, "heat-and-ice/").compile(dialect=store.engine.dialect)
    with store.engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", tuple(query.params.values())).all()
    store.close()
    assert any(
        "USING INDEX attempt_by_place (learner=? AND place>? AND place<?)" in str(row) for row in plan
    ), plan


def test_one_place_is_not_taken_for_another_that_begins_alike(record: Record) -> None:
    journal = Journal(record)
    for name in ("say", "say-it", "Say"):
        journal.write(Place("x", "practice", name), name, 1, "a", right=True, score=1)
    assert [one.item for one in journal.at(Place("x", "practice", "say"))] == ["say"]
    assert [one.item for one in journal.within(Place("x", "practice"))] == ["say", "say-it", "Say"]
    assert journal.within(Place("x", "pract")) == []


def test_what_was_read_before_is_not_read_again(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal(record)
    for number in range(5):
        journal.write(Place("x", "practice", "y"), f"item-{number}", 1, "a", right=True, score=1)
    assert len(journal.everything()) == 5
    asked: list[int] = []
    real = Store.attempts

    def counted(store: Store, learner: str, place: str, after: int = 0) -> list[tuple[int, Attempt]]:
        found = real(store, learner, place, after)
        asked.append(len(found))
        return found

    monkeypatch.setattr(Store, "attempts", counted)
    for _ in range(7):
        assert len(journal.everything()) == 5
    assert asked == []
    journal.write(Place("x", "practice", "y"), "item-5", 1, "a", right=True, score=1)
    assert len(journal.everything()) == 6
    assert asked == [1]


def test_what_another_window_writes_or_erases_is_seen_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{(tmp_path / 'record.sqlite').as_posix()}"
    with Record(url) as one, Record(url) as other:
        ann = one.rename("Ann")
        here, there = Journal(one), Journal(other)
        here.write(Place("x", "practice", "y"), "a", 1, "a", right=True, score=1)
        assert len(there.everything()) == 1
        there.write(Place("x", "practice", "y"), "b", 1, "a", right=True, score=1)
        assert len(here.everything()) == 2
        other.erase()
        assert one.attempts(ann.id) == []


def test_the_file_alone_holds_every_answer_while_it_is_open(record: Record, tmp_path: Path) -> None:
    for number in range(30):
        record.append(another(f"{number}").model_copy(update={"learner": record.learner().id}))
    copy = tmp_path / "copy.db"
    shutil.copyfile(tmp_path / "record.sqlite", copy)
    assert len(rows(copy)) == 30


def test_a_journal_of_another_record_is_not_laid_over_this_one(tmp_path: Path) -> None:
    files = {name: tmp_path / name / "record.sqlite" for name in ("ann", "ben")}
    for name, file in files.items():
        file.parent.mkdir()
        with Record(f"sqlite:///{file.as_posix()}") as record:
            record.rename(name)
    left = _journal_left_behind(files["ann"])
    Path(f"{files['ben']}-wal").write_bytes(left)
    with Record(f"sqlite:///{files['ben'].as_posix()}") as record:
        assert record.learner().name == "ben"
        assert "a part of another one" in record.notice
    assert (files["ben"].parent / "record.other-1.sqlite-wal").read_bytes() == left


def test_a_journal_of_a_newer_record_does_not_cost_an_older_one_its_answers(file: Path, tmp_path: Path) -> None:
    newer = tmp_path / "newer" / "record.sqlite"
    newer.parent.mkdir()
    with Record(f"sqlite:///{newer.as_posix()}") as record:
        record.rename("Ben")
    Path(f"{file}-wal").write_bytes(_journal_left_behind(newer))
    with Record(f"sqlite:///{file.as_posix()}") as record:
        assert sum(len(record.attempts(one.id)) for one in record.learners()) == 73
        assert "a part of another one" in record.notice
    assert len(rows(file)) == 73


def test_an_upgrade_that_is_still_in_the_journal_is_kept_to(file: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("SELECT count(*) FROM attempt").fetchone()  # keeps the journal while it is open
        store = Store(f"sqlite:///{file.as_posix()}", 1)
        with store.writing() as writing:
            store.add(writing, another("new"))
        store.close()
        copied = tmp_path / "again" / "record.sqlite"
        copied.parent.mkdir()
        shutil.copyfile(OLD, copied)
        shutil.copyfile(f"{file}-wal", f"{copied}-wal")
    with Record(f"sqlite:///{copied.as_posix()}") as record:
        assert [attempt.id for attempt in record.attempts(ANA)][-1] == "new"
        assert record.notice == ""


def test_a_journal_of_its_own_that_a_crash_left_is_kept_to(tmp_path: Path) -> None:
    file = tmp_path / "record.sqlite"
    with Record(f"sqlite:///{file.as_posix()}") as record:
        record.rename("ann")
    left = _journal_left_behind(file)
    copied = tmp_path / "again" / "record.sqlite"
    copied.parent.mkdir()
    shutil.copyfile(file, copied)
    Path(f"{copied}-wal").write_bytes(left)
    with Record(f"sqlite:///{copied.as_posix()}") as record:
        assert record.learner().name == "ann"
        assert record.notice == ""


def _journal_left_behind(file: Path) -> bytes:
    """Return the journal of a program that wrote to the record and was killed then."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA wal_autocheckpoint=0")
        connection.execute("UPDATE record SET changes = changes + 1")
        return Path(f"{file}-wal").read_bytes()


@pytest.mark.parametrize(
    "name",
    [
        "record (conflicted copy 2026-11-20).sqlite",
        "record-PC.sqlite",
        "record (1).sqlite",
        "record - Copy.sqlite",
        "record.sync-conflict-20261120.sqlite",
        "record.sqlite.bak",
        "record.unreadable-1.sqlite",
    ],
)
def test_a_copy_beside_the_record_is_named(record: Record, tmp_path: Path, name: str) -> None:
    record.rename("Ann")
    (tmp_path / name).write_bytes(b"")
    assert record.set_aside() == [name]
