"""A class server whose start by a command is not what is tested."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from splitting import split


class Split:
    """A class server in a process that had loaded it before: like subprocess.Popen."""

    def __init__(self, arguments: list[str], said: Path) -> None:
        self._process = split(serve, arguments, said, dict(os.environ))
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
