"""What several tests share: the course's own catalog, and a record that nobody else writes to."""

from pathlib import Path

import pytest

from course_lib.catalog import Catalog, load
from course_lib.decision import Table
from course_lib.record import Record


@pytest.fixture(scope="session")
def known() -> Catalog:
    return load()


@pytest.fixture(scope="session")
def table(known: Catalog) -> Table:
    return Table(known.findings, known.rules, known.limits)


@pytest.fixture
def record(tmp_path: Path):
    with Record(f"sqlite:///{(tmp_path / 'record.sqlite').as_posix()}") as kept:
        yield kept
