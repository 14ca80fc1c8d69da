"""Finds the server that serves these notebooks already: its note is not believed, it is asked who it is."""

import contextlib
import json
import os
import threading
from collections.abc import Callable
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, NamedTuple
from urllib.parse import urlsplit

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
            if in_time(who_is_there, found) == int(note["pid"]):
                return found
        except TimeoutError:
            continue  # it may be busy, and answer next time
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            pass
        with contextlib.suppress(OSError):
            path.unlink()
    return None


def in_time(ask: Callable[[Running], Any], server: Running) -> Any:
    """Give what a server answers, None where it is none of ours. Raises TimeoutError."""
    heard: SimpleQueue[Any] = SimpleQueue()

    def wait() -> None:
        try:
            heard.put(ask(server))
        except TimeoutError:
            pass
        except Exception:  # whatever another program may say
            heard.put(None)

    threading.Thread(target=wait, daemon=True).start()  # some send a letter every second, forever
    try:
        return heard.get(timeout=PATIENCE + 1)
    except Empty:
        raise TimeoutError from None


def who_is_there(server: Running) -> Any:
    """Ask a server for its process id. Raises OSError, HTTPException or ValueError for a stranger."""
    with closing(HTTPConnection(urlsplit(server.url).netloc, timeout=PATIENCE)) as line:
        line.request("GET", f"/{WHO}", headers={"Authorization": f"token {server.token}"})
        return json.loads(line.getresponse().read(1000))["pid"]


def answer() -> str:
    """Give what a server of the course answers when it is asked who it is."""
    return json.dumps({"pid": os.getpid()})
