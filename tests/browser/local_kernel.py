"""A kernel in the test's own process: it runs the cells of a page, and the widgets that they show live here."""

import ast
from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any
from unittest.mock import patch

import comm
from comm.base_comm import BaseComm
from playwright.sync_api import Page

from course_lib.pages.session import Session
from course_lib.widgets.library import library

WIDGET = "application/vnd.jupyter.widget-view+json"


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
        """Run the cells for a window that was loaded; return what each shows and how their widgets stand."""
        self.leave(page)
        outputs = [self._run(cell) for cell in cells]
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
