"""The server's side of the warm process (warm.py): starts it, hears what it says, asks it for kernels."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from course_lib.folders import EXERCISES, PACKAGE

SQLITE = "sqlite"
LONGEST = 20.0
"""Seconds to wait for a kernel from the warm process; one that takes longer hangs."""
TRUST = 5.0
"""Seconds that a kernel has to live. Some systems take splitting badly, what is made so crashes at once."""
ENDS = {getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGKILL", "SIGHUP") if hasattr(signal, name)}
"""By these signals a kernel is ended by somebody; it does not crash."""


class WarmProcess:
    """One warm process: what its rehearsal found, the kernels that it makes, and how each of them ended."""

    def __init__(self, root: Path, database: str = SQLITE) -> None:
        """Start it; it takes a second to be ready. `database`: the kind that its kernels keep the record in."""
        self.root, self.database = root, database
        process = subprocess.Popen(
            [sys.executable, "-I", "-m", "course_lib.lab.warm", str(root), database],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=os.name != "nt",  # Ctrl-C is for the server, which ends the kernels in order
        )
        self._begin(process, process.stdin, process.stdout)

    def _begin(self, process: subprocess.Popen[bytes] | WarmKernel, to: Any, out: Any) -> None:
        """Hear what the process says. `to` is what it reads, `out` what it writes, as binary files."""
        self.process, self._to, self._out = process, to, out
        self.ended: dict[int, int] = {}
        self.trusted = True
        self._loaded = _newest()
        self._found: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._pids: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        self._asking = threading.Lock()
        self._listening = threading.Thread(target=self._listen, name="warm process", daemon=True)
        self._listening.start()

    def found(self, longest: float | None = None) -> Any:
        """Wait for what its rehearsal found: None if nothing. Raises EOFError where it ended without a word.

        One that has not found it after the `longest` time, in seconds, is ended.
        """
        try:
            found = self._found.get(timeout=longest)
        except queue.Empty:
            self.stop()
            found = self._found.get()
        if isinstance(found, EOFError):
            raise found
        return found

    def fresh(self) -> bool:
        """Whether it holds the course as it is: no file of it was changed since."""
        return self._loaded == _newest()

    def make(self, argv: list[str], env: dict[str, str], cwd: str | None) -> WarmKernel | None:
        """Return a new kernel, or None where it makes none. `argv` begins after the name of the module."""
        return self.split({"argv": argv, "env": env, "cwd": cwd})

    def split(self, request: dict[str, Any]) -> WarmKernel | None:
        """Return the process that it makes for a request (warm.py), or None."""
        with self._asking:
            if not (self.trusted and self._send(request)):
                return None
            try:
                pid = self._pids.get(timeout=LONGEST)
            except queue.Empty:
                self.trusted = False  # whatever it makes now, nobody will take
                self.stop()
                return None
        return WarmKernel(pid, self) if pid else None

    def retire(self) -> None:
        """Make no more kernels. Those that there are live on, and it with them."""
        self.trusted = False
        self._send(None)

    def stop(self) -> None:
        """End it, and by that all of its kernels."""
        self.trusted = False
        self.process.kill()
        self._listening.join()

    def _send(self, what: dict[str, Any] | None) -> bool:
        try:
            self._to.write(json.dumps(what).encode() + b"\n")
            self._to.flush()
        except (OSError, ValueError):  # it is gone
            return False
        return True

    def _listen(self) -> None:
        known = set[int | None]()
        for message in _lines(self._out):
            match message:
                case {"found": found}:
                    self._found.put(found)
                case {"made": pid}:
                    known.add(pid)
                    self._pids.put(pid)
                case {"ended": pid, "code": code}:
                    self.ended[pid] = code
        self.trusted = False
        for pid in known - set(self.ended):
            with contextlib.suppress(OSError, TypeError):  # it ends by itself, but not at once
                os.kill(pid, signal.SIGKILL)  # type: ignore[arg-type]
        for pipe in (self._to, self._out):
            with contextlib.suppress(OSError):  # what was still to be written goes nowhere
                pipe.close()
        self._found.put(EOFError(f"ended by itself ({self.process.wait()})"))
        self._pids.put(None)


@dataclass
class WarmKernel:
    """A kernel that a warm process made, as Jupyter wants a process: like subprocess.Popen."""

    pid: int
    warm: WarmProcess
    born: float = field(default_factory=time.monotonic)
    stdin: None = None
    stdout: None = None
    stderr: None = None

    def poll(self) -> int | None:
        """Return how it ended, or None while it lives."""
        code = self.warm.ended.get(self.pid)
        if code is None and self.warm.process.poll() is not None:
            code = -9  # it ends within a second of the process that made it
        crashed = code is not None and code < 0 and -code not in ENDS
        if crashed and time.monotonic() - self.born < TRUST:
            self.warm.trusted = False
        return code

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended; return how."""
        end = None if timeout is None else time.monotonic() + timeout
        while (code := self.poll()) is None:
            if end is not None and time.monotonic() > end:
                raise subprocess.TimeoutExpired("a kernel", timeout or 0)
            time.sleep(0.02)
        return code

    def send_signal(self, number: int) -> None:
        """Send it a signal, if it lives."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


def _lines(output: Any) -> Iterator[Any]:
    """Give what it says, line by line, until it ends. What is no JSON is not for us."""
    with contextlib.suppress(OSError):  # it ended before it had read what it was asked
        for line in output:
            with contextlib.suppress(ValueError):
                yield json.loads(line)


def _newest() -> tuple[int, int]:
    """Return how many files the course has, and when the newest was written, in ns since 1970."""
    times = [
        path.stat().st_mtime_ns
        for folder in (PACKAGE, EXERCISES)
        for path in folder.rglob("*")
        if path.suffix in {".py", ".yaml", ".svg"}
    ]
    return len(times), max(times)
