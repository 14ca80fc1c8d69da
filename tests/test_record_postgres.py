"""A class's record in PostgreSQL: the same behavior as a file's, for several learners at once."""

import re
import socket
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa

from course_lib.model import Attempt
from course_lib.record import NotSaved, Record
from course_lib.record.database.queries import ADD, in_order
from course_lib.record.database.store import Store
from course_lib.record.database.tables import SCHEMA
from course_lib.record.hold import Hold
from course_lib.record.rows import row_of

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def an_attempt(number: int | str, learner: str, **fields: Any) -> Attempt:
    given = {"place": "heat/practice/a", "item": "a", "version": 1, "answer": "b", "right": True, "score": 1}
    return Attempt.model_validate(
        {"id": f"attempt-{number}", "learner": learner, "at": NOON, **given, **fields}
    )


def ids(attempts: list[Attempt]) -> list[str]:
    return [attempt.id for attempt in attempts]


def test_each_learner_of_a_class_has_answers_of_their_own(postgres_url: str) -> None:
    with Record(postgres_url) as of_ann, Record(postgres_url) as of_ben:
        ann, ben = of_ann.rename("Ann"), of_ben.rename("Ben")
        of_ann.append(an_attempt(1, ann.id))
        of_ben.append(an_attempt(2, ben.id))
        of_ann.append(an_attempt(3, ann.id, answer=["caf\u00e9", {"half": "\ud83d"}, "\0"]))
        assert (of_ann.learner(), of_ben.learner()) == (ann, ben)
        assert ids(of_ann.attempts(ann.id)) == ["attempt-1", "attempt-3"]
        assert ids(of_ann.attempts(ben.id)) == ["attempt-2"]
        assert of_ann.learners() == [ann, ben]
        assert of_ann.notice == ""


def test_an_answer_saved_twice_is_kept_once(postgres_url: str) -> None:
    with Record(postgres_url) as record:
        ann = record.rename("Ann")
        for _ in range(2):
            record.append(an_attempt(1, ann.id))
        assert ids(record.attempts(ann.id)) == ["attempt-1"]


def test_places_are_told_apart_letter_by_letter(postgres_url: str) -> None:
    with Record(postgres_url) as record:
        for number, place in enumerate(["heat/pretest/a", "heat/practice/a", "Heat/pretest/b", "he_t/x", "h%"]):
            record.append(an_attempt(number, "ann", place=place))
        assert ids(record.attempts("ann", "heat/")) == ["attempt-0", "attempt-1"]
        assert ids(record.attempts("ann", "he_t")) == ["attempt-3"]
        assert ids(record.attempts("ann", "h%")) == ["attempt-4"]


def test_one_learner_is_erased_and_nobody_else(postgres_url: str) -> None:
    with Record(postgres_url) as of_ann, Record(postgres_url) as of_ben:
        ann, ben = of_ann.rename("Ann"), of_ben.rename("Ben")
        of_ann.append(an_attempt(1, ann.id))
        of_ben.append(an_attempt(2, ben.id))
        assert of_ann.erase() == (1, True)
        assert of_ann.attempts(ann.id) == []
        assert ids(of_ben.attempts(ben.id)) == ["attempt-2"]
        assert ann not in of_ben.learners()


def test_a_network_that_is_gone_is_noticed_within_half_a_minute(postgres_url: str) -> None:
    hold = Hold.of(postgres_url, "here")
    assert hold is not None
    assert hold.take() is None
    with closing(Store(postgres_url, 5)) as store, store.engine.connect() as connection:
        for found in (connection._connection.connection.driver_connection, hold._connection):
            settings = found.info.get_parameters()  # type: ignore[union-attr]
            assert int(settings["tcp_user_timeout"]) <= 10_000
            assert sum(int(settings[f"keepalives_{name}"]) for name in ("idle", "interval")) <= 15
    hold.close()


