"""The class file: what is wrong in it is told with line and fix, and what is secret in it stays so."""

import stat
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from course_lib.catalog import yaml_file
from course_lib.catalog.problems import ContentError
from course_lib.classroom import class_file
from course_lib.model.classroom import LETTERS, ClassFile, Enrolled, learner_id
from course_lib.model.names import BLANK, doubled, is_mixed, numbered

OFFICES = ("oregon", "most-cautious")
PIN = "scrypt$16384$8$5$OTKxb9bDdXeWh/r19h+wNQ==$TfcIwmCLN610eXSGGzEgOfkCrzI48XgiKTXWzlKHI+U="
"""The hash of 4711, written down: with a new salt, each process would call the tests something else."""

BEN = """{name: Ben "Bo" O'Neil, code: "2345"}"""
FILE = f"""\
name: Tuesday evening
starts: 2026-12-01
code: HEAT24
office: oregon
hours: 6
learners:
  - {{name: Ana Ortiz, code: K7MP2Q}}
  - {BEN}
pin: "{PIN}"
"""


def written(tmp_path: Path, text: str = FILE) -> Path:
    path = tmp_path / "class.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def problems(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(ContentError) as caught:
        class_file.read(written(tmp_path, text), OFFICES)
    return [str(problem) for problem in caught.value.problems]


def test_a_class_is_read_as_it_is_written(tmp_path: Path) -> None:
    found = class_file.read(written(tmp_path), OFFICES)
    assert (found.name, found.starts, found.ends) == ("Tuesday evening", date(2026, 12, 1), None)
    assert found.learners[1] == Enrolled(name='Ben "Bo" O\'Neil', code="2345")
    assert (found.places, found.office, found.hours) == (2, "oregon", 6)


def test_a_code_is_the_same_however_it_is_typed(tmp_path: Path) -> None:
    text = FILE.replace("code: HEAT24", "code: heat-24").replace("K7MP2Q", "k7m p2q")
    found = class_file.read(written(tmp_path, text), OFFICES)
    assert (found.code, found.learners[0].code) == ("HEAT24", "K7MP2Q")


