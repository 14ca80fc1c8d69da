"""A class is served by one program at a time, and its sessions are its own."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from class_server import Server, Visitor

from course_lib.classroom.alone import alone, own_folder
from course_lib.lab.trouble import CannotStartError

ADDRESS = "http://192.168.1.7:8866/"


def started_again(server: Server, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "course_lib.classroom.start", str(server.path), "--host", "127.0.0.1"]
    command += ["--data", str(server.folder / "data"), *more]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_a_second_start_of_a_class_says_where_it_is_open_and_leaves_it_as_it_is(tmp_path: Path) -> None:
    server = Server(tmp_path)
    server.start()
    try:
        ana = Visitor(server)
        ana.join("AAAA1111")
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
    finally:
        server.stop()


def test_a_folder_is_held_as_long_as_it_is_served(tmp_path: Path) -> None:
    with alone(tmp_path, ADDRESS):
        with pytest.raises(CannotStartError, match=f"on this computer at {ADDRESS}"):
            alone(tmp_path, "http://192.168.1.7:8867/").__enter__()
        (tmp_path / "open_at.txt").unlink()
        with pytest.raises(CannotStartError, match=r"on this computer\. Use that one"):
            alone(tmp_path, ADDRESS).__enter__()
    with alone(tmp_path, ADDRESS):
        pass


def test_each_class_has_a_folder_of_its_own_and_the_same_one_again(tmp_path: Path) -> None:
    may, june = tmp_path / "may" / "class.yaml", tmp_path / "june" / "class.yaml"
    folders = [own_folder(tmp_path, path, name) for path in (may, june) for name in ("Tuesday", "Friday")]
    assert len(set(folders)) == 4
    assert all(folder.is_dir() and folder.parent == tmp_path / "classes" for folder in folders)
    assert own_folder(tmp_path, may, "Tuesday") == folders[0]