def test_a_database_that_does_not_answer_is_not_asked_again_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("psycopg", reason="the driver psycopg is not installed")
    later = 0.0
    clock = SimpleNamespace(monotonic=lambda: time.monotonic() + later, sleep=time.sleep)
    monkeypatch.setattr("course_lib.record.access.time", clock)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.setblocking(False)
        url = f"postgresql+psycopg://course@127.0.0.1:{silent.getsockname()[1]}/none"
        with Record(url, wait=0.1) as record:
            with pytest.raises(NotSaved, match="cannot be reached"):
                record.append(an_attempt(1, "ann"))
            assert record.attempts("ann") == record.pending
            assert (record.learners(), record.unread) == ([], "unreachable")
            silent.accept()[0].close()
            with pytest.raises(BlockingIOError):
                silent.accept()  # whoever looked at the page after that did not wait again
            later = 10.0
            silent.setblocking(True)

            def hang_up() -> None:
                silent.accept()[0].close()

            asked = Thread(target=hang_up)
            asked.start()
            assert record.learners() == []
            asked.join(5)
            assert not asked.is_alive()


def test_who_falls_silent_in_the_middle_of_a_writing_keeps_nobody_waiting_for_long(postgres_url: str) -> None:
    with closing(Store(postgres_url, 1)) as gone, Record(postgres_url, wait=3) as record:
        ann = record.rename("Ann")
        with pytest.raises(sa.exc.DBAPIError), gone.writing() as connection:
            gone.add(connection, an_attempt(1, ann.id))
            record.append(an_attempt(2, ann.id))
            gone.add(connection, an_attempt(3, ann.id))
        assert ids(record.attempts(ann.id)) == ["attempt-2"]


def test_a_database_that_cannot_be_reached_is_told_and_the_answer_waits(tmp_path: Any) -> None:
    pytest.importorskip("psycopg", reason="the driver psycopg is not installed")
    with Record(f"postgresql+psycopg://course@/none?host={tmp_path}", wait=0.1) as record:
        with pytest.raises(NotSaved) as trouble:
            record.append(an_attempt(1, "ann"))
        assert "the database of your class cannot be reached" in trouble.value.sentence
        assert ids(record.pending) == ["attempt-1"]


@pytest.mark.parametrize(
    ("place", "index", "condition"),
    [
        ("massage/", "attempt_by_place", r"Index Cond: .*learner = .*place >= .*place < "),
        ("", "ix_attempt_learner", r"Index Cond: .*learner = .*number >= "),
    ],
)
def test_places_that_begin_alike_and_what_is_new_are_found_by_the_index(
    postgres_url: str, place: str, index: str, condition: str
) -> None:
    with Record(postgres_url) as record:
        record.rename("Ann")
    store = Store(postgres_url, 5)
    pages = ["heat-and-ice", "massage", "stretching", "final"]
    rows = [
        row_of(
            an_attempt(number, f"learner-{number % 20}", place=f"{pages[number % 4]}/practice/{number % 300}")
        )
        for number in range(6000)
    ]
    with store.writing() as connection:
        connection.execute(ADD, rows)
    asked, values = in_order("learner-1", place, since=0 if place else 5990)
    with store.engine.connect() as connection:
        connection.execute("ANALYZE attempt")
        plan = "\n".join(row[0] for row in connection.execute(f"EXPLAIN {asked}", values))
    store.close()
    assert index in plan or (not place and "attempt_pkey" in plan), plan
    assert re.search(condition if index in plan else "number >= ", plan), plan


@pytest.mark.parametrize("version", [1, 2])
def test_an_older_record_is_brought_up_to_date_in_place_losing_nothing(postgres_url: str, version: int) -> None:
    engine = sa.create_engine(postgres_url)
    with engine.begin() as connection:
        connection.exec_driver_sql(VERSION_1)
        if version == 2:
            connection.exec_driver_sql(TO_VERSION_2)
        connection.exec_driver_sql("INSERT INTO learner (id, name) VALUES ('ann', '\"Ann\"')")
        for number, place in enumerate(["heat/practice/a", "Heat/practice/a", "h\u00e9at/x", "heat-2/x"]):
            row = row_of(an_attempt(number, "ann", place=place))
            connection.execute(sa.text(ADD), row)
        before = connection.exec_driver_sql("SELECT * FROM attempt ORDER BY number").fetchall()
    with Record(postgres_url) as record:
        ann = record.switch(record.learners()[0])
        assert len(record.attempts(ann.id)) == 4
        record.append(an_attempt("new", ann.id))
        assert ids(record.attempts(ann.id, "heat/")) == ["attempt-0", "attempt-new"]
    with engine.connect() as connection:
        after = connection.exec_driver_sql("SELECT * FROM attempt ORDER BY number").fetchall()
        assert connection.exec_driver_sql("SELECT schema FROM record").scalar() == SCHEMA
        assert connection.exec_driver_sql(COLLATION).scalar() == "C"
        names = sa.inspect(connection).get_indexes("attempt")
    engine.dispose()
    assert after[:-1] == before
    columns = {index["name"]: index["column_names"] for index in names}
    assert columns["ix_attempt_learner"] == ["learner", "number"]
    assert columns["attempt_by_place"] == ["learner", "place", "number"]


