"""Shows the course's widgets in a bare page: no JupyterLab around them, no kernel process behind them.

The widgets live in the test's own process. When a page is loaded, the cells of the notebook that its address
names run here, and the widgets' own JavaScript draws there what they show: `bridge.js` hands it what anywidget
would.
"""

import ast
import json
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import quote, urlsplit

import comm
import nbformat
from comm.base_comm import BaseComm
from playwright.sync_api import BrowserContext, Page, Route

from course_lib.catalog import catalog
from course_lib.folders import CLASSROOM, LAB, NOTEBOOKS, PLAYER
from course_lib.pages.session import Session
from course_lib.record import Record
from course_lib.widgets.library import library

URL = "https://course.test"
WIDGET = "application/vnd.jupyter.widget-view+json"
STYLES = (PLAYER / "player.css", LAB / "labextensions" / "back-spasm-course" / "static" / "lesson.css")
SCRIPT = Path(__file__).with_name("bridge.js")
COLORS = CLASSROOM / "static" / "before.js"
"""Sets the page light or dark, as the system is."""


class Wire(BaseComm):
    """What a widget sends by; `publish` is given the widget's id and each of its messages."""

    def __init__(self, publish: Any, **opening: Any) -> None:
        self._publish = publish
        super().__init__(**opening)

    def publish_msg(self, msg_type: str, data: Any = None, *_: Any, **__: Any) -> None:
        if msg_type == "comm_msg":
            self._publish(self.comm_id, data)


class Kernel:
    """Runs the cells of one page, as a kernel does, and sends to all windows of it what their widgets say."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._names: dict[str, Any] = {}
        self._wires: dict[str, Wire] = {}
        self._windows: dict[Page, list[Any]] = {}

    def open(self, page: Page, cells: Sequence[str]) -> dict[str, Any]:
        """Run the cells for a window that was loaded; return what they show and how their widgets stand."""
        self.leave(page)
        outputs = [output for cell in cells if (output := self._run(cell))]
        others, self._windows = self._windows, {page: []}
        for output in outputs:
            if "widget" in output:
                self.take(output["widget"], {"method": "request_state"})
        self._windows |= others
        sources = library().get_state(["sources", "style", "version"])
        return {"outputs": outputs, "library": sources, "messages": self.collect(page)}

    def leave(self, page: Page) -> None:
        self._windows.pop(page, None)

    def take(self, widget: str, data: Any) -> None:
        """Hand a message of the page to its widget, if it is not one of a kernel that has ended."""
        if widget in self._wires:
            self._wires[widget].handle_msg({"content": {"data": data}, "buffers": []})

    def collect(self, page: Page) -> list[Any]:
        """Return what a window has not heard yet."""
        messages = self._windows.get(page, [])
        if page in self._windows:
            self._windows[page] = []
        return messages

    def end(self) -> None:
        self.session.record.close()

    def _run(self, cell: str) -> dict[str, str]:
        first = ast.parse(cell)
        last = first.body.pop() if isinstance(first.body[-1], ast.Expr) else None
        with ExitStack() as here:
            here.enter_context(patch.object(Session, "open", return_value=self.session))
            here.enter_context(patch.object(comm, "create_comm", self._wire))
            exec(compile(first, "cell", "exec"), self._names)
            if not isinstance(last, ast.Expr):
                return {}
            shown = eval(compile(ast.Expression(last.value), "cell", "eval"), self._names)
            bundle = shown._repr_mimebundle_()
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        return {"widget": data[WIDGET]["model_id"]} if WIDGET in data else {"html": data["text/html"]}

    def _wire(self, **opening: Any) -> Wire:
        wire = Wire(self._publish, **opening)
        self._wires[wire.comm_id] = wire
        return wire

    def _publish(self, widget: str, data: Any) -> None:
        for messages in self._windows.values():
            messages.append({"widget": widget, "data": data})


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
