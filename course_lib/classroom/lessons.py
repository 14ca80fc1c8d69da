"""The lessons of a class, each run once, before it is first opened: its page, and what makes its kernels."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections import Counter
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

MOST_AHEAD = 2
"""So many lessons wait to be opened, at most: each takes about 30 MB."""

UNOPENED = 300.0
"""Seconds after which a lesson ends that was prepared and that nobody has opened."""


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

    def __init__(
        self,
        warm: Callable[[], WarmProcess | None],
        office: str,
        draw: Callable[[str, list[Any]], Awaitable[str]],
    ) -> None:
        """`warm` gives the warm process that holds the course as it is, if there is one.

        `draw` makes the page of a notebook of what its cells show.
        """
        self._warm, self._office, self._draw = warm, office, draw
        self._lessons: dict[str, Lesson] = {}
        self._locks: dict[str, asyncio.Lock] = {}
        self._given_up = Counter[str]()
        self._opened = set[str]()
        self.unopened = UNOPENED

    async def get(self, name: str) -> Lesson | None:
        """Return a lesson that is opened now; None where none can be prepared."""
        self._opened.add(name)
        return await self._ready(name)

    async def ahead(self, name: str) -> None:
        """Prepare a lesson that somebody will open soon, unless two wait to be opened already.

        One that nobody opens for a while ends again.
        """
        waiting = self._lessons.keys() - self._opened
        if name in self._opened or name in waiting or len(waiting) >= MOST_AHEAD:
            return
        lesson = await self._ready(name)
        if lesson:
            asyncio.get_running_loop().call_later(self.unopened, self._end, name, lesson)

    def _end(self, name: str, lesson: Lesson) -> None:
        """End a lesson that was prepared ahead, if nobody has opened it since."""
        if name not in self._opened and self._lessons.get(name) is lesson:
            del self._lessons[name]
            lesson.process.retire()

    async def _ready(self, name: str) -> Lesson | None:
        given_up = self._given_up[name]
        async with self._locks.setdefault(name, asyncio.Lock()):
            known = self._lessons.get(name)
            if known:
                if await asyncio.to_thread(known.process.fresh):
                    return known
                known.process.retire()
                del self._lessons[name]
            if self._given_up[name] > given_up:  # while this one waited: it hangs, and would again
                return None
            process = await asyncio.to_thread(self._prepare, NOTEBOOKS / name)
            if process is None:
                self._given_up[name] += 1
                return None
            try:
                self._lessons[name] = Lesson(process, await self._draw(name, process.outputs))
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
