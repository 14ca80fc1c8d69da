"""A record of an earlier version of the course, brought up to date in place; and the index that serves it."""

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from course_lib import my_record
from course_lib.catalog import Catalog
from course_lib.model import Attempt, Place
from course_lib.pages.session import Session
from course_lib.record import Record
from course_lib.record.database.queries import in_order
from course_lib.record.database.store import Store
from course_lib.record.database.tables import SCHEMA
from course_lib.record.journal import Journal

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


KILLED = """
import os, signal, sys
from course_lib.record.database.store import Store

def bring_up_to_date(url, left):
    store = Store(url, 1)

    def count(*statement):
        nonlocal left
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1

    with store.engine.connect() as connection:
        connection.driver.set_trace_callback(count)
    with store.writing():
        pass

for step, url in enumerate(sys.argv[1:]):
    child = os.fork()
    if not child:
        bring_up_to_date(url, step)
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
"""Brings each record up to date in a process of its own, which is killed one statement later each time."""


def test_an_upgrade_that_is_killed_at_any_step_loses_nothing(file: Path, tmp_path: Path) -> None:
    before = rows(file)
    files = [tmp_path / f"{step}" / "record.sqlite" for step in range(60)]
    for cut_off in files:
        cut_off.parent.mkdir()
        shutil.copy(file, cut_off)
    urls = [f"sqlite:///{cut_off.as_posix()}" for cut_off in files]
    done = subprocess.run(
        [sys.executable, "-c", KILLED, *urls], capture_output=True, text=True, check=True, cwd=OLD.parents[2]
    )
    codes = [int(line) for line in done.stdout.split()]
    steps = codes.index(0)
    assert steps > 10
    assert codes == [-signal.SIGKILL] * steps + [0] * (len(files) - steps), done.stderr
    for cut_off, url in zip(files[: steps + 1], urls, strict=False):
        with Record(url) as again:
            assert [learner.name for learner in again.learners()] == ["Ben O\u2019Neil", "Ana L\u00f3pez"]
            again.append(another("new"))
            assert again.notice == ""
        assert rows(cut_off)[:-1] == before
        assert version(cut_off) == SCHEMA


def test_a_kernel_of_the_older_version_that_is_still_open_can_go_on_writing(old: Record, file: Path) -> None:
    with closing(sqlite3.connect(file)) as of_version_1:
        old.append(another("new"))
        with of_version_1:
            of_version_1.execute(
                "INSERT INTO attempt"
                " (id, learner, place, item, version, answer, right, unsafe, score, hints, at) VALUES"
                f" ('older', '{ANA}', 'x/practice/y', 'y', 1, '1', 1, 0, 1, 0, '2026-11-20T00:00:00+00:00')"
            )
        assert [attempt.id for attempt in old.attempts(ANA)][-2:] == ["new", "older"]


def test_half_a_character_that_version_1_kept_is_shown_exported_and_sent(old: Record, known: Catalog) -> None:
    ana = old.learners()[-1]
    saved = next(attempt for attempt in old.attempts(ANA) if attempt.item == "say-it")
    assert saved.answer == "I ask \ufffd first\x00\x07"
    page = my_record(Session.open(old, known=known))
    for wish in ("open", "table", "statements"):
        page._receive(None, {"do": wish}, None)
        assert page.view["problem"] == ""
        json.dumps(page.view, ensure_ascii=False).encode()
    assert "I ask \ufffd first" in page.table()
    assert "\x00" not in page.table()
    assert ana.name in page.view["about"] or page.view["file"]


def test_a_record_of_version_2_is_brought_up_to_date_and_loses_nothing(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(TO_VERSION_2)
    before = rows(file)
    with Record(f"sqlite:///{file.as_posix()}") as record:
        assert len(record.attempts(ANA)) == 60
        record.append(another("new"))
        assert [attempt.id for attempt in record.attempts(ANA)][-1] == "new"
        assert record.owner().record == "of-version-2"
    assert rows(file)[:-1] == before
    assert version(file) == SCHEMA


TO_VERSION_2 = (Path(__file__).parent / "data" / "to-version-2.sql").read_text(
    encoding="utf-8"
) + "PRAGMA user_version=2;"
"""What version 2 did to a record of version 1."""


def test_a_record_that_was_brought_up_to_date_in_another_window_is_read_on(old: Record, file: Path) -> None:
    count = len(old.attempts(ANA))
    with Record(f"sqlite:///{file.as_posix()}") as other:
        other.append(another("new"))
    assert len(old.attempts(ANA)) == count + 1


def test_places_that_begin_alike_are_found_by_the_index(file: Path) -> None:
    with Record(f"sqlite:///{file.as_posix()}") as record:
        record.append(another("new"))
    store = Store(f"sqlite:///{file.as_posix()}", 1)
    query, values = in_order(ANA, "heat-and-ice/")
    with store.engine.connect() as connection:
        plan = [*connection.execute(f"EXPLAIN QUERY PLAN {query}", values)]
    store.close()
    assert any(
        "USING INDEX attempt_by_place (learner=? AND place>? AND place<?)" in str(row) for row in plan
    ), plan


def test_one_place_is_not_taken_for_another_that_begins_alike(record: Record) -> None:
    journal = Journal(record)
    for name in ("say", "say-it", "Say"):
        journal.write(Place("x", "practice", name), name, 1, "a", right=True, score=1)
    assert [attempt.item for attempt in journal.at(Place("x", "practice", "say"))] == ["say"]
    assert [attempt.item for attempt in journal.within(Place("x", "practice"))] == ["say", "say-it", "Say"]
    assert journal.within(Place("x", "pract")) == []


def test_what_another_window_writes_or_erases_is_seen_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{(tmp_path / 'record.sqlite').as_posix()}"
    with Record(url) as first, Record(url) as other:
        ann = first.rename("Ann")
        here, there = Journal(first), Journal(other)
        here.write(Place("x", "practice", "y"), "a", 1, "a", right=True, score=1)
        assert len(there.everything()) == 1
        there.write(Place("x", "practice", "y"), "b", 1, "a", right=True, score=1)
        assert len(here.everything()) == 2
        other.erase()
        assert first.attempts(ann.id) == []


def test_the_file_alone_holds_every_answer_while_it_is_open(record: Record, tmp_path: Path) -> None:
    for number in range(30):
        record.append(another(f"{number}").model_copy(update={"learner": record.learner().id}))
    copy = tmp_path / "copy.db"
    shutil.copyfile(tmp_path / "record.sqlite", copy)
    assert len(rows(copy)) == 30


def test_an_upgrade_that_is_still_in_the_journal_is_kept_to(file: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("BEGIN")  # keeps what comes from being laid down into the file
        connection.execute("SELECT count(*) FROM attempt").fetchone()
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


def test_a_record_that_was_rebuilt_from_its_rows_by_another_program_is_read_and_goes_on(tmp_path: Path) -> None:
    """As `.dump` and `.recover` of sqlite3 do: neither keeps the version or the mark of the file."""
    first, rebuilt = tmp_path / "first.sqlite", tmp_path / "record.sqlite"
    with Record(f"sqlite:///{first.as_posix()}") as record:
        ann = record.rename("Ann")
        record.append(another("before").model_copy(update={"learner": ann.id}))
    with closing(sqlite3.connect(first)) as connection, closing(sqlite3.connect(rebuilt)) as target:
        target.executescript("\n".join(connection.iterdump()))
    assert version(rebuilt) == 0
    with Record(f"sqlite:///{rebuilt.as_posix()}") as record:
        assert record.learner() == ann
        assert [attempt.id for attempt in record.attempts(ann.id)] == ["before"]
        record.append(another("after").model_copy(update={"learner": ann.id}))
        assert [attempt.id for attempt in record.attempts(ann.id)] == ["before", "after"]
    assert version(rebuilt) == SCHEMA


@pytest.mark.parametrize(
    "at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-11-20T12:00:00", "1700000000"]
)
def test_a_time_that_no_calendar_has_hides_no_answer_and_no_page(
    at: str, record: Record, known: Catalog
) -> None:
    ann = record.rename("Ann")
    record.append(another("odd").model_copy(update={"learner": ann.id}))
    assert record._path
    with closing(sqlite3.connect(record._path)) as connection, connection:
        connection.execute("UPDATE attempt SET at=?", (at,))
    page = my_record(Session.open(record, known=known))
    page._receive(None, {"do": "open"}, None)
    assert page.view["problem"] == ""
    assert "1 entry" in str(page.view) or "(1)" in str(page.view)
