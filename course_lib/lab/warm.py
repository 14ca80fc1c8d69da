"""A process that holds all that a lesson needs, and makes each kernel by splitting itself in two.

The server (warming.py) runs it with two arguments: the folder of the notebooks, and the kind of database that
holds the record. First it rehearses (rehearsal.py) and prints what it found, as one line of JSON. Where the
system can fork it stays: each line that it then reads from its input asks for a kernel, and what it prints says
which process is one, or has ended.
A line that names a lesson makes a process that runs it once, for nobody (prepared.py). It then does for
that lesson what this one does for all: it answers, on a socket of its own, and its kernels hold the widgets.
A kernel made so is ready sooner, and shares the memory of what was loaded before. Where its input ends, the
server is gone: so it goes as well, and ipykernel ends each kernel whose parent is gone.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, NotRequired, TypedDict

from course_lib.lab.rehearsal import rehearse

if TYPE_CHECKING:
    from course_lib.lab.prepared import Prepared

CAN_FORK = hasattr(os, "fork") and sys.platform in ("linux", "darwin")
AHEAD = (
    "course_lib.lab.kernel",
    "course_lib.lab.prepared",
    "course_lib.lab.widget_kernel",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.magics",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "comm",
    "course_lib.record.database.store",
    "faulthandler",
    "fsrs.scheduler",
    "ipykernel.debugger",
    "ipykernel.ipkernel",
    "ipywidgets",
    "psutil",
    "tornado.locks",
    "tornado.platform.asyncio",
    "tornado.queues",
    "zmq.utils.garbage",
)
"""What a kernel imports by itself when it starts; the course's own pages are loaded by the rehearsal."""

ON_A_SERVER = ("course_lib.record.database.server", "psycopg", "sqlalchemy.dialects.postgresql")
FOR_DATABASE = {"postgresql": ON_A_SERVER}
"""What a kernel imports besides, where the record is no file, by the kind of database."""

LOOK = 2.0
"""Seconds between two looks whether the process that made this one is there."""


class Request(TypedDict):
    """A kernel that is asked for: its command line, its environment, the folder that it starts in.

    Or a lesson's process: the path of its notebook, its environment, the socket that it answers on.
    """

    argv: list[str]
    env: dict[str, str]
    cwd: str | None
    lesson: NotRequired[str]
    socket: NotRequired[str]


def main(root: Path, database: str) -> None:
    """Rehearse, say what was found, then make kernels until the input ends, where that can be done."""
    found = rehearse(root)
    stays = CAN_FORK and (found is None or found[0] == "lessons")
    _say({"found": found})
    prepared: Prepared | None = None
    while stays and load_ahead(database) and (request := answer()):
        if "lesson" not in request:
            return become_kernel(request, prepared)
        prepared = become_lesson(request)
    return None


def load_ahead(database: str) -> bool:
    """Load what every kernel loads; give whether splitting is safe, which it is not where a thread runs."""
    for name in (*AHEAD, *FOR_DATABASE.get(database, ())):
        try:
            importlib.import_module(name)
        except ImportError:
            continue  # the kernel itself will find out whether it can do without
    gc.collect()
    gc.freeze()  # what is there now is never looked through again, so it stays shared
    return threading.active_count() == 1


def answer() -> Request | None:
    """Make a kernel for each line of input. In a kernel, gives its request; here, None when all is done.

    That is when the input ends, or after the line `null` when the last kernel has ended.
    """
    ended, waker = socket.socketpair()
    ended.setblocking(False)
    waker.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(waker.fileno())
    waiting, retired, kernels, parent = b"", False, 0, os.getppid()
    while kernels or not retired:
        ready, _, _ = select.select([0, ended.fileno()], [], [], LOOK)
        if os.getppid() != parent:  # without it, nobody hears of this process when it ends
            return None
        if ended.fileno() in ready:
            ended.recv(4096)
            kernels -= _bury()
        if 0 in ready:
            read = os.read(0, 1 << 16)
            if not read:
                return None
            *lines, waiting = (waiting + read).split(b"\n")
            for line in lines:
                request: Request | None = json.loads(line)
                if request is None:
                    retired = True
                elif (pid := _split()) is None:
                    continue
                elif pid:
                    kernels += 1
                else:
                    signal.set_wakeup_fd(-1)
                    ended.close()
                    waker.close()
                    return request
    return None


def become_lesson(request: Request) -> Prepared:
    """Be the process of the lesson that was asked for: run it, say what its cells show, answer from now on."""
    from course_lib.lab.prepared import Prepared  # noqa: PLC0415 (loaded ahead)

    os.environ.clear()
    os.environ.update(request["env"])
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(request.get("socket", ""))
        os.dup2(line.fileno(), 0)
        os.dup2(line.fileno(), 1)
    prepared = Prepared(Path(request.get("lesson", "")))
    _say({"found": prepared.outputs})
    return prepared


def become_kernel(request: Request, prepared: Prepared | None = None) -> None:
    """Be the kernel that was asked for, as if this process had been started for it alone."""
    for number in (signal.SIGCHLD, signal.SIGINT):
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)  # what it prints goes where the server's own goes
    os.environ.clear()
    os.environ.update(request["env"])
    if request["cwd"]:
        os.chdir(request["cwd"])
    if prepared:
        prepared.sit()
    from course_lib.lab.kernel import CourseKernel  # noqa: PLC0415 (loaded ahead)
    from course_lib.lab.widget_kernel import WidgetKernelApp  # noqa: PLC0415

    kind = WidgetKernelApp if prepared else CourseKernel
    sys.argv = [__file__, *request["argv"]]
    app: Any = kind.instance(parent_handle=os.getppid())
    app.initialize(request["argv"])
    if prepared:
        app.kernel.save = prepared.save
    else:  # what it does by itself when it is loaded, if there is a kernel by then
        sys.modules["ipywidgets"].load_ipython_extension(app.shell)
    app.start()
    if prepared:
        os._exit(0)  # all is written; to tidy up would only write to what is shared, and hangs at times


def _split() -> int | None:
    """Split in two. Gives 0 in the new process, and here its number, or None where there is none."""
    try:
        pid = os.fork()
    except OSError:  # too many processes, or too little memory
        _say({"made": None})
        return None
    if pid:
        _say({"made": pid})
    else:
        os.setsid()  # a signal to the kernel reaches what it has started, and nobody else
    return pid


def _bury() -> int:
    """Tell of each kernel that has ended, and how. Gives how many."""
    count = 0
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return count
        if not pid:
            return count
        count += 1
        _say({"ended": pid, "code": os.waitstatus_to_exitcode(status)})


def _say(what: dict[str, Any]) -> None:
    line = json.dumps(what).encode() + b"\n"
    while line:
        line = line[os.write(1, line) :]


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), sys.argv[2])
