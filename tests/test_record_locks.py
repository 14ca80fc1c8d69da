"""What a process does with a record leaves its locks on the file: nobody takes the record for unused."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from course_lib.model import Learner
from course_lib.record import Record
from course_lib.record.first_bytes import MOST, first_bytes

VISIT = """import sqlite3, sys
visit = sqlite3.connect(sys.argv[1])
print(*visit.execute("SELECT id FROM learner"))
visit.close()"""


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps locks for each handle, and not for each process")
def test_a_program_that_comes_and_goes_does_not_take_away_the_log_of_a_record_that_is_open(
    tmp_path: Path,
) -> None:
    path = tmp_path / "class.sqlite"
    url = f"sqlite:///{path.as_posix()}"
    with Record(url) as record, Record(url) as onward:
        record.switch(Learner(id="ana", name="Ana"))
        assert [learner.id for learner in onward.learners()] == ["ana"]
        assert [learner.id for learner in record.learners()] == ["ana"]
        visit = [sys.executable, "-c", VISIT, str(path)]
        subprocess.run(visit, check=True, capture_output=True, timeout=30)
        assert Path(f"{path}-wal").exists(), "whoever closed the file last took the log away"


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps locks for each handle, and not for each process")
def test_of_many_files_the_one_that_is_in_use_keeps_its_handle(tmp_path: Path) -> None:
    path = tmp_path / "class.sqlite"
    with Record(f"sqlite:///{path.as_posix()}") as record:
        record.switch(Learner(id="ana", name="Ana"))
        for number in range(MOST + 9):
            other = tmp_path / f"{number}"
            other.write_text(f"{number}", encoding="utf-8")
            assert first_bytes(other, 9) == f"{number}".encode()
            assert [learner.id for learner in record.learners()] == ["ana"]
        visit = [sys.executable, "-c", VISIT, str(path)]
        subprocess.run(visit, check=True, capture_output=True, timeout=30)
        assert Path(f"{path}-wal").exists(), "the handle was closed, and the locks were gone with it"
