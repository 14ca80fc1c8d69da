"""What several tests share: the course's own catalog, a record of their own, and how Hypothesis runs."""

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import postgres
import pytest
from hypothesis import HealthCheck, settings
from small_course import copy_course, make_course, make_wheel, quick, run, sparing
from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

from course_lib.catalog import Catalog, catalog
from course_lib.model.blueprint import Form
from course_lib.record import NotSaved, Record
from course_lib.rules.decision import Table

# No test fails because the machine is busy; in CI every run tries the same examples; what fails says how to try
# it again. No other file sets any of these.
settings.register_profile(
    "course",
    deadline=None,
    derandomize="CI" in os.environ,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("course")

# The course is loaded dozens of times: to look through all of it for garbage took a fifth of the time.
gc.set_threshold(200_000, 20, 100)

TOGETHER = {
    "test_answering.py": "answering",
    "test_coaching.py": "coaching",
    "test_contrast.py": "contrast",
    "test_course_py.py": "setup",
    "test_kinds.py": "mypy",
    "test_player.py": "player",
    "test_player_lab.py": "player in JupyterLab",
    "test_setting_up.py": "setup",
    "test_starting.py": "starting",
    "test_views.py": "mypy",
    "test_warm.py": "warm",
}
"""Modules whose tests share something: a window, an environment, a running course, what mypy knows already."""

LONGEST_FIRST = ("test_soak.py", "test_journey.py", "test_player_lab.py", "test_reloads.py")
"""Modules that workers begin with, so that none is left alone with one of them at the end."""


class SharedOut(LoadScopeScheduling):
    """Shares the tests out among the workers one by one, but those of some modules together.

    The first worker begins with those in a browser, the others come to them last: they have a JupyterLab and a
    Chromium for each worker.
    """

    def _assign_work_unit(self, node: WorkerController) -> None:
        own = self.nodes.index(node) == 0
        left = (scope for scope, tests in self.workqueue.items() if ("/browser/" in next(iter(tests))) == own)
        scope = next(left, None) or next(reversed(self.workqueue))  # of the other kind, what is shortest
        self.workqueue.move_to_end(scope, last=False)
        super()._assign_work_unit(node)

    def _split_scope(self, nodeid: str) -> str:
        module = nodeid.split("::", maxsplit=1)[0]
        return TOGETHER.get(module.rsplit("/", maxsplit=1)[-1], nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> SharedOut:
    """Tell pytest-xdist how to share the tests out: in the order in which they are collected."""
    config.option.loadscopereorder = False
    return SharedOut(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where several workers share the tests, let what takes longest come first."""
    if hasattr(config, "workerinput"):
        order = {name: place for place, name in enumerate(LONGEST_FIRST)}
        items.sort(key=lambda item: order.get(item.path.name, len(order)))


@pytest.fixture(scope="session")
def known() -> Catalog:
    return catalog()


@pytest.fixture(scope="session")
def table(known: Catalog) -> Table:
    return Table(known.findings, known.rules, known.limits)


@pytest.fixture
def record(tmp_path: Path):
    with Record(f"sqlite:///{(tmp_path / 'record.sqlite').as_posix()}") as opened:
        yield opened


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """A PostgreSQL server; the tests with it are skipped, and say so, where there is none."""
    with postgres.running() as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: postgres.Server) -> str:
    """An empty database of a class."""
    return postgres_server.database()


class FullDisk:
    """Lets nothing be written, as a full disk does, until there is room."""

    def __init__(self, record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
        self._record, self._monkeypatch, self._run = record, monkeypatch, record._run

    def fill(self) -> None:
        def full(work: Any, writing: bool) -> Any:
            if writing:
                raise NotSaved("full")
            return self._run(work, writing)

        self._monkeypatch.setattr(self._record, "_run", full)

    def make_room(self) -> None:
        self._monkeypatch.setattr(self._record, "_run", self._run)


@pytest.fixture
def disk(record: Record, monkeypatch: pytest.MonkeyPatch) -> FullDisk:
    return FullDisk(record, monkeypatch)


@pytest.fixture
def started() -> dict[str, Any]:
    """What is noted at the start of a try at the final check, here one with nothing in it."""
    form = Form(blueprint="final", version=1, seed="s", pass_mark=1, safety_pass_mark=0, items=(), patients=())
    return {"form": form.model_dump(mode="json"), "minutes": 60}


@pytest.fixture(scope="session")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("wheels")


@pytest.fixture(scope="session")
def first_start(tmp_path_factory: pytest.TempPathFactory, wheels: Path) -> tuple[Path, str]:
    """A course after its first setup, and what that said."""
    folder = tmp_path_factory.mktemp("first") / "a course"
    make_course(folder, make_wheel(wheels, "1.0"))
    done = run(folder, "setup", wheels=wheels, python=sparing(sys.executable, folder.parent / "python"))
    assert done.returncode == 0, done.stdout + done.stderr
    return folder, done.stdout


@pytest.fixture
def learner(first_start: tuple[Path, str], tmp_path: Path) -> Path:
    """A copy of a course that is set up, to do with as one likes: a learner who moved the folder."""
    return copy_course(first_start[0], tmp_path / "moved away")


@pytest.fixture(scope="session")
def quick_python(tmp_path_factory: pytest.TempPathFactory) -> Path | str:
    """The Python that runs the tests, where it can be had so that it installs pip in a moment."""
    return quick(sys.executable, tmp_path_factory.mktemp("python") / "quick")
