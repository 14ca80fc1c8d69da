"""The sockets of a class's kernels are files, in a folder that a socket's path can name."""

import tempfile
from pathlib import Path

import pytest

from course_lib.classroom.transport import NAME, PREFIX, folder_for_sockets

LONGEST = 103
"""The bytes of a socket's path on macOS; Linux takes a few more."""

pytestmark = pytest.mark.skipif(not Path("/tmp").is_dir(), reason="kernels have ports here")


def test_a_folder_of_a_long_name_is_passed_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = tmp_path / ("a-very-long-name" * 6)
    long.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(long))
    found = folder_for_sockets()
    assert found == "/tmp"
    assert len(f"{found}/{PREFIX}12345678/{NAME}") <= LONGEST
    assert list(long.iterdir()) == []


def test_where_no_socket_can_be_made_there_is_no_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("socket.AF_UNIX")
    assert folder_for_sockets() is None
