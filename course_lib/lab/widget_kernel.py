"""A kernel that carries messages between a page and its widgets, and can run no code: it has no Python shell.

It is what a prepared lesson needs (prepared.py). Making a shell would take most of a kernel's time and memory.
"""

from __future__ import annotations

from typing import Any

import comm
import traitlets
from ipykernel.kernelbase import Kernel
from traitlets.config import Config

from course_lib.lab.kernel import SMALL, CourseKernel

NO_CODE = {"status": "error", "ename": "NoCode", "evalue": "This kernel runs no code.", "traceback": []}


class WidgetKernel(Kernel):
    """Hands a page's messages to its widgets."""

    implementation = "back-spasm-course"
    implementation_version = "1"
    language_info = {"name": "python", "mimetype": "text/x-python", "file_extension": ".py"}  # noqa: RUF012
    banner = ""
    user_ns = traitlets.Any()
    debugpy_stream = traitlets.Any()
    save = traitlets.Callable(lambda: None)
    """What is done once more before it ends."""

    def __init__(self, **rest: Any) -> None:
        """Take over the widgets that are there."""
        super().__init__(**rest)  # type: ignore[no-untyped-call]
        self.comm_manager: Any = comm.get_comm_manager()
        each: Any
        for each in self.comm_manager.comms.values():
            each.kernel = self  # one that does not know its kernel is silent
        for kind in ("comm_open", "comm_msg", "comm_close"):
            self.shell_handlers[kind] = getattr(self.comm_manager, kind)

    async def do_shutdown(self, restart: bool) -> dict[str, Any]:
        """End, when an answer that waits was given a last try."""
        self.save()
        return {"status": "ok", "restart": restart}

    async def do_execute(self, *_: Any, **__: Any) -> dict[str, Any]:
        """Run nothing."""
        return {**NO_CODE, "execution_count": 0}


class WidgetKernelApp(CourseKernel):
    """The program around it."""

    def load_config_file(self, *_: Any, **__: Any) -> None:
        """Read no settings. Nothing watches what other programs print here: none is started."""
        own = {"IPKernelApp": {"kernel_class": WidgetKernel, "capture_fd_output": False}}
        self.update_config(Config({**SMALL, **own}))

    def init_profile_dir(self) -> None:
        """Have no folder of IPython's."""
        self.profile_dir = None

    def init_config_files(self) -> None:
        """Look for no settings in one."""

    def parse_command_line(self, argv: Any = None) -> None:
        """Read `-f <connection file>` and nothing else: to know all options takes longer than to start."""
        self.connection_file = argv[argv.index("-f") + 1]

    def init_control(self, context: Any) -> None:
        """Hear a page in the one thread that answers it: no cell runs for long, so none has to be passed by."""
        super().init_control(context)  # type: ignore[no-untyped-call]
        self.shell_channel_thread = None

    def init_heartbeat(self) -> None:
        """Have no heartbeat: the server asks the system whether this process lives."""

    def init_path(self) -> None:
        """Leave the path of modules as it is: none is loaded by a page."""
