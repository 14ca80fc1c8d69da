"""The course's kernel: IPython's own, which reads nobody's settings and runs nobody's start-up files.

It is made by the warm process (warm.py), or run as `python -I -m course_lib.lab.kernel -f <connection file>`.
By -I, neither the folder of the notebook nor a variable of Python can put another module in the place of one of
the course's.
"""

import os
import re
import sys
import traceback
from typing import Any

# A debugger takes a fifth of a second and 10 MB of each kernel, and no page of the course asks for one.
sys.modules.setdefault("debugpy", None)  # type: ignore[arg-type]

import zmq  # noqa: E402
from ipykernel.kernelapp import IPKernelApp  # noqa: E402
from traitlets.config import Config  # noqa: E402

SMALL = Config({"InteractiveShell": {"cache_size": 0}, "Session": {"digest_history_size": 1024}})
"""IPython's `Out` would hold all that a lesson ever showed: a quarter of a megabyte more at each reload.

And a session would hold the signatures of 65,536 messages, so that none is done twice.
"""


A_CELL = re.compile(r"_i\d+")
"""The names under which IPython keeps each cell that ran."""


class CourseKernel(IPKernelApp):
    """A kernel that begins the same on every computer."""

    def load_config_file(self, *_: Any, **__: Any) -> None:
        """Read no settings, be they in the learner's folder or in the computer's."""
        self.update_config(SMALL)

    def init_sockets(self) -> None:
        """Open the ports that the server drew. Where another program took one since, end: a new kernel begins.

        At once, for to tidy up would wait for ever, and the page with it, for a port that was opened before.
        """
        try:
            super().init_sockets()  # type: ignore[no-untyped-call]
        except zmq.ZMQError:
            traceback.print_exc()
            sys.stderr.flush()
            os._exit(1)

    def init_code(self) -> None:
        """Run no start-up files; from now on hold nothing of the cells that ran and of what they showed."""
        shell: Any = self.shell  # it has been made by now

        def forget(_: object) -> None:
            history = shell.history_manager
            history.outputs.clear()
            history.output_hist_reprs.clear()
            for inputs in (history.input_hist_parsed, history.input_hist_raw):
                del inputs[1:]
            for name in filter(A_CELL.fullmatch, [*shell.user_ns_hidden]):
                shell.user_ns_hidden.pop(name)
                shell.user_ns.pop(name, None)

        shell.events.register("post_run_cell", forget)


if __name__ == "__main__":
    CourseKernel.launch_instance()
