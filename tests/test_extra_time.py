"""Extra time that an instructor gives before a learner begins the final check counts when the try begins."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from class_server import Server, Visitor, running

from benchmarks.classroom import Client
from course_lib.catalog import Catalog
from course_lib.model import Attempt, Place
from course_lib.model.classroom import learner_id
from course_lib.record import Record
from course_lib.rules.assessment import draw_form
from course_lib.rules.one_try import AHEAD, END, START, TIME, place
from course_lib.rules.tries import State, state

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)


class Kept:
    """What is kept of one learner's final check, note by note, a minute after each other."""

    def __init__(self, known: Catalog) -> None:
        self.known, self.notes = known, list[Attempt]()

    def note(self, where: Place, item: str, answer: Any) -> None:
        number = len(self.notes)
        fields = {"id": str(number), "learner": "ana", "place": str(where), "item": item, "version": 1}
        at = NOW + timedelta(minutes=number)
        self.notes.append(Attempt(**fields, answer=answer, right=False, score=0, at=at))

    def give(self, minutes: int, where: Place = AHEAD) -> None:
        self.note(where, TIME, {"minutes": minutes, "by": "Lee Doe"})

    def start(self, number: int) -> None:
        known = self.known
        form = draw_form(known.blueprint, known.items, sorted(known.final_patients), f"ana/{number}")
        minutes = known.blueprint.minutes + self.state.ahead
        self.note(place(number), START, {"form": form.model_dump(mode="json"), "minutes": minutes})

    def end(self, number: int) -> None:
        self.note(place(number), END, {"why": "handed_in", "parallels": []})

    @property
    def state(self) -> State:
        return state(self.notes, self.known.blueprint, NOW + timedelta(days=3))


@pytest.fixture
def kept(known: Catalog) -> Kept:
    return Kept(known)


def test_all_that_was_given_before_a_try_waits_for_it(kept: Kept) -> None:
    assert kept.state.ahead == 0
    kept.give(15)
    kept.give(5)
    assert (kept.state.phase, kept.state.ahead) == ("ready", 20)


def test_the_try_that_begins_has_it_and_none_after_it(kept: Kept) -> None:
    usual = kept.known.blueprint.minutes
    kept.give(15)
    kept.start(1)
    assert kept.state.ahead == 0
    kept.give(5, place(1))
    kept.end(1)
    kept.start(2)
    assert [each.minutes for each in kept.state.tries] == [usual + 20, usual]


def test_what_is_given_between_two_tries_is_for_the_second(kept: Kept) -> None:
    usual = kept.known.blueprint.minutes
    kept.start(1)
    kept.end(1)
    kept.give(30)
    assert kept.state.ahead == 30
    kept.start(2)
    assert [each.minutes for each in kept.state.tries] == [usual, usual + 30]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("class"), split=True) as started:
        yield started


def test_in_a_class_it_counts_also_on_a_page_that_was_open_before(known: Catalog, server: Server) -> None:
    usual, mine = known.blueprint.minutes, learner_id("Test class", "Ana Ruiz")
    ana, instructor = Visitor(server), Visitor(server)
    ana.join("AAAA1111")
    instructor.lead()
    with ExitStack() as talks:
        page = Client(talks, ana, "final_check(", "10_final_check.ipynb")
        assert page.view["phase"] == "ready"
        form = {"learner": mine, "minutes": "15", "by": "Lee Doe", "_xsrf": instructor.token}
        assert instructor.post("/instructor/extra-time", form).status == 303
        page.do("start")
        assert page.view["clock"]["minutes"] == usual + 15
        assert page.view["clock"]["left"] > usual * 60
    with Record(server.record) as record:
        begun = [each.answer["minutes"] for each in record.attempts(mine) if each.item == START]
    assert begun == [usual + 15]