@pytest.mark.parametrize(
    ("before", "after", "line", "field", "wrong", "fix"),
    [
        ("name: Tuesday evening\n", "", 1, "name", "is missing", "write `name:`"),
        ("starts: 2026-12-01", "starts: 1 December", 2, "starts", "which is no day", "2026-12-31"),
        ("starts: 2026-12-01", "starts: 2026-12-01\nends: 2026-11-30", 3, "ends", "lies before", "earlier"),
        ("code: HEAT24", "code: HEAT", 8, "", "", ""),
        ("code: HEAT24", "code: A1", 3, "code", "is no code", "4 to 16 letters"),
        ("code: HEAT24", "code: K7MP2Q", 7, "learners.0.code", "is the class code", "another"),
        ('"2345"', "K7MP2Q", 8, "learners.1.code", "is used twice", "their own"),
        (BEN, "{name: Ana Ortiz, code: k7m-p2q}", 8, "learners.1.code", "is used twice", "their own"),
        (BEN, "{name: Ana Ortiz}", 8, "learners.1.code", "is missing", "write `code:`"),
        ('"2345"', "2345", 8, "learners.1.code", "is not text", "in quotes"),
        ("office: oregon", "office: oregano", 4, "office", "is no scope profile", "use one of most-cautious"),
        ("hours: 6", "hours: six", 5, "hours", "is no number", "in digits"),
        ("hours: 6", "houres: 6", 5, "houres", "is not a field here", "mean `hours:`?"),
        ("Ana Ortiz", '"Ana\\u202eOrtiz"', 7, "learners.0.name", "U+202E", "delete it"),
        ("Ana Ortiz", '"Ana \\u3164"', 7, "learners.0.name", "U+3164", "type it again"),
        ("Ana Ortiz", '"\\u0410na Ortiz"', 7, "learners.0.name", "letters of two alphabets", "type it again"),
        ("hours: 6", 'signatory: "Lee\\u202eDoe"', 5, "signatory", "U+202E", "delete it"),
        ("hours: 6", 'provider: "Clinic\\u200b"', 5, "provider", "U+200B", "type it again"),
        ("hours: 6", 'provider_number: "12\\u206634"', 5, "provider_number", "U+2066", "delete it"),
        ("hours: 6", 'credential: "D\\u3164C"', 5, "credential", "U+3164", "type it again"),
        ("hours: 6", 'credential: "D\\u0421"', 5, "credential", "letters of two alphabets", "type it again"),
        ("hours: 6", f'provider: "{"x" * 201}"', 5, "provider", "is too long", "at most 200 letters"),
        ("Ana Ortiz", '"  "', 7, "learners.0.name", "is empty", "write it"),
        (f'pin: "{PIN}"', 'pin: "4711"', 9, "pin", "is not kept as", "workshop --pin"),
        (PIN, PIN[:40], 9, "pin", "is not kept as", "workshop --pin"),
        ("2026-12-01", "2026", 2, "starts", "is 2026, which is no day", "2026-12-31"),
        ("2026-12-01", "2026-12-01 18:00", 2, "starts", "which is no day", "2026-12-31"),
        ("name: Tuesday evening", "name:", 1, "name", "is empty", "write it"),
        ("Tuesday evening", "x" * 81, 1, "name", "is too long", "at most 80 letters"),
        ("oregon", "North Carolina", 4, "office", "is no scope profile", "use one of most-cautious"),
        ("hours: 6", "hours: 0", 5, "hours", "is 0, which is too small", "more than 0"),
        ("hours: 6", "hours: 500", 5, "hours", "is 500, which is too large", "at most 400"),
        ("hours: 6", "open_places: 0", 5, "open_places", "is 0, which is too small", "at least 1"),
        ("hours: 6", "open_places: 1.5", 5, "open_places", "no whole number", "a point"),
        (BEN, "Ben Ode", 8, "learners.1", "has no fields", "in braces"),
        (BEN, "{name: Ode, Ben, code: ABCD}", 8, "learners.1.Ben", "is not a field", "comma stands in quotes"),
        (f'pin: "{PIN}"', 'record: "sqlite:///:memory:"', 9, "record", "no address of a database", "a path"),
        (f'pin: "{PIN}"', "record: sqlite:///", 9, "record", "no address of a database", "a path"),
        (f'pin: "{PIN}"', "record: mysql://x", 9, "record", "no address of a database", "sqlite:///"),
        ("hours: 6", "hours: 6\nhours: 7", 6, "hours", "stands twice", "keep one"),
        ("hours: 6", "hours: 1_0", 5, "hours", "YAML reads as 10", "in quotes"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_its_field_and_how_to_fix_it(
    tmp_path: Path, before: str, after: str, line: int, field: str, wrong: str, fix: str
) -> None:
    if not field:
        assert class_file.read(written(tmp_path, FILE.replace(before, after)), OFFICES).code == "HEAT"
        return
    (problem,) = problems(tmp_path, FILE.replace(before, after))
    assert problem.startswith(f"class.yaml:{line}: ")
    assert field in problem
    assert wrong in problem
    assert fix in problem.split("To fix:")[1]


@pytest.mark.parametrize(
    ("before", "after", "line", "wrong", "fix"),
    [
        ("  - {name: Ana", "\t- {name: Ana", 7, "a tab", "write spaces"),
        ("Tuesday evening", "@clinic", 1, "one of @ % `", "in quotes"),
        ("Tuesday evening", "*clinic*", 1, "a * or &", "in quotes"),
        ("Tuesday evening", "Class: Tuesday", 1, "a colon stands where none can be", "in quotes"),
        ("Tuesday evening", '"Tuesday evening', 8, "does not follow on those above", "a quote"),
        ("office: oregon", "office oregon", 5, "a colon with a space behind it", "the one above"),
        ("K7MP2Q}", "K7MP2Q", 8, "a comma or a bracket is missing", "the one above"),
        ("office: oregon", "{{office}}: 1", 4, "braces stand where a word must be", "in quotes"),
        (f'"{PIN}"', '"4711', 10, "a quote was opened and not closed", "close it"),
        ("hours: 6", "hours: 6\n---\nname: x", 6, "a second file begins here", "take out"),
    ],
)
def test_what_yaml_cannot_read_is_told_in_plain_words(
    tmp_path: Path, before: str, after: str, line: int, wrong: str, fix: str
) -> None:
    (problem,) = problems(tmp_path, FILE.replace(before, after))
    assert problem.startswith(f"class.yaml:{line}: is not YAML: ")
    assert wrong in problem
    assert fix in problem.split("To fix:")[1]


def test_without_a_roster_the_file_says_how_many_may_join(tmp_path: Path) -> None:
    bare = "name: Open\nstarts: 2026-12-01\ncode: HEAT24\n"
    (problem,) = problems(tmp_path, bare)
    assert "open_places: is missing, and the roster is empty" in problem
    assert class_file.read(written(tmp_path, f"{bare}open_places: 30\n"), OFFICES).places == 30


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    text = FILE.replace("hours: 6", "hours: six").replace("HEAT24", "A1").replace("2026-12-01", "soon")
    assert len(problems(tmp_path, text)) == 3


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", "holds no fields"),
        ("name: [", "is not YAML"),
        ("- a\n", "holds no fields"),
        ("a: \0", "U+0000"),
        (f"a: {'[' * 400}{']' * 400}", "without end"),
    ],
)
def test_a_file_that_is_no_class_at_all_is_told_too(tmp_path: Path, text: str, wrong: str) -> None:
    assert wrong in problems(tmp_path, text)[0]


def test_a_file_that_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="the file is missing"):
        class_file.read(tmp_path / "none.yaml", OFFICES)


