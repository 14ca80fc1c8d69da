"""A class on this computer: memory for each learner, twenty who open a lesson at once, a hundred who answer.

The yardstick is a plain Voilà in the same run: its own template and kernels, and a page of one ipywidget.
Clients speak Jupyter's protocol; no browser draws anything. It takes long, so it is run alone:
`python3 course.py run benchmarks.classroom`, with the number of clients and the minutes they answer behind it.
"""

import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import nbformat
import psutil

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from class_server import CODE, PIN_HASH, Opened, Server, Talk, Visitor

from benchmarks.report import Figure, table
from course_lib.record import Record

START, LESSON = "00_start_here.ipynb", "02_heat_and_ice.ipynb"
COUNTS = (1, 30, 100, 200)
"""For how many learners memory is measured, as far as there are clients."""

AT_ONCE, CLIENTS, MINUTES, EVERY = 20, 100, 20.0, 5.0
READING = 5.0
"""Seconds that the last who comes reads the start page."""

SHARE, SOONER, SECONDS, SLOWEST, FLAT = 0.5, 0.25, 2.0, 150.0, 1.05
"""The goals: memory and opening against plain Voilà, opening in seconds, feedback in milliseconds, growth."""

KERNELS = ("course_lib.lab.warm", "course_lib.lab.kernel", "ipykernel_launcher")


def measure(clients: int = CLIENTS, minutes: float = MINUTES) -> list[Figure]:
    """Return the figures of a class with so many clients who answer for so many minutes."""
    with plain() as (address, voila):
        floor_opening = at_once([lambda: page_of(address)] * AT_ONCE)
        floor = memory(voila) / AT_ONCE
    with class_of(AT_ONCE) as (_, learners), ExitStack() as talks:
        opening = from_the_start(learners, talks)
    found = [opening_figure(opening, floor_opening)]
    with class_of(clients) as (server, learners), ExitStack() as talks:
        rooms: list[Client] = []
        for count in sorted({each for each in COUNTS if each < clients} | {clients}):
            rooms += [Client(talks, learner) for learner in learners[len(rooms) : count]]
            found.append(memory_figure(count, memory(server.process.pid) / count, floor))
        found += answering(server, rooms, minutes)
    return found


class Client:
    """Somebody on a page who answers one question again and again. `call`: what the question's cell calls."""

    def __init__(
        self, talks: ExitStack, learner: Visitor, call: str = '.item("time-limit"', notebook: str = LESSON
    ) -> None:
        self.page: Opened = learner.open(notebook)
        self.item = self.page.widget(call)
        self.talk: Talk = talks.enter_context(self.page.talk())
        self.sent, self.times = 0, list[float]()
        asked = self.talk.send("comm_msg", {"comm_id": self.item, "data": {"method": "request_state"}})
        self._see(lambda heard: heard["parent_header"].get("msg_id") == asked)

    def answer(self) -> None:
        """Answer wrongly and wait for the feedback; then take another try.

        While the page says that the answer is not saved yet, try again to save it, as it offers.
        """
        begun = time.perf_counter()
        self.do("answer", answer=next(o["id"] for o in self.view["options"]), confidence="sure")
        while self.view["unsaved"]:
            self.do("save")
        if self.view["problem"]:
            raise RuntimeError(self.view["problem"])
        self.times.append(time.perf_counter() - begun)
        self.sent += 1
        self.do("again")

    def do(self, what: str, **values: str) -> None:
        """Press a button and wait until the question stands otherwise."""
        turn = self.view["turn"]
        self.talk.do(self.item, what, turn=turn, learner=self.view["learner"], **values)
        self._see(lambda heard: self.view["turn"] > turn)

    def _see(self, enough: Callable[[dict], bool]) -> None:
        def take(heard: dict) -> bool:
            content = heard["content"]
            if content.get("comm_id") == self.item:
                self.view = content["data"].get("state", {}).get("view", getattr(self, "view", None))
            return bool(heard["msg_type"] == "comm_msg" and enough(heard))

        self.talk.until(take, 120)


