"""A class in a real browser: a phone joins, another device goes on, the instructor sees it and asks all."""

import os
import re
from collections.abc import Iterator

import pytest
from class_server import CODE, Server, running
from devices import LAPTOP, PHONE, TABLET, WIDER, device, join, lead
from driving import LONGEST_OPENING, axe, expect
from lesson_page import NUMBER
from playwright.sync_api import Browser, Page

LESSON = "/course/02_heat_and_ice.ipynb"
ANA = "AAAA1111"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the server is stopped by a signal of Unix's")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("class")) as server:
        yield server


def go_on(page: Page, heading: str) -> None:
    """Go from step to step until one with this heading is there."""
    there = page.get_by_role("heading", name=heading, exact=True)
    for _ in range(12):
        if there.is_visible():
            return
        page.get_by_role("button", name="Continue").press("Enter")  # fast clicks would be a double click
        page.wait_for_timeout(100)
    raise AssertionError(f"no step {heading}: {page.url}")


def test_a_learner_goes_on_where_they_were_on_another_device(browser: Browser, server: Server) -> None:
    with device(browser, server, PHONE) as phone:
        join(phone, ANA)
        expect(phone.get_by_text("Welcome, Ana Ruiz.").first).to_be_visible(timeout=LONGEST_OPENING)
        assert not phone.evaluate(WIDER)
        phone.goto(LESSON)
        go_on(phone, "Your turn")
        card = phone.locator("section.card:visible").first
        card.get_by_label(re.compile("It can stay on for a whole hour")).check()
        card.get_by_role("button", name="Check", exact=True).dblclick()
        expect(card.get_by_text("✗ Not safe.")).to_be_visible()
        assert axe(phone, "body") == []
        assert not phone.evaluate(WIDER)
        phone.reload()
        expect(phone.get_by_text("✗ Not safe.")).to_be_visible(timeout=LONGEST_OPENING)
        with device(browser, server, TABLET) as tablet:
            join(tablet, ANA)
            tablet.goto(LESSON)
            expect(tablet.get_by_role("heading", name="Your turn", exact=True)).to_be_visible(
                timeout=LONGEST_OPENING
            )
            expect(tablet.get_by_text("✗ Not safe.")).to_be_visible()
            tablet.get_by_role("button", name="Try again").click()
            expect(tablet.locator("section.card:visible form").first).to_be_visible()


def test_a_page_opens_once_all_of_it_is_drawn(browser: Browser, server: Server) -> None:
    with device(browser, server, PHONE) as phone:
        join(phone, ANA)
        phone.wait_for_selector("[data-course-state=ready]", state="attached")
        assert phone.get_by_text("Loading widget").count() == 0
        assert phone.get_by_text("Welcome, Ana Ruiz.").first.is_visible()


def test_who_leaves_the_class_leaves_it_in_every_window_of_the_device(browser: Browser, server: Server) -> None:
    with device(browser, server, PHONE) as phone:
        join(phone, ANA)
        expect(phone.get_by_text("Welcome, Ana Ruiz.").first).to_be_visible(timeout=LONGEST_OPENING)
        other = phone.context.new_page()
        other.goto(LESSON)
        other.wait_for_selector("[data-course-state=ready]", state="attached")
        phone.get_by_role("button", name="More").click()
        phone.get_by_text("Leave the class on this device").click()
        expect(phone.get_by_label("Class code")).to_be_visible()
        expect(other.get_by_label("Class code")).to_be_visible()


def test_a_page_whose_session_ended_looks_for_votes_without_an_error(browser: Browser, server: Server) -> None:
    with device(browser, server, PHONE) as phone:
        join(phone, ANA)
        phone.wait_for_selector("[data-course-state=ready]", state="attached")
        phone.context.clear_cookies()
        with phone.expect_response("**/vote/open") as answer:
            phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        assert answer.value.status == 302
        phone.wait_for_timeout(200)  # an error would stand in the console by now


def test_a_wrong_code_is_told_in_a_sentence_and_what_was_typed_stays(browser: Browser, server: Server) -> None:
    with device(browser, server, PHONE) as phone:
        join(phone, "ZZZZ9999")
        expect(phone.get_by_role("alert")).to_contain_text("These codes do not fit.")
        expect(phone.get_by_role("alert")).to_be_focused()
        expect(phone.get_by_label("Class code")).to_have_value(CODE)
        assert axe(phone, "body") == []


def test_the_instructor_sees_the_class_and_the_room_votes(browser: Browser, server: Server) -> None:
    with device(browser, server, LAPTOP) as laptop, device(browser, server, PHONE) as phone:
        lead(laptop)
        expect(laptop.get_by_role("heading", level=1, name="Test class")).to_be_visible()
        expect(laptop.get_by_text("Ben Ode").first).to_be_visible()
        assert axe(laptop, "body") == []

        laptop.goto("/instructor/present?item=time-limit")
        laptop.get_by_role("button", name="Let the room vote").click()
        join(phone, "BBBB2222")
        phone.goto(LESSON)
        phone.get_by_role("status").get_by_role("link", name="Vote now").click(timeout=LONGEST_OPENING)
        phone.get_by_label(re.compile("It can stay on for a whole hour")).check()
        phone.get_by_role("button", name="Vote", exact=True).click()
        expect(phone.get_by_text(re.compile("vote", re.I)).first).to_be_visible()
        laptop.get_by_role("button", name="Show the votes").click()
        laptop.get_by_role("button", name="Show why").click()
        expect(laptop.get_by_text("Why", exact=True)).to_be_visible()
        expect(phone.get_by_text("Why", exact=True)).to_be_visible()
        phone.get_by_role("link", name="Back to where you were").click()
        expect(phone.get_by_text(NUMBER)).to_be_visible(timeout=LONGEST_OPENING)
        assert axe(laptop, "body") == []
