"""What is opened next in a class is prepared before it is opened, and nothing is kept that nobody opens."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psutil
import pytest
from class_server import Server, joined, running
from loops import run

from course_lib import start
from course_lib.catalog import Catalog
from course_lib.classroom import lessons as lessons_module
from course_lib.classroom.ahead import START, Ahead, Onward
from course_lib.classroom.demo import demo
from course_lib.classroom.lessons import MOST_AHEAD, Lessons
from course_lib.lab import warm
from course_lib.pages.session import Session
from course_lib.record import Record

NOW = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)


class Process:
    """Stands for the process of a lesson that was run."""

    outputs: tuple[Any, ...] = ()

    def __init__(self, name: str) -> None:
        self.name, self.is_fresh, self.retired = name, True, False

    def fresh(self) -> bool:
        return self.is_fresh

    def retire(self) -> None:
        self.retired = True


async def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds; what comes after it says so if it never does."""
    end = time.monotonic() + 20
    while not holds() and time.monotonic() < end:
        await asyncio.sleep(0.01)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Process]:
    """The processes that were made, in order; none of them is a real one."""
    found: list[Process] = []

    def prepare(_: Any, notebook: Path, __: Any) -> Process:
        found.append(Process(notebook.name))
        return found[-1]

    monkeypatch.setattr(lessons_module, "prepare", prepare)
    return found


async def draw(name: str, _: list[Any]) -> str:
    return f"page of {name}"


def course_lessons() -> Lessons:
    return Lessons(SimpleNamespace, "oregon", draw)


def test_a_lesson_that_was_prepared_ahead_is_the_one_that_is_opened(made: list[Process]) -> None:
    async def opened() -> None:
        lessons = course_lessons()
        await lessons.ahead("one.ipynb")
        lesson = await lessons.get("one.ipynb")
        assert lesson
        assert lesson.process is made[0]
        await lessons.ahead("one.ipynb")

    run(opened())
    assert [process.name for process in made] == ["one.ipynb"]


def test_so_many_wait_to_be_opened_at_most_and_each_opening_makes_room(made: list[Process]) -> None:
    names = [f"{number}.ipynb" for number in range(MOST_AHEAD + 2)]

    async def opened() -> None:
        lessons = course_lessons()
        for name in names:
            await lessons.ahead(name)
        assert [process.name for process in made] == names[:MOST_AHEAD]
        await lessons.get(names[0])
        await lessons.ahead(names[-1])

    run(opened())
    assert [process.name for process in made] == [*names[:MOST_AHEAD], names[-1]]


def test_what_nobody_opens_for_a_while_ends_and_what_somebody_opened_stays(made: list[Process]) -> None:
    async def opened() -> None:
        lessons = course_lessons()
        lessons.unopened = 1.0
        await lessons.ahead("left.ipynb")
        await lessons.ahead("opened.ipynb")
        await lessons.get("opened.ipynb")
        await until(lambda: any(process.retired for process in made))
        await asyncio.sleep(0.05)
        assert {process.name: process.retired for process in made} == {
            "left.ipynb": True,
            "opened.ipynb": False,
        }
        await lessons.ahead("left.ipynb")
        assert [process.name for process in made] == ["left.ipynb", "opened.ipynb", "left.ipynb"]

    run(opened())


def test_whoever_opens_a_lesson_while_it_is_given_up_gets_their_page_without_one_more_wait(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tries: list[str] = []

    def give_up(_: Any, notebook: Path, __: Any) -> None:
        tries.append(notebook.name)
        time.sleep(0.1)

    monkeypatch.setattr(lessons_module, "prepare", give_up)

    async def opened() -> None:
        lessons = course_lessons()
        assert await asyncio.gather(*(lessons.get("one.ipynb") for _ in range(5))) == [None] * 5
        assert tries == ["one.ipynb"], "those who waited do not wait for five tries"
        await lessons.get("one.ipynb")
        assert tries == ["one.ipynb"] * 2, "whoever comes later tries again"

    run(opened())


def test_lessons_are_prepared_one_after_the_other_and_one_that_fails_stops_no_other(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("course_lib.classroom.ahead.SETTLE", 0.0)
    busy, begun = [0], list[str]()

    async def prepare(name: str) -> None:
        busy[0] += 1
        assert busy == [1]
        begun.append(name)
        await asyncio.sleep(0.01)
        busy[0] -= 1
        if name == START:
            raise OSError("no memory")

    def onward(learners: Collection[str]) -> list[str]:
        return [f"{learner}.ipynb" for learner in learners]

    async def expected() -> None:
        ahead = Ahead(SimpleNamespace(ahead=prepare), onward)  # type: ignore[arg-type]
        ahead.expect()
        await until(lambda: busy == [0] and begun == [START])
        for learner in ("cy", "dee", "cy"):
            ahead.expect(learner)
        await until(lambda: busy == [0] and len(begun) == 3)
        await asyncio.sleep(0.05)

    run(expected())
    assert begun == [START, "cy.ipynb", "dee.ipynb"]
    assert [record.message for record in caplog.records] == ["a lesson could not be prepared"]


def test_what_is_prepared_is_where_the_button_of_the_start_page_leads(known: Catalog, record: Record) -> None:
    example = demo(known, NOW, final=True)
    example.put(record)
    onward = Onward(Record(record._url), known, example.class_file)
    led = {}
    for learner in record.learners():
        mine = Session.open(Record(record._url, learner=learner), known=known)
        view = start(mine).view
        led[learner.name] = next((stop["notebook"] for stop in view["stops"] if stop["next"]), "")
        led[learner.name] = led[learner.name] or view["pages"][0]["notebook"]
        assert onward([learner.id]) == [led[learner.name]], learner.name
    assert len(set(led.values())) > 2
    assert onward(["nobody yet"]) == ["01_back_spasm_and_your_role.ipynb"]
    everyone = [learner.id for learner in record.learners()]
    assert onward(everyone)[0] == Counter(led.values()).most_common(1)[0][0], "where most are led comes first"
    assert sorted(onward(everyone)) == sorted(set(led.values()))


def prepared(server: Server) -> list[psutil.Process]:
    """Return the processes of the lessons that were run, the oldest first."""
    (made,) = psutil.Process(server.process.pid).children()
    return sorted(made.children(), key=lambda process: process.pid)


def wait_for(server: Server, count: int) -> list[psutil.Process]:
    end = time.monotonic() + 60
    while len(prepared(server)) < count and time.monotonic() < end:
        time.sleep(0.1)
    return prepared(server)


@pytest.mark.skipif(not warm.CAN_FORK, reason="this system does not split processes")
def test_in_a_class_the_start_page_waits_at_the_door_and_the_lesson_on_the_start_page(tmp_path: Path) -> None:
    with running(tmp_path, split=True) as server:  # it looks at the door until somebody opens it
        (first,) = wait_for(server, 1)
        ana = joined(server, "AAAA1111")
        ana.open(START)
        assert wait_for(server, 2)[0] == first
        lesson = wait_for(server, 2)[1]
        assert lesson.children() == []
        ana.open("01_back_spasm_and_your_role.ipynb")
        assert [len(process.children()) for process in prepared(server)] == [1, 1]
        assert prepared(server) == [first, lesson]
