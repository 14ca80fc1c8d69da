"""Browsers of people in a class: each their own, of the size of a phone, a tablet or a laptop."""

from collections.abc import Iterator
from contextlib import contextmanager

from class_server import CODE, PIN, Server
from driving import listen
from playwright.sync_api import Browser, Page

PHONE, TABLET, LAPTOP = (390, 844), (768, 1024), (1280, 800)
WIDER = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"


@contextmanager
def device(browser: Browser, server: Server, size: tuple[int, int]) -> Iterator[Page]:
    """Give somebody's own browser; nothing may go wrong in it, and it asks no other computer for anything."""
    width, height = size
    context = browser.new_context(
        base_url=server.url,
        viewport={"width": width, "height": height},
        has_touch=width < 1000,
        reduced_motion="reduce",
    )
    page, troubles = context.new_page(), list[str]()
    listen(page, troubles)
    page.on("request", lambda request: troubles.append(request.url) if not own(request.url, server) else None)
    yield page
    context.close()
    unexpected = [trouble for trouble in troubles if "403" not in trouble]
    assert unexpected == [], unexpected


def own(url: str, server: Server) -> bool:
    return url.startswith((f"{server.url}/", "data:", f"blob:{server.url}/"))


def join(page: Page, personal: str) -> None:
    page.goto("/")
    page.get_by_label("Class code").fill(CODE)
    page.get_by_label("Your personal code").fill(personal)
    page.get_by_role("button", name="Join the class").click()


def lead(page: Page) -> None:
    """Open the instructor's page."""
    page.goto("/instructor")
    page.get_by_label("Instructor’s PIN").fill(PIN)
    page.get_by_role("button", name="Open the class").click()
