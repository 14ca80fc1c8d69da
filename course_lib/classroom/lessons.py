"""The lessons of a class, each run once, when it is first opened: its page, and what makes its kernels."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from course_lib.folders import NOTEBOOKS
from course_lib.lab.preparing import WarmLesson, prepare
from course_lib.lab.warming import WarmProcess
from course_lib.record.seat import seat_variables

KERNEL_ID = "00000000-0000-0000-0000-000000000000"
"""Stands in a page where a learner's own kernel will be named."""

NOBODY = "nobody"


@dataclass(frozen=True)
class Lesson:
    """A lesson's page, as anybody's, and the process that makes the kernels that know its widgets."""

    process: WarmLesson
    html: str

    def page(self, kernel_id: str) -> str:
        """Return the page with a learner's kernel."""
        return self.html.replace(KERNEL_ID, kernel_id)


class Lessons:
    """Lessons by the names of their notebooks. One that was changed, or whose process ended, is made again."""

    def __init__(self, warm: Callable[[], WarmProcess | None], office: str) -> None:
        """`warm` gives the warm process that holds the course as it is, if there is one."""
        self._warm, self._office = warm, office
        self._lessons: dict[str, Lesson] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    async def get(self, name: str, draw: Callable[[list[Any]], Awaitable[str]]) -> Lesson | None:
        """Return a lesson; None where none can be prepared. `draw` makes the page of what its cells show."""
        async with self._locks.setdefault(name, asyncio.Lock()):
            known = self._lessons.get(name)
            if known:
                if await asyncio.to_thread(known.process.fresh):
                    return known
                known.process.retire()
                del self._lessons[name]
            process = await asyncio.to_thread(self._prepare, NOTEBOOKS / name)
            if process is None:
                return None
            try:
                self._lessons[name] = Lesson(process, await draw(process.outputs))
            except BaseException:
                process.retire()  # nobody would know of it
                raise
            return self._lessons[name]

    def _prepare(self, notebook: Path) -> WarmLesson | None:
        warm = self._warm()
        if warm is None:
            return None
        nowhere = Path(tempfile.gettempdir(), uuid4().hex, "record.sqlite").as_posix()  # nothing is there
        env = {
            **os.environ,
            **seat_variables(NOBODY, "", self._office),
            "COURSE_RECORD": f"sqlite:///{nowhere}",
        }
        return prepare(warm, notebook, env)
