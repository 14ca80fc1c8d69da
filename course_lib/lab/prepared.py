"""A lesson that was run once, for nobody, in a process that is then split for each learner (warm.py).

The cells make their widgets, the widgets lay out their first views, and all of it stays in the memory that the
learners' kernels share. What differs is whose record they read: `sit` moves them there in each new kernel.
"""

import ast
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import comm
import nbformat
from IPython.core.formatters import DisplayFormatter
from ipywidgets import Widget

from course_lib.pages.session import Session
from course_lib.record import NotSaved, default_url
from course_lib.record.seat import seat
from course_lib.record.unwritten import folder_of_kernel

Output = dict[str, Any]
"""What a cell shows: `data` by type of content, and `metadata`."""


class Prepared:
    """A notebook that has been run here. `outputs`: what each of its code cells shows, or None."""

    def __init__(self, notebook: Path) -> None:
        """Run it, for whoever the variables of this process name: nobody. Raises what a cell raises."""
        self._session = Session.open()
        self._opened = False
        names: dict[str, Any] = {"__name__": "__main__"}
        formatter: Any = DisplayFormatter()
        # Not checked once more, which would take 10 MB of this process.
        cells = nbformat.v4.reads(notebook.read_text(encoding="utf-8")).cells
        self._session.record.rehearse()
        self.outputs = [_run(cell.source, names, formatter) for cell in cells if cell.cell_type == "code"]

    def sit(self) -> None:
        """Let its pages be those of whoever sits here now, as the variables of this process say by now."""
        who = seat(os.environ)
        self._session.record.move(default_url(), who.learner if who else None, folder_of_kernel())
        self._session.shown.show_again()
        manager: Any = comm.get_comm_manager()
        manager.register_target("jupyter.widget", Widget.handle_comm_opened)
        manager.register_target("jupyter.widget.control", self._page_opens)

    def save(self) -> None:
        """Try once more to write what waits; for a kernel that ends."""
        with suppress(NotSaved):
            self._session.record.retry()

    def _page_opens(self, line: Any, message: Any) -> None:
        """Let a page ask for all widgets by this line; to a second one, they show what has changed since."""
        if self._opened:
            self._session.shown.show_again()
        self._opened = True
        Widget.handle_control_comm_opened(line, message)


def _run(source: str, names: dict[str, Any], formatter: Any) -> Output | None:
    code = ast.parse(source)
    last = code.body.pop() if code.body and isinstance(code.body[-1], ast.Expr) else None
    exec(compile(code, "cell", "exec"), names)  # noqa: S102 (a notebook of the course, as its kernel runs it)
    if not isinstance(last, ast.Expr):
        return None
    shown = eval(compile(ast.Expression(last.value), "cell", "eval"), names)  # noqa: S307
    if shown is None:
        return None
    data, metadata = formatter.format(shown)
    return {"data": data, "metadata": metadata}
