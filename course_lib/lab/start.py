"""Starts JupyterLab on the course's notebooks, with the course's own look, log and settings.

It is run by itself inside .venv (`python -m course_lib.lab.start --help`): by course.py for a learner, and by
the browser tests. JupyterLab serves this computer alone (127.0.0.1), behind a token. Where the learner's own
Jupyter keeps its settings, nothing is read or written.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import os
import secrets
import signal
import socket
import sys
import tempfile
import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO
from urllib.parse import quote

import platformdirs

from course_lib.folders import LAB, NOTEBOOKS

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp

HOST = "127.0.0.1"
FIRST_PORT = 8888
IDLE = 300
"""Seconds after which a kernel ends that no window is connected to."""

LONGEST_LOG = 1_000_000  # bytes


class CannotStartError(Exception):
    """JupyterLab cannot be started; the message says why and what to do, in plain words."""


def main(arguments: list[str]) -> int:
    """Serve the notebooks until told to stop; give the exit code."""
    asked = understand(arguments)
    terminal = os.fdopen(os.dup(1), "w", encoding="utf-8", errors="replace", buffering=1)
    try:
        if not asked.root.is_dir():
            raise CannotStartError(f"There are no notebooks in {asked.root}. Get the whole course once more.")
        if asked.port is not None:
            demand_free(asked.port)
        data = data_folder(asked.data, terminal)
        keep_apart(data)
        if asked.port is not None or not show_running(asked, terminal):
            send_chatter_to(data / "jupyterlab.log")
            serve(asked, data, terminal)
    except CannotStartError as error:
        print(error, file=terminal)
        return 1
    return 0


def understand(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="course_lib.lab.start", description=__doc__)
    parser.add_argument("--root", type=Path, default=NOTEBOOKS, help="the folder with the notebooks")
    parser.add_argument("--notebook", default="00_start_here.ipynb", help="the notebook to open, within root")
    parser.add_argument(
        "--port", type=int, help=f"this port and no other; else the next free from {FIRST_PORT}"
    )
    parser.add_argument("--token", help="the password in the address; else one is drawn")
    parser.add_argument("--no-browser", action="store_true", help="print the address instead of opening it")
    parser.add_argument("--no-sign", action="store_true", help="leave the notebooks as trusted as they are")
    parser.add_argument("--data", type=Path, help="where settings and log go (or the variable COURSE_DATA)")
    return parser.parse_args(arguments)


def demand_free(port: int) -> None:
    """Make sure that a port can be used. Raises: CannotStartError with what to do instead."""
    other = port + 1 if 1024 <= port < 65535 else FIRST_PORT
    advice = f"Choose another one, such as --port {other}, or leave --port out."
    if not 0 < port < 65536:
        raise CannotStartError(f"There is no port {port}: ports go from 1 to 65535. {advice}")
    with socket.socket() as probe:
        if os.name != "nt":  # there, it would let two programs share the port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            if error.errno == errno.EACCES:
                raise CannotStartError(f"Port {port} is reserved on this computer. {advice}") from error
            raise CannotStartError(f"Port {port} is taken by another program. {advice}") from error


def data_folder(wanted: Path | None, terminal: TextIO) -> Path:
    """Give the learner's data folder; when it cannot be written, say so and give a temporary one."""
    named = wanted or os.environ.get("COURSE_DATA") or platformdirs.user_data_dir("back-spasm-course")
    folder = Path(named).resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError as error:
        print(
            f"The course cannot write to its data folder, {folder} ({error.strerror}).\n"
            "You can go on, but the arrangement of your windows will not be remembered.",
            file=terminal,
        )
    try:
        return Path(tempfile.mkdtemp(prefix="course-"))
    except OSError as error:
        message = "The course finds no place to write to. Free some space on the disk, then start again."
        raise CannotStartError(message) from error


def keep_apart(data: Path) -> None:
    """Give this JupyterLab folders of its own, unless the environment already names some."""
    for name in ("config", "data", "runtime"):
        os.environ.setdefault(f"JUPYTER_{name.upper()}_DIR", str(data / "jupyter" / name))


def send_chatter_to(log: Path) -> None:
    """Send all that Jupyter and its kernels print to a file: the terminal is for our own sentences."""
    sys.stdout.flush()
    grown = log.exists() and log.stat().st_size > LONGEST_LOG
    with log.open("w" if grown else "a", encoding="utf-8") as file:  # others may be writing to it
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)


