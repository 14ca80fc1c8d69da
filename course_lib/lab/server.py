"""Makes the JupyterLab server: bound to its port, with the course's settings and no others."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from socket import socket
from typing import Any, cast

from ipykernel.kernelspec import RESOURCES, get_kernel_dict
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_server.base.handlers import APIHandler, FileFindHandler
from jupyter_server.serverapp import ServerApp
from jupyter_server.services.sessions.sessionmanager import SessionManager
from jupyterlab.handlers.announcements import NeverCheckForUpdate  # type: ignore[import-untyped]
from tornado import web
from tornado.netutil import bind_sockets
from traitlets.config import Config

from course_lib.folders import LAB, PLAYER
from course_lib.lab.port import HOST, PORTS, free_port
from course_lib.lab.provisioner import CoursePorts, CourseProvisioners
from course_lib.lab.running import WHO, answer
from course_lib.lab.warming import WarmProcess

IDLE = 300
"""Seconds after which a kernel ends that no window is connected to."""
KERNEL = "python3"
EXTENSIONS = ("course_lib.lab.app",)
"""What the server loads: the lab. No terminals, no language servers, and nobody else's."""


class CourseServer(ServerApp):
    """A Jupyter server that reads no settings file: all it needs is handed to it."""

    _held: list[socket] = []  # noqa: RUF012 (replaced, never changed)

    @property
    def config_file_paths(self) -> list[str]:
        """Where settings files would be: nowhere. Those of its extensions would be there as well."""
        return []

    def _find_http_port(self) -> None:
        """Find a port and hold it: a second start looks for one while this one still gets ready."""
        while not self._held:
            super()._find_http_port()  # ends the program where there is none
            with suppress(OSError):
                self._held = bind_sockets(self.port, self.ip)

    def _bind_http_server_tcp(self) -> bool:
        self.http_server.add_sockets(self._held)
        return True


class CourseKernels(KernelSpecManager):
    """The kernels that there are: the course's own, for every notebook, whatever kernel it was saved with."""

    def find_kernel_specs(self) -> dict[str, str]:
        """Give the one kernel, and the folder with its icon."""
        return {KERNEL: RESOURCES}

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Give the one kernel, whatever the name (see kernel.py)."""
        command = [sys.executable, "-I", "-m", "course_lib.lab.kernel", "-f", "{connection_file}"]
        return KernelSpec(resource_dir=RESOURCES, **{**get_kernel_dict(), "argv": command})


class CourseSessions(SessionManager):
    """One kernel for each notebook, also where two windows ask for it at the same moment."""

    def __init__(self, *args: Any, **rest: Any) -> None:
        """Begin with no notebook open."""
        super().__init__(*args, **rest)  # type: ignore[no-untyped-call]
        self._asked: dict[str | None, asyncio.Lock] = {}

    async def create_session(self, path: str | None = None, *of: Any, **rest: Any) -> dict[str, Any]:
        """Return the session of a notebook: the one that somebody else has asked for by now, or a new one."""
        async with self._asked.setdefault(path, asyncio.Lock()):
            known: Any = super()
            if await known.session_exists(path=path):
                return cast("dict[str, Any]", await known.get_session(path=path))
            return await super().create_session(path, *of, **rest)


class WhoHandler(APIHandler):
    """Says who this is to a second start of the course (running.py)."""

    @web.authenticated
    def get(self) -> None:
        """Answer with the process id that the server's note has, too."""
        self.finish(answer())


