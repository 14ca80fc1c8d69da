"""The server's side of a prepared lesson (prepared.py): has it made, and asks it for kernels."""

from __future__ import annotations

import contextlib
import socket
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from course_lib.lab.warming import LONGEST, WarmKernel, WarmProcess


class WarmLesson(WarmProcess):
    """The process of one lesson, which makes its kernels. `outputs`: what each code cell shows, or None."""

    def __init__(self, process: WarmKernel, notebook: Path, line: socket.socket) -> None:
        """`line`: what leads to it. Waits until it has run the lesson; raises EOFError where it did not."""
        self.root, self.notebook, self._written = notebook.parent, notebook, notebook.stat().st_mtime_ns
        with line:  # the files that are made of it keep it open
            to, out = line.makefile("wb"), line.makefile("rb")
        self._begin(process, to, out)
        self.outputs: list[dict[str, Any] | None] = self.found(LONGEST)

    def fresh(self) -> bool:
        """Whether it lives, and holds the lesson and the course as they are."""
        with contextlib.suppress(OSError):
            written = self.notebook.stat().st_mtime_ns
            return self.trusted and written == self._written and super().fresh()
        return False


def prepare(warm: WarmProcess, notebook: Path, env: dict[str, str]) -> WarmLesson | None:
    """Let a warm process make the process of a lesson, and wait until that has run it; None where it cannot.

    `env`: the variables with which the lesson is run.
    """
    with TemporaryDirectory(prefix="course-") as folder, socket.socket(socket.AF_UNIX) as door:
        address = str(Path(folder, "lesson"))
        process = None
        try:
            door.bind(address)
            door.listen(1)
            door.settimeout(LONGEST)
            process = warm.split({"lesson": str(notebook), "env": env, "socket": address})
            if process is None:
                return None
            line, _ = door.accept()
            line.settimeout(None)
            return WarmLesson(process, notebook, line)
        except (OSError, EOFError):
            if process:
                process.kill()  # also one that hangs before it says a word
            return None
