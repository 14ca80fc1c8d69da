"""A class server as a process of its own, and somebody who talks to it: by HTTP and by the kernel's socket."""

from __future__ import annotations

import http.client
import json
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from serving import Split
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from course_lib.classroom.class_file import hash_pin

CODE = "HEAT24"
FILE = """\
name: "Test class"
starts: 2026-11-27
code: HEAT24
office: oregon
pin: "{pin}"
open_places: 3
learners:
  - {{name: "Ana Ruiz", code: AAAA1111}}
  - {{name: "Ben Ode", code: BBBB2222}}
"""
LONGEST = 60.0
NEW = "v1.kernel.websocket.jupyter.org"
PIN = "open sesame"
PIN_HASH = hash_pin(PIN)


class Server:
    """One class server on a free port of this computer."""

    def __init__(self, folder: Path, pin: str = PIN_HASH, *, split: bool = False) -> None:
        """`split`: how it starts is not what is tested, so it is split from a process that has loaded it."""
        self.folder, self.path = folder, folder / "class.yaml"
        self.path.write_text(FILE.format(pin=pin), encoding="utf-8")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.host = f"127.0.0.1:{self.port}"
        self.url = f"http://{self.host}"
        self.python, self.split = sys.executable, split
        self.process: Any = None

    def start(self, **how: Any) -> None:
        """Start it; `how` goes to the process."""
        arguments = [str(self.path), "--host", "127.0.0.1", "--port", str(self.port), "--no-browser"]
        arguments += ["--data", str(self.folder / "data")]
        said = self.folder / "said.txt"
        said.touch()
        if self.split:
            self.process = Split(arguments, said)
        else:
            command = [self.python, "-m", "course_lib.classroom.start", *arguments]
            with said.open("ab") as output:
                self.process = subprocess.Popen(command, stdout=output, stderr=output, **how)
        end = time.monotonic() + LONGEST
        while True:
            try:
                self.ask("GET", "/join")
                return
            except OSError:
                output = said.read_text(encoding="utf-8")
                assert self.process.poll() is None, output
                assert time.monotonic() < end, output
                time.sleep(0.1)

    def stop(self, number: int = signal.SIGTERM) -> None:
        self.process.send_signal(number)
        self.process.wait(LONGEST)

    @property
    def log(self) -> str:
        return (self.folder / "data" / "class.log").read_text(encoding="utf-8", errors="replace")

    @property
    def own(self) -> Path:
        """The folder that the class has for itself while it is served."""
        (only,) = (self.folder / "data" / "classes").iterdir()
        return only

    @property
    def record(self) -> str:
        return f"sqlite:///{(self.folder / 'class.sqlite').as_posix()}"

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Reply:
        """Send a request as it stands; a path is not tidied up, as no attacker would."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONGEST)
        try:
            data = urllib.parse.urlencode(body) if isinstance(body, dict) else body
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            if isinstance(body, dict):
                named.setdefault("Content-Type", "application/x-www-form-urlencoded")
            connection.request(method, path, data, named)
            return Reply(connection.getresponse())
        finally:
            connection.close()


@contextmanager
def running(folder: Path, *lines: str, split: bool = False) -> Iterator[Server]:
    """Give a class server that runs, with more lines in the file of the class."""
    server = Server(folder, split=split)
    with server.path.open("a", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def joined(server: Server, personal: str) -> Visitor:
    """Give somebody who has come in with their own code."""
    visitor = Visitor(server)
    assert visitor.join(personal).status == 303
    return visitor


class Reply:
    """What came back."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.text = response.read().decode("utf-8", "replace")

    @property
    def cookie(self) -> str:
        cookies = self.headers.get_all("Set-Cookie") or []
        return next((each.split(";")[0] for each in cookies if each.startswith("course=") and "2|" in each), "")


