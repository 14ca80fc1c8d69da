"""A lesson that is run once for nobody, and then is each learner's own."""

import asyncio
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
import psutil
import pytest
from class_server import Server, joined, running
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.connect import write_connection_file
from loops import run

from course_lib.classroom.kernels import ClassKernels
from course_lib.folders import NOTEBOOKS
from course_lib.lab import warm as warm_module
from course_lib.lab.preparing import WarmLesson, prepare
from course_lib.lab.warming import WarmProcess
from course_lib.record import Record
from course_lib.record.seat import seat_variables

pytestmark = pytest.mark.skipif(not warm_module.CAN_FORK, reason="this system does not split processes")

LESSON = "02_heat_and_ice.ipynb"
WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.fixture(scope="module")
def warm() -> Iterator[WarmProcess]:
    process = WarmProcess(NOTEBOOKS)
    assert process.found() is None
    yield process
    process.stop()


def variables(folder: Path, learner: str) -> dict[str, str]:
    record = f"sqlite:///{(folder / 'record.sqlite').as_posix()}"
    own = {"COURSE_RECORD": record, "IPYTHONDIR": str(folder / "ipython")}
    return {**os.environ, **seat_variables(learner, learner.title(), "oregon"), **own}


@pytest.fixture(scope="module")
def lesson(warm: WarmProcess, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WarmLesson]:
    made = prepare(warm, NOTEBOOKS / LESSON, variables(tmp_path_factory.mktemp("nowhere"), "nobody"))
    assert made
    yield made
    made.stop()


class Page:
    """A learner's page: it hears all widgets, and answers one."""

    def __init__(self, client: BlockingKernelClient) -> None:
        self.client = client

    def send(self, kind: str, content: Any, **metadata: str) -> str:
        message = self.client.session.msg(kind, content, metadata=metadata)
        self.client.shell_channel.send(message)
        return str(message["header"]["msg_id"])

    def states(self) -> dict[str, Any]:
        """Return the state of each widget, by its id."""
        opening = {"comm_id": "all", "target_name": "jupyter.widget.control", "data": {}}
        self.send("comm_open", opening, version="1.0.0")
        asked = self.send("comm_msg", {"comm_id": "all", "data": {"method": "request_states"}})
        while True:
            heard = self.client.get_iopub_msg(timeout=30)
            if heard["msg_type"] == "comm_msg" and heard["parent_header"]["msg_id"] == asked:
                return {name: each["state"] for name, each in heard["content"]["data"]["states"].items()}

    def item(self, name: str) -> tuple[str, dict[str, Any]]:
        """Return the id and the view of an item's widget."""
        return next(
            (widget, state["view"])
            for widget, state in self.states().items()
            if state.get("place", "").endswith(f"/{name}")
        )


@contextmanager
def page_of(lesson: WarmLesson, folder: Path, learner: str) -> Iterator[Page]:
    path, _ = write_connection_file(str(folder / f"{learner}-{time.monotonic_ns()}.json"))
    kernel = lesson.make(["-f", path], variables(folder, learner), str(folder))
    assert kernel
    client = BlockingKernelClient(connection_file=path)
    client.load_connection_file()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=30)
        yield Page(client)
    finally:
        client.stop_channels()
        kernel.kill()
        kernel.wait(20)


def enroll(folder: Path, *learners: str) -> None:
    with Record(variables(folder, "x")["COURSE_RECORD"]) as record:
        for name in learners:
            record.switch(record.named(name).model_copy(update={"name": name.title()}))


def answer(page: Page) -> None:
    """Answer the item on the time limit, wrongly."""
    widget, view = page.item("time-limit")
    wrong = next(option["id"] for option in view["options"] if "goes cool" in str(option))
    content = {"do": "answer", "id": "1", "turn": view["turn"], "learner": view["learner"], "answer": wrong}
    content["confidence"] = "sure"
    page.send("comm_msg", {"comm_id": widget, "data": {"method": "custom", "content": content}})
    while page.item("time-limit")[1]["turn"] == view["turn"]:
        time.sleep(0.05)