VERSION_1 = """
CREATE TABLE attempt (
    number SERIAL NOT NULL, id TEXT NOT NULL, learner TEXT NOT NULL, place TEXT NOT NULL, item TEXT NOT NULL,
    version INTEGER NOT NULL, answer TEXT NOT NULL, "right" BOOLEAN NOT NULL, unsafe BOOLEAN NOT NULL,
    score DOUBLE PRECISION NOT NULL, confidence TEXT, hints INTEGER NOT NULL, seconds DOUBLE PRECISION,
    at TEXT NOT NULL, PRIMARY KEY (number), UNIQUE (id)
);
CREATE INDEX ix_attempt_learner ON attempt (learner);
CREATE TABLE learner (number SERIAL NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (number));
"""
"""What version 1 of the course made in a class's database."""

TO_VERSION_2 = (Path(__file__).parent / "data" / "to-version-2.sql").read_text(encoding="utf-8")
"""What version 2 made of it: `place` kept the collation of the database."""


def test_sessions_that_bring_an_older_record_up_to_date_at_once_do_it_once(postgres_url: str) -> None:
    engine = sa.create_engine(postgres_url)
    with engine.begin() as connection:
        connection.exec_driver_sql(VERSION_1)

    def answer(who: int) -> None:
        with Record(postgres_url, wait=60) as record:
            record.append(an_attempt(who, record.rename(f"L{who}").id))

    threads = [Thread(target=answer, args=[who]) for who in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*), max(schema) FROM record").one() == (1, SCHEMA)
        assert connection.exec_driver_sql("SELECT count(*) FROM attempt").scalar() == 6
        assert connection.exec_driver_sql(COLLATION).scalar() == "C"
    engine.dispose()


COLLATION = """SELECT collation_name FROM information_schema.columns
WHERE table_name = 'attempt' AND column_name = 'place'"""


@pytest.mark.parametrize("place", ["heat/\U0010ffff", "\U0010ffff", "heat/\ud7ff"])
def test_a_place_that_ends_with_the_last_letter_of_all_is_found(postgres_url: str, place: str) -> None:
    with Record(postgres_url) as record:
        ann = record.rename("Ann")
        record.append(an_attempt(1, ann.id, place=f"{place}/x"))
        record.append(an_attempt(2, ann.id, place="cold/x"))
        assert ids(record.attempts(ann.id, place)) == ["attempt-1"]


def test_a_newer_database_is_refused_in_plain_words(postgres_url: str) -> None:
    with Record(postgres_url) as record:
        record.rename("Ann")
    engine = sa.create_engine(postgres_url)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE record SET schema = {SCHEMA + 1}")
    engine.dispose()
    with Record(postgres_url) as record:
        with pytest.raises(NotSaved) as trouble:
            record.append(an_attempt(1, record.learner().id))
        assert trouble.value.kind == "newer"


def test_sessions_that_begin_a_classs_record_at_once_and_answer_in_turn_lose_nothing(postgres_url: str) -> None:
    def answer(who: int) -> None:
        with Record(postgres_url, wait=60) as record:
            learner = record.rename(f"L{who}")
            for number in range(20):
                record.append(an_attempt(f"{who}-{number}", learner.id))

    threads = [Thread(target=answer, args=[who]) for who in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Record(postgres_url) as record:
        everyone = record.learners()
        assert sorted(learner.name for learner in everyone) == [f"L{who}" for who in range(6)]
        for learner in everyone:
            who = learner.name[1:]
            assert ids(record.attempts(learner.id)) == [f"attempt-{who}-{number}" for number in range(20)]