class Visitor:
    """Somebody with a browser's cookie, and no browser."""

    def __init__(self, server: Server, cookie: str = "") -> None:
        self.server, self.cookie = server, cookie

    def join(self, personal: str = "", name: str = "", code: str = CODE, **headers: str) -> Reply:
        reply = self.post("/join", {"code": code, "personal": personal, "name": name}, **headers)
        self.cookie = reply.cookie or self.cookie
        return reply

    def lead(self) -> None:
        """Be the instructor from now on, whose forms are taken."""
        self.cookie = self.post("/instructor/pin", {"pin": PIN}).cookie
        page = self.get("/instructor")
        self.token = re.search(r'name="_xsrf" value="(.+?)"', page.text)[1]
        self.cookie += "; " + re.search(r"_xsrf=[^;]+", str(page.headers.get_all("Set-Cookie")))[0]

    def get(self, path: str, **headers: str) -> Reply:
        return self.server.ask("GET", path, **{"Cookie": self.cookie, **headers})

    def post(self, path: str, body: Any = None, **headers: str) -> Reply:
        own = {"Cookie": self.cookie, "Origin": self.server.url}
        return self.server.ask("POST", path, body if body is not None else {}, **{**own, **headers})

    def open(self, notebook: str = "02_heat_and_ice.ipynb") -> Opened:
        reply = self.get(f"/course/{notebook}")
        assert reply.status == 200, reply.text
        return Opened(self, reply.text)

    def socket(self, kernel: str, origin: str | None = "", binary: bool = False, **headers: str) -> Any:
        named = {"Cookie": self.cookie, **headers}
        where = f"ws://{self.server.host}/api/kernels/{kernel}/channels?session_id={uuid.uuid4().hex}"
        origin = self.server.url if origin == "" else origin
        protocols = [NEW] if binary else None
        return connect(where, origin=origin, subprotocols=protocols, additional_headers=named, max_size=None)

    def refused(self, kernel: str, origin: str | None = "", **headers: str) -> int:
        """Return with which status the kernel's socket was refused, 101 where it was not."""
        try:
            with self.socket(kernel, origin, **headers):
                return 101
        except InvalidStatus as refused:
            return refused.response.status_code


class Opened:
    """A page that was sent: its kernel, and the widgets in it."""

    def __init__(self, visitor: Visitor, html: str) -> None:
        self.visitor, self.html = visitor, html
        self.config = json.loads(re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', html, re.S)[1])
        self.kernel: str = self.config["kernelId"]
        cells = re.findall(r'data-calls="([^"]*)".*?(?=data-calls=|$)', html, re.S)
        assert cells

    def widget(self, call: str) -> str:
        """Return the id of the widget that a cell shows, by what the cell calls."""
        after = self.html.split('data-calls="' + call.replace('"', "&#34;"), 1)[1]
        return re.search(r'"model_id": "(\w+)"', after)[1]

    def talk(self, binary: bool = False) -> Talk:
        return Talk(self.visitor, self.kernel, binary)


class Talk:
    """A conversation on a kernel's socket."""

    def __init__(self, visitor: Visitor, kernel: str, binary: bool = False) -> None:
        self._opening = visitor.socket(kernel, binary=binary)

    def __enter__(self) -> Talk:
        self.socket = self._opening.__enter__()
        return self

    def __exit__(self, *trouble: Any) -> None:
        self._opening.__exit__(*trouble)

    def send(self, kind: str, content: Any, channel: str = "shell", **more: Any) -> str:
        name = uuid.uuid4().hex
        header = {
            "msg_id": name,
            "msg_type": kind,
            "username": "",
            "session": "s",
            "version": "5.3",
            "date": "",
        }
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
        self.socket.send(json.dumps({**message, "channel": channel, "buffers": [], **more}))
        return name

    def do(self, widget: str, what: str, **values: Any) -> str:
        """Send what a button of a widget would send."""
        content = {"do": what, "id": uuid.uuid4().hex, **values}
        return self.send("comm_msg", {"comm_id": widget, "data": {"method": "custom", "content": content}})

    def view(self, widget: str) -> dict[str, Any]:
        """Return what a widget shows."""
        asked = self.send("comm_msg", {"comm_id": widget, "data": {"method": "request_state"}})
        heard = self.until(
            lambda each: each["parent_header"].get("msg_id") == asked and each["msg_type"] == "comm_msg"
        )
        return heard["content"]["data"]["state"]["view"]

    def hear(self, seconds: float = 2.0) -> list[dict[str, Any]]:
        """Return all that comes until nothing came for a while; nothing more where the other end has closed."""
        found = []
        while True:
            try:
                message = self.socket.recv(timeout=seconds)
                if isinstance(message, str):  # what comes in binary form is not read here
                    found.append(json.loads(message))
            except (TimeoutError, ConnectionClosed):
                return found

    def until(self, wanted: Any, seconds: float = 15.0) -> dict[str, Any]:
        """Return the first message that fits."""
        end = time.monotonic() + seconds
        while True:
            message = json.loads(self.socket.recv(timeout=max(0.01, end - time.monotonic())))
            if wanted(message):
                return message

    def is_alive(self) -> bool:
        """Whether the kernel still answers."""
        asked = self.send("kernel_info_request", {})
        return bool(self.until(lambda heard: heard["parent_header"].get("msg_id") == asked))
