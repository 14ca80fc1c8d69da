"""What is started with a double click: it does what `python3 course.py` does, wherever the folder is."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from course_lib.folders import ROOT

BAT, COMMAND = ROOT / "Start.bat", ROOT / "Start.command"


def run(command: list[str | Path], **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, env={**os.environ, **variables}, capture_output=True, text=True, check=False, timeout=60
    )


def copied(to: Path) -> Path:
    """Copy what a start looks for into a folder with a name as people give it."""
    folder = to / "My Course (1) & more"
    folder.mkdir()
    for name in ("course.py", "Start.bat", "Start.command"):
        shutil.copy(ROOT / name, folder)
    return folder


@pytest.mark.skipif(os.name == "nt", reason="Start.command is for a Mac and for Linux")
def test_start_command_starts_the_course_py_beside_it(tmp_path: Path) -> None:
    (tmp_path / "python3").symlink_to(sys.executable)
    done = run([copied(tmp_path) / "Start.command"], PATH=f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert done.returncode == 1
    assert done.stdout.startswith("The course is not whole. Missing or empty: course_commands.py")


@pytest.mark.skipif(os.name == "nt", reason="Start.command is for a Mac and for Linux")
def test_start_command_starts_a_python_that_variables_would_keep_from_starting(tmp_path: Path) -> None:
    (tmp_path / "python3").symlink_to(sys.executable)
    (tmp_path / "encodings.py").write_text("raise SystemExit('the wrong module')", encoding="utf-8")
    start = copied(tmp_path) / "Start.command"
    search = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    done = run([start], PATH=search, PYTHONPATH=str(tmp_path), PYTHONHOME="/nowhere", PYTHONINSPECT="1")
    assert done.stdout.startswith("The course is not whole. "), done.stderr


def test_start_bat_starts_a_python_that_variables_would_keep_from_starting() -> None:
    starts = re.findall(r"^(?:py|python) .*", BAT.read_text(encoding="ascii"), re.MULTILINE)
    assert [start.split()[:3] for start in starts] == [
        ["python", "-E", "-s"],
        ["py", "-E", "-s"],
        ["python", "-E", "-s"],
    ]


@pytest.mark.skipif(os.name == "nt", reason="Start.command is for a Mac and for Linux")
def test_start_command_says_where_python_comes_from_when_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "dirname").symlink_to(str(shutil.which("dirname")))
    done = run([str(shutil.which("sh")), copied(tmp_path) / "Start.command"], PATH=str(tmp_path))
    assert (done.returncode, done.stderr) == (1, "")
    assert "Get it from python.org/downloads" in done.stdout


@pytest.mark.skipif(os.name != "nt", reason="Start.bat is for Windows")
def test_start_bat_starts_the_course_py_beside_it(tmp_path: Path) -> None:
    done = subprocess.run(
        ["cmd", "/c", str(copied(tmp_path) / "Start.bat")],
        input="\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert "The course is not whole. Missing or empty: course_commands.py" in done.stdout


def test_start_bat_can_be_read_by_windows() -> None:
    """Its lines end as Windows wants them, it is plain ASCII, and each place that it jumps to is there."""
    text = BAT.read_bytes().decode("ascii")
    assert text.count("\n") == text.count("\r\n")
    places = set(re.findall(r"^:(\w+)", text, re.MULTILINE))
    assert set(re.findall(r"goto (\w+)", text)) == places
    assert "%~dp0" in text  # whatever folder it is started from


def test_start_command_may_be_run() -> None:
    listed = run(["git", "-C", ROOT, "ls-files", "--stage", "Start.command"])
    if listed.returncode:  # not a checkout
        pytest.skip("this is no checkout")
    assert listed.stdout.startswith("100755")
