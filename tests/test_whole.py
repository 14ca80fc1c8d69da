"""The course says at its start which of its files are missing or cut off; an author who changes one goes on."""

import subprocess
from pathlib import Path

import pytest
from small_course import make_course

import course
from course_lib.authoring.files import FILE, files, listed
from course_lib.folders import ROOT

AGAIN = "write it again: python3 course.py run course_lib.authoring.files"
ITEMS = "".join(f"- id: question-{n}\n  stem: What do you do?\n" for n in range(20))


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course as it comes out of an archive, with a lesson of twenty questions."""
    make_course(tmp_path / "course", "# no packages\n")
    (tmp_path / "course" / "exercises" / "massage" / "items.yaml").write_text(ITEMS, encoding="utf-8")
    (tmp_path / "course" / course.LIST).write_text(listed(tmp_path / "course"), encoding="utf-8")
    monkeypatch.setattr(course, "ROOT", str(tmp_path / "course"))
    return tmp_path / "course"


def obstacle(*arguments: str) -> str:
    return str(course.unfit_course(list(arguments)))


def test_the_list_names_every_file_of_the_course() -> None:
    named = [line.split(" ", 2)[2] for line in FILE.read_text(encoding="utf-8").splitlines()[:-1]]
    assert named == [path.relative_to(ROOT).as_posix() for path in files(ROOT)], AGAIN
    command = ["git", "ls-files", "course_lib", "exercises", "course_*.py", "requirements.txt"]
    tracked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    if tracked:  # else this is no checkout
        assert set(tracked) - set(named) == {"course_lib/render/fonts/LICENSE"}


def test_the_list_lags_behind_no_file_by_more_than_a_tenth() -> None:
    sizes = {name: int(size) for size, _, name in map(str.split, FILE.read_text("utf-8").splitlines()[:-1])}
    late = [name for name, size in sizes.items() if (ROOT / name).stat().st_size > size * 1.1 + 200]
    assert late == [], AGAIN


def test_by_the_list_this_course_is_whole() -> None:
    assert course.unlike_the_list() == ([], []), AGAIN


def test_a_course_out_of_an_archive_is_whole(archive: Path) -> None:
    assert obstacle() == obstacle("learn", "--no-browser") == obstacle("workshop", "class.yaml") == ""


@pytest.mark.parametrize("left", [0.95, 0.5, 0.05])
def test_questions_that_were_cut_off_at_a_clean_edge_are_told(left: float, archive: Path) -> None:
    (archive / "exercises/massage/items.yaml").write_text(ITEMS[: ITEMS.index("-", int(len(ITEMS) * left))])
    told = obstacle()
    assert told.startswith("The course is not whole. Cut off: exercises/massage/items.yaml\n")
    assert "Unpack the whole archive" in told


@pytest.mark.parametrize(
    "name", ["course_commands.py", "course_setup.py", "course_troubles.py", "course_lib/content/x.yaml"]
)
def test_any_file_that_was_cut_off_at_a_line_is_told(name: str, archive: Path) -> None:
    lines = (archive / name).read_text(encoding="utf-8").splitlines(keepends=True)
    (archive / name).write_text("".join(lines[: len(lines) // 2]), encoding="utf-8")
    assert f"Cut off: {name}\n" in obstacle()


@pytest.mark.parametrize("name", ["course_lib/widgets/part.js", "course_lib/content/figures/part.js"])
def test_one_file_that_is_missing_among_others_is_told(name: str, archive: Path) -> None:
    (archive / name).with_name("another.js").write_text("// beside it\n", encoding="utf-8")
    (archive / name).unlink()
    assert f"Missing or empty: {name}\n" in obstacle()


@pytest.mark.parametrize("name", ["course_lib/widgets/part.js", "exercises/massage/items.yaml"])
def test_a_file_of_nothing_but_zeros_as_a_power_cut_leaves_it_is_told(name: str, archive: Path) -> None:
    size = (archive / name).stat().st_size
    (archive / name).write_bytes(b"\0" * size)
    assert f"Missing or empty: {name}\n" in obstacle()
    (archive / name).write_bytes(b"// the first part\n" + b"\0" * 8192)
    assert f"Missing or empty: {name}\n" in obstacle()


def test_a_list_that_was_cut_off_itself_is_told(archive: Path) -> None:
    lines = (archive / course.LIST).read_text(encoding="utf-8").splitlines(keepends=True)
    (archive / course.LIST).write_text("".join(lines[:5]), encoding="utf-8")
    assert f"Cut off: {course.LIST}\n" in obstacle()


@pytest.mark.parametrize(
    "text", ["", "\0" * 900, "end\n", "-5 x y\nend\n", "9" * 5000 + " x course.py\n3 x a\0.py\nend\n"]
)
def test_a_list_that_is_none_stops_with_a_sentence_or_not_at_all(text: str, archive: Path) -> None:
    (archive / course.LIST).write_text(text, encoding="utf-8")
    told = obstacle()
    assert not told or told.startswith("The course is not whole. ")


def test_where_lines_end_as_on_windows_nothing_is_missing(archive: Path) -> None:
    for path in (*files(archive), archive / course.LIST):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert obstacle() == ""


# Authors


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("What do you do?", "Now?", 5),
        lambda text: text.partition("- id: question-7\n")[0] + "- id: question-8\n" + text.partition("8\n")[2],
        lambda text: text + "- id: new\n",
        lambda text: text.replace("question-19", "another-question"),
    ],
)
def test_an_author_who_changes_a_question_is_not_stopped(change, archive: Path) -> None:
    file = archive / "exercises/massage/items.yaml"
    file.write_text(change(ITEMS), encoding="utf-8")
    assert obstacle() == ""


def test_in_a_checkout_of_git_what_may_be_cut_off_is_told_and_stops_nothing(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (archive / ".git").touch()
    (archive / "exercises/massage/items.yaml").write_text(ITEMS[: len(ITEMS) // 2], encoding="utf-8")
    assert obstacle() == ""
    assert capsys.readouterr().out.startswith("Perhaps cut off: exercises/massage/items.yaml\nIf you did not ")


def test_an_author_who_takes_a_file_away_can_write_the_list_again(archive: Path) -> None:
    (archive / "exercises/massage/items.yaml").unlink()
    assert "python3 course.py run course_lib.authoring.files" in obstacle()
    for command in ("run", "check", "refresh", "test", "bench"):
        assert obstacle(command) == ""
    (archive / course.LIST).write_text(listed(archive), encoding="utf-8")
    assert obstacle() == ""


def test_what_an_author_s_tools_leave_behind_is_no_part_of_the_course(archive: Path) -> None:
    before = files(archive)
    for name in ("__pycache__/x.py", ".ipynb_checkpoints/x.yaml", ".x.yaml", "x.yaml~", "notes.bak"):
        (archive / "exercises" / name).parent.mkdir(exist_ok=True)
        (archive / "exercises" / name).write_text("x", encoding="utf-8")
    assert files(archive) == before
