"""Two people of one name in a class: each has a code and answers of their own, and everyone sees who is who."""

import csv
import io
import re
from datetime import date
from pathlib import Path

import pypdf
import pytest
from clocks import Clock
from test_class_report import NOW, check_of, learn, take

from course_lib.catalog import Catalog
from course_lib.classroom.instructor import Instructor
from course_lib.classroom.joining import MIXED, NO_NAME, TAKEN, Joining, NotJoinedError
from course_lib.classroom.new import roster_lines
from course_lib.classroom.server import enroll
from course_lib.classroom.sessions import Sessions
from course_lib.model.classroom import ClassFile, Enrolled
from course_lib.model.names import folded, numbered
from course_lib.record import Record

CODES = ("K7MP2Q", "W9XR4T")
CLASS = ClassFile(
    name="Tuesday",
    starts=date(2026, 12, 1),
    code="HEAT24",
    learners=tuple(Enrolled(name="Ana Ortiz", code=code) for code in CODES),
    open_places=3,
    signatory="Lee Doe",
    credential="DC",
)
SHOWN = ["Ana Ortiz (1)", "Ana Ortiz (2)"]


@pytest.fixture
def joining(record: Record, tmp_path: Path) -> Joining:
    sessions = Sessions(tmp_path / "sessions.sqlite")
    return Joining(CLASS, sessions, lambda learner: enroll(record, learner))


@pytest.mark.parametrize("name", ["", " ", "...", "\u3164", "\u115f\u1160", "\u2800", "\u202e", "\U0001f44d"])
def test_nobody_joins_under_a_name_in_which_there_is_no_letter_to_see(joining: Joining, name: str) -> None:
    with pytest.raises(NotJoinedError, match=NO_NAME):
        joining.join("HEAT24", name, "")


def test_a_name_that_looks_like_that_of_somebody_who_joined_is_taken(joining: Joining) -> None:
    joining.join("HEAT24", "Fi Dee", "")
    for name in ("FI DEE", "\ufb01 dee", "Fi\u00a0Dee"):
        with pytest.raises(NotJoinedError, match=TAKEN):
            joining.join("HEAT24", name, "")


@pytest.mark.parametrize("name", ["\u0410na", "An\u0430 Cruz", "Cruz \u0391na", "An\u0585", "a\u0301\u0430"])
def test_nobody_joins_under_a_name_in_which_a_word_mixes_two_alphabets(joining: Joining, name: str) -> None:
    with pytest.raises(NotJoinedError, match=MIXED):
        joining.join("HEAT24", name, "")


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Zo\u00eb O\u2019Neil-Garc\u00eda",
            "Ka\u02bbiulani",
            "\u0410\u043d\u043d\u0430 Smith",
            "\u5c71\u7530 \u30a2\u30cb\u30fc",
        ),
        *("\u05e2\u05e0\u05ea", "\ud55c\uae00 Kim", "\u0906\u0930\u094d\u200d\u092f\u093e"),
    ],
)
def test_names_as_people_write_them_let_them_in(joining: Joining, name: str) -> None:
    assert joining.join("HEAT24", name, "")[0].name == name


@pytest.mark.parametrize(
    ("there", "alike"),
    [
        ("Hope", "\u041d\u043e\u0440\u0435"),
        ("Tom", "\u03a4om"),
        ("Kate", "\u039a\u0391\u03a4\u0395"),
        ("\u00cbve", "\u0401v\u0435"),
    ],
)
def test_a_name_in_letters_of_another_alphabet_that_look_the_same_is_one_name(there: str, alike: str) -> None:
    assert folded(there) == folded(alike)
    assert numbered([there, alike]) == [f"{there} (1)", f"{alike} (2)"]


def test_whoever_joined_is_not_joined_by_somebody_whose_name_looks_the_same(joining: Joining) -> None:
    joining.join("HEAT24", "Hope Poe", "")
    with pytest.raises(NotJoinedError, match=TAKEN):
        joining.join("HEAT24", "\u041d\u043e\u0440\u0435 \u0420\u043e\u0435", "")
    joining.join("HEAT24", "Hope Roe", "")


@pytest.fixture
def desk(known: Catalog, record: Record) -> Instructor:
    return Instructor(record, known, CLASS, "http://192.168.1.7:8866/", Clock(NOW))


def test_each_code_lets_another_one_in(joining: Joining, record: Record) -> None:
    members = [joining.join("HEAT24", "", code)[0] for code in CODES]
    assert [member.name for member in members] == SHOWN
    assert members[0].learner != members[1].learner
    assert [learner.name for learner in record.learners()] == SHOWN
    again, _ = joining.join("HEAT24", "", CODES[0])
    assert again == members[0]


@pytest.mark.parametrize(
    "name", ["Ana Ortiz", "ana  ortiz", "Ana Ortiz (2)", "\uff21na Ortiz", "Ana\u3164Ortiz"]
)
def test_nobody_else_joins_under_a_name_that_is_theirs(joining: Joining, name: str) -> None:
    with pytest.raises(NotJoinedError, match=TAKEN):
        joining.join("HEAT24", name, "")


def test_the_instructor_sees_who_is_who_and_no_code(
    known: Catalog, record: Record, joining: Joining, desk: Instructor
) -> None:
    for code in CODES:
        joining.join("HEAT24", "", code)
    page = desk.get("", {}, "tok").html
    assert re.findall(r'<th scope="row">(.*?)</th>', page) == SHOWN
    options = re.findall(r'<option value="(\w+)">(.*?)</option>', page)
    assert options == [(learner.id, learner.name) for learner in CLASS.roster]
    assert not [code for code in CODES if code in page]
    graded = desk.get("gradebook.csv", {}, "").file[2].decode("utf-8-sig")
    assert [row["name"] for row in csv.DictReader(io.StringIO(graded))] == SHOWN
    assert not [code for code in CODES if code in graded]


def test_the_list_of_codes_says_whose_each_is(desk: Instructor) -> None:
    listed = desk.get("roster.csv", {}, "").file[2].decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(listed)))
    assert [(row["name"], row["personal code"]) for row in rows] == list(zip(SHOWN, CODES, strict=True))
    assert [line.split("   ") for line in roster_lines(CLASS)[1:]] == [
        [f"  {name}".rstrip(), code] for name, code in zip(SHOWN, CODES, strict=True)
    ]


def test_each_certificate_is_made_out_to_one_of_them(known: Catalog, record: Record, desk: Instructor) -> None:
    clock = Clock(NOW)
    for learner in CLASS.roster:
        take(known, check_of(known, record, learner.id, clock), right=True)
        learn(known, record, learner.id)
    kind, data = desk.post("certificates.pdf", {}).file[1:]
    assert kind == "application/pdf"
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    for name in SHOWN:
        assert sum(name in page for page in pages) == 1
    assert not [code for code in CODES if any(code in page for page in pages)]