def serve(asked: argparse.Namespace, data: Path, terminal: TextIO) -> None:
    """Run JupyterLab until Ctrl-C, or until it is told to end."""
    root = asked.root.resolve()
    token = asked.token or secrets.token_urlsafe(24)
    server = make_server(root, data, asked.port, token)
    if not asked.no_sign:
        sign(server, root)

    def stop() -> None:
        server.stop()
        with contextlib.suppress(OSError):  # the window may be closed already
            print("\nThe course is stopped. Your answers are kept.", file=terminal)

    def hear(*_: object) -> None:
        for number in signals:
            signal.signal(number, signal.SIG_IGN)
        server.io_loop.add_callback_from_signal(stop)  # a signal may come in the middle of a print

    signals = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    for number in signals:
        signal.signal(number, hear)

    def announce() -> None:
        present(f"http://{HOST}:{server.port}/", token, asked, terminal)
        print("Leave this window open while you learn. To stop, press Ctrl-C in it.", file=terminal)

    server.io_loop.add_callback(announce)
    server.start()


def show_running(asked: argparse.Namespace, terminal: TextIO) -> bool:
    """Show the server that serves these notebooks already, rather than start a second one; say if there is one.

    Two servers would save the same notebooks, each over the other.
    """
    from jupyter_server.serverapp import list_running_servers  # noqa: PLC0415

    for server in list_running_servers():
        if Path(server["root_dir"]) == asked.root.resolve():
            with socket.socket() as probe:
                probe.settimeout(1)
                if probe.connect_ex((HOST, server["port"])) == 0:
                    print("The course is already running, in another window.", file=terminal)
                    present(server["url"], server["token"], asked, terminal)
                    return True
    return False


def make_server(root: Path, data: Path, port: int | None, token: str) -> ServerApp:
    """Give a JupyterLab server that is bound to its port, with the configuration of this folder."""
    # Only now, as these read the environment and take a second.
    from jupyterlab.handlers.announcements import NeverCheckForUpdate  # type: ignore[import-untyped]  # noqa: PLC0415
    from jupyterlab.labapp import LabApp  # type: ignore[import-untyped]  # noqa: PLC0415
    from traitlets.config import Config  # noqa: PLC0415

    config = Config()
    config.ServerApp.ip = HOST
    config.ServerApp.port = FIRST_PORT if port is None else port
    config.ServerApp.port_retries = 50 if port is None else 0
    config.ServerApp.open_browser = False
    config.ServerApp.root_dir = str(root)
    config.ServerApp.allow_root = True  # in containers there is nobody else
    config.IdentityProvider.token = token
    # A kernel serves all windows of a lesson. It ends when the last of them is closed for a while.
    config.MappingKernelManager.cull_idle_timeout = IDLE
    config.MappingKernelManager.cull_interval = IDLE // 2
    config.MappingKernelManager.cull_connected = False
    config.LabApp.extra_labextensions_path = [str(LAB / "labextensions")]
    config.LabApp.app_settings_dir = str(LAB / "settings")  # overrides.json in it changes the defaults
    config.LabApp.user_settings_dir = str(data / "jupyter" / "settings")
    config.LabApp.workspaces_dir = str(data / "jupyter" / "workspaces")
    # Nothing is asked of a network.
    config.LabApp.extension_manager = "readonly"
    config.LabApp.news_url = None
    config.LabApp.check_for_updates_class = NeverCheckForUpdate
    LabApp.serverapp_class.clear_instance()
    LabApp.serverapp_class.instance(config=config)
    server: ServerApp = LabApp.initialize_server()
    return server


def sign(server: ServerApp, root: Path) -> None:
    """Sign the notebooks under root, as `jupyter trust` does, so that they run without asking."""
    import nbformat  # noqa: PLC0415

    notary: Any = server.contents_manager.notary
    for path in sorted(root.rglob("*.ipynb")):
        if ".ipynb_checkpoints" not in path.parts:
            notebook = nbformat.read(path, as_version=4)
            if not notary.check_signature(notebook):
                notary.sign(notebook)


def present(base: str, token: str, asked: argparse.Namespace, terminal: TextIO) -> None:
    """Open the notebook in the learner's browser, or only print its address, on a line of its own."""
    page = f"lab/tree/{quote(asked.notebook)}" if (asked.root / asked.notebook).is_file() else "lab"
    address = f"{base}{page}?token={token}"
    if asked.no_browser:
        print(address, file=terminal)
        return
    print(
        f"The course opens in your browser. If no page comes up, open this address:\n{address}", file=terminal
    )
    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
