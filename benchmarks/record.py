"""How many attempts a second the record writes durably, against the least that a durable write can cost.

The floors are measured in the same run, in turn, in the same folder: a bare `sqlite3` insert and commit with
the same settings, and the same bytes appended to a plain file and synced. Run: python -m benchmarks.record
"""

import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.report import Figure
from course_lib.model.attempt import Attempt
from course_lib.record import Record

ROUNDS = 7
PER_ROUND = 200


def an_attempt(number: int) -> Attempt:
    """Make an answer of the usual size."""
    return Attempt(
        id=f"{number:032x}",
        learner="ab" * 16,
        place="heat-and-ice/practice/time-limit",
        item="time-limit",
        version=1,
        answer=["recent-injury", "tumor"],
        right=True,
        score=1,
        confidence="sure",
        seconds=12.5,
        at=datetime(2026, 5, 4, 12, tzinfo=UTC),
    )


def bare_sqlite(path: Path) -> sqlite3.Connection:
    """Make a table with the same columns, indexes and settings, and nothing around it."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(
        "CREATE TABLE attempt (number INTEGER PRIMARY KEY, id UNIQUE, learner, place, item, version, answer,"
        ' "right", unsafe, score, confidence, hints, seconds, at)'
    )
    connection.execute("CREATE INDEX attempt_learner ON attempt (learner)")
    return connection


def per_second(work: Callable[[int], object], first: int) -> float:
    """How often a second `work` is done."""
    start = time.perf_counter()
    for number in range(first, first + PER_ROUND):
        work(number)
    return PER_ROUND / (time.perf_counter() - start)


def speeds_found() -> dict[str, float]:
    """Return attempts per second (medians over the rounds), and the record's as ratios of the two floors."""
    speeds: dict[str, list[float]] = {"record": [], "sqlite": [], "file": []}
    with (
        tempfile.TemporaryDirectory() as name,
        Record(f"sqlite:///{(Path(name) / 'record.sqlite').as_posix()}") as record,
        closing(bare_sqlite(Path(name) / "bare.sqlite")) as bare,
        (Path(name) / "plain").open("ab", buffering=0) as plain,
    ):

        def into_sqlite(number: int) -> None:
            row = an_attempt(number).model_dump() | {"answer": '["recent-injury", "tumor"]', "at": "2026-05-04"}
            bare.execute("BEGIN IMMEDIATE")
            bare.execute(f"INSERT INTO attempt VALUES (NULL{', ?' * len(row)})", list(row.values()))
            bare.execute("COMMIT")

        def into_file(number: int) -> None:
            plain.write(an_attempt(number).model_dump_json().encode() + b"\n")
            os.fsync(plain.fileno())

        ways = {
            "record": lambda number: record.append(an_attempt(number)),
            "sqlite": into_sqlite,
            "file": into_file,
        }
        for way in ways.values():  # opening and creating are not what is measured
            way(0)
        for turn in range(ROUNDS):
            for key, way in ways.items():
                speeds[key].append(per_second(way, 1 + turn * PER_ROUND))
    middle = {key: statistics.median(each) for key, each in speeds.items()}
    return {
        "record_attempts_per_second": middle["record"],
        "bare_sqlite_per_second": middle["sqlite"],
        "plain_file_per_second": middle["file"],
        "record_to_bare_sqlite": statistics.median(
            record / floor for record, floor in zip(speeds["record"], speeds["sqlite"], strict=True)
        ),
        "record_to_plain_file": statistics.median(
            record / floor for record, floor in zip(speeds["record"], speeds["file"], strict=True)
        ),
    }


def measure() -> list[Figure]:
    """Return the figures for the benchmarks' table."""
    found = speeds_found()
    what, ours = "attempts durably written a second", f"{found['record_attempts_per_second']:.0f}"
    bare, plain = f"{found['bare_sqlite_per_second']:.0f}", f"{found['plain_file_per_second']:.0f}"
    return [
        Figure(what, ours, f"bare `sqlite3`, same settings {bare}", f"{found['record_to_bare_sqlite']:.2f}×"),
        Figure(what, ours, f"plain file, appended and synced {plain}", f"{found['record_to_plain_file']:.2f}×"),
    ]


def main() -> None:
    """Print the figures."""
    found = speeds_found()
    print(f"attempts durably written a second      {found['record_attempts_per_second']:8.0f}")
    print(f"  of a bare sqlite3 insert and commit  {found['bare_sqlite_per_second']:8.0f}", end="")
    print(f"   the record reaches {found['record_to_bare_sqlite']:.0%}")
    print(f"  of the same bytes in a synced file   {found['plain_file_per_second']:8.0f}", end="")
    print(f"   the record reaches {found['record_to_plain_file']:.0%}")


if __name__ == "__main__":
    main()
