"""A notebook as a page without code: its cells run in the learner's own kernel, the player shows the steps."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from copy import deepcopy
from functools import partial
from pathlib import Path
from typing import Any

import nbformat
from jupyter_core.utils import ensure_async
from nbformat.v4 import new_output
from tornado import web
from voila.notebook_renderer import NotebookRenderer
from voila.utils import get_page_config

from course_lib.classroom.base import ClassHandler
from course_lib.classroom.lessons import KERNEL_ID, Lessons
from course_lib.folders import NOTEBOOKS

START = "00_start_here.ipynb"
BUTTON = re.compile(r"<button data-commandlinker-command=[^>]*>.*?</button>", re.DOTALL)
CALL = re.compile(r'\.?\b\w+\((?:"[^"]*")?')
"""What a cell calls and of what name: it says to the player whether it is a question, and which."""


class LessonHandler(ClassHandler):
    """Shows a notebook of the course."""

    auth_resource = "lesson"

    def initialize(self, voila: Any) -> None:
        """`voila` is the server, with Voilà's settings."""
        self.voila = voila

    @web.authenticated
    async def get(self, name: str) -> None:
        """Run the notebook for whoever asks, and send it piece by piece. Raises HTTPError."""
        self.demand()
        path = NOTEBOOKS / name
        if path.name != name or not path.is_file():
            raise web.HTTPError(404)
        member = self.member
        lessons: Lessons = self.settings["class_lessons"]
        lesson = None if member.role == "instructor" else await lessons.get(name, partial(self._draw, path))
        try:
            kernel_id, lesson = await self.kernels.kernel_for(member, name, lesson)
        except Exception as error:
            raise web.HTTPError(503) from error
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        if lesson:
            self.finish(lesson.page(kernel_id))
            return
        renderer = await self._renderer(path, NotebookRenderer)
        kernel = ensure_async(_itself(self.kernels.get_kernel(kernel_id)))
        async for html, _ in renderer.generate_content_generator(kernel_id, kernel):
            self.write(html)
            await self.flush()

    async def _draw(self, path: Path, outputs: list[Any]) -> str:
        """Return the page of a notebook whose code cells show these."""
        renderer = await self._renderer(path, ReadyRenderer)
        code = (cell for cell in renderer.notebook.cells if cell.cell_type == "code")
        for cell, output in zip(code, outputs, strict=True):
            cell.outputs = [new_output("execute_result", **output)] if output else []
        html: str = await renderer.generate_content_str(KERNEL_ID)
        return html

    async def _renderer(self, path: Path, kind: type[NotebookRenderer]) -> NotebookRenderer:
        settings = {
            "base_url": self.base_url,
            "settings": self.settings,
            "log": self.log,
            "voila_configuration": self.voila.voila_configuration,
        }
        page_config = get_page_config(**settings)
        page_config["disabledExtensions"] = ["@jupyterlab/mathjax2-extension:plugin"]
        page_config["federated_extensions"] = [
            each for each in page_config["federated_extensions"] if each["name"] in self.voila.extensions
        ]
        renderer = kind(
            request_handler=self,
            voila_configuration=self.voila.voila_configuration,
            traitlet_config=self.voila.config,
            notebook_path=path.name,
            template_paths=self.voila.template_paths,
            config_manager=self.config_manager,
            contents_manager=self.contents_manager,
            base_url=self.base_url,
            kernel_spec_manager=self.kernel_spec_manager,
            page_config=page_config,
            mathjax_config="",
            mathjax_url="",
        )
        await renderer.initialize()
        renderer.notebook = prepared(nbformat.read(path, as_version=4))
        return renderer


class ReadyRenderer(NotebookRenderer):  # type: ignore[misc]
    """Draws a notebook whose cells have been run."""

    async def _jinja_kernel_start(self, nb: Any, kernel_id: str, kernel_future: Any) -> str:
        return kernel_id

    async def _jinja_cell_generator(self, nb: Any, kernel_id: str) -> AsyncIterator[Any]:
        for cell in nb.cells:
            yield cell


async def _itself(kernel: Any) -> Any:
    return kernel


def prepared(notebook: Any) -> Any:
    """Return a notebook as the page shows it: without its button, each cell with what it calls."""
    ready = deepcopy(notebook)
    for cell in ready.cells:
        if cell.cell_type == "markdown":
            cell.source = BUTTON.sub("", cell.source)
        else:
            calls = CALL.findall(cell.source)
            cell.metadata["course_calls"] = calls[-1] if calls else ""
    return ready


class KernelHandler(ClassHandler):
    """Says to a page whether its kernel is there; it ends where a page was left alone."""

    auth_resource = "kernels"

    def get(self, kernel_id: str) -> None:
        """Answer with its id where it is, with 404 where not; and with 403 who is signed out."""
        self.demand()
        member = self.member
        if not self.kernels.is_owner(kernel_id, member.learner or member.role):
            raise web.HTTPError(404)
        self.set_header("Cache-Control", "no-store")
        self.finish({"id": kernel_id, "name": "python3"})

    def post(self, kernel_id: str) -> None:
        """Take a page's word that it is left: its kernel ends if nobody comes back."""
        self.demand()
        self.set_status(204)
