"""The course's kernel: IPython's own, which reads nobody's settings and runs nobody's start-up files.

It is made by the warm process (warm.py), or run as `python -I -m course_lib.lab.kernel -f <connection file>`.
By -I, neither the folder of the notebook nor a variable of Python can put another module in the place of one of
the course's.
"""

import sys
from typing import Any

# A debugger takes a fifth of a second and 10 MB of each kernel, and no page of the course asks for one.
sys.modules.setdefault("debugpy", None)  # type: ignore[arg-type]

from ipykernel.kernelapp import IPKernelApp  # noqa: E402
from traitlets.config import Config  # noqa: E402

NO_OUT = Config({"InteractiveShell": {"cache_size": 0}})
"""IPython's `Out` would hold all that a lesson ever showed: a quarter of a megabyte more at each reload."""


class CourseKernel(IPKernelApp):
    """A kernel that begins the same on every computer."""

    def load_config_file(self, *_: Any, **__: Any) -> None:
        """Read no settings, be they in the learner's folder or in the computer's."""
        self.update_config(NO_OUT)

    def init_code(self) -> None:
        """Run no start-up files; from now on hold nothing of what a cell has shown."""
        shell: Any = self.shell  # it has been made by now

        def forget(_: object) -> None:
            shell.history_manager.outputs.clear()
            shell.history_manager.output_hist_reprs.clear()

        shell.events.register("post_run_cell", forget)


if __name__ == "__main__":
    CourseKernel.launch_instance()
