"""The learner's own record on the page: seen whole, taken along, erased; and marks told only in time."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest

from course_lib.catalog import Catalog
from course_lib.model import Place
from course_lib.record import Record
from course_lib.record.journal import Journal
from course_lib.rules.tries import released
from course_lib.widgets.my_record import EraseError, MyRecordWidget

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture
def journal(record: Record) -> Journal:
    ids = count()
    return Journal(record, clock=lambda: NOON, new_id=lambda: f"attempt-{next(ids)}")


@pytest.fixture
def page(known: Catalog, journal: Journal, record: Record) -> MyRecordWidget:
    return MyRecordWidget(known.course_map, known.items, journal, record)


def answer(journal: Journal, place: str, **fields: Any) -> None:
    given = {"answer": "b", "right": True, "score": 1.0, **fields}
    journal.write(Place.parse(place), "time-limit", 1, **given)


def rows(page: MyRecordWidget) -> dict[str, list[dict[str, str]]]:
    page._receive(None, {"do": "open"}, None)
    return {part["title"]: part["rows"] for part in page.view["parts"]}


def test_nothing_is_read_before_the_learner_asks(page: MyRecordWidget) -> None:
    assert page.view["open"] is False
    assert page.view["parts"] == []


def test_everything_is_shown_by_lesson_with_the_question_the_answer_and_the_mark(
    page: MyRecordWidget, journal: Journal, known: Catalog
) -> None:
    answer(journal, "heat-and-ice/practice/time-limit")
    answer(journal, "heat-and-ice/practice/time-limit", answer="a", right=False, unsafe=True, score=0.0)
    journal.note(Place.parse("settings/scope"), "@scope", {"scope": "oregon"})
    found = rows(page)
    assert list(found) == ["Heat and ice (2)", "Settings and certificates (1)"]
    last, first = found["Heat and ice (2)"]
    assert (first["result"], last["result"]) == ("✓ Right", "✗ Not safe")
    assert first["what"] == known.items["time-limit"].stem
    assert "30 minutes is the most there is" in first["answer"]
    assert found["Settings and certificates (1)"][0]["result"] == ""


def test_a_long_part_is_cut_on_the_page_and_whole_in_the_table(page: MyRecordWidget, journal: Journal) -> None:
    for _ in range(45):
        answer(journal, "heat-and-ice/practice/time-limit")
    assert len(rows(page)["Heat and ice (45)"]) == 40
    assert page.view["parts"][0]["more"] == "5 earlier entries: see the table."
    assert page.table().count("\r\n") == 46


def test_an_answer_that_the_item_no_longer_knows_is_shown_as_it_is_kept(
    page: MyRecordWidget, journal: Journal
) -> None:
    answer(journal, "heat-and-ice/practice/time-limit", answer={"x": 1})
    assert rows(page)["Heat and ice (1)"][0]["answer"]


def test_the_marks_of_a_final_check_are_told_only_when_it_is_handed_in(
    page: MyRecordWidget, journal: Journal, started: dict[str, Any]
) -> None:
    journal.note(Place.parse("final/1"), "@final-start", started)
    answer(journal, "final/1/item/0")
    assert [attempt.item for attempt in released(page.attempts)] == ["@final-start"]
    assert "time-limit" not in page.table()
    assert "time-limit" not in page.statements()
    journal.note(Place.parse("final/1"), "@final-end", {})
    journal.note(Place.parse("final/2"), "@final-start", started)
    answer(journal, "final/2/item/0")
    assert [attempt.place for attempt in page.attempts if not attempt.is_note] == ["final/1/item/0"]


def test_a_file_is_named_after_the_learner_in_letters_that_every_system_takes(
    page: MyRecordWidget, record: Record
) -> None:
    record.rename("../Ana <b>Lée</b>")
    page._receive(None, {"do": "table"}, None)
    assert page.view["file"]["name"] == "record-..-Ana-b-L-e-b-2026-11-25.csv"
    assert "/" not in page.view["file"]["name"]


def test_nothing_is_erased_without_the_word(page: MyRecordWidget, journal: Journal) -> None:
    answer(journal, "heat-and-ice/practice/time-limit")
    with pytest.raises(EraseError, match="type the word erase"):
        page.erase("yes")
    assert len(page.attempts) == 1


def test_the_word_erases_everything_and_says_so(page: MyRecordWidget, journal: Journal, record: Record) -> None:
    record.rename("Ana Lee")
    answer(journal, "heat-and-ice/practice/time-limit")
    page._receive(None, {"do": "erase", "word": " Erase "}, None)
    assert page.view["erased"] == "Everything is erased: your name and 1 entry. You can start over."
    assert page.attempts == []
    assert record.learner().name == ""
    assert record.learners()[-1].name == ""
