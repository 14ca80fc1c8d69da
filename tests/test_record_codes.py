"""Each code of SQLite's and of the system's ends in a sentence; drives where no write-ahead log can be had."""

import errno
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from course_lib.language.troubles import TROUBLES
from course_lib.model import Attempt
from course_lib.record import NotSaved, Record
from course_lib.record.codes import FILE_KINDS, POSTGRES_KINDS, SQLITE_DETAILS, SQLITE_KINDS, postgres_kind
from course_lib.record.database.engine import kind_of
from course_lib.record.database.store import Store

NO_ERROR = {"SQLITE_OK", "SQLITE_ROW", "SQLITE_DONE", "SQLITE_NOTICE", "SQLITE_WARNING"}
"""Result codes of SQLite that tell of no error (sqlite.org/rescode.html)."""

PRIMARY = range(1, 27)
"""SQLite's primary codes of errors: from SQLITE_ERROR to SQLITE_NOTADB."""

EXTENDED = sorted(
    value
    for name, value in vars(sqlite3).items()
    if name.startswith("SQLITE_") and isinstance(value, int) and value > 0xFF and value & 0xFF in PRIMARY
)
"""The codes with details that this Python knows, and others that the sqlite3 module has no name for."""


def error_of(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("something of SQLite's")
    error.sqlite_errorcode = code
    return error


def an_attempt(number: int) -> Attempt:
    given = {"place": "heat/practice/a", "item": "a", "version": 1, "answer": "b", "right": True, "score": 1}
    return Attempt.model_validate({"id": f"{number}", "learner": "ann", "at": "2026-11-20T12:00:00Z"} | given)


def ids(attempts: list[Attempt]) -> list[str]:
    return [attempt.id for attempt in attempts]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.sqlite"


@pytest.fixture
def url(path: Path) -> str:
    return f"sqlite:///{path.as_posix()}"


def test_every_primary_code_is_in_the_table() -> None:
    assert set(SQLITE_KINDS) == set(PRIMARY)


@pytest.mark.parametrize("code", [*PRIMARY, *EXTENDED, *((99 << 8) | code for code in PRIMARY)])
def test_every_code_of_sqlite_has_a_sentence_of_its_own(code: int, path: Path) -> None:
    kind = kind_of(error_of(code), path)
    assert kind in TROUBLES
    assert kind != "unknown"


@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_every_error_of_the_file_system_has_a_sentence(number: int, path: Path) -> None:
    kind = kind_of(OSError(number, "something of the system's"), path)
    assert kind in TROUBLES
    assert kind != "unknown"


def test_every_kind_in_the_tables_has_its_sentence() -> None:
    for table in (SQLITE_KINDS, SQLITE_DETAILS, FILE_KINDS, POSTGRES_KINDS):
        assert set(table.values()) <= set(TROUBLES)
    assert postgres_kind("") == "unreachable"
    assert postgres_kind("XX000") in TROUBLES
    assert [postgres_kind(state) for state in ("57014", "53000", "53400", "55006", "57P01")] == [
        *("interrupted", "busy", "busy", "locked", "unreachable")
    ]


@pytest.mark.parametrize("code", [1, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 17, 18, 21, 22, 23])
def test_an_answer_that_sqlite_refuses_by_a_code_waits_and_is_saved_later(
    code: int, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: Any) -> None:
        raise error_of(code)

    with Record(url, wait=0.05) as record:
        record.append(an_attempt(0))
        with monkeypatch.context() as broken:
            broken.setattr(Store, "add", refused)
            with pytest.raises(NotSaved) as trouble:
                record.append(an_attempt(1))
            assert "does not know" not in trouble.value.sentence
            assert ids(record.attempts("ann")) == ["0", "1"]
        record.append(an_attempt(2))
    with Record(url) as record:
        assert ids(record.attempts("ann")) == ["0", "1", "2"]


# Drives where programs cannot share memory, or take no turns.


@pytest.mark.parametrize("filled_before", [False, True])
def test_where_the_shared_memory_of_the_log_cannot_be_had_answers_are_kept_without_it(
    filled_before: bool, url: str, path: Path
) -> None:
    if filled_before:
        with Record(url) as record:
            record.append(an_attempt(0))
    Path(f"{path}-shm").mkdir()
    with Record(url) as record:
        assert ids(record.attempts("ann")) == ["0"] * filled_before
        record.append(an_attempt(1))
        assert record.notice == ""
        with Record(url) as other:
            other.append(an_attempt(2))
            assert ids(other.attempts("ann")) == ["0"] * filled_before + ["1", "2"]
        assert ids(record.attempts("ann")) == ["0"] * filled_before + ["1", "2"]


@pytest.mark.parametrize(
    "code",
    [
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_IOERR_SHMOPEN,
        sqlite3.SQLITE_IOERR_SHMSIZE,
        sqlite3.SQLITE_IOERR_SHMLOCK,
        sqlite3.SQLITE_IOERR_SHMMAP,
        sqlite3.SQLITE_IOERR_LOCK,
    ],
)
def test_where_the_log_fails_with_a_code_of_network_drives_answers_are_kept_without_it(
    code: int, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = Store._look

    def without_shared_memory(self: Store) -> bool:
        if self._wal:
            raise error_of(code)
        return look(self)

    with Record(url) as record:
        record.append(an_attempt(0))
    monkeypatch.setattr(Store, "_look", without_shared_memory)
    with Record(url) as record:
        assert ids(record.attempts("ann")) == ["0"]
        record.append(an_attempt(1))
        assert ids(record.attempts("ann")) == ["0", "1"]
        assert record.notice == ""


def test_a_drive_that_takes_nothing_at_all_is_told_in_one_sentence(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_locks(self: Store) -> bool:
        raise error_of(sqlite3.SQLITE_IOERR_LOCK)

    monkeypatch.setattr(Store, "_look", no_locks)
    with Record(url) as record:
        with pytest.raises(NotSaved) as trouble:
            record.append(an_attempt(1))
        assert trouble.value.kind == "drive"
        assert "network drive" in trouble.value.sentence
        assert ids(record.attempts("ann")) == ["1"]