def test_the_office_is_one_of_the_courses_own_profiles(tmp_path: Path) -> None:
    assert class_file.read(written(tmp_path)).office == "oregon"


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=40).filter(
    lambda name: any(map(str.isalnum, name)) and not set(name) & set(BLANK) and not is_mixed(name)
)


@given(
    names=st.lists(NAMES, max_size=4, unique_by=str.strip),
    title=NAMES,
    provider=st.text(st.characters(codec="ascii", exclude_categories=("C",)), max_size=9),
)
def test_whatever_is_written_is_read_again_as_the_same(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], title: str, provider: str
) -> None:
    learners = tuple(Enrolled(name=name, code=f"CODE{place}") for place, name in enumerate(names))
    written = ClassFile(
        name=title,
        starts=date(2026, 12, 1),
        code="HEAT24",
        learners=learners,
        open_places=3,
        provider=provider,
        pin=PIN,
    )
    path = tmp_path_factory.mktemp("class") / "class.yaml"
    class_file.write(written, path)
    assert class_file.read(path, OFFICES) == written


def test_only_its_owner_can_read_the_file_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = written(tmp_path)
    class_file.write(class_file.read(path, OFFICES), path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == ["class.yaml"]


def test_where_writing_fails_the_file_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path)
    known = class_file.read(path, OFFICES)

    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(class_file.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        class_file.write(known, path)
    assert path.read_text(encoding="utf-8") == FILE
    assert [entry.name for entry in tmp_path.iterdir()] == ["class.yaml"]


def test_nothing_of_a_class_file_is_kept_in_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / "cache"
    monkeypatch.setattr(yaml_file, "_cache", lambda: cache)
    class_file.read(written(tmp_path), OFFICES)
    assert not cache.exists()


def test_a_pin_is_known_again_and_no_other_one_is() -> None:
    assert class_file.check_pin("4711", PIN)
    assert class_file.check_pin(" 4711 ", PIN)
    assert not class_file.check_pin("4712", PIN)
    assert not class_file.check_pin("", PIN)
    assert class_file.hash_pin("4711") != PIN


@pytest.mark.parametrize(
    "hashed", ["", "4711", "scrypt$", "scrypt$999999999$8$1$AAAA$AAAA", "scrypt$a$b$c$d$e"]
)
def test_what_is_no_kept_pin_lets_nobody_in(hashed: str) -> None:
    assert not class_file.check_pin("4711", hashed)


def test_neither_pin_nor_password_stands_in_what_is_printed(tmp_path: Path) -> None:
    url = "postgresql+psycopg://course:s3cret@db.local/class?password=s3cret"
    found = class_file.read(written(tmp_path, f'{FILE}record: "{url}"\n'), OFFICES)
    assert "s3cret" not in repr(found) + class_file.shown_url(url)
    assert PIN not in repr(found)
    assert class_file.shown_url(url) == "postgresql+psycopg://course:…@db.local/class"
    assert "s3cret" not in "\n".join(problems(tmp_path, f'{FILE}record: "x{url}"\n'))


@pytest.mark.parametrize(
    "line",
    [
        *("pin: hunter2secret", "pin: [hunter2secret]", "pin: {hunter2secret: 1}", "pin: 0o4711", "pin: 4711"),
        *("pin: 004711", "pin: 0x4711", "pin: {a: 004711}", "pin: !hunter2secret x", "PIN: 4711"),
        *("record: [x://c:hunter2secret@db]", "record: {x://c:hunter2secret@db: 1}", "record: 4711"),
        "record: postgresql://c:hunter2secret@db/class",
        "record: postgresql+psycopg://c:hunter2secret@db:54x2/class",
        "record: postgresql+psycopg://c:hunter2@hunter2@db/class",
        "record: postgresql+psycopg://c:hunter2/secret@db/class",
        "record: postgresql+psycopg://c:hunter2secret@[db/class",
    ],
)
def test_what_is_wrong_with_a_secret_is_told_without_it(tmp_path: Path, line: str) -> None:
    (problem,) = problems(tmp_path, FILE.replace(f'pin: "{PIN}"\n', f"{line}\n"))
    assert problem.startswith("class.yaml:9: ")
    assert not [secret for secret in ("hunter2", "4711", "2505", "18193") if secret in problem]
    assert "To fix: " in problem
    assert "None" not in problem


def test_a_password_with_a_sign_in_it_is_hidden_to_its_end() -> None:
    for password in ("s3@s3cret", "s3/s3cret", "s3:s3cret", "s3?s3cret"):
        shown = class_file.shown_url(f"postgresql+psycopg://course:{password}@db/class?password=s3cret")
        assert shown == "postgresql+psycopg://course:…@db/class"


def test_a_field_that_is_left_empty_is_as_if_it_was_not_written(tmp_path: Path) -> None:
    text = "name: Open\nstarts: 2026-12-01\nends:\ncode: HEAT24\noffice:\nhours:\nlearners:\nopen_places: 3\n"
    text += "provider:\nprovider_number:\nsignatory:\ncredential:\npin:\nrecord:\nrest_after:\n"
    bare = ClassFile(name="Open", starts=date(2026, 12, 1), code="HEAT24", open_places=3)
    assert class_file.read(written(tmp_path, text), OFFICES) == bare


def test_spaces_that_a_copied_list_brings_are_spaces(tmp_path: Path) -> None:
    text = FILE.replace("Ana Ortiz", "Ana\u00a0Ortiz").replace("Tuesday evening", '"Tuesday\\tevening"')
    found = class_file.read(written(tmp_path, text), OFFICES)
    assert (found.name, found.learners[0].name) == ("Tuesday evening", "Ana Ortiz")


def test_a_file_of_something_else_is_told_where_the_fields_are_described(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, "name,code\nAna,K7MP2Q\n")
    assert problem == "class.yaml:1: holds no fields. To fix: see the table of fields in docs/instructor.md."


def test_a_record_with_a_short_path_lies_beside_the_file_for_every_program(tmp_path: Path) -> None:
    path = written(tmp_path, f"{FILE}record: sqlite:///tuesday.sqlite\n")
    url = class_file.record_url(class_file.read(path, OFFICES), path)
    assert url == f"sqlite:///{tmp_path.as_posix()}/tuesday.sqlite"


def test_answers_go_beside_the_file_or_where_it_says(tmp_path: Path) -> None:
    path = written(tmp_path)
    found = class_file.read(path, OFFICES)
    assert class_file.record_url(found, path) == f"sqlite:///{tmp_path.as_posix()}/class.sqlite"
    elsewhere = found.model_copy(update={"record": "sqlite:////srv/class.sqlite"})
    assert class_file.record_url(elsewhere, path) == "sqlite:////srv/class.sqlite"


def test_a_class_is_at_most_500_people() -> None:
    learners = tuple(Enrolled(name=f"P {n}", code=f"CODE{n}") for n in range(501))
    with pytest.raises(ValidationError, match="500"):
        ClassFile(name="Big", starts=date(2026, 12, 1), code="HEAT24", learners=learners)


def test_two_people_of_one_name_are_noticed_however_it_is_written() -> None:
    assert doubled(["Ana Ortiz", "ana  ortiz", "Ben"]) == ["ana ortiz"]


def test_two_people_of_one_name_are_numbered_and_each_is_the_same_as_before(tmp_path: Path) -> None:
    alone = class_file.read(written(tmp_path), OFFICES)
    twice = FILE.replace(BEN, "{name: Ana Ortiz, code: 2345XY}")
    first, second = class_file.read(written(tmp_path, twice), OFFICES).roster
    assert (first.name, second.name) == ("Ana Ortiz (1)", "Ana Ortiz (2)")
    assert first.id == alone.roster[0].id == learner_id("Tuesday evening", "Ana Ortiz")
    assert second.id != first.id
    assert "2345XY" not in second.name + second.id
    other_code = class_file.read(written(tmp_path, twice.replace("2345XY", "ABCD99")), OFFICES)
    assert other_code.roster == (first, second), "a new code is no new person"


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (["Ana", "Ben"], ["Ana", "Ben"]),
        (["Ana", "ana ", "Ben", "ANA"], ["Ana (1)", "ana  (2)", "Ben", "ANA (3)"]),
        (["Ana (1)", "Ana", "Ana"], ["Ana (1)", "Ana (2)", "Ana (3)"]),
        (["Ana", "\uff21na"], ["Ana (1)", "\uff21na (2)"]),
        (["Jos\u00e9", "Jose\u0301"], ["Jos\u00e9 (1)", "Jose\u0301 (2)"]),
    ],
)
def test_whoever_shares_a_name_has_a_number_that_nobody_else_has(names: list[str], shown: list[str]) -> None:
    assert numbered(names) == shown


def test_somebody_who_is_called_as_another_one_is_numbered_is_somebody_else() -> None:
    learners = tuple(
        Enrolled(name=name, code=f"CODE{place}") for place, name in enumerate(("Ana", "Ana", "Ana (2)"))
    )
    roster = ClassFile(name="Big", starts=date(2026, 12, 1), code="HEAT24", learners=learners).roster
    assert len({learner.id for learner in roster}) == len({learner.name for learner in roster}) == 3


def test_no_letter_of_a_code_looks_like_another_one() -> None:
    assert not set("01OIL") & set(LETTERS)
