"""What every test in a browser gets: a page, in JupyterLab or bare, and a failure if it had any trouble."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bridge import URL, Bridge, stop_clock
from driving import (
    EXPOSE_APP,
    OPTIONS,
    WHOLE_PAGE,
    Lab,
    Screen,
    demand_chromium,
    find_chromium,
    listen,
    put_to_rest,
)
from lesson_page import PART
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    sync_playwright,
)

from course_lib.folders import WIDGETS

HERE = Path(__file__).parent
COUNT = "window.lendings = (window.lendings ?? 0) + 1"
LENDINGS = 8
"""How often a JupyterLab is lent before another one is loaded: it keeps part of what it has shown."""

NO_CHROMIUM = "no Chromium found: install it, or name it in COURSE_CHROMIUM"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all tests of this folder, and skip them where no browser is."""
    missing = find_chromium() is None and not demand_chromium()
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)
            if missing:
                item.add_marker(pytest.mark.skip(reason=NO_CHROMIUM))


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory):
    server = Lab(tmp_path_factory.mktemp("lab"))
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def part(lab: Lab) -> str:
    """A page with a part of the lesson on heat and ice: see `lesson_page`."""
    return lab.add_page("part.ipynb", *PART)


@pytest.fixture(scope="session")
def browser():
    chromium = find_chromium()
    if chromium is None:
        pytest.fail(NO_CHROMIUM)
    options = list(OPTIONS)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--no-sandbox")  # Chromium has none for root
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, headless=True, args=options)
        yield started
        started.close()


@pytest.fixture
def screen(request: pytest.FixtureRequest) -> Screen:
    """1280 px and light; for others: `@pytest.mark.parametrize("screen", SCREENS, indirect=True, ids=str)`."""
    return getattr(request, "param", Screen())


@pytest.fixture(scope="session")
def heard_troubles() -> list[str]:
    """What the shared window's listeners write to, test after test."""
    return []


@pytest.fixture
def troubles(heard_troubles: list[str]) -> list[str]:
    """What went wrong in the page; a test that causes some on purpose clears it."""
    heard_troubles.clear()
    return heard_troubles


@pytest.fixture(scope="session")
def context(lab: Lab, browser: Browser):
    """One browser profile for all tests: JupyterLab's own files are fetched and compiled once."""
    opened = browser.new_context(base_url=lab.url, reduced_motion="reduce")
    opened.add_init_script(WHOLE_PAGE)
    opened.add_init_script(EXPOSE_APP)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def shared_window() -> list[Page]:
    """The window that most tests use one after the other, if there is one: loading JupyterLab takes longest."""
    return []


@pytest.fixture
def page(
    lab: Lab, context: BrowserContext, screen: Screen, troubles: list[str], shared_window: list[Page]
) -> Iterator[Page]:
    """A JupyterLab in which nothing is open and nothing is remembered, or an empty window.

    What cannot be taken back (a clock, a route, a listener, a server that was away) needs `own_page`.
    """
    lab.forget()
    if not shared_window or shared_window[0].is_closed():
        shared_window.clear()
        shared_window.append(context.new_page())
        listen(shared_window[0], troubles)
    page = shared_window[0]
    page.set_viewport_size({"width": screen.width, "height": 800})
    page.emulate_media(color_scheme=screen.theme, reduced_motion="reduce", forced_colors="none")  # type: ignore[arg-type]
    yield page
    shared_window.clear()  # until it is known to be at rest
    for opened in context.pages:
        if opened is not page:
            opened.close()
    if not troubles and page.evaluate("Boolean(window.jupyterapp)") and page.evaluate(COUNT) < LENDINGS:
        put_to_rest(page)
        shared_window.append(page)
    else:
        page.close()
    lab.end_kernels()
    assert troubles == []


@pytest.fixture
def own_page(lab: Lab, context: BrowserContext, troubles: list[str]) -> Iterator[Page]:
    """A new window for one test alone, 1280 px wide and light."""
    lab.forget()
    with one_window(lab, context, troubles) as page:
        page.set_viewport_size({"width": 1280, "height": 800})
        yield page


@pytest.fixture(scope="module")
def steps(lab: Lab, browser: Browser) -> Iterator[BrowserContext]:
    """A profile that remembers nothing yet: lessons open step by step."""
    opened = browser.new_context(
        base_url=lab.url, reduced_motion="reduce", viewport={"width": 1280, "height": 800}
    )
    opened.add_init_script(EXPOSE_APP)
    yield opened
    opened.close()


@contextmanager
def one_window(lab: Lab, context: BrowserContext, troubles: list[str] | None = None) -> Iterator[Page]:
    """Open a window; nothing may have gone wrong in it when it is closed, which `troubles` hears."""
    page = context.new_page()
    troubles = [] if troubles is None else troubles
    listen(page, troubles)
    yield page
    page.close()
    lab.end_kernels()
    assert troubles == []


@pytest.fixture(scope="session")
def bare_window(browser: Browser) -> Iterator[Page]:
    """A window in which nothing is but the widgets' modules, for one test after the other."""
    page = browser.new_page()
    page.clock.install()
    page.route(
        "http://course.test/**",
        lambda route: (
            route.fulfill(path=WIDGETS / name, content_type="text/javascript")
            if (name := urlsplit(route.request.url).path[1:])
            else route.fulfill(body="<main></main>", content_type="text/html")
        ),
    )
    yield page
    page.close()


@pytest.fixture
def bare(bare_window: Page) -> Page:
    """A page with the widgets' modules and nothing else; its time stands still until it is moved."""
    bare_window.clock.resume()
    bare_window.goto("http://course.test/")
    stop_clock(bare_window)
    return bare_window


@pytest.fixture(scope="session")
def bridge(tmp_path_factory: pytest.TempPathFactory) -> Bridge:
    """The course in the test's own process, called like `lab`: see `bridge.py`."""
    return Bridge(tmp_path_factory.mktemp("bridge"))


@pytest.fixture(scope="session")
def bridged_context(bridge: Bridge, browser: Browser) -> Iterator[BrowserContext]:
    """A browser profile whose pages show the bridge's."""
    opened = browser.new_context(base_url=URL, reduced_motion="reduce")
    bridge.connect(opened)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def bridged_part(bridge: Bridge) -> str:
    """What `part` is: a page with a part of the lesson on heat and ice."""
    return bridge.add_page("part.ipynb", *PART)


@contextmanager
def bridged_window(bridge: Bridge, context: BrowserContext, troubles: list[str]) -> Iterator[Page]:
    """Open a window in which the course's pages show their widgets and nothing else: 1280 px wide, light."""
    bridge.forget()
    troubles.clear()
    page = context.new_page()
    page.set_viewport_size({"width": 1280, "height": 800})
    listen(page, troubles)
    yield page
    for opened in context.pages:
        if opened.url.startswith(URL):
            opened.evaluate("localStorage.clear(); sessionStorage.clear()")
        opened.close()
    context.clock.resume()
    bridge.end_kernels()
    assert troubles == []


@pytest.fixture
def bridged(bridge: Bridge, bridged_context: BrowserContext, troubles: list[str]) -> Iterator[Page]:
    """A window for tests of widgets: it takes a tenth of what a JupyterLab takes."""
    with bridged_window(bridge, bridged_context, troubles) as page:
        yield page


@pytest.fixture(scope="module")
def module_bridged(
    bridge: Bridge, bridged_context: BrowserContext, heard_troubles: list[str]
) -> Iterator[Page]:
    """The same for all tests of a module, which use no `bridged` beside it."""
    with bridged_window(bridge, bridged_context, heard_troubles) as page:
        yield page
