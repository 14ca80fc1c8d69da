"""A class server that a process begins which has loaded it already: as any other one, and sooner there."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from pathlib import Path

LOADED = [
    "course_lib.classroom.start",
    "course_lib.classroom.server",
    "course_lib.record.store",
    "jinja2.ext",
    "segno",
    "sqlalchemy.dialects.sqlite",
    "tornado.platform.asyncio",
]
"""What the class server loads, part of it only when somebody comes."""


class Split:
    """A class server of its own process, split from one that holds its modules: like subprocess.Popen."""

    def __init__(self, arguments: list[str], said: Path) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(LOADED)
        self._process = context.Process(target=serve, args=(arguments, said, dict(os.environ)))
        self._process.start()
        self.pid = self._process.pid

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, timeout: float) -> int:
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired("a class server", timeout)
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        if self.poll() is None and self.pid:
            os.kill(self.pid, number)


def serve(arguments: list[str], said: Path, variables: dict[str, str]) -> None:
    """Be the class server, as if this process had been started for it alone."""
    from course_lib.classroom.start import main  # loaded ahead

    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.clear()
    os.environ.update(variables)
    with said.open("ab") as output:
        for number in (1, 2):
            os.dup2(output.fileno(), number)
    sys.exit(main(arguments))
