"""JupyterLab gives a lesson to the player and stands back: what is around it, the way on, the workbench."""

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing

import nbformat
import pytest
from conftest import one_window
from driving import NOTEBOOKS, Lab, expect, open_lesson, reload, wait_until_ready
from lesson_page import LESSON, NUMBER, more, rail, step
from playwright.sync_api import BrowserContext, Page

ALL = "Where you stand"
SHORT = ("Before you read", "Your turn", ALL)


@pytest.fixture(scope="module")
def short(lab: Lab) -> str:
    """The lesson on heat and ice with three of its steps: what loads a page again and again takes this one."""
    shown, cells = True, []
    whole = nbformat.read(NOTEBOOKS / LESSON, as_version=4)
    for cell in whole.cells:
        if heading := re.search("^## (.*)", cell.source, re.MULTILINE):
            shown = heading[1] in SHORT
        if shown:
            cells.append(cell)
    whole.cells = cells
    return lab.add("short.ipynb", whole)


@pytest.fixture(scope="module")
def window(lab: Lab, steps: BrowserContext) -> Iterator[Page]:
    lab.forget()
    with one_window(lab, steps) as page:
        open_lesson(page, LESSON)
        yield page


@pytest.fixture
def page(window: Page) -> Page:
    """The lesson on its first step, 1280 px wide."""
    window.set_viewport_size({"width": 1280, "height": 800})
    first = window.get_by_role("navigation", name="Steps").get_by_role("link", name="Heat and ice, ")
    if f"/{LESSON}" not in window.url or not first.is_visible():
        open_lesson(window, LESSON)
    first.click()
    expect(window.get_by_text(NUMBER)).to_be_visible()
    return window


def kept_in_time(lab: Lab, place: str) -> bool:
    """Wait until a place is in the record; return whether it came."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        with closing(sqlite3.connect(f"file:{lab.record}?mode=ro", uri=True)) as record:
            (found,) = record.execute(
                "SELECT count(*) FROM attempt WHERE answer LIKE ?", [f"%{place}%"]
            ).fetchone()
        if found:
            return True
        time.sleep(0.1)
    return False


def test_nothing_of_jupyterlab_stands_around_a_lesson(page: Page) -> None:
    bar = page.get_by_role("region", name="This page")
    expect(bar.get_by_text("Heat and ice", exact=True)).to_be_visible()
    expect(bar.get_by_text(re.compile(r"^Step 1 of \d+ · about \d+ minutes left$"))).to_be_visible()
    expect(page.get_by_role("menubar")).to_be_hidden()
    for gone in ("#jp-top-panel", "#jp-menu-panel", ".jp-SideBar.jp-mod-left", "#jp-main-statusbar"):
        assert page.locator(f"{gone}:visible").count() == 0, gone
    assert ".ipynb" not in page.locator("body").inner_text()


def test_all_of_jupyterlab_comes_with_one_click_goes_with_one_and_a_reload_changes_neither(
    page: Page, lab: Lab, short: str
) -> None:
    open_lesson(page, short)
    more(page, "Open as notebook")
    expect(page.get_by_role("menubar").get_by_role("menuitem", name="File")).to_be_visible()
    expect(step(page, ALL)).to_be_visible()
    reload(page)
    expect(page.get_by_role("menubar").get_by_role("menuitem", name="File")).to_be_visible()
    page.get_by_role("button", name="Back to the course view").click()
    expect(page.get_by_role("menubar")).to_be_hidden()
    expect(page.get_by_text(NUMBER)).to_be_visible()
    rail(page, "Before you read").click()
    page.wait_for_url("**#before-you-read")
    assert kept_in_time(lab, "before-you-read")
    page.evaluate("localStorage.clear()")  # as on another device
    page.goto(page.url.split("#")[0])
    wait_until_ready(page)
    expect(step(page, "Before you read")).to_be_visible()
    expect(page.get_by_role("menubar")).to_be_hidden()


def test_back_to_the_course_is_the_start_page_and_so_is_the_lab(page: Page, lab: Lab) -> None:
    page.get_by_role("link", name="Course").click()
    expect(page.get_by_role("heading", level=1, name="The treatment of back spasm")).to_be_focused()
    expect(page.get_by_role("menubar")).to_be_hidden()
    page.go_back()
    shown = page.locator(".course-lesson:not(.lm-mod-hidden)")
    expect(shown.get_by_text(re.compile(r"^Step 1 of \d+ ·"))).to_be_visible()
    wait_until_ready(page)
    other = page.context.new_page()
    other.goto(f"{lab.url}/lab?reset&token=course-tests")
    wait_until_ready(other)
    expect(other.get_by_role("heading", level=1, name="The treatment of back spasm")).to_be_visible()
    other.close()
    page.bring_to_front()


def test_the_next_lesson_opens_at_its_heading_and_back_and_forward_go_between_the_two(page: Page) -> None:
    rail(page, ALL).click()
    page.wait_for_url(f"**/{LESSON}#where-you-stand")
    page.get_by_role("link", name=re.compile("^Next: 3. Soft tissue mobilization")).click()
    heading = step(page, "Soft tissue mobilization")
    expect(heading).to_be_focused()
    wait_until_ready(page)
    expect(heading).to_be_focused()

    # No Tab stops at a cell of JupyterLab, and none is read out.
    for _ in range(30):
        page.keyboard.press("Tab")
        assert page.locator(".jp-Cell:focus").count() == 0
    heading.focus()
    page.keyboard.press("Shift+Tab")
    expect(rail(page, ALL)).to_be_focused()
    names = page.locator(".course-lesson:not(.lm-mod-hidden)").aria_snapshot()
    for theirs in ("tabpanel", "feed", "main area content"):
        assert theirs not in names

    rail(page, "Before you read").click()
    page.wait_for_url("**/03_soft_tissue_mobilization.ipynb#before-you-read")
    for _ in range(2):
        page.go_back()
    expect(step(page, ALL)).to_be_visible()
    assert page.url.endswith(f"{LESSON}#where-you-stand")
    page.go_back()
    expect(page.get_by_text(NUMBER)).to_be_visible()
    for _ in range(2):
        page.go_forward()
    expect(step(page, "Soft tissue mobilization")).to_be_visible()
    page.go_forward()
    expect(step(page, "Before you read")).to_be_focused()
    expect(page.get_by_text("Lesson 3 of ")).to_be_hidden()
