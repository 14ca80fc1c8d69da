"""The instructor's notebook: a class by its file, several pooled, a record, or one that is made up."""

import csv
from datetime import date
from pathlib import Path

import pytest

from course_lib.catalog import Catalog
from course_lib.catalog.problems import ContentError
from course_lib.classroom.class_file import write
from course_lib.classroom.demo import demo
from course_lib.classroom.notebook import DEMO_LEARNERS, DEMO_NOW, class_of
from course_lib.model import Learner
from course_lib.model.classroom import ClassFile, Enrolled
from course_lib.record import Record


def class_file(tmp_path: Path, name: str, *people: str) -> Path:
    learners = tuple(Enrolled(name=who, code=f"CODE{place}") for place, who in enumerate(people))
    path = tmp_path / f"{name}.yaml"
    write(ClassFile(name=name, starts=date(2026, 12, 1), code="HEAT24", learners=learners), path)
    return path


def test_the_made_up_class_is_the_same_each_time() -> None:
    first, second = class_of(), class_of()
    assert first.now == second.now
    assert first.report == second.report
    assert f"{DEMO_LEARNERS} of {DEMO_LEARNERS} have joined" in first.now.text
    assert "- stuck: " in first.now.text


def test_a_class_by_its_file_shows_who_has_not_come(tmp_path: Path) -> None:
    found = class_of(str(class_file(tmp_path, "Tuesday", "Ana", "Ben"))).now.text
    assert "Tuesday: 0 of 2 have joined" in found
    assert "- Ana: not here yet" in found


def test_a_class_file_that_has_to_be_corrected_says_so(tmp_path: Path) -> None:
    path = tmp_path / "class.yaml"
    path.write_text("name: Tuesday\n", encoding="utf-8")
    with pytest.raises(ContentError, match="starts: is missing"):
        class_of(str(path))


def test_a_record_of_ones_own_is_a_class_of_one(tmp_path: Path, known: Catalog) -> None:
    url = f"sqlite:///{(tmp_path / 'own.sqlite').as_posix()}"
    made_up = demo(known, DEMO_NOW, count=2)
    with Record(url) as record:
        made_up.put(record)
        record.switch(Learner(id=made_up.learners[0].id, name="Me"))
    found = class_of(record=url)
    assert "- Me: " in found.now.text
    assert "people have answered." in found.report.text


def test_the_gradebooks_of_two_classes_are_one_table(tmp_path: Path) -> None:
    files = [str(class_file(tmp_path, name, who)) for name, who in (("May", "Ana"), ("June", "Ben"))]
    target = tmp_path / "grades.csv"
    assert str(target) in class_of(*files).save_gradebook(str(target))
    rows = list(csv.reader(target.read_text(encoding="utf-8-sig").splitlines()))
    assert [row[0] for row in rows] == ["name", "Ana", "Ben"]


def test_nothing_that_is_shown_in_a_notebook_leads_to_the_class_server() -> None:
    found = class_of()
    assert "/instructor/" not in found.now.html + found.report.html
