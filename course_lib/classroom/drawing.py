"""Draws a notebook of the course as a page without code: Voilà's renderer, with the course's template."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_output
from voila.notebook_renderer import NotebookRenderer
from voila.utils import get_page_config

from course_lib.classroom.lessons import KERNEL_ID
from course_lib.folders import NOTEBOOKS

BUTTON = re.compile(r"<button data-commandlinker-command=[^>]*>.*?</button>", re.DOTALL)
CALL = re.compile(r'\.?\b\w+\((?:"[^"]*")?')
"""What a cell calls and of what name: it says to the player whether it is a question, and which."""


class Drawing:
    """Draws pages for a server."""

    def __init__(self, server: Any) -> None:
        """`server`: Voilà, with its settings."""
        self._server = server

    async def page(self, name: str, outputs: list[Any]) -> str:
        """Return the page of a notebook whose code cells show these, for any kernel: see `KERNEL_ID`.

        It takes half a second, in a thread of its own.
        """
        return await asyncio.to_thread(asyncio.run, self._page(name, outputs))

    async def _page(self, name: str, outputs: list[Any]) -> str:
        renderer = await self.renderer(NOTEBOOKS / name, ReadyRenderer)
        code = (cell for cell in renderer.notebook.cells if cell.cell_type == "code")
        for cell, output in zip(code, outputs, strict=True):
            cell.outputs = [new_output("execute_result", **output)] if output else []
        html: str = await renderer.generate_content_str(KERNEL_ID)
        return html

    async def renderer(self, path: Path, kind: type[CourseRenderer] | None = None) -> CourseRenderer:
        """Return what draws a notebook; as it comes, it runs the cells in a kernel meanwhile."""
        server = self._server
        page_config = get_page_config(
            base_url=server.base_url,
            settings=server.app.settings,
            log=server.log,
            voila_configuration=server.voila_configuration,
        )
        page_config["disabledExtensions"] = ["@jupyterlab/mathjax2-extension:plugin"]
        page_config["federated_extensions"] = [
            each for each in page_config["federated_extensions"] if each["name"] in server.extensions
        ]
        renderer = (kind or CourseRenderer)(
            voila_configuration=server.voila_configuration,
            traitlet_config=server.config,
            notebook_path=path.name,
            template_paths=server.template_paths,
            config_manager=server.config_manager,
            contents_manager=server.contents_manager,
            base_url=server.base_url,
            kernel_spec_manager=server.kernel_spec_manager,
            page_config=page_config,
            mathjax_config="",
            mathjax_url="",
        )
        await renderer.initialize()
        return renderer


class CourseRenderer(NotebookRenderer):  # type: ignore[misc]
    """Draws a notebook of the course, whose cells it runs meanwhile."""

    async def load_notebook(self, path: str) -> Any:
        """Return the notebook. Nobody asks whether it is trusted: it is the course’s own, and shows no code."""
        return prepared(nbformat.read(NOTEBOOKS / path, as_version=4))


class ReadyRenderer(CourseRenderer):
    """Draws a notebook whose cells have been run."""

    async def _jinja_kernel_start(self, nb: Any, kernel_id: str, kernel_future: Any) -> str:
        return kernel_id

    async def _jinja_cell_generator(self, nb: Any, kernel_id: str) -> AsyncIterator[Any]:
        for cell in nb.cells:
            yield cell


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
