"""Shows the course's widgets in a bare page: no JupyterLab around them, no kernel process behind them.

The widgets live in the test's own process. When a page is loaded, the cells of the notebook that its address
names run here, and the widgets' own JavaScript draws there what they show: `bridge.js` hands it what anywidget
would.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import nbformat
from local_kernel import Kernel
from playwright.sync_api import BrowserContext, Page, Route

from course_lib.catalog import catalog
from course_lib.folders import CLASSROOM, LAB, NOTEBOOKS, PLAYER
from course_lib.pages.session import Session
from course_lib.record import Record

URL = "https://course.test"
STYLES = (PLAYER / "player.css", LAB / "labextensions" / "back-spasm-course" / "static" / "lesson.css")
SCRIPT = Path(__file__).with_name("bridge.js")
COLORS = CLASSROOM / "static" / "before.js"
"""Sets the page light or dark, as the system is."""


class Bridge:
    """A course of its own, with a record of its own, for the windows of one or more browser profiles.

    What it can do is called as in `Lab`, so that a test can be moved from one to the other.
    """

    def __init__(self, home: Path) -> None:
        self.record = home / "record.sqlite"
        self._cells: dict[str, Sequence[str]] = {}
        self._kernels: dict[str, Kernel] = {}
        self._days = timedelta()

    def connect(self, context: BrowserContext) -> None:
        """Let the windows of a profile show pages of the course: any address that ends in a notebook's name.

        Their clock runs, and can be moved (`page.clock.run_for`).
        """
        context.clock.install()
        context.route(f"{URL}/**", self._answer)
        context.expose_binding("kernel", self._hear)

    def add_page(self, name: str, *cells: str) -> str:
        """Make a page of just these cells, and return its name. The course's notebooks are there without."""
        self._cells[name] = cells
        return name

    def set_days(self, days: float) -> None:
        """Let it be so many days later for the course, from now on."""
        self._days = timedelta(days=days)

    def end_kernels(self) -> None:
        """End all kernels, so that a page that is loaded starts over."""
        for kernel in self._kernels.values():
            kernel.end()
        self._kernels.clear()

    def forget(self) -> None:
        """Throw away all answers, and let it be today again."""
        self.set_days(0)
        for file in self.record.parent.glob(f"{self.record.name}*"):
            file.unlink()

    def _now(self) -> datetime:
        return datetime.now(UTC) + self._days

    def _kernel(self, name: str) -> Kernel:
        if name not in self._kernels:
            record = Record(f"sqlite:///{quote(self.record.as_posix(), safe='/:')}")
            self._kernels[name] = Kernel(Session.open(record, self._now, catalog()))
        return self._kernels[name]

    def _hear(self, source: Any, words: str) -> str:
        """Answer a window that was loaded, in which a widget sends something, or that asks for what is new."""
        page, message = source["page"], json.loads(words)
        name = urlsplit(page.url).path.rsplit("/", 1)[-1]
        kernel = self._kernel(name)
        if "open" in message:
            for each in self._kernels.values():
                each.leave(page)
            return json.dumps(kernel.open(page, self._cells.get(name) or _cells(name)))
        if "widget" in message:
            kernel.take(message["widget"], message["data"])
        return json.dumps(kernel.collect(page))

    def _answer(self, route: Route) -> None:
        route.fulfill(body=_frame(), content_type="text/html; charset=utf-8")


def stop_clock(page: Page) -> None:
    """Let time pass in the windows of the profile only by `page.clock.run_for`, in milliseconds."""
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 10)  # not over yet when a busy computer gets there


@cache
def _cells(name: str) -> Sequence[str]:
    """Return the code cells of one of the course's notebooks."""
    notebook = nbformat.read(NOTEBOOKS / name, as_version=4)
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


@cache
def _frame() -> str:
    """Return a page that is dressed as a lesson and shows nothing yet."""
    colors, script, *styles = (file.read_text(encoding="utf-8") for file in (COLORS, SCRIPT, *STYLES))
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A page</title>'
        f'<link rel="icon" href="data:,"><style>{" ".join(styles)} body {{ margin: 0 }}</style>'
        f"<script>{colors}</script></head>"
        '<body data-jp-theme-light="true"><div class="course-lesson course-page player-frame">'
        '<div class="jp-NotebookPanel-notebook"><div class="jp-Notebook jp-WindowedPanel-outer">'
        '<main class="jp-WindowedPanel-viewport"></main></div></div></div>'
        f'<script type="module">{script}</script></body></html>'
    )