def from_the_start(learners: list[Visitor], talks: ExitStack) -> float:
    """Let all look at the start page and read it; then all open what its button leads to, at the same moment.

    Return the seconds until all have it.
    """
    pages = [(learner, live(learner, talks, START)) for learner in learners]
    begun = time.monotonic()
    following = [(learner, button(*page)) for learner, page in pages]
    time.sleep(max(0.0, begun + READING - time.monotonic()))
    return at_once([lambda each=each: live(each[0], talks, each[1]) for each in following])


def button(page: Opened, states: dict[str, Any]) -> str:
    """Return the notebook that the start page leads to."""
    stops = states[page.widget("start(")]["state"]["view"]["stops"]
    return str(next(stop["notebook"] for stop in stops if stop["next"]))


def live(learner: Visitor, talks: ExitStack, notebook: str) -> tuple[Opened, dict[str, Any]]:
    """Open a page and ask for all of its widgets, as a browser does, which stays connected.

    Return the page, and the states of the widgets. Raises where one does not come.
    """
    page = learner.open(notebook)
    shown = set(re.findall(r'"model_id": ?"(\w+)"', page.html))
    if not shown:
        raise RuntimeError("a page came without widgets")
    talk = talks.enter_context(page.talk())
    opening = {"comm_id": "all", "target_name": "jupyter.widget.control", "data": {}}
    talk.send("comm_open", opening, metadata={"version": "1.0.0"})
    asked = talk.send("comm_msg", {"comm_id": "all", "data": {"method": "request_states"}})
    heard = talk.until(
        lambda each: each["msg_type"] == "comm_msg" and each["parent_header"].get("msg_id") == asked, 120
    )
    states = heard["content"]["data"]["states"]
    if missing := shown - set(states):
        raise RuntimeError(f"{len(missing)} of {len(shown)} widgets did not come")
    return page, states


def answering(server: Server, clients: list[Client], minutes: float) -> list[Figure]:
    """Let each client answer every few seconds; compare what was sent with what is in the record.

    Memory is compared with what it was after a tenth of the time, when each has answered more than once.
    """
    begun_at = time.monotonic()
    end = begun_at + minutes * 60

    def work(place: int, client: Client) -> None:
        time.sleep(EVERY * place / len(clients))
        while time.monotonic() < end:
            begun = time.monotonic()
            client.answer()
            time.sleep(max(0.0, begun + EVERY - time.monotonic()))

    with ThreadPoolExecutor(len(clients)) as pool:
        all_work = [pool.submit(work, *each) for each in enumerate(clients)]
        time.sleep(max(0.0, begun_at + minutes * 6 - time.monotonic()))
        before = memory(server.process.pid, whole=True)
        for done in all_work:
            done.result()  # a client that failed fails the run
    times = sorted(each * 1000 for client in clients for each in client.times)
    late = times[int(len(times) * 0.95)]
    sent, after = sum(client.sent for client in clients), memory(server.process.pid, whole=True)
    with Record(server.record) as record:
        kept = sum(
            attempt.item == "time-limit" for each in record.learners() for attempt in record.attempts(each.id)
        )
    what = f"class: {len(clients)} clients, an answer every {EVERY:.0f} s"
    return [
        Figure(
            f"{what}: click to feedback",
            f"{statistics.median(times):.0f} ms",
            f"{len(times)} answers",
            f"95th percentile {late:.0f} ms",
            f"95th at most {SLOWEST:.0f} ms",
            late <= SLOWEST,
        ),
        Figure(
            f"{what}, {minutes:.0f} min: in the record",
            f"{kept}",
            f"sent {sent}",
            "",
            "all, once",
            kept == sent,
        ),
        Figure(
            f"{what}, {minutes:.0f} min: memory of the server and all kernels",
            f"{after:.0f} MB",
            f"after a tenth of it {before:.0f} MB",
            f"{after / before:.2f}×",
            f"at most {FLAT}×",
            after / before <= FLAT,
        ),
    ]


