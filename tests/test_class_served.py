"""A class in a PostgreSQL database is served by one computer at a time, and the second one is told where."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import postgres
import pytest
from class_server import Server, Visitor

from course_lib.classroom import served as served_module
from course_lib.classroom.served import Served, served
from course_lib.lab.trouble import CannotStartError
from course_lib.record.hold import Hold

HERE, THERE = "http://192.168.1.7:8866/", "http://192.168.1.8:8866/"


@pytest.fixture
def database() -> Iterator[postgres.Server]:
    with postgres.running() as server:
        yield server


def test_a_second_computer_is_told_where_the_class_is_open_and_takes_over_once_it_is_closed(
    postgres_url: str, tmp_path: Path
) -> None:
    server = Server(tmp_path)
    text = f'{server.path.read_text(encoding="utf-8")}record: "{postgres_url}"\n'
    server.path.write_text(text, encoding="utf-8")
    (tmp_path / "other").mkdir()
    other = Server(tmp_path / "other")
    other.path.write_text(text, encoding="utf-8")
    server.start()
    try:
        command = [sys.executable, "-m", "course_lib.classroom.start", str(other.path), "--host", "127.0.0.1"]
        command += ["--data", str(other.folder / "data"), "--no-browser"]
        second = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert second.returncode == 1
        assert second.stdout.endswith(
            f"A class with this record is open already on another computer, at {server.url}/. Use that one.\n"
            "To start over, press Ctrl-C in the window where it runs, then start it here once more.\n"
        )
        assert second.stderr == ""
        ana = Visitor(server)
        assert ana.join("AAAA1111").status == 303, "the first one goes on"
    finally:
        server.stop(signal.SIGKILL)
    try:
        other.start()  # a program that was killed holds nothing
        assert Visitor(other).join("AAAA1111").status == 303
    finally:
        other.stop()


def test_one_lock_is_held_by_one_alone_until_that_one_lets_go(
    postgres_url: str, postgres_server: postgres.Server
) -> None:
    here, there = Hold(postgres_url, HERE), Hold(postgres_url, THERE)
    elsewhere = Hold(postgres_server.database(), THERE)
    try:
        assert here.take() is None
        assert here.take() is None, "it still is held"
        assert there.take() == HERE
        assert elsewhere.take() is None, "another database has another lock"
        here.close()
        assert there.take() is None
        assert here.take() == THERE
    finally:
        for hold in (here, there, elsewhere):
            hold.close()


def test_when_the_database_comes_back_the_lock_is_taken_again(database: postgres.Server) -> None:
    url = database.database()
    here, there = Hold(url, HERE), Hold(url, THERE)
    assert here.take() is None
    database.pause()
    for _ in range(2):
        with pytest.raises(ConnectionError):
            here.take()
    database.resume()
    assert here.take() is None
    assert there.take() == HERE
    here.close()
    there.close()


def test_whoever_serves_is_told_where_another_one_came_first_when_the_database_was_back(
    database: postgres.Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served_module, "LOOK", 0.2)
    url = database.database()
    with served(url, HERE) as troubles:
        assert troubles() == ()
        with pytest.raises(CannotStartError, match=HERE):
            served(url, THERE).__enter__()
        other = Hold(url, THERE)
        monkeypatch.setattr(served_module, "LOOK", 10.0)
        time.sleep(0.5)
        database.pause()
        database.resume()
        assert other.take() is None, "it came within the seconds in which nobody looked"
        monkeypatch.setattr(served_module, "LOOK", 0.2)
        end = time.monotonic() + 30
        while not troubles() and time.monotonic() < end:
            time.sleep(0.1)
        assert troubles() == (
            f"▲ A class with this record is open on another computer, too, at {THERE}. "
            "Close one of the two (Ctrl-C).",
        )
        other.close()
        while troubles() and time.monotonic() < end:
            time.sleep(0.1)
        assert troubles() == ()


def test_a_class_whose_answers_are_in_a_file_needs_no_such_lock(tmp_path: Path) -> None:
    with served(f"sqlite:///{(tmp_path / 'class.sqlite').as_posix()}", HERE) as troubles:
        assert troubles() == ()


def test_a_class_begins_also_while_its_database_is_away() -> None:
    with served("postgresql+psycopg://course@127.0.0.1:9/class", HERE) as troubles:
        assert troubles() == ()


def test_a_class_ends_also_where_its_database_never_answers_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(served_module, "LOOK", 0.01)
    monkeypatch.setattr(served_module, "LONGEST", 0.2)
    silent, asked = threading.Event(), threading.Event()
    answered = list[bool]()

    class Silent(Hold):
        def take(self) -> None:
            asked.set()
            answered.append(silent.wait(20))

    one_that_serves = Served(Silent("postgresql://nowhere/class", HERE))
    assert asked.wait(5)
    one_that_serves.stop()
    assert answered == []
    silent.set()
