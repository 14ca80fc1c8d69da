"""The record acts for the learner whom a page shows, in the transaction that writes, or refuses."""

from pathlib import Path
from typing import Any

import pytest

from course_lib import lesson, my_record
from course_lib.catalog import Catalog
from course_lib.model import Learner, Place
from course_lib.pages.session import Session
from course_lib.record import Record, SomebodyElse
from course_lib.record.database.store import Store
from course_lib.record.journal import Journal

HERE = Place("heat", "practice", "a")


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{(tmp_path / 'record.sqlite').as_posix()}"


def write(journal: Journal, item: str = "a") -> None:
    journal.write(HERE, item, 1, "x", right=True, score=1)


def counts(record: Record) -> dict[str, int]:
    return {learner.name: len(record.attempts(learner.id)) for learner in record.learners()}


def test_an_answer_is_the_page_owners_also_where_somebody_else_was_chosen_meanwhile(url: str) -> None:
    with Record(url) as record, Record(url) as elsewhere:
        record.rename("Ann")
        page = Journal(record).bound()
        elsewhere.switch("Ben")
        write(page)
        assert counts(record) == {"Ann": 1, "Ben": 0}
        assert record.learner().name == "Ben", "who learns now stays the same"


def test_an_answer_of_somebody_who_was_erased_is_refused_and_kept_for_nobody(url: str) -> None:
    with Record(url) as record, Record(url) as elsewhere:
        record.rename("Ann")
        page = Journal(record).bound()
        write(page)
        elsewhere.erase()
        elsewhere.rename("Ben")
        with pytest.raises(SomebodyElse, match="nothing was done"):
            write(page)
        assert record.pending == []
        assert counts(record) == {"Ben": 0}


def test_whoever_is_erased_between_the_look_and_the_write_is_not_written_for(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Record(url) as record, Record(url) as elsewhere:
        record.rename("Ann")
        page = Journal(record).bound()
        write(page)
        writing = Store.writing

        def late(self: Store, *rest: Any) -> Any:
            with monkeypatch.context() as once:
                once.setattr(Store, "writing", writing)
                if elsewhere.learner().name == "Ann":
                    elsewhere.erase()
            return writing(self, *rest)

        monkeypatch.setattr(Store, "writing", late)
        with pytest.raises(SomebodyElse):
            write(page)
        assert counts(record) == {"": 0}


def test_a_name_goes_to_whom_the_page_shows_and_who_learns_now_stays(url: str) -> None:
    with Record(url) as record, Record(url) as elsewhere:
        record.rename("Ann")
        owner = record.owner()
        elsewhere.switch("Ben")
        record.rename("Anna", owner)
        assert [learner.name for learner in record.learners()] == ["Anna", "Ben"]
        assert (record.learner().name, elsewhere.learner().name) == ("Ben", "Ben")


def test_what_is_erased_is_what_the_page_shows(url: str) -> None:
    with Record(url) as record, Record(url) as elsewhere:
        record.rename("Ann")
        write(Journal(record))
        owner = record.owner()
        elsewhere.switch("Ben")
        for item in "bcdefgh":
            write(Journal(elsewhere), item)
        assert record.erase(owner).entries == 1
        assert counts(record) == {"Ben": 7}
        with pytest.raises(SomebodyElse):
            record.erase(owner)
        assert counts(record) == {"Ben": 7}


def test_erase_typed_on_a_page_of_somebody_else_erases_nobody(url: str, known: Catalog) -> None:
    with Record(url) as record, Record(url) as elsewhere:
        record.rename("Ann")
        write(Journal(record))
        page = my_record(Session.open(record, known=known))
        page._receive(None, {"do": "open"}, None)
        ann = page.view["learner"]
        elsewhere.switch("Ben")
        for item in "bcdefgh":
            write(Journal(elsewhere), item)
        page._receive(None, {"do": "erase", "word": "erase", "learner": ann}, None)
        assert "nothing was done" in page.view["problem"]
        assert counts(record) == {"Ann": 1, "Ben": 7}


def test_where_one_stands_beside_an_answer_is_that_of_whoever_answered(url: str, known: Catalog) -> None:
    with Record(url) as record, Record(url) as elsewhere:
        record.rename("Ann")
        heat = lesson("heat-and-ice", Session.open(record, known=known))
        item, standing = heat.item("time-limit"), heat.progress()
        item.answer("b")
        of_ann = standing.view["lines"]
        elsewhere.switch("Ben")
        item._receive(None, {"do": "answer", "answer": "b"}, None)
        assert "nothing was done" in item.view["problem"]
        item._receive(None, {"do": "answer", "answer": "a"}, None)
        assert standing.view["learner"] == elsewhere.learner().id
        assert standing.view["lines"] != of_ann


def test_two_owners_of_two_records_are_told_apart(tmp_path: Path) -> None:
    names = [f"sqlite:///{(tmp_path / f'{name}.sqlite').as_posix()}" for name in ("one", "two")]
    with Record(names[0]) as first, Record(names[1]) as second:
        ann = first.rename("Ann")
        second.switch(Learner(id=ann.id, name="Ann"))
        assert first.owner().learner == second.owner().learner
        with pytest.raises(SomebodyElse) as refused:
            second.rename("Anna", first.owner())
        assert refused.value.kind == "another_record"
        assert [learner.name for learner in second.learners()] == ["Ann"]
