"""A learner's record for others: a table that opens safely, and statements that are valid xAPI."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from course_lib.catalog import catalog
from course_lib.formats.table import COLUMNS, as_csv
from course_lib.formats.xapi import as_xapi, statement
from course_lib.model import Attempt, Learner

KNOWN = catalog()
ANA = Learner(id="0c6f3ad1", name="Ana Lee")
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)

texts = st.text(min_size=1, max_size=20).filter(lambda text: text.strip())
answers = st.one_of(
    st.text(max_size=20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.lists(texts, max_size=3),
    st.dictionaries(texts, texts, max_size=3),
)
attempts = st.builds(
    Attempt,
    id=st.one_of(st.uuids().map(lambda uuid: uuid.hex), texts),
    learner=st.just(ANA.id),
    place=texts,
    item=st.one_of(st.sampled_from(sorted(KNOWN.items)), st.just("dana"), st.just("@scope")),
    version=st.integers(1, 9),
    answer=answers,
    right=st.booleans(),
    unsafe=st.booleans(),
    score=st.floats(0, 1),
    confidence=st.sampled_from([None, "guess", "fairly_sure", "sure"]),
    hints=st.integers(0, 3),
    seconds=st.one_of(st.none(), st.floats(0, 1e5)),
    at=st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),
)


def attempt(**fields: Any) -> Attempt:
    given_fields = {"answer": "b", "right": True, "score": 1.0, **fields}
    return Attempt(
        **{
            "id": "4e1d0b7c5f6a4b0c9d8e7f6a5b4c3d2e",
            "learner": ANA.id,
            "place": "heat-and-ice/practice/time-limit",
            "item": "time-limit",
            "version": 1,
            "at": NOON,
            **given_fields,
        }
    )


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def demand_xapi(stated: Any) -> None:
    """Raise ValidationError where a statement breaks a rule of xAPI."""
    from ralph.models.xapi.base.statements import BaseXapiStatement  # it takes long, and no other test needs it

    BaseXapiStatement.model_validate(stated)


@given(st.lists(attempts, max_size=4))
def test_every_statement_is_valid_xapi(attempts: list[Attempt]) -> None:
    lines = as_xapi(attempts, ANA, KNOWN.items).splitlines()
    assert len(lines) == len(attempts)
    for line in lines:
        demand_xapi(json.loads(line))


def test_every_item_of_the_bank_can_be_spoken_of() -> None:
    for name, item in KNOWN.items.items():
        demand_xapi(statement(attempt(item=name), ANA, item))


def test_a_statement_says_who_answered_what_when_and_whether_it_was_right() -> None:
    stated = statement(attempt(confidence="sure", seconds=12.5), ANA, KNOWN.items["time-limit"])
    assert stated["id"] == "4e1d0b7c-5f6a-4b0c-9d8e-7f6a5b4c3d2e"
    assert stated["actor"]["account"]["name"] == "0c6f3ad1"
    assert stated["actor"]["name"] == "Ana Lee"
    assert stated["verb"]["id"] == "http://adlnet.gov/expapi/verbs/answered"
    assert stated["object"]["id"].endswith("/items/time-limit")
    assert stated["object"]["definition"]["interactionType"] == "choice"
    assert stated["result"]["success"] is True
    assert stated["result"]["duration"] == "PT12.50S"
    assert stated["timestamp"] == "2026-11-25T12:00:00Z"


def test_the_key_does_not_go_out_with_the_statements() -> None:
    text = as_xapi([attempt(answer="a", right=False, score=0.0)], ANA, KNOWN.items)
    assert "correctResponsesPattern" not in text
    assert KNOWN.items["time-limit"].hint not in text


def test_somebody_without_a_name_is_known_by_a_number_only() -> None:
    assert "name" not in statement(attempt(), Learner(id="7"))["actor"]


def test_what_is_no_answer_has_no_result() -> None:
    stated = statement(attempt(item="@scope", answer={"scope": "oregon"}), ANA)
    assert stated["verb"]["id"].endswith("/experienced")
    assert "result" not in stated


@given(st.lists(attempts, max_size=4))
def test_the_table_has_a_line_for_each_attempt_and_loses_nothing(attempts: list[Attempt]) -> None:
    found = rows(as_csv(attempts))
    assert [json.loads(row["answer"].removeprefix("'")) for row in found] == [
        json.loads(json.dumps(attempt.answer)) for attempt in attempts
    ]
    assert [datetime.fromisoformat(row["at"]) for row in found] == [attempt.at for attempt in attempts]


@given(st.lists(attempts, min_size=1, max_size=4))
def test_no_cell_of_the_table_is_taken_for_a_formula(attempts: list[Attempt]) -> None:
    cells = [row[name] for row in rows(as_csv(attempts)) for name in COLUMNS]
    assert [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")] == []


def test_an_empty_record_is_a_table_with_a_head_and_no_statement() -> None:
    assert as_csv([]) == ",".join(COLUMNS) + "\r\n"
    assert as_xapi([], ANA, {}) == ""


def test_times_are_told_in_utc_wherever_the_attempt_was_made() -> None:
    from datetime import timezone

    there = attempt(at=NOON.astimezone(timezone(timedelta(hours=-8))))
    assert statement(there, ANA)["timestamp"] == "2026-11-25T12:00:00Z"