def make_server(
    root: Path, notebook: str, data: Path, port: int | None, token: str, warm: WarmProcess | None = None
) -> CourseServer:
    """Give a JupyterLab server that is bound to its port. Raises CannotStartError where there is none.

    Where a warm process is handed in, it makes the kernels.
    """
    config = Config()
    config.ServerApp.ip = HOST
    config.ServerApp.port = free_port() if port is None else port
    config.ServerApp.port_retries = PORTS if port is None else 0  # another start may be faster by a moment
    config.ServerApp.open_browser = False
    config.ServerApp.root_dir = str(root)
    config.ServerApp.allow_root = True  # in containers there is nobody else
    config.ServerApp.kernel_spec_manager_class = CourseKernels
    config.ServerApp.session_manager_class = CourseSessions
    config.ServerApp.extra_template_paths = [str(LAB / "templates")]  # the pages for an old address, and others
    config.MultiKernelManager.default_kernel_name = KERNEL
    config.IdentityProvider.token = token
    # A kernel serves all windows of a lesson. It ends when the last of them is closed for a while.
    config.MappingKernelManager.cull_idle_timeout = IDLE
    config.MappingKernelManager.cull_interval = IDLE // 2
    config.MappingKernelManager.cull_connected = False
    config.LabApp.default_url = f"/lab/tree/{notebook}" if (root / notebook).is_file() else "/lab"
    config.LabApp.labextensions_path = [from_here(Path(sys.prefix, "share", "jupyter", "labextensions"))]
    config.LabApp.extra_labextensions_path = [from_here(LAB / "labextensions")]
    config.LabApp.app_dir = from_here(Path(sys.prefix, "share", "jupyter", "lab"))
    config.LabApp.schemas_dir = from_here(Path(sys.prefix, "share", "jupyter", "lab", "schemas"))
    # One of its defaults: widgets' messages go one way, in order. JupyterLab would have the kernel open another
    # way for them at each opening of a page, and leave it there: a thread, and a tenth of a megabyte.
    config.LabApp.app_settings_dir = from_here(LAB / "settings")  # overrides.json in it changes the defaults
    config.LabApp.user_settings_dir = str(data / "jupyter" / "settings")
    config.LabApp.workspaces_dir = str(data / "jupyter" / "workspaces")
    # Nothing is asked of a network.
    config.LabApp.extension_manager = "readonly"
    config.LabApp.news_url = None
    config.LabApp.check_for_updates_class = NeverCheckForUpdate
    replace_lost_secrets(config)
    CoursePorts.clear_instance()
    CoursePorts.instance()
    CourseProvisioners.clear_instance()
    CourseProvisioners.instance().warm = warm
    CourseServer.clear_instance()
    import_module(*EXTENSIONS)  # of what fails in it, Jupyter would say no more than KeyError: 'lab'
    server = CourseServer.instance(config=config, jpserver_extensions=dict.fromkeys(EXTENSIONS, True))
    server.initialize(argv=[], starter_extension="lab", find_extensions=False)
    more = [
        (f"/{WHO}", WhoHandler),
        ("/course/player/(.*)", FileFindHandler, {"path": [from_here(PLAYER)]}),  # for the lesson view
    ]
    server.web_app.add_handlers(".*$", more)
    return server


def from_here(folder: Path) -> str:
    """Give a folder as a path that begins in the current one, which start.py makes LAB.

    JupyterLab takes these paths for search patterns, and would find nothing in a folder that is named
    "course [1]". What lies between here and there has plain names.
    """
    try:
        return os.path.relpath(folder, LAB)
    except ValueError:  # on Windows, another drive
        return str(folder)


def replace_lost_secrets(config: Config) -> None:
    """Where a file with a secret cannot be read, make up another one for this time.

    They keep the browser signed in and the notebooks trusted. A new one costs at most one more start.
    """
    for folder, name, owner, setting in (
        ("JUPYTER_RUNTIME_DIR", "jupyter_cookie_secret", "ServerApp", "cookie_secret"),
        ("JUPYTER_DATA_DIR", "notebook_secret", "NotebookNotary", "secret"),
    ):
        path = Path(os.environ[folder], name)
        try:
            lost = path.exists() and not path.read_bytes()
        except OSError:
            lost = True
        if lost:
            config[owner][setting] = secrets.token_bytes(32)


def sign(server: ServerApp, root: Path) -> None:
    """Sign the notebooks under root, as `jupyter trust` does, so that they run without asking.

    One that cannot be read is left as it is, and stops none of the others.
    """
    import nbformat  # noqa: PLC0415

    notary: Any = server.contents_manager.notary
    for path in sorted(root.rglob("*.ipynb")):
        if ".ipynb_checkpoints" in path.parts or not path.is_file():  # a pipe would be waited for
            continue
        try:
            notebook = nbformat.read(path, as_version=4)
            if not notary.check_signature(notebook):
                notary.sign(notebook)
        except Exception:  # an empty file, not a notebook, no right to read it, no disk space, ...
            logging.getLogger(__name__).warning("Cannot sign %s", path, exc_info=True)
