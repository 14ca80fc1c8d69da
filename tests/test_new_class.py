"""A new class: six questions make a file that can be read, and a code for everyone."""

import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import course_commands
from course_lib.classroom import new
from course_lib.classroom.around import is_own_address
from course_lib.classroom.class_file import check_pin, read
from course_lib.classroom.new import NotWrittenError, ask_for_class, ask_for_pin, new_code, roster_lines
from course_lib.model.classroom import LETTERS


def answers(*lines: str) -> Callable[[str], str]:
    left = iter(lines)
    return lambda _: next(left)


def dialog(path: Path, *lines: str, pins: tuple[str, ...] = ("471100", "471100")) -> list[str]:
    shown: list[str] = []
    ask_for_class(path, answers(*lines), answers(*pins), shown.append)
    return shown


SIX = ("Tuesday evening", "2026-12-01", "Ana Ortiz", "Ben O'Neil", "", "oregon", "Dr. Lee")


def test_six_questions_make_a_class_that_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "class.yaml"
    shown = dialog(path, *SIX)
    found = read(path)
    assert (found.name, found.starts, found.office) == ("Tuesday evening", date(2026, 12, 1), "oregon")
    assert [learner.name for learner in found.learners] == ["Ana Ortiz", "Ben O'Neil"]
    assert check_pin("471100", found.pin)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for line in roster_lines(found):
        assert line in shown
    assert found.learners[0].code in "\n".join(shown)
    assert not [line for line in shown if "471100" in line]


def test_a_number_instead_of_names_makes_an_open_class(tmp_path: Path) -> None:
    path = tmp_path / "class.yaml"
    dialog(path, "Open", "2026-12-01 to 2026-12-02", "40", "", "")
    found = read(path)
    assert (found.learners, found.open_places, found.ends) == ((), 40, date(2026, 12, 2))
    assert found.office == "most-cautious"


def test_what_cannot_be_used_is_asked_again_with_a_sentence(tmp_path: Path) -> None:
    shown = dialog(
        tmp_path / "class.yaml",
        *(
            "",
            "Tuesday",
            "tomorrow",
            "2026-12-01",
            "",
            "0",
            "Ana\u202e",
            "",
            "Ana",
            "",
            "Oregano",
            "Oregon",
            "",
        ),
        pins=("1", "471100", "471101", "471100", "471100"),
    )
    text = "\n".join(shown)
    for sentence in (
        "Type a name for it.",
        "such as 2026-12-31",
        "Type a name, or a number.",
        "From 1 to 500 people.",
        "invisible character (U+202E)",
        "Type one of arizona",
        "too short: at least 6",
        "The two are not the same.",
    ):
        assert sentence in text


@pytest.mark.parametrize(
    ("line", "starts", "ends"),
    [
        ("2026-12-01, 2026-12-02", 1, 2),
        ("from 2026-12-01 until 2026-12-02", 1, 2),
        ("2026-12-01to2026-12-02", 1, 2),
        ("2026-12-03 - 2026-12-03", 3, 3),
        ("2026-12-01 to 12/02/2026", 0, 0),
        ("2026-12-01 tomorrow", 0, 0),
        ("2026-12-02 2026-12-01", 0, 0),
        ("01.12.2026", 0, 0),
    ],
)
def test_no_day_that_was_typed_is_passed_over(tmp_path: Path, line: str, starts: int, ends: int) -> None:
    path = tmp_path / "class.yaml"
    shown = dialog(path, "Open", *([line] if starts else [line, "2026-12-05"]), "40", "", "")
    found = read(path)
    expected = (date(2026, 12, starts), date(2026, 12, ends)) if starts else (date(2026, 12, 5), None)
    assert (found.starts, found.ends) == expected
    assert bool(starts) != ("such as 2026-12-31" in "\n".join(shown))


def test_a_line_of_a_long_list_that_is_no_name_is_told_and_the_others_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "class.yaml"
    lines = ("Ana\u00a0Ortiz", "Be\u200bn", "x" * 81, "42", "...", "Zoë D'Arcy", "")
    shown = "\n".join(dialog(path, "Open", "2026-12-01", *lines, "", ""))
    assert [learner.name for learner in read(path).learners] == ["Ana Ortiz", "42", "Zoë D'Arcy"]
    for line, why in (("Be\\u200bn", "U+200B"), ("x" * 81, "at most 80 letters"), ("...", "holds no letter")):
        assert f"'{line}' is not taken: it " in shown
        assert why in shown
    assert "   3 people." in shown