def test_two_learners_of_one_prepared_lesson_see_their_own_answers_alone(
    lesson: WarmLesson, tmp_path: Path
) -> None:
    enroll(tmp_path, "ana", "ben")
    with page_of(lesson, tmp_path, "ana") as ana, page_of(lesson, tmp_path, "ben") as ben:
        assert ana.item("time-limit")[1]["learner"] == "ana"
        before = ben.item("time-limit")[1]
        assert before["learner"] == "ben"
        answer(ana)
        assert ana.item("time-limit")[1]["feedback"]
        assert ben.item("time-limit")[1] == before
    with page_of(lesson, tmp_path, "ana") as later, page_of(lesson, tmp_path, "cleo") as new:
        assert later.item("time-limit")[1]["feedback"], "what was answered before is found"
        assert not new.item("time-limit")[1]["feedback"]
    with Record(variables(tmp_path, "x")["COURSE_RECORD"]) as record:
        assert [each.item for each in record.attempts("ana") if each.place] == ["time-limit"]
        assert record.attempts("nobody") == []


def test_its_kernels_hold_all_that_its_page_shows_and_run_no_code(lesson: WarmLesson, tmp_path: Path) -> None:
    found = [output["data"] for output in lesson.outputs if output]
    shown = {data[WIDGET]["model_id"] for data in found if WIDGET in data}
    assert len(shown) >= 20
    with page_of(lesson, tmp_path, "ana") as page:
        assert shown <= set(page.states())
        asked = page.client.execute(f"open({str(tmp_path / 'run')!r}, 'w')")
        reply = page.client.get_shell_msg(timeout=30)
        while reply["parent_header"]["msg_id"] != asked:
            reply = page.client.get_shell_msg(timeout=30)
        assert reply["content"]["status"] == "error"
    assert not (tmp_path / "ipython").exists(), "it has no use for a folder of IPython's"
    assert not (tmp_path / "run").exists()


def copy_of(folder: Path, *more: str) -> Path:
    notebook = nbformat.read(NOTEBOOKS / LESSON, as_version=4)
    notebook.cells = [cell for cell in notebook.cells if cell.cell_type == "code"][:2]
    notebook.cells += [nbformat.v4.new_code_cell(source) for source in more]
    nbformat.write(notebook, folder / LESSON)
    return folder / LESSON


WATCH = """
import os, psutil, threading
path = {path!r}
def count():
    with open(path, "a") as file:
        print(threading.active_count(), psutil.Process().num_threads(), file=file)
os.register_at_fork(before=count)
"""
"""Writes down how many threads run in a process each time that it is just about to split: Python's, and all."""


@pytest.mark.parametrize("name", sorted(path.name for path in NOTEBOOKS.glob("*.ipynb")))
def test_no_other_thread_runs_where_a_lesson_that_was_run_is_split(
    warm: WarmProcess, tmp_path: Path, name: str
) -> None:
    notebook, counted = nbformat.read(NOTEBOOKS / name, as_version=4), tmp_path / "counted"
    notebook.cells += [nbformat.v4.new_code_cell(WATCH.format(path=str(counted)))]
    nbformat.write(notebook, tmp_path / name)
    made = prepare(warm, tmp_path / name, variables(tmp_path, "nobody"))
    assert made
    try:
        for learner in ("ana", "ben"):
            with page_of(made, tmp_path, learner):
                pass
        assert counted.read_text().splitlines() == ["1 1"] * 2
        assert psutil.Process(warm.process.pid).num_threads() == 1, "what made the lesson's process, neither"
    finally:
        made.stop()


THREAD = "import threading, time; threading.Thread(target=time.sleep, args=(60,), daemon=True).start()"


def test_a_lesson_that_leaves_a_thread_makes_no_kernel(warm: WarmProcess, tmp_path: Path) -> None:
    made = prepare(warm, copy_of(tmp_path, THREAD), variables(tmp_path, "nobody"))
    assert made is None or made.make(["-f", "nowhere"], variables(tmp_path, "ana"), None) is None


def test_a_lesson_whose_notebook_was_changed_is_no_longer_fresh(warm: WarmProcess, tmp_path: Path) -> None:
    notebook = copy_of(tmp_path)
    made = prepare(warm, notebook, variables(tmp_path, "nobody"))
    assert made
    assert made.fresh()
    os.utime(notebook, (1, 1))
    assert not made.fresh()
    made.retire()
    made.process.wait(20)  # it has no kernel to stay for


def test_a_lesson_that_cannot_be_run_is_not_prepared_and_the_others_are(
    warm: WarmProcess, tmp_path: Path
) -> None:
    assert prepare(warm, copy_of(tmp_path, "1 / 0"), variables(tmp_path, "nobody")) is None
    made = prepare(warm, copy_of(tmp_path), variables(tmp_path, "nobody"))
    assert made
    made.stop()


