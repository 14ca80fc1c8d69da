"""Thirty learners answer, and the instructor's page follows them: on a laptop and on a phone."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
from class_server import Server
from devices import LAPTOP, PHONE, WIDER, device, lead
from driving import axe, expect
from playwright.sync_api import Browser, Locator, Page

from benchmarks.classroom import Client, class_of

COUNT = 30
RIGHT, WRONG = "b", "a"
"""How long heat may stay on at the most (time-limit): the key, and an answer that is not safe."""

STUCK = (2, 17, 29)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the server is stopped by a signal of Unix's")


@pytest.fixture(scope="module")
def room() -> Iterator[tuple[Server, list[Client]]]:
    """A class of thirty, each with a lesson open."""
    with class_of(COUNT) as (server, learners), ExitStack() as talks, ThreadPoolExecutor(COUNT) as pool:
        yield server, list(pool.map(lambda learner: Client(talks, learner), learners))


def choose(client: Client, option: str) -> None:
    client.do("answer", answer=option, confidence="sure")


def answer(clients: list[Client], numbers: range) -> None:
    """Let these answer at the same moment: every third one wrongly."""
    with ThreadPoolExecutor(COUNT) as pool:
        list(pool.map(lambda number: choose(clients[number], WRONG if number % 3 == 2 else RIGHT), numbers))


def part(page: Page, title: str) -> Locator:
    return page.get_by_role("region", name=title, exact=True)


def test_the_page_follows_thirty_who_answer_without_a_reload(
    browser: Browser, room: tuple[Server, list[Client]]
) -> None:
    server, clients = room
    with device(browser, server, LAPTOP) as laptop, device(browser, server, PHONE) as phone:
        for page in (laptop, phone):
            lead(page)
            expect(part(page, "Answers as they come").get_by_text("Nobody has answered yet.")).to_be_visible()
            expect(part(page, "Who is stuck").get_by_text("● Nobody seems stuck.")).to_be_visible()
            page.evaluate("window.opened = true")

        answer(clients, range(COUNT // 2))
        question = laptop.locator("details.answers")
        question.locator("summary").click()
        expect(question.get_by_text("10 of 15 right")).to_be_visible()
        answer(clients, range(COUNT // 2, COUNT))
        for page in (laptop, phone):
            expect(page.get_by_text("20 of 30 right")).to_be_visible()
            expect(page.get_by_text("■ 10 not safe")).to_be_visible()
        assert question.get_by_text("Show on the projector").is_visible()  # what was opened stays open
        expect(question.locator("summary")).to_be_focused()
        for number in STUCK:
            for _ in range(2):
                clients[number].do("again")
                choose(clients[number], WRONG)
        for page in (laptop, phone):
            stuck = part(page, "Who is stuck").get_by_role("listitem")
            expect(stuck.filter(has_text="Learner 29")).to_be_visible()
            assert {int(each.split()[2]) for each in stuck.all_inner_texts()} == set(STUCK)
            assert "3 wrong tries at: Amara, 41" in stuck.first.inner_text()
            assert "2. Heat and ice" in stuck.first.inner_text()
            expect(part(page, "Safety questions that are open").get_by_text("10×")).to_be_visible()
            assert page.evaluate("window.opened")  # it has not been loaded again
            assert not page.evaluate(WIDER)
            assert axe(page, "body") == []
