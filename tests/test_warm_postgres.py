"""A class whose record is in PostgreSQL: its driver is loaded ahead, and each kernel shares it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil
import pytest
from class_server import Server, Visitor, joined, running

from benchmarks.classroom import Client
from course_lib.classroom.class_file import database_of
from course_lib.folders import NOTEBOOKS, ROOT
from course_lib.lab import warm
from course_lib.model.classroom import learner_id
from course_lib.record import Record

pytestmark = pytest.mark.skipif(not warm.CAN_FORK, reason="this system does not split processes")

LOADED = {"psycopg", "sqlalchemy.dialects.postgresql"}
LATE = """
import json, sys
from pathlib import Path
from course_lib.lab import rehearsal, warm
rehearsal.rehearse(Path({root!r}))
assert warm.load_ahead({database!r})
before = set(sys.modules)
from course_lib.record import Record
with Record({url!r}) as record:
    record.switch("Ana")
    assert [each.name for each in record.learners()] == ["Ana"], record.notice
print(json.dumps([sorted(before), sorted(set(sys.modules) - before)]))
"""


def loaded(database: str, url: str) -> tuple[set[str], set[str]]:
    """Return what a warm process loads ahead, and what keeping somebody in a record loads besides."""
    code = LATE.format(root=str(NOTEBOOKS), database=database, url=url)
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    ahead, late = json.loads(done.stdout)
    return set(ahead), set(late)


def test_all_that_a_record_in_postgresql_needs_is_loaded_ahead_for_it_alone(
    postgres_url: str, tmp_path: Path
) -> None:
    ahead, late = loaded("postgresql", postgres_url)
    assert ahead >= LOADED
    assert late == set()
    ahead, late = loaded("sqlite", f"sqlite:///{(tmp_path / 'record.sqlite').as_posix()}")
    assert not [name for name in ahead | late if name.startswith(("psycopg", "sqlalchemy.dialects.postgresql"))]


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("postgresql+psycopg://course:x@db.local/class", "postgresql"),
        ("sqlite:////srv/postgresql.sqlite", "sqlite"),
    ],
)
def test_the_kind_of_database_is_read_from_its_address(url: str, kind: str) -> None:
    assert database_of(url) == kind


@contextmanager
def class_with(folder: Path, *lines: str) -> Iterator[tuple[Server, Visitor]]:
    """Serve a class with more lines in its file; give Ana, who has joined."""
    with running(folder, *lines) as server:
        ana = joined(server, "AAAA1111")
        yield server, ana


def driver_in(process: psutil.Process) -> bool:
    """Whether a process has loaded the driver's own library."""
    return any("psycopg" in each.path or "libpq" in each.path for each in process.memory_maps())


def made_by(process: psutil.Process) -> psutil.Process:
    """Return the only process that one has made."""
    (only,) = process.children()
    return only


def lesson_of(process: psutil.Process) -> psutil.Process:
    """Return the process of the lesson that was opened; others may have been prepared ahead."""
    (only,) = (each for each in process.children() if each.children())
    return only


@pytest.mark.skipif(sys.platform != "linux", reason="only here a process tells what it has loaded")
def test_in_a_class_the_driver_comes_from_the_process_that_makes_the_kernels(
    postgres_url: str, tmp_path: Path
) -> None:
    for name, lines, there in (("file", [], False), ("database", [f'record: "{postgres_url}"'], True)):
        (tmp_path / name).mkdir()
        with class_with(tmp_path / name, *lines) as (server, ana), ExitStack() as talks:
            client = Client(talks, ana)
            client.answer()
            process = made_by(psutil.Process(server.process.pid))
            lesson = lesson_of(process)
            assert [driver_in(each) for each in (process, lesson, made_by(lesson))] == [there] * 3
            assert [each.num_threads() for each in (process, lesson)] == [1, 1]
    with Record(postgres_url) as record:
        kept = record.attempts(learner_id("Test class", "Ana Ruiz"))
    assert [each.item for each in kept if not each.is_note] == ["time-limit"]
