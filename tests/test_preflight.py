"""What is looked at before a class begins: each trouble is said, with how to fix it, and nothing is sent."""

import socket
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from course_lib.catalog import Catalog
from course_lib.classroom.around import Around, RecordLook, look_at_record, port_trouble, reachable_address
from course_lib.classroom.class_file import hash_pin
from course_lib.classroom.instructor import Instructor
from course_lib.classroom.preflight import Finding, can_begin, gone_wrong, look
from course_lib.language.troubles import TROUBLES
from course_lib.model.classroom import ClassFile, Enrolled
from course_lib.record import Record

CLASS = ClassFile(
    name="Tuesday",
    starts=date(2026, 12, 1),
    code="HEAT24",
    learners=(Enrolled(name="Ana", code="K7MP"), Enrolled(name="Ben", code="K7MQ")),
    office="oregon",
    signatory="Dr. Lee",
    provider_number="P-1",
    pin=hash_pin("471100"),
)
URL = "sqlite:////srv/class.sqlite"
GOOD: dict[str, Any] = {
    "address": lambda: "192.168.1.7",
    "port": lambda _: "",
    "record": lambda _: RecordLook(),
    "free": lambda _: 9 * 2**30,
    "may_write": lambda _: True,
    "open_files": lambda: 4096,
    "system": lambda: "Linux",
    "today": lambda: date(2026, 12, 1),
}


def found(class_file: ClassFile = CLASS, url: str = URL, **changed: Any) -> tuple[Finding, ...]:
    return look(class_file, 8866, url, Around(**{**GOOD, **changed}))


def troubles(*where: Any, **changed: Any) -> list[Finding]:
    return [finding for finding in found(*where, **changed) if finding.level != "fine"]


def test_where_all_is_well_the_class_can_begin_and_one_phone_is_tried() -> None:
    assert can_begin(found())
    (only,) = troubles()
    assert only.level == "look"
    assert "Open the address on one phone now." in only.fix
    assert "sudo ufw allow 8866/tcp" in only.fix
    assert "http://192.168.1.7:8866" in "\n".join(map(str, found()))


@pytest.mark.parametrize(
    ("changed", "what", "fix"),
    [
        ({"port": lambda _: "taken"}, "Port 8866 is taken by another program.", "--port 8867"),
        ({"port": lambda _: "reserved"}, "Port 8866 is reserved", "--port 8867"),
        ({"address": lambda: ""}, "in no network", "hotspot"),
        ({"free": lambda _: 9 * 2**20}, "Only 9 MB are free", "Empty the trash"),
        ({"may_write": lambda _: False}, "Nothing may be written in /", "another place after `record:`"),
        ({"record": lambda _: RecordLook("unreachable")}, "cannot be reached", "the database runs"),
        ({"record": lambda _: RecordLook("no_driver")}, "no driver", "python3 course.py setup --postgres."),
    ],
)
def test_what_stops_a_class_comes_first_and_says_how_to_mend_it(
    changed: dict[str, Any], what: str, fix: str
) -> None:
    first = found(**changed)[0]
    assert first.level == "stop"
    assert what in first.what
    assert fix in first.fix
    assert not can_begin(found(**changed))


ALIKE = (("Ana", "O0IL22"), ("Cy", "Z0IL22"), ("Ben", "OOLI22"))


@pytest.mark.parametrize(
    ("changed", "level", "what"),
    [
        ({"pin": ""}, "stop", "no PIN"),
        (
            {"learners": tuple(Enrolled(name=name, code=code) for name, code in ALIKE)},
            "look",
            "The codes of Ana and Ben look alike: 0 and O, or 1, I and L, are mistaken.",
        ),
        ({"learners": (), "open_places": 12}, "look", "the first 12 who know the class code join"),
        (
            {"learners": (Enrolled(name="Ana", code="AAAA"), Enrolled(name="ana", code="BBBB"))},
            "look",
            "2 people on the roster have one name. They are shown as Ana (1), ana (2).",
        ),
        ({"signatory": ""}, "look", "Nobody is named who signs"),
        ({"provider_number": ""}, "look", "not for continuing education"),
        ({"office": "most-cautious"}, "look", "the most cautious rules apply"),
        ({"starts": date(2026, 12, 2)}, "look", "starts on December 2, 2026; today is December 1"),
        ({"starts": date(2026, 11, 1)}, "look", "ended on November 1, 2026"),
    ],
)
def test_what_the_file_lacks_is_said(changed: dict[str, Any], level: str, what: str) -> None:
    found = [finding for finding in troubles(CLASS.model_copy(update=changed)) if what in finding.what]
    assert [finding.level for finding in found] == [level]


def test_a_disk_that_is_nearly_full_is_only_looked_at() -> None:
    assert can_begin(found(free=lambda _: 300 * 2**20))
    assert any("Only 300 MB" in finding.what for finding in troubles(free=lambda _: 300 * 2**20))