def opening_figure(ours: float, floor: float) -> Figure:
    """Return how long it took until all had their page."""
    met = ours <= SECONDS or ours / floor <= SOONER
    goal = f"{SECONDS:.0f} s or {SOONER}×"
    what = f"class: {AT_ONCE} learners open a lesson at once, until all have it"
    return Figure(what, f"{ours:.1f} s", f"plain Voilà {floor:.1f} s", f"{ours / floor:.2f}×", goal, met)


def memory_figure(count: int, share: float, floor: float) -> Figure:
    """Return what one of so many learners takes."""
    what, against = f"class: memory for each of {count} learners", f"plain Voilà {floor:.1f} MB"
    return Figure(
        what, f"{share:.1f} MB", against, f"{share / floor:.2f}×", f"at most {SHARE}×", share / floor <= SHARE
    )


def at_once(opens: list[Callable[[], object]]) -> float:
    """Do all of these at the same moment; return the seconds until the last is done."""
    with ThreadPoolExecutor(len(opens)) as pool:
        begun = time.perf_counter()
        for done in [pool.submit(each) for each in opens]:
            done.result()
        return time.perf_counter() - begun


def memory(server: int, whole: bool = False) -> float:
    """Return the MB of all kernels below a process, and of what makes them; `whole`: and of the server.

    What several share is counted in equal parts (PSS).
    """
    top = psutil.Process(server)
    shares = [
        process.memory_full_info().pss
        for process in [top, *top.children(recursive=True)]
        if (whole and process is top) or any(name in " ".join(process.cmdline()) for name in KERNELS)
    ]
    return sum(shares) / 1e6


@contextmanager
def class_of(count: int) -> Iterator[tuple[Server, list[Visitor]]]:
    """Serve a class of so many learners, who have joined."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder))
        roster = "".join(
            f'  - {{name: "Learner {number}", code: {code_of(number)}}}\n' for number in range(count)
        )
        server.path.write_text(
            f'name: "A class"\nstarts: 2026-11-27\ncode: {CODE}\noffice: oregon\npin: "{PIN_HASH}"\n'
            f"learners:\n{roster}",
            encoding="utf-8",
        )
        server.start()
        try:
            learners = [Visitor(server) for _ in range(count)]
            for number, learner in enumerate(learners):
                learner.join(code_of(number))
            yield server, learners
        finally:
            server.stop()


def code_of(number: int) -> str:
    """Return the personal code of a learner."""
    return f"LEARN{number:03d}X"


@contextmanager
def plain() -> Iterator[tuple[str, int]]:
    """Serve a page of one ipywidget by a plain Voilà; give its address and its process."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "one.ipynb")
        cell = nbformat.v4.new_code_cell("import ipywidgets\nipywidgets.Label('one')")
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": kernel}), page)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [sys.executable, "-m", "voila", str(page), "--no-browser", f"--port={port}", "--token="]
        process = subprocess.Popen(
            [*command, f"--Voila.root_dir={folder}"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        address = f"http://127.0.0.1:{port}/"
        try:
            for _ in range(300):
                try:
                    urllib.request.urlopen(f"{address}voila/static/voila.js", timeout=5).close()
                    break
                except OSError:
                    time.sleep(0.1)
            yield address, process.pid
        finally:
            process.terminate()
            process.wait(120)


def page_of(address: str) -> str:
    """Open a page of the plain Voilà; return its kernel."""
    with urllib.request.urlopen(address, timeout=120) as reply:
        found = re.search(r'"kernelId": ?"([^"]+)"', reply.read().decode())
    if not found:
        raise RuntimeError("plain Voilà showed no page")
    return found[1]


if __name__ == "__main__":
    clients, *minutes = [float(each) for each in sys.argv[1:]] or [CLIENTS]
    print(table(measure(int(clients), minutes[0] if minutes else MINUTES)))
