"""Finds the server that serves these notebooks already: its note is not believed, it is asked who it is."""

import contextlib
import json
import os
from pathlib import Path
from typing import Any, NamedTuple
from urllib.request import ProxyHandler, Request, build_opener

WHO = "api/course"
PATIENCE = 2
"""Seconds in which a server has to say who it is."""


class Running(NamedTuple):
    """A server of the course: its address, and the password in it."""

    url: str
    token: str


def find(root: Path, runtime: Path) -> Running | None:
    """Give the server of the course that serves a folder, if one is alive.

    Two servers would save the same notebooks, each over the other. The note that a server leaves in `runtime`
    may outlive it, and another program may have its port by now: such a note is removed.
    """
    for path in sorted(runtime.glob("jpserver-*.json")):
        try:
            note = json.loads(path.read_text(encoding="utf-8"))
            found = Running(f"http://127.0.0.1:{int(note['port'])}/", str(note["token"]))
            if Path(note["root_dir"]).resolve() != root:
                continue
            if who_is_there(found) == note["pid"]:
                return found
        except TimeoutError:
            continue  # it may be busy, and answer next time
        except (OSError, ValueError, TypeError, KeyError):
            pass
        with contextlib.suppress(OSError):
            path.unlink()
    return None


def who_is_there(server: Running) -> Any:
    """Ask a server for its process id. Raises OSError or ValueError where none of ours answers."""
    request = Request(server.url + WHO, headers={"Authorization": f"token {server.token}"})  # noqa: S310
    with build_opener(ProxyHandler({})).open(request, timeout=PATIENCE) as answer:
        return json.loads(answer.read(1000))["pid"]


def answer() -> str:
    """Give what a server of the course answers when it is asked who it is."""
    return json.dumps({"pid": os.getpid()})
