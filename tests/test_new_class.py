"""A new class: six questions make a file that can be read, and a code for everyone."""

import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

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


def test_a_class_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "class.yaml"
    path.write_text("mine")
    with pytest.raises(NotWrittenError, match="is there already"):
        dialog(path, *SIX)
    assert path.read_text() == "mine"


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotWrittenError, match="cannot be written"):
        dialog(tmp_path / "none" / "class.yaml", *SIX)


def test_a_pin_can_be_changed_alone(tmp_path: Path) -> None:
    path = tmp_path / "class.yaml"
    dialog(path, *SIX)
    before = read(path)
    ask_for_pin(before, path, answers("another1", "another1"))
    after = read(path)
    assert check_pin("another1", after.pin)
    assert after.model_copy(update={"pin": before.pin}) == before
    with pytest.raises(NotWrittenError, match="too short"):
        ask_for_pin(before, path, answers("no"))


def test_codes_are_made_of_letters_that_do_not_look_alike_and_none_comes_twice() -> None:
    codes: set[str] = set()
    for _ in range(500):
        codes.add(new_code(codes))
    assert len(codes) == 500
    assert set("".join(codes)) <= set(LETTERS)
    assert {len(code) for code in codes} == {6}
