"""A wheel of the course is whole: installed alone, it knows its content, its exercises and its notebooks."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from course_lib.folders import EXERCISES, NOTEBOOKS, PACKAGE, ROOT

ASK = """\
import course_lib
from course_lib import lesson
from course_lib.catalog import load
from course_lib.folders import NOTEBOOKS, PACKAGE
from course_lib.lab.start import main

known = load()
print(PACKAGE)
print(len(known.items), len(known.patients), len(known.figures))
item = lesson("heat-and-ice").item("time-limit")
print(item.answer("b").right)
print(len(item.library.sources) > 20, (NOTEBOOKS / "00_start_here.ipynb").is_file())
print(main(["--root", str(NOTEBOOKS / "gone")]))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--no-deps",
        "--quiet",
        "--wheel-dir",
        str(folder),
        str(ROOT),
    ]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    if built.returncode and "Connection" in built.stderr:
        pytest.skip("no network to fetch what builds a wheel")
    assert built.returncode == 0, built.stderr
    (file,) = folder.glob("*.whl")
    return file


def test_a_wheel_holds_every_file_that_the_course_reads(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    inside = (PACKAGE.name, EXERCISES.name, NOTEBOOKS.name)
    wanted = {name for name in tracked.split() if name.split("/")[0] in inside}
    renamed = {name if name.startswith("course_lib/") else f"course_lib/{name}" for name in wanted}
    assert sorted(renamed - held) == []


def test_installed_alone_it_loads_the_catalog_and_answers_an_item(wheel: Path, tmp_path: Path) -> None:
    place = tmp_path / "installed"
    zipfile.ZipFile(wheel).extractall(place)
    needed = [path for path in sys.path if "site-packages" in path]
    variables = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(place), *needed]),
        "COURSE_RECORD": f"sqlite:///{(tmp_path / 'record.sqlite').as_posix()}",
        "COURSE_DATA": str(tmp_path / "data"),
    }
    command = [sys.executable, "-P", "-c", ASK]
    asked = subprocess.run(command, cwd=tmp_path, env=variables, capture_output=True, text=True, check=False)
    assert asked.returncode == 0, asked.stderr
    package, counts, right, rest, sentence, code = asked.stdout.splitlines()
    assert package == str(place / "course_lib")
    items, patients, figures = map(int, counts.split())
    assert (items > 400, patients, figures > 15) == (True, 32, True)
    assert (right, rest, code) == ("True", "True True", "1")
    assert sentence.startswith("There are no notebooks in ")
