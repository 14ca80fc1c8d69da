"""A class whose folder is closed for writing while it runs: all are told, nothing is lost, and it goes on."""

import ctypes
import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from class_server import Server, Visitor

from benchmarks.classroom import Client
from course_lib.model.classroom import learner_id
from course_lib.record import Record

ITEM = "say-what-heat-does"
WRITTEN = "Heat relaxes the muscle for a while."
TOLD = "This is not saved yet: the course is not allowed to write in its folder."
PR_CAPBSET_DROP, DAC_OVERRIDE, DAC_READ_SEARCH = 24, 1, 2

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only here the administrator can be held to it")


def as_everybody() -> None:
    """Let the program that starts now be held to what a folder allows, also where the administrator runs it."""
    system = ctypes.CDLL(None)
    for right in (DAC_OVERRIDE, DAC_READ_SEARCH):
        system.prctl(PR_CAPBSET_DROP, right, 0, 0, 0)


@contextmanager
def closed(server: Server) -> Iterator[None]:
    """Allow nobody to write where the answers go."""
    there = [server.folder, *server.folder.glob("class.sqlite*")]
    before = {path: path.stat().st_mode for path in there}
    try:
        for path in there:
            path.chmod(before[path] & ~0o222)
        yield
    finally:
        for path in there:
            if path.exists():
                path.chmod(before[path])


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path)
    server.start(preexec_fn=as_everybody)
    try:
        yield server
    finally:
        server.stop()


def troubles(instructor: Visitor) -> str:
    """Return what stands on the instructor's page about what goes wrong."""
    page = instructor.get("/instructor").text
    return re.search(r'<div id="class-troubles" role="alert">(.*?)</div>', page, re.S)[1]


def test_in_a_folder_that_is_closed_a_sentence_waits_until_it_can_be_kept(server: Server) -> None:
    ana, ben, instructor = Visitor(server), Visitor(server), Visitor(server)
    assert ana.join("AAAA1111").status == 303
    assert ben.join("BBBB2222").status == 303
    instructor.lead()
    with ExitStack() as talks:
        before = Client(talks, ana)
        before.answer()
        assert troubles(instructor) == ""
        with closed(server):
            client = Client(talks, ben, f'.item("{ITEM}"')
            client.do("answer", answer=WRITTEN)
            assert client.view["unsaved"].startswith(TOLD)
            assert not client.view["feedback"]
            before.do("answer", answer=before.view["options"][0]["id"], confidence="sure")
            assert before.view["feedback"], "her lesson had the file open before: what it says is kept, is kept"
            assert f"Nothing may be written in {server.folder}, where the answers go." in troubles(instructor)
        client.do("save")
        assert client.view["unsaved"] == ""
        assert client.view["feedback"]
        assert troubles(instructor) == ""
        before.do("again")
        before.answer()
    with Record(server.record) as record:
        hers = record.attempts(learner_id("Test class", "Ana Ruiz"))
        his = record.attempts(learner_id("Test class", "Ben Ode"))
    assert len([each for each in hers if each.item == "time-limit"]) == 3
    assert [each.answer for each in his if each.item == ITEM] == [WRITTEN]
