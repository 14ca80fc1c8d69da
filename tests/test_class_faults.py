"""What happens to a class: killed, asleep, left alone, its database away. Nothing acknowledged is lost."""

import asyncio
import json
import logging
import signal
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, nullcontext
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import postgres
import psutil
import pytest
from class_server import FILE, PIN_HASH, Opened, Server, Visitor, joined, running
from loops import run
from websockets.exceptions import ConnectionClosed

from benchmarks.classroom import LESSON, Client, class_of
from course_lib.classroom import server as server_module
from course_lib.classroom import start
from course_lib.classroom.class_file import read
from course_lib.classroom.kernels import ClassKernels
from course_lib.classroom.server import ClassServer
from course_lib.classroom.sessions import Member
from course_lib.model.classroom import learner_id
from course_lib.record import Record
from course_lib.rules.one_try import TIME

ITEM = "time-limit"
MANY = 30


@contextmanager
def class_with(folder: Path, line: str) -> Iterator[tuple[Server, Visitor]]:
    """Serve a class with one more line in its file; give Ana, who has joined."""
    with running(folder, line, split=True) as server:
        ana = joined(server, "AAAA1111")
        yield server, ana


def view_of(page: Opened) -> dict[str, Any]:
    """Return how the question stands on a page that was opened."""
    with page.talk() as talk:
        return talk.view(page.widget(f'.item("{ITEM}"'))


def gone(server: Server, kernel: str, visitor: Visitor) -> bool:
    """Wait until a page is told that its kernel is not there anymore."""
    end = time.monotonic() + 40
    while visitor.get(f"/api/kernels/{kernel}").status != 404 and time.monotonic() < end:
        time.sleep(0.2)
    return visitor.get(f"/api/kernels/{kernel}").status == 404


def test_a_server_that_is_killed_while_thirty_answer_loses_nothing_and_all_go_on() -> None:
    with class_of(MANY) as (server, learners), ExitStack() as talks:
        clients = [Client(talks, learner) for learner in learners]

        def work(client: Client) -> None:
            try:
                while True:
                    client.answer()
            except ConnectionClosed:
                return

        with ThreadPoolExecutor(MANY) as room:
            working = [room.submit(work, client) for client in clients]
            end = time.monotonic() + 60
            while min(client.sent for client in clients) < 1 and time.monotonic() < end:
                time.sleep(0.1)
            family = psutil.Process(server.process.pid).children(recursive=True)
            server.stop(signal.SIGKILL)
            for done in working:
                done.result(60)
        _, alive = psutil.wait_procs(family, timeout=20)
        assert alive == [], "no kernel of a dead server stays behind"
        server.start()
        with Record(server.record) as record:
            for number, (client, learner) in enumerate(zip(clients, learners, strict=True)):
                mine = learner_id("A class", f"Learner {number}")
                attempts = [each for each in record.attempts(mine) if each.item == ITEM]
                assert client.sent <= len(attempts) <= client.sent + 1
                assert len({each.id for each in attempts}) == len(attempts)
                assert learner.get("/").status in (200, 302), "the cookie of before holds"
        view = view_of(learners[7].open(LESSON))
        assert view["learner"] == learner_id("A class", "Learner 7")
        assert view["feedback"], "what was answered is there"


