"""Hands the kernels of the warm process (warming.py) to Jupyter, by the interface that it has for this.

Jupyter interrupts, restarts, shuts down and finds dead a kernel made so as it does any other. Wherever anything
is in the way, the kernel is started as Jupyter starts every kernel, only slower.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from jupyter_client.provisioning.provisioner_base import KernelProvisionerBase

from course_lib.lab.warming import WarmProcess

MODULE = "course_lib.lab.kernel"


class CourseProvisioners(KernelProvisionerFactory):
    """What Jupyter asks for a provisioner: gives the course's own for every kernel."""

    warm: WarmProcess | None = None

    def __init__(self, **rest: Any) -> None:
        """Begin with no kernel that was asked of a process of its own."""
        super().__init__(**rest)
        self.asked: dict[str, WarmProcess] = {}
        """Kernels that are asked for by their ids, and which process is to make them: a lesson's."""

    def create_provisioner_instance(
        self, kernel_id: str, kernel_spec: Any, parent: Any
    ) -> KernelProvisionerBase:
        """Return what starts one kernel, and starts it again."""
        return CourseProvisioner(kernel_id=kernel_id, kernel_spec=kernel_spec, parent=parent, all=self)

    def freshened(self) -> WarmProcess | None:
        """Return the warm process that holds the course as it is now, if there is one.

        Where files have changed, a new one is begun: the next kernel is ready soon again.
        """
        if self.warm is None or not self.warm.trusted:
            return None
        if self.warm.fresh():
            return self.warm
        self.warm.retire()
        self.warm = WarmProcess(self.warm.root, self.warm.database)
        return None


class CourseProvisioner(LocalProvisioner):
    """Starts a kernel by the warm process, or else as usual."""

    process: Any

    def __init__(self, *, all: CourseProvisioners, **rest: Any) -> None:
        """`all` knows the warm process."""
        super().__init__(**rest)
        self._all = all

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start the kernel; return how to reach it."""
        warm = self._all.asked.pop(self.kernel_id, None) or await asyncio.to_thread(self._all.freshened)
        kernel = None
        if warm and MODULE in cmd:
            arguments = cmd[cmd.index(MODULE) + 1 :]
            cwd = kwargs.get("cwd")
            kernel = await asyncio.to_thread(warm.make, arguments, dict(kwargs["env"]), cwd and str(cwd))
        if kernel is None:
            return await super().launch_kernel(cmd, **kwargs)
        self.process, self.pid, self.pgid = kernel, kernel.pid, kernel.pid
        self.cwd = kwargs.get("cwd", Path.cwd())
        return self.connection_info

    async def send_signal(self, signum: int) -> None:
        """Send the kernel, and all that it started, a signal; if it has ended, its number may be another's."""
        if self.process and self.process.poll() is None:
            await super().send_signal(signum)
