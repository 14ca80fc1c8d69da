"""Shows the course's widgets in a bare page: no JupyterLab around them, no kernel process behind them.

The widgets live in the test's own process. When a page is loaded, the cells of the notebook that its address
names run here, and the widgets' own JavaScript draws there what they show: `bridge.js` hands it what anywidget
would. Under `/course/` stands the whole page of a notebook, its texts and its player, as a class has it: the
class's own template and scripts, without Voilà.
"""

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import nbformat
from local_kernel import Kernel
from nbconvert import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from playwright.sync_api import BrowserContext, Page, Route

from course_lib.catalog import catalog
from course_lib.classroom.drawing import prepared
from course_lib.folders import CLASSROOM, LAB, NOTEBOOKS, PLAYER
from course_lib.pages.session import Session
from course_lib.record import Record

URL = "https://course.test"
STYLES = (PLAYER / "player.css", LAB / "labextensions" / "back-spasm-course" / "static" / "lesson.css")
SCRIPT = Path(__file__).with_name("bridge.js")
COLORS = CLASSROOM / "static" / "before.js"
"""Sets the page light or dark, as the system is."""

SERVED = {
    "/course/player/": PLAYER,
    "/course/classroom/static/": CLASSROOM / "static",
    "/course/look/": STYLES[1].parent,
    "/voila/static/voila.js": SCRIPT,
}
"""Where the files of a whole page are; what draws the widgets stands in the place of Voilà's script."""


class Bridge:
    """A course of its own, with a record of its own, for the windows of one or more browser profiles.

    What it can do is called as in `Lab`, so that a test can be moved from one to the other.
    """

    def __init__(self, home: Path) -> None:
        self.record = home / "record.sqlite"
        self._cells: dict[str, Sequence[str]] = {}
        self._pages: dict[str, str] = {}
        self._kernels: dict[str, Kernel] = {}
        self._days = timedelta()
        self.away: set[Page] = set()
        """Windows that nothing reaches for a while, as where their connection is lost."""
        self._missed: list[Any] = []
        self._late: list[Any] = []

    def connect(self, context: BrowserContext) -> None:
        """Let the windows of a profile show pages of the course: any address that ends in a notebook's name.

        Their clock runs, and can be moved (`page.clock.run_for`).
        """
        context.clock.install()
        context.route(f"{URL}/**", self._answer)
        context.expose_binding("kernel", self._hear)

    def add_page(self, name: str, *cells: str) -> str:
        """Make a page of just these cells, and return its name; "## …" begins a step.

        The course's notebooks are there without.
        """
        notebook = new_notebook(cells=[new_markdown_cell("# A page")])
        for cell in cells:
            notebook.cells.append(new_markdown_cell(cell) if cell.startswith("## ") else new_code_cell(cell))
        return self.add(name, notebook)

    def add(self, name: str, notebook: Any) -> str:
        """Make a page of a notebook, and return its name."""
        self._cells[name] = _code(notebook)
        self._pages[name] = _drawn(name, notebook)
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
        name = _name(page.url)
        kernel = self._kernel(name)
        if "open" in message:
            for each in self._kernels.values():
                each.leave(page)
            return json.dumps(kernel.open(page, self._cells.get(name) or _cells(name)))
        if "widget" in message:
            kernel.take(message["widget"], message["data"])
        new = kernel.collect(page)
        if page in self.away:
            self._missed += new
            return "[]"
        late, self._late = self._late, []
        return json.dumps([*new, *late])

    def send_late(self) -> None:
        """Let what windows missed while they were away come behind what they hear next, and backwards."""
        self._late, self._missed = self._missed[::-1], []

    def _answer(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        for begin, folder in SERVED.items():
            if path.startswith(begin):
                return route.fulfill(path=folder / path.removeprefix(begin))
        if path == "/vote/open":
            return route.fulfill(json={"open": False})
        name = _name(path)
        whole = path.startswith("/course/")
        body = (self._pages.get(name) or _page(name)) if whole else _frame()
        return route.fulfill(body=body, content_type="text/html; charset=utf-8")


def stop_clock(page: Page) -> None:
    """Let time pass in the windows of the profile only by `page.clock.run_for`, in milliseconds."""
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 10)  # not over yet when a busy computer gets there


def _name(url: str) -> str:
    return urlsplit(url).path.rsplit("/", 1)[-1]


def _code(notebook: Any) -> Sequence[str]:
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


@cache
def _cells(name: str) -> Sequence[str]:
    """Return the code cells of one of the course's notebooks."""
    return _code(nbformat.read(NOTEBOOKS / name, as_version=4))


@cache
def _page(name: str) -> str:
    """Return the whole page of one of the course's notebooks."""
    return _drawn(name, nbformat.read(NOTEBOOKS / name, as_version=4))


def _drawn(name: str, notebook: Any) -> str:
    """Return the page of a notebook that the class's template makes; its widgets are not drawn yet."""
    notebook = prepared(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [new_output("execute_result", data={"text/plain": ""})]
    own: dict[str, Any] = {"base_url": "/", "metadata": {"name": name.removesuffix(".ipynb")}}
    template, resources = _template()
    calls = {"kernel_start": lambda *_: "none", "cell_generator": lambda notebook, _: notebook.cells}
    html: str = template.render(nb=notebook, resources={**resources, **own}, page_config={}, **calls)
    return html.replace(' src="/voila/', ' type="module" src="/voila/')


@cache
def _template() -> tuple[Any, dict[str, Any]]:
    """Return the class's template, and what it needs to know of how nbconvert draws."""
    exporter = HTMLExporter(exclude_input=True, exclude_output_prompt=True, anchor_link_text=" ")
    exporter.extra_template_basedirs = [sys.prefix + "/share/jupyter"]
    exporter.environment.filters["trusted"] = lambda output: output
    _, resources = exporter.from_notebook_node(new_notebook())
    source = (CLASSROOM / "templates" / "index.html.j2").read_text(encoding="utf-8")
    return exporter.environment.from_string(source), resources


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