def test_it_is_said_for_how_many_there_is_room_where_it_is_for_fewer_than_are_coming() -> None:
    thirty = tuple(Enrolled(name=f"Learner {n}", code=f"CODE{n:02d}X") for n in range(30))
    full = CLASS.model_copy(update={"learners": thirty})
    few = [each for each in troubles(full, open_files=lambda: 256) if "at once" in each.what]
    assert [(each.level, each.what) for each in few] == [
        ("look", "This computer lets a program open 256 files at once. That is room for 16 learners.")
    ]
    for enough in (4096, None):
        assert not any("at once" in each.what for each in found(full, open_files=lambda n=enough: n))


@pytest.mark.parametrize(
    ("system", "words"), [("Windows", "private networks"), ("Darwin", "System Settings"), ("BeOS", "ufw")]
)
def test_the_firewall_of_each_system_has_its_hint(system: str, words: str) -> None:
    assert any(words in finding.fix for finding in troubles(system=lambda: system))


def test_the_password_of_a_database_is_not_printed() -> None:
    url = "postgresql+psycopg://course:s3cret@db/class"
    for record in (lambda _: RecordLook(), lambda _: RecordLook("unreachable")):
        assert "s3cret" not in "\n".join(map(str, found(CLASS, url, record=record)))


def test_a_port_that_another_program_has_is_taken() -> None:
    with socket.socket() as other:
        other.bind(("", 0))
        other.listen()
        assert port_trouble(other.getsockname()[1]) == "taken"
    assert port_trouble(70000) == "none"


def test_the_address_is_a_number_that_others_can_reach_or_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not reachable_address().startswith("127.")

    class NoWay(socket.socket):
        def connect(self, _: object) -> None:
            raise OSError(101, "Network is unreachable")

    monkeypatch.setattr("course_lib.classroom.around.socket.socket", NoWay)
    assert reachable_address() == ""


def test_a_record_that_is_not_there_yet_is_no_trouble_and_one_of_another_kind_is(tmp_path: Path) -> None:
    assert look_at_record(f"sqlite:///{(tmp_path / 'class.sqlite').as_posix()}") == RecordLook()
    assert (
        look_at_record("postgresql+psycopg://course@127.0.0.1:9/class?connect_timeout=1").unread
        == "unreachable"
    )
    assert look_at_record("sqlite:///" + tmp_path.as_posix()).unread
    other = tmp_path / "letter.sqlite"
    other.write_text("Dear Ana,")
    unread, aside = look_at_record(f"sqlite:///{other.as_posix()}")
    assert unread == ""
    assert "letter.unreadable-1.sqlite" in aside
    (told,) = [each for each in troubles(record=lambda _: RecordLook("", aside)) if "unreadable" in each.what]
    assert told.level == "look"
    assert told.what == (
        "The file with the answers was damaged. It is kept as letter.unreadable-1.sqlite, and the course began "
        "a new one. Answers that could still be read: 0. They are in the new one."
    )


def test_where_the_driver_of_the_database_is_missing_one_command_brings_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    url = "postgresql+psycopg://course:s3cret@db.local/class"
    (first,) = [each for each in found(CLASS, url, record=look_at_record) if each.level == "stop"]
    assert str(first) == (
        "■ postgresql+psycopg://course:…@db.local/class cannot be opened: the course has no driver for the "
        "database of this class. Nothing was changed there, and what was kept before is safe. To install it, "
        "once and with a network: python3 course.py setup --postgres. Then start the class again."
    )


@pytest.mark.parametrize("kind", sorted(TROUBLES))
def test_an_instructor_is_told_what_is_safe_what_to_change_and_what_to_start_again(kind: str) -> None:
    first = found(record=lambda _: RecordLook(kind))[0]
    assert first.level == "stop"
    assert f"{URL} cannot be opened: " in first.what
    assert "Nothing was changed there" in first.what
    assert ("what was kept before is safe" in first.what) is (kind != "damaged")
    assert first.fix.endswith("Then start the class again.")
    assert len(first.fix) > len("Then start the class again.") + 10
    for words in ("your instructor", "your answers", "go on", "For the instructor", "COURSE_RECORD"):
        assert words not in str(first)


def test_while_a_class_runs_whose_answers_cannot_be_read_its_instructor_is_told_so(
    known: Catalog, tmp_path: Path
) -> None:
    path = tmp_path / "class.sqlite"
    path.mkdir()
    desk = Instructor(Record(f"sqlite:///{path.as_posix()}", wait=0.1), known, CLASS, "http://192.168.1.7:8866")
    told = desk.get("parts", {}, "").json["class-troubles"]
    assert "The answers cannot be shown now: " in told
    assert "your instructor" not in told


def test_while_a_class_runs_a_disk_that_fills_or_is_locked_is_told_and_nothing_else() -> None:
    assert gone_wrong(URL, Around(**GOOD)) == ()
    (told,) = gone_wrong(URL, Around(**{**GOOD, "may_write": lambda _: False}))
    assert told.startswith("■ Nothing may be written in /")
    (told,) = gone_wrong(URL, Around(**{**GOOD, "free": lambda _: 20 * 2**20}))
    assert told.startswith("■ Only 20 MB are free on the disk where the answers go.")
    assert gone_wrong("postgresql+psycopg://localhost/class", Around(**GOOD)) == ()
