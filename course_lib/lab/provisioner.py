"""Hands the kernels of the warm process (warming.py) to Jupyter, by the interface that it has for this.

Jupyter interrupts, restarts, shuts down and finds dead a kernel made so as it does any other. Wherever anything
is in the way, the kernel is started as Jupyter starts every kernel, only slower.
"""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo, LocalPortCache, port_names
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from jupyter_client.provisioning.provisioner_base import KernelProvisionerBase

from course_lib.lab.port import unlent_port
from course_lib.lab.warming import WarmProcess

MODULE = "course_lib.lab.kernel"
TRIES = 3
PATIENCE = 20.0
"""Seconds in which a kernel opens its ports, also on a busy computer."""
PAUSE = 0.02
"""Seconds between two looks whether it has."""


class CoursePorts(LocalPortCache):
    """Draws the ports of kernels: none that a program is lent before the kernel has opened it.

    Whose port is taken ends, and its page waits until there is another kernel.
    """

    def find_available_port(self, ip: str) -> int:
        """Return a port that no kernel was given. Raises OSError where none is free."""
        port = unlent_port()
        while port in self.currently_used_ports:
            port = unlent_port()
        self.currently_used_ports.add(port)
        return port


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
        """Start the kernel; return how to reach it.

        One whose port another program took first ends, and is started again with other ports: a page asks at
        those that it was told, and would wait a minute.
        """
        for _ in range(TRIES):
            await self._start(cmd, **kwargs)
            if await self._opened():
                break
            self._draw_ports()
        return self.connection_info

    async def _opened(self) -> bool:
        """Wait until the kernel has opened the last of its ports; return False if it ended before."""
        kernel = self.parent
        end = time.monotonic() + PATIENCE
        while kernel and kernel.transport == "tcp" and time.monotonic() < end:
            if await self.poll() is not None:
                return False
            try:
                _, writer = await asyncio.open_connection(kernel.ip, kernel.hb_port)
            except OSError:
                await asyncio.sleep(PAUSE)
            else:
                writer.close()
                break
        return True

    def _draw_ports(self) -> None:
        """Write other ports into the file in which the kernel reads them."""
        kernel: Any = self.parent
        ports = LocalPortCache.instance()
        for name in port_names:
            ports.return_port(getattr(kernel, name))
            setattr(kernel, name, ports.find_available_port(kernel.ip))
        kernel.cleanup_connection_file()
        kernel.write_connection_file()
        self.connection_info = kernel.get_connection_info()

    async def _start(self, cmd: list[str], **kwargs: Any) -> None:
        """Start its process, once."""
        warm = self._all.asked.pop(self.kernel_id, None) or await asyncio.to_thread(self._all.freshened)
        kernel = None
        if warm and MODULE in cmd:
            arguments = cmd[cmd.index(MODULE) + 1 :]
            cwd = kwargs.get("cwd")
            kernel = await asyncio.to_thread(warm.make, arguments, dict(kwargs["env"]), cwd and str(cwd))
        if kernel is None:
            await super().launch_kernel(cmd, **kwargs)
            return
        self.process, self.pid, self.pgid = kernel, kernel.pid, kernel.pid
        self.cwd = kwargs.get("cwd", Path.cwd())

    async def send_signal(self, signum: int) -> None:
        """Send the kernel, and all that it started, a signal; if it has ended, its number may be another's."""
        if self.process and self.process.poll() is None:
            await super().send_signal(signum)
