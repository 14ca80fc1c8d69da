"""A wheel of the course is whole: installed alone, it knows its content, its exercises and its notebooks.

Nothing is fetched: what builds it is the setuptools of the tests' own environment (requirements-test.txt).
"""

import os
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import PackageNotFoundError, version
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
    try:
        builder = version("setuptools")
    except PackageNotFoundError:
        builder = "none"
    if builder == "none" or int(builder.split(".")[0]) < 77:
        pytest.skip(f"setuptools 77 or newer builds a wheel, and here is {builder}: see requirements-test.txt")
    folder = tmp_path_factory.mktemp("wheel")
    tree = folder / "tree"  # a build leaves files beside the sources, so it gets a copy of them
    for name in tracked():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tree / name)
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--quiet", "--wheel-dir", str(folder)]
    command = [sys.executable, "-m", "pip", "wheel", *options, str(tree)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    (file,) = folder.glob("*.whl")
    return file


def tracked() -> list[str]:
    """The files of the checkout that git knows."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_a_wheel_holds_every_file_that_the_course_reads(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    inside = (PACKAGE.name, EXERCISES.name, NOTEBOOKS.name)
    wanted = {name for name in tracked() if name.split("/")[0] in inside}
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
    command = [sys.executable, "-u", "-P", "-c", ASK]  # in the order in which it is said
    asked = subprocess.run(command, cwd=tmp_path, env=variables, capture_output=True, text=True, check=False)
    assert asked.returncode == 0, asked.stderr
    package, counts, right, rest, sentence, code = asked.stdout.splitlines()
    assert package == str(place / "course_lib")
    items, patients, figures = map(int, counts.split())
    assert (items > 400, patients, figures > 15) == (True, 32, True)
    assert (right, rest, code) == ("True", "True True", "1")
    assert sentence.startswith("There are no notebooks in ")