def test_while_one_who_joins_waits_for_the_record_the_others_do_not(tmp_path: Path) -> None:
    with class_with(tmp_path, "") as (server, ana), ThreadPoolExecutor(1) as room:
        with closing(sqlite3.connect(tmp_path / "class.sqlite", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            joining = room.submit(Visitor(server).join, "BBBB2222")
            time.sleep(0.3)
            begun = time.monotonic()
            assert ana.get("/vote/open").status == 200
            assert time.monotonic() - begun < 1
            assert not joining.done()
            other.execute("ROLLBACK")
        assert joining.result().status == 303


def test_a_page_that_was_left_rests_and_opens_again_with_its_answers(tmp_path: Path) -> None:
    with class_with(tmp_path, "rest_after: 5") as (server, ana):
        with ExitStack() as talks:
            client = Client(talks, ana)
            client.do("answer", answer=next(o["id"] for o in client.view["options"]), confidence="sure")
            kernel = client.page.kernel
        assert gone(server, kernel, ana)
        again = ana.open(LESSON)
        assert again.kernel != kernel
        assert view_of(again)["feedback"]


def test_a_laptop_that_slept_goes_on_with_whoever_sits_there(tmp_path: Path) -> None:
    with class_with(tmp_path, "rest_after: 5") as (server, ana), ExitStack() as talks:
        client = Client(talks, ana)
        client.answer()
        main = psutil.Process(server.process.pid)
        everyone = [main, *main.children(recursive=True)]
        for process in everyone:
            process.suspend()
        time.sleep(8)
        for process in everyone:
            process.resume()
        client.answer()
        assert client.sent == 2
        assert ana.open(LESSON).kernel == client.page.kernel


def test_a_server_that_is_stopped_ends_its_kernels_and_all_go_on_after_the_next_start(tmp_path: Path) -> None:
    with class_with(tmp_path, "") as (server, ana):
        with ExitStack() as talks:
            client = Client(talks, ana)
            client.do("answer", answer=next(o["id"] for o in client.view["options"]), confidence="sure")
            family = psutil.Process(server.process.pid).children(recursive=True)
            server.stop()
        _, alive = psutil.wait_procs(family, timeout=20)
        assert alive == []
        server.start()
        assert gone(server, client.page.kernel, ana)
        assert view_of(ana.open(LESSON))["feedback"]


def test_a_server_that_is_told_to_stop_while_it_writes_its_log_stops() -> None:
    class Busy(logging.Handler):
        def emit(self, _: object) -> None:
            raise RuntimeError("reentrant call inside <_io.BufferedWriter name='<stderr>'>")

    server = ClassServer.__new__(ClassServer)
    server.log = logging.Logger("busy")
    server.log.addHandler(Busy())
    with pytest.raises(KeyboardInterrupt):
        server._handle_signal_stop(signal.SIGTERM, None)

    stopped: list[str] = []
    loop = SimpleNamespace(call_soon_threadsafe=lambda do: do())
    server.ioloop = SimpleNamespace(asyncio_loop=loop, stop=lambda: stopped.append("stopped"))
    server._handle_signal_stop(signal.SIGTERM, None)
    assert stopped == ["stopped"]


def test_a_database_that_goes_away_is_told_in_a_sentence_and_gets_every_answer_once(tmp_path: Path) -> None:
    with postgres.running() as database:
        url = database.database()
        with class_with(tmp_path, f'record: "{url}"') as (server, ana), ExitStack() as talks:
            client = Client(talks, ana)
            client.answer()
            database.pause()
            client.do("answer", answer=next(o["id"] for o in client.view["options"]), confidence="sure")
            assert client.view["unsaved"].startswith("This is not saved yet")
            assert not client.view["feedback"]
            database.resume()
            client.do("save")
            assert client.view["unsaved"] == ""
            assert client.view["feedback"]
            client.do("again")
            database.pause()
            client.do("answer", answer=next(o["id"] for o in client.view["options"]), confidence="sure")
            server.stop()
            end = (tmp_path / "said.txt").read_text(encoding="utf-8").split("The class is closed.")[1]
            assert "1 answer is not in it yet" in end
            assert "All answers are kept" not in end
            database.resume()
            assert answers_of_ana(url) == 2
            server.start()
            until = time.monotonic() + 20
            while answers_of_ana(url) < 3 and time.monotonic() < until:
                time.sleep(0.1)
            assert answers_of_ana(url) == 3, "what waited at the end is saved at the next start"
            server.stop()
            assert (tmp_path / "said.txt").read_text(encoding="utf-8").strip().endswith("All answers are kept.")


def answers_of_ana(url: str) -> int:
    with Record(url) as record:
        attempts = record.attempts(learner_id("Test class", "Ana Ruiz"))
    return len([each for each in attempts if each.item == ITEM])


def test_on_a_full_disk_nothing_is_lost_and_who_comes_is_told_or_let_in(tmp_path: Path) -> None:
    with class_with(tmp_path, "") as (server, ana), ExitStack() as talks:
        client, mine = Client(talks, ana), learner_id("Test class", "Ana Ruiz")
        client.answer()
        with full_disk(server):
            client.do("answer", answer=next(o["id"] for o in client.view["options"]), confidence="sure")
            assert client.view["unsaved"].startswith("This is not saved yet")
            assert not client.view["feedback"]
            ben, stranger, instructor = Visitor(server), Visitor(server), Visitor(server)
            for there in (ben.join("BBBB2222"), stranger.join(name="Cy Dee")):
                assert there.status in (303, 503)
                assert there.status == 303 or "Tell your instructor" in there.text
            instructor.lead()
            given = {"learner": mine, "minutes": "10", "by": "Dr. Lee", "_xsrf": instructor.token}
            assert instructor.post("/instructor/extra-time", given).status == 303
            assert "What was done last is not saved yet" in instructor.get("/instructor").text
            assert ana.open(LESSON), "a page opens"
        client.do("save")
        assert client.view["unsaved"] == ""
        assert client.view["feedback"]
        assert json.loads(instructor.get("/instructor/parts").text)["class-troubles"] == ""
        assert ben.join("BBBB2222").status == 303
        assert stranger.join(name="Cy Dee").status == 200
    with Record(server.record) as record:
        kept = record.attempts(mine)
        assert [learner.name for learner in record.learners()].count("Cy Dee") == 1
    assert len([each for each in kept if each.item == ITEM]) == 2
    assert [each.answer for each in kept if each.item == TIME] == [{"minutes": 10, "by": "Dr. Lee"}]


@contextmanager
def full_disk(server: Server) -> Iterator[None]:
    """Let the system refuse what a program of the class writes beyond the first few bytes of a file."""
    main = psutil.Process(server.process.pid)
    room, everyone = 8_000, [main, *main.children(recursive=True)]
    for size in (room, psutil.RLIM_INFINITY):
        for process in everyone:
            process.rlimit(psutil.RLIMIT_FSIZE, (size, psutil.RLIM_INFINITY))
        if size == room:
            yield


def test_two_windows_that_open_a_lesson_at_the_same_moment_get_one_kernel_and_somebody_else_another() -> None:
    begun = list[str]()

    class Kernels(ClassKernels):
        async def start_kernel(self, *, kernel_id: str, **_: Any) -> str:  # type: ignore[override]
            await asyncio.sleep(0.05)
            begun.append(kernel_id)
            return kernel_id

        async def lives(self, kernel_id: str) -> bool:
            return kernel_id in begun

        def _kernel_activity(self, kernel_id: str) -> None:
            assert kernel_id in begun

        def add_restart_callback(self, *_: object) -> None:
            pass

    async def opened() -> list[str]:
        kernels = Kernels()
        ana, ben = Member("learner", "1", "Ana"), Member("learner", "2", "Ben")
        found = await asyncio.gather(*(kernels.kernel_for(each, LESSON) for each in (ana, ana, ben)))
        kernels.context.term()
        return [kernel_id for kernel_id, _ in found]

    first, second, other = run(opened())
    assert first == second
    assert sorted(begun) == sorted({first, other}), "nobody's kernel is left over"
    assert first != other


@pytest.mark.parametrize("trouble", ["a kernel that hangs", "a kernel that fails", "a folder that is gone"])
def test_a_class_that_cannot_be_tidied_up_ends_all_the_same_with_one_sentence(
    trouble: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    sockets = tmp_path / "sockets"
    if trouble != "a folder that is gone":
        sockets.mkdir()

    async def shutdown_all() -> None:
        if trouble == "a kernel that hangs":
            await asyncio.sleep(30)
            waited.append(trouble)
        if trouble == "a kernel that fails":
            raise RuntimeError("no such process")

    class Ending(ClassServer):
        log = logging.getLogger("class")
        connection_dir = str(sockets)
        kernel_manager = SimpleNamespace(shutdown_all=shutdown_all)
        start = ClassServer.stop  # as after Ctrl-C

    stopped, waited = list[str](), list[str]()
    warm = SimpleNamespace(stop=lambda: stopped.append("warm process"))
    monkeypatch.setattr(server_module, "ENDING", 0.2)
    monkeypatch.setattr(server_module, "make_server", lambda *_: Ending.__new__(Ending))
    monkeypatch.setattr(start, "rehearsed", lambda *_: nullcontext(SimpleNamespace(warm=warm, remarks=[])))
    monkeypatch.setattr(start, "look", lambda *_: ())
    monkeypatch.setattr(start, "send_chatter_to", lambda _: None)
    path, terminal = tmp_path / "class.yaml", StringIO()
    path.write_text(FILE.format(pin=PIN_HASH), encoding="utf-8")
    asked = start.understand([str(path), "--host", "127.0.0.1", "--data", str(tmp_path)])

    start.serve(read(path), path, tmp_path, asked, terminal, tmp_path / "class.log")
    assert waited == []
    assert terminal.getvalue().split("\n") == ["", "", "The class is closed.", "All answers are kept.", ""]
    assert stopped == ["warm process"]
    assert not sockets.exists()
    logged = [record.message for record in caplog.records]
    assert logged == ([] if trouble == "a folder that is gone" else ["Some kernels did not end in order."])
