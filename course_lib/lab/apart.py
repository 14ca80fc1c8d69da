"""Keeps the course's JupyterLab apart from any other: its data folder, its variables, its settings."""

import errno
import os
import stat
import tempfile
from pathlib import Path
from typing import TextIO

import platformdirs

from course_lib.lab.trouble import CannotStartError

FOREIGN = ("PYTHON", "JUPYTER", "IPYTHON", "JPY_")
"""Variables that begin with these are somebody's settings for another Python, another Jupyter."""

PROXY = "_PROXY"
"""Variables that end with this name a proxy. The course asks nothing of a network; only the browser may."""


def data_folder(wanted: Path | None, terminal: TextIO) -> Path:
    """Give the learner's data folder; when it cannot be written, say so and give a temporary one.

    Raises CannotStartError where nothing can be written at all.
    """
    named = wanted or os.environ.get("COURSE_DATA") or platformdirs.user_data_dir("back-spasm-course")
    folder = Path(os.path.realpath(named))  # which takes links that lead in a circle, too
    try:
        for inner in (folder, *folders(folder).values()):
            inner.mkdir(parents=True, exist_ok=True)
            demand_private(inner)
        with log_of(folder).open("a"):
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


def demand_private(folder: Path) -> None:
    """Make sure that a file can be written there that nobody else may read. Raises OSError.

    Jupyter keeps passwords in such files, and gives up where there are none, as on some drives.
    """
    handle, name = tempfile.mkstemp(dir=folder)
    mode = stat.S_IMODE(os.fstat(handle).st_mode)
    os.close(handle)
    Path(name).unlink()
    if os.name != "nt" and mode != 0o600:
        raise OSError(errno.EPERM, "nothing there can be kept from others")


def folders(data: Path) -> dict[str, Path]:
    """Give what Jupyter and IPython keep where, by the variable that tells them."""
    names = {f"JUPYTER_{name.upper()}_DIR": name for name in ("config", "data", "runtime")}
    return {variable: data / "jupyter" / name for variable, name in {**names, "IPYTHONDIR": "ipython"}.items()}


def log_of(data: Path) -> Path:
    """Give the file for all that Jupyter and its kernels print."""
    return data / "jupyterlab.log"


def keep_apart(data: Path) -> dict[str, str]:
    """Let this process, and the kernels that it starts, read the course's own settings and nobody else's.

    Neither the variables nor the folders of another Jupyter count, nor those of the whole computer
    (/etc/jupyter, /usr/share/jupyter), which Jupyter has no variable for. Nor do proxies: JupyterLab does not
    load where one is a kind that it cannot use (socks5://). Gives these, for the browser.
    """
    proxies = {name: os.environ.pop(name) for name in [*os.environ] if name.upper().endswith(PROXY)}
    for name in [name for name in os.environ if name.upper().startswith(FOREIGN)]:
        del os.environ[name]
    for name, folder in folders(data).items():
        folder.mkdir(parents=True, exist_ok=True)
        os.environ[name] = str(folder)
    from jupyter_core import paths  # noqa: PLC0415 (it reads the environment)

    paths.SYSTEM_CONFIG_PATH[:] = [os.environ["JUPYTER_CONFIG_DIR"]]
    paths.SYSTEM_JUPYTER_PATH[:] = [os.environ["JUPYTER_DATA_DIR"]]
    return proxies