def test_a_lesson_that_hangs_while_it_is_run_is_given_up_and_the_others_are_prepared(
    warm: WarmProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging = copy_of(tmp_path, "import time; time.sleep(60)")
    of_others = set(psutil.Process(warm.process.pid).children())
    with monkeypatch.context() as impatient:
        impatient.setattr("course_lib.lab.preparing.LONGEST", 1.0)
        assert prepare(warm, hanging, variables(tmp_path, "nobody")) is None
    _, hangs = psutil.wait_procs(set(psutil.Process(warm.process.pid).children()) - of_others, timeout=20)
    assert hangs == [], "what hung has ended"
    made = prepare(warm, copy_of(tmp_path), variables(tmp_path, "nobody"))
    assert made
    made.stop()


def test_with_the_warm_process_its_lessons_and_their_kernels_end(tmp_path: Path) -> None:
    own = WarmProcess(NOTEBOOKS)
    assert own.found() is None
    made = prepare(own, copy_of(tmp_path), variables(tmp_path, "nobody"))
    assert made
    with page_of(made, tmp_path, "ana"):
        family = psutil.Process(own.process.pid).children(recursive=True)
        assert len(family) == 2
        own.process.kill()
        _, alive = psutil.wait_procs(family, timeout=20)
        assert alive == []


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("class"), split=True) as started:
        yield started


def lesson_process(server: Server) -> psutil.Process:
    """Return the process of the one lesson that was opened; others may have been prepared ahead."""
    (warm,) = psutil.Process(server.process.pid).children()
    (found,) = (each for each in warm.children() if each.children())
    return found


def test_in_a_class_all_get_one_page_each_with_a_kernel_of_their_own(server: Server) -> None:
    ana, ben = joined(server, "AAAA1111"), joined(server, "BBBB2222")
    hers, his = ana.open(LESSON), ben.open(LESSON)
    assert hers.kernel != his.kernel
    assert hers.html.replace(hers.kernel, "") == his.html.replace(his.kernel, "")
    assert len(lesson_process(server).children()) == 2


def test_in_a_class_a_lesson_whose_process_was_killed_is_there_again_at_the_next_opening(
    server: Server,
) -> None:
    ana = joined(server, "AAAA1111")
    before = ana.open(LESSON)
    lesson_process(server).send_signal(signal.SIGKILL)
    end = time.monotonic() + 30
    while ana.get(f"/api/kernels/{before.kernel}").status == 200 and time.monotonic() < end:
        time.sleep(0.2)
    after = ana.open(LESSON)
    assert after.kernel != before.kernel
    with after.talk() as talk:
        assert talk.view(after.widget('.item("time-limit"'))["learner"]


def test_in_a_class_a_kernel_is_reached_by_files_not_by_ports_that_another_program_may_take_first(
    server: Server,
) -> None:
    ana = joined(server, "AAAA1111")
    page = ana.open(LESSON)
    with page.talk() as talk:
        assert talk.is_alive()
        sockets = [
            each for kernel in lesson_process(server).children() for each in kernel.net_connections("unix")
        ]
    own = {each.laddr for each in sockets if page.kernel in each.laddr}
    assert {address[-6:] for address in own} == {"-ipc-1", "-ipc-2", "-ipc-3", "-ipc-4"}
    folder = Path(own.pop()).parent
    assert folder.stat().st_mode & 0o077 == 0, "nobody else comes in"


def test_in_a_class_a_kernel_that_ends_before_it_answers_makes_room_for_another_at_once(server: Server) -> None:
    ben = joined(server, "BBBB2222")
    page = ben.open(LESSON)
    max(lesson_process(server).children(), key=psutil.Process.create_time).kill()
    assert ben.refused(page.kernel) == 404
    assert ben.get(f"/api/kernels/{page.kernel}").status == 404, "so the page is opened again"
    with ben.open(LESSON).talk() as talk:
        assert talk.is_alive()


def test_a_kernel_that_is_silent_is_ended_and_one_that_answers_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("course_lib.classroom.kernels.ANSWERS", 0.3)
    ended = list[str]()

    class Kernels:
        answers = ClassKernels.answers

        def __init__(self) -> None:
            self._asked = dict[str, float]()

        async def lives(self, _: str) -> bool:
            return True

        async def end(self, kernel_id: str) -> None:
            ended.append(kernel_id)

    async def ask() -> list[bool]:
        kernels: Any = Kernels()
        never, soon = asyncio.Event(), asyncio.sleep(0.1)
        asking = {"silent": asyncio.ensure_future(never.wait()), "quick": asyncio.ensure_future(soon)}
        return [await kernels.answers(*each) for each in asking.items()]

    assert run(ask()) == [False, True]
    assert ended == ["silent"]