def test_what_cannot_be_shown_is_asked_again_at_once(tmp_path: Path) -> None:
    path = tmp_path / "class.yaml"
    lines = ("!!!", "x" * 81, "Up\x1b[A", "Open", "2026-12-01", *(f"P {n}" for n in range(501)), "", "40", "")
    shown = dialog(path, *lines, "\u202eDr", " Dr. Lee ", pins=("4711\x1b[A", "471100", "471100"))
    found = read(path)
    assert (found.name, found.open_places, found.signatory) == ("Open", 40, "Dr. Lee")
    text = "\n".join(shown)
    for sentence in (
        "holds no letter",
        "at most 80 letters",
        "U+001B",
        "U+202E",
        "501 people",
        "is no letter and",
    ):
        assert sentence in text


def test_a_path_with_a_space_is_shown_as_it_has_to_be_typed(tmp_path: Path) -> None:
    path = tmp_path / "my class.yaml"
    assert dialog(path, *SIX)[-1].endswith(f"workshop '{path}'")


def test_a_class_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "class.yaml"
    path.write_text("mine")
    with pytest.raises(NotWrittenError, match="is there already"):
        dialog(path, *SIX)
    assert path.read_text() == "mine"


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotWrittenError, match="cannot be written"):
        dialog(tmp_path / "none" / "class.yaml")  # before anything is asked


def test_a_pin_can_be_changed_alone(tmp_path: Path) -> None:
    path = tmp_path / "class.yaml"
    dialog(path, *SIX)
    before = read(path)
    shown: list[str] = []
    ask_for_pin(before, path, answers("another1", "another1"), shown.append)
    assert "started again" in shown[0]
    assert "another1" not in shown[0]
    after = read(path)
    assert check_pin("another1", after.pin)
    assert after.model_copy(update={"pin": before.pin}) == before
    with pytest.raises(NotWrittenError, match="too short"):
        ask_for_pin(before, path, answers("no"))


def test_a_pin_that_cannot_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "class.yaml"
    dialog(path, *SIX)

    def closed(*_: object) -> None:
        raise OSError(13, "Permission denied")

    monkeypatch.setattr(new, "write", closed)
    with pytest.raises(NotWrittenError, match="cannot be written"):
        ask_for_pin(read(path), path, answers("another1", "another1"))


def started(*arguments: str, typed: str = "") -> tuple[int, str]:
    """Return how the program ends, and what it says."""
    command = [sys.executable, "-m", "course_lib.classroom.start", *arguments]
    done = subprocess.run(command, input=typed, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_answers_that_end_too_early_write_nothing_and_send_nobody_to_the_setup(tmp_path: Path) -> None:
    code, output = started("--new", str(tmp_path / "class.yaml"), typed="Tuesday\n2026-12-01\n")
    assert code == 1
    assert output.endswith("\nNothing was written: the answers ended too early. Start it again.\n")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_named_is_one_of_the_folder_in_which_the_command_was_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "class.yaml").write_text("mine")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(course_commands, "PYTHON", sys.executable)
    monkeypatch.setattr(course_commands, "setup", lambda *_, **__: None)
    assert course_commands.main(["workshop", "--new", "class.yaml"]) == 1
    assert "class.yaml is there already" in capfd.readouterr().out


def test_a_pin_for_a_file_that_is_not_there_is_asked_for_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "my class.yaml"
    code, output = started(str(path), "--pin", "--data", str(tmp_path / "data"))
    assert code == 1
    assert output == f"There is no file {path}. To make one: python3 course.py workshop --new '{path}'\n"


def test_an_address_of_another_computer_is_said(tmp_path: Path) -> None:
    path = tmp_path / "class.yaml"
    dialog(path, *SIX)
    code, output = started(str(path), "--host", "192.0.2.77", "--data", str(tmp_path / "data"), "--no-browser")
    assert (code, output) == (
        1,
        "192.0.2.77 is no address of this computer. Leave --host away: one is found then.\n",
    )


@pytest.mark.parametrize(
    ("host", "own"), [("127.0.0.1", True), ("localhost", True), ("300.1.1.1", False), ("a" * 70, False)]
)
def test_an_address_is_this_computers_own_or_not(host: str, own: bool) -> None:
    assert is_own_address(host) is own


def test_codes_are_made_of_letters_that_do_not_look_alike_and_none_comes_twice() -> None:
    codes: set[str] = set()
    for _ in range(500):
        codes.add(new_code(codes))
    assert len(codes) == 500
    assert set("".join(codes)) <= set(LETTERS)
    assert {len(code) for code in codes} == {6}
