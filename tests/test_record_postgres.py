"""A class's record in PostgreSQL: the same behavior as a file's, for several learners at once."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from course_lib.model import Attempt
from course_lib.record import NotSaved, Record
from course_lib.record.store import Store, in_order

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


def test_a_database_that_cannot_be_reached_is_told_and_the_answer_waits(tmp_path: Any) -> None:
    pytest.importorskip("psycopg", reason="the driver psycopg is not installed")
    with Record(f"postgresql+psycopg://course@/none?host={tmp_path}", wait=0.1) as record:
        with pytest.raises(NotSaved) as trouble:
            record.append(an_attempt(1, "ann"))
        assert "the database of your class cannot be reached" in trouble.value.sentence
        assert ids(record.pending) == ["attempt-1"]


def test_places_that_begin_alike_are_found_by_the_index(postgres_url: str) -> None:
    with Record(postgres_url) as record:
        ann = record.rename("Ann")
        record.append(an_attempt(1, ann.id))
    store = Store(postgres_url, 5)
    query = in_order(ann.id, "heat/").compile(store.engine, compile_kwargs={"literal_binds": True})
    with store.engine.connect() as connection:
        connection.exec_driver_sql("SET enable_seqscan = off")  # a table of one row is not worth an index
        plan = "\n".join(row[0] for row in connection.exec_driver_sql(f"EXPLAIN {query}"))
    store.close()
    assert "attempt_by_place" in plan
    assert re.search(r"Index Cond: .*learner = .*place >= .*place < ", plan), plan
