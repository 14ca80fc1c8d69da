"""How the class server and its kernels talk: by sockets that are files, where those can be had.

A port is drawn when a kernel is asked for, and taken when it runs. If another program takes it meanwhile, the
kernel ends before it has answered. Nobody else takes a file in a folder of our own.
"""

from __future__ import annotations

import socket
import tempfile
from pathlib import Path

PREFIX = "voila_"
NAME = "kernel-00000000-0000-0000-0000-000000000000-ipc-5"
"""A socket as Jupyter names it, in a folder that Voilà makes: how long may a path be that leads there?"""


def folder_for_sockets() -> str | None:
    """Return a folder for the sockets of kernels; None where there is none, as on Windows."""
    folders = (tempfile.gettempdir(), "/tmp")  # noqa: S108 (what is made in it is ours alone)
    return next(filter(_holds_sockets, folders), None)


def _holds_sockets(folder: str) -> bool:
    """Return whether a socket can be made there; a path that is too long for one is refused, too."""
    try:
        with (
            tempfile.TemporaryDirectory(prefix=PREFIX, dir=folder) as trial,
            socket.socket(socket.AF_UNIX) as door,
        ):
            door.bind(str(Path(trial, NAME)))
    except (AttributeError, OSError):
        return False
    return True
