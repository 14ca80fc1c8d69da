"""A course that is changed while a class runs: whoever opens a lesson next has it as it is now."""

import shutil
import sys
import sysconfig
import venv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import psutil
import pytest
from class_server import Opened, Server, Visitor, joined

from course_lib.folders import EXERCISES, NOTEBOOKS, PACKAGE
from course_lib.lab import warm

pytestmark = pytest.mark.skipif(not warm.CAN_FORK, reason="this system does not split processes")

LESSON = "02_heat_and_ice.ipynb"
ITEMS = Path("exercises", "heat_and_ice", "items.yaml")
BEFORE, AFTER = "Amara, 41, drives a bus.", "Amara, 41, drives a tram."
"""How a question begins."""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A copy of the course, which may be changed, and beside it a Python that knows this copy alone."""
    course = tmp_path / "course"
    for folder in (PACKAGE, EXERCISES, NOTEBOOKS):
        shutil.copytree(folder, course / folder.name)  # with what was compiled: it is as old as its source
    venv.create(tmp_path / "venv", symlinks=True)
    packages = sysconfig.get_path("purelib", vars={"base": str(tmp_path / "venv")})
    Path(packages, "course.pth").write_text(f"{course}\n{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    (tmp_path / "venv" / "share").symlink_to(Path(sys.prefix, "share"))
    return course


@pytest.fixture
def server(course: Path, tmp_path: Path) -> Iterator[Server]:
    (tmp_path / "class").mkdir()
    server = Server(tmp_path / "class")
    server.python = str(tmp_path / "venv" / "bin" / "python")
    server.start(cwd=course)
    try:
        yield server
    finally:
        server.stop()


def opened(server: Server, personal: str) -> Opened:
    return joined(server, personal).open(LESSON)


def lessons(server: Server) -> set[int]:
    """Return the processes of lessons that were run for nobody, and that have made a kernel."""
    warm_ones = psutil.Process(server.process.pid).children()
    return {each.pid for process in warm_ones for each in process.children() if each.children()}


def question(page: Opened) -> dict[str, Any]:
    """Return the question on the time limit as its widget shows it."""
    with page.talk() as talk:
        return talk.view(page.widget('.item("time-limit"'))


def test_a_notebook_that_was_changed_is_shown_to_whoever_opens_it_next(server: Server, course: Path) -> None:
    before = opened(server, "AAAA1111")
    assert "Read this first." not in before.html
    made = lessons(server)
    assert len(made) == 1
    path = course / "notebooks" / LESSON
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(1, nbformat.v4.new_markdown_cell("Read this first."))
    nbformat.write(notebook, path)
    after = opened(server, "BBBB2222")
    assert "Read this first." in after.html
    assert len(lessons(server) - made) == 1, "it was run once more"
    assert lessons(server) > made, "and whoever was in it goes on there"
    assert question(before)["options"] == question(after)["options"]


def test_a_question_that_was_changed_is_asked_as_it_is_now_also_where_a_page_is_loaded_again(
    server: Server, course: Path
) -> None:
    before = opened(server, "AAAA1111")
    made = lessons(server)
    assert BEFORE in str(question(before))
    text = (course / ITEMS).read_text(encoding="utf-8")
    assert text.count(BEFORE) == 1
    (course / ITEMS).write_text(text.replace(BEFORE, AFTER), encoding="utf-8")
    assert AFTER in str(question(opened(server, "BBBB2222")))
    assert BEFORE in str(question(before)), "a page that is open stays as it is"
    cy = Visitor(server)
    assert cy.join(name="Cy Dee").status == 200
    assert AFTER in str(question(cy.open(LESSON)))
    assert len(lessons(server) - made) == 1, "it was run once more, for all who come"
    again = before.visitor.open(LESSON)
    assert again.kernel != before.kernel
    assert AFTER in str(question(again)), "whoever loads an open page again sees what was changed"
    assert before.visitor.open(LESSON).kernel == again.kernel, "and goes on in it from then on"
