"""A PostgreSQL server for the tests, in a folder of its own: started, asked for databases, stopped."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest

NO_SERVER = (
    "no PostgreSQL server found: install Debian's package postgresql, or name its programs' folder in PGBIN"
)
NOBODY = "nobody"
"""The user as whom the server runs where the tests run as root, which PostgreSQL refuses."""


def programs() -> Path | None:
    """Return the folder with initdb and pg_ctl of the newest server, or None."""
    named = os.environ.get("PGBIN")
    found = [Path(named)] if named else sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version)
    return next((folder for folder in reversed(found) if (folder / "initdb").is_file()), None)


def demanded() -> bool:
    """Return whether a missing server is a failure (COURSE_DEMAND_POSTGRES=1), not a skipped test."""
    return os.environ.get("COURSE_DEMAND_POSTGRES") == "1"


def _version(folder: Path) -> float:
    name = folder.parent.name
    return float(name) if name.replace(".", "", 1).isdigit() else 0.0


class Server:
    """A server that only programs on this computer reach, by a socket in its own folder."""

    def __init__(self, programs: Path, within: tuple[str, ...] = (), address: str = "") -> None:
        """Make the folder and start the server in it; everything in it is UTF-8, sorted as in the US.

        `within` begins the commands, such as `ip netns exec`; at an `address` it is reached by others, too.
        """
        self._programs, self._address = programs, address
        user = ["setpriv", f"--reuid={NOBODY}", "--regid=nogroup", "--clear-groups"] if _root() else []
        self._as = [*within, *user]
        self._folder = Path(tempfile.mkdtemp(prefix="pg"))  # a socket's path is at most 107 bytes long
        if _root():
            shutil.chown(self._folder, NOBODY)
        self._data = self._folder / "data"
        self._run(
            "initdb",
            "-D",
            self._data,
            "-U",
            "course",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
            "--locale",
            "C.UTF-8",
        )
        if address:
            with (self._data / "pg_hba.conf").open("a") as file:
                file.write("host all all samenet trust\n")
        self.resume()

    def database(self) -> str:
        """Make an empty database and return its URL."""
        name = f"class_{uuid4().hex}"
        self._run("createdb", "-h", self._folder, "-U", "course", name)
        return f"postgresql+psycopg://course@/{name}?host={self._address or self._folder}"

    def pause(self) -> None:
        """Stop the server as if the computer lost power; it can be started again."""
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "stop")

    def resume(self) -> None:
        """Start it, also after a pause."""
        settings = f"-c listen_addresses={self._address} -c unix_socket_directories={self._folder} -c fsync=off"
        self._run("pg_ctl", "-D", self._data, "-w", "-l", self._folder / "log", "-o", settings, "start")

    def stop(self) -> None:
        """Stop the server and delete its folder."""
        self.pause()
        shutil.rmtree(self._folder)

    def _run(self, program: str, *arguments: str | Path) -> None:
        command = [*self._as, str(self._programs / program), *map(str, arguments)]
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd="/",
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode(errors="replace")


@contextmanager
def running(within: tuple[str, ...] = (), address: str = "") -> Iterator[Server]:
    """Run a server for a test, see Server. Where there is none, it is skipped, or fails if one is demanded."""
    found = programs()
    if found is None:
        (pytest.fail if demanded() else pytest.skip)(NO_SERVER)
    server = Server(found, within, address)
    try:
        yield server
    finally:
        server.stop()


def _root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
