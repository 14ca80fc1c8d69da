"""A class is served by one program at a time, and its sessions are its own."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from class_server import Server, joined, running

from course_lib.classroom.alone import alone, lock_of, own_folder
from course_lib.lab.trouble import CannotStartError
from course_lib.record import Record

ADDRESS = "http://192.168.1.7:8866/"
DATABASE = "postgresql+psycopg://course@db.local/class"


def started_again(server: Server, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "course_lib.classroom.start", str(server.path), "--host", "127.0.0.1"]
    command += ["--data", str(server.folder / "data"), "--no-browser", *more]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_a_second_start_of_a_class_says_where_it_is_open_and_leaves_it_as_it_is(tmp_path: Path) -> None:
    with running(tmp_path, split=True) as server:
        ana = joined(server, "AAAA1111")
        for more in ((), ("--port", str(server.port))):
            second = started_again(server, *more)
            assert second.returncode == 1
            assert second.stdout == (
                f"This class is open already on this computer at {server.url}/. Use that one.\n"
                "To start over, press Ctrl-C in the window where it runs, then start it here once more.\n"
            )
            assert second.stderr == ""
        assert ana.get("/vote/open").status == 200
        server.stop(signal.SIGKILL)
        server.start()
        assert ana.get("/vote/open").status == 200, "a program that was killed holds nothing"


def test_another_class_with_the_record_of_one_that_is_open_says_where_that_is(tmp_path: Path) -> None:
    with running(tmp_path, split=True) as server:
        other = tmp_path / "thursday.yaml"
        text = server.path.read_text(encoding="utf-8").replace("Test class", "Thursday")
        other.write_text(f'{text}record: "{server.record}"\n', encoding="utf-8")
        for path in (other, server.path):
            command = [sys.executable, "-m", "course_lib.classroom.start", str(path), "--host", "127.0.0.1"]
            command += ["--data", str(tmp_path / "elsewhere")]
            second = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
            assert second.returncode == 1
            assert second.stdout.startswith(
                f"A class with this record is open already on this computer at {server.url}/. Use that one.\n"
            )
        joined(server, "AAAA1111")
        with Record(server.record) as record:
            assert record.copies() == []
            assert record.notice == ""


def test_a_folder_and_a_record_are_held_as_long_as_they_are_served(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    for record in (f"sqlite:///{(tmp_path / 'class.sqlite').as_posix()}", DATABASE):
        with alone(one, record, ADDRESS):
            with pytest.raises(
                CannotStartError, match=f"This class is open already on this computer at {ADDRESS}"
            ):
                alone(one, "sqlite://", "http://192.168.1.7:8867/").__enter__()
            with pytest.raises(
                CannotStartError, match=f"A class with this record is open already .* {ADDRESS}"
            ):
                alone(two, record, ADDRESS).__enter__()
            lock_of(record, one).with_suffix(".txt").unlink()
            with pytest.raises(CannotStartError, match=r"on this computer\. Use that one"):
                alone(two, record, ADDRESS).__enter__()
        with alone(one, record, ADDRESS), alone(two, "sqlite://", ADDRESS):
            pass


def test_each_class_has_a_folder_of_its_own_and_the_same_one_again(tmp_path: Path) -> None:
    may, june = tmp_path / "may" / "class.yaml", tmp_path / "june" / "class.yaml"
    folders = [own_folder(tmp_path, path, name) for path in (may, june) for name in ("Tuesday", "Friday")]
    assert len(set(folders)) == 4
    assert all(folder.is_dir() and folder.parent == tmp_path / "classes" for folder in folders)
    assert own_folder(tmp_path, may, "Tuesday") == folders[0]
