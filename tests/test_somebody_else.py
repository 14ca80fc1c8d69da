"""When somebody else learns, no open page shows what the person before answered."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from course_lib import final_check, lesson, my_certificate, my_record, my_review, patients
from course_lib.catalog import Catalog
from course_lib.pages.session import Session
from course_lib.record import Record
from course_lib.rules.encounter import best_path
from course_lib.rules.pack import SetUp
from course_lib.widgets.learner import LearnerWidget

Opens = Callable[[], list[LearnerWidget]]


@pytest.fixture
def opened(record: Record) -> Opens:
    """Open several pages, and return their widgets."""

    def pages() -> list[LearnerWidget]:
        here = Session.open(record)
        heat, stimulation = (
            lesson("heat-and-ice", here),
            lesson("muscle-stimulation", here),
        )
        room, review = patients(here), my_review(here)
        return [
            heat.item("time-limit"),
            heat.due(),
            heat.patient("leon"),
            heat.draw(),
            heat.pack_timer(),
            heat.progress(),
            stimulation.pads(),
            room.progress(),
            room.patient("tess"),
            room.draw(),
            review.today(),
            review.ahead(),
            review.calibration(),
            final_check(here),
            my_certificate(here),
            my_record(here),
        ]

    return pages


@pytest.fixture
def of_ann(opened: Opens, known: Catalog, record: Record) -> Iterator[list[LearnerWidget]]:
    """The widgets, after Ann has answered in each."""
    record.rename("Ann")
    widgets = opened()
    item, _, leon, drawn, pack, _, pads, _, tess, drawn_of_all, *_, check, _, mine = widgets
    item.answer("a", "sure")
    for patient in (leon, tess):
        for taken in best_path(patient.encounter.patient).path:
            patient.choose(taken.choice.id)
    for series in (drawn, drawn_of_all):
        series.decide("doctor_now")
        series._receive(None, {"do": "next"}, None)
    pack.run(SetUp(7, True, True, 15, True), looks=[5], off=15)
    pads.answer(*pads.order.marks)
    pads._receive(None, {"do": "next"}, None)
    check._receive(None, {"do": "start"}, None)
    mine._receive(None, {"do": "open"}, None)
    yield widgets


def tell(widgets: list[LearnerWidget]) -> None:
    for widget in widgets:
        widget._receive(None, {"do": "changed"}, None)


def views(widgets: list[LearnerWidget]) -> list[dict]:
    """What the widgets show, without where the reader is, without the clock, and without their numbers."""
    aside = {"focus": "", "clock": None, "turn": 0, "answers": ""}
    return [{**widget.view, **aside} for widget in widgets]


def test_when_somebody_else_learns_every_open_page_starts_over(
    of_ann: list[LearnerWidget], opened: Opens, record: Record
) -> None:
    record.switch("Ben")
    tell(of_ann)
    assert views(of_ann) == views(opened())
    assert all(widget.begun == 1 for widget in of_ann)


def test_when_everything_is_erased_every_open_page_starts_over(
    of_ann: list[LearnerWidget], opened: Opens, record: Record
) -> None:
    record.erase()
    tell(of_ann)
    assert views(of_ann) == views(opened())


def test_when_only_the_name_changes_a_page_stays_as_it_is(of_ann: list[LearnerWidget], record: Record) -> None:
    tell(of_ann)  # the widgets that count along have heard of all answers now
    *before, _, mine = views(of_ann)
    record.rename("Anne")
    tell(of_ann)
    *after, now, same = views(of_ann)
    assert (after, same) == (before, mine)
    assert [field["value"] for field in now["fields"] if field["name"] == "name"] == ["Anne"]
    assert all(widget.begun == 0 for widget in of_ann)


def test_whoever_opened_a_page_before_they_gave_their_name_stays_where_they_are(
    opened: Opens, record: Record, tmp_path: Path
) -> None:
    widgets = opened()
    with Record(f"sqlite:///{(tmp_path / 'record.sqlite').as_posix()}") as of_the_start_page:
        of_the_start_page.rename("Ann")
        tell(widgets)
        assert all(widget.begun == 0 for widget in widgets)
        of_the_start_page.switch("Ben")
        tell(widgets)
        assert all(widget.begun == 1 for widget in widgets)


def test_the_page_that_erased_keeps_saying_so(record: Record) -> None:
    record.rename("Ann")
    page = my_record(Session.open(record))
    page._receive(None, {"do": "erase", "word": "erase"}, None)
    tell([page])
    assert page.view["erased"].startswith("Everything is erased")
