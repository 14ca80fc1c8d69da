"""What will be opened next in a class: it is prepared while people join, and while they read the start page.

A lesson takes a second to be run. Whoever opens one that was run before does not wait for that.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Collection

from course_lib.catalog import Catalog
from course_lib.classroom.lessons import Lessons
from course_lib.classroom.overview import Overview
from course_lib.model.classroom import ClassFile
from course_lib.record import Record
from course_lib.rules.classwork import Work

START = "00_start_here.ipynb"

SETTLE = 0.3
"""Seconds after which it begins: who opens a page just now comes first."""

_log = logging.getLogger(__name__)


class Ahead:
    """Prepares lessons one after the other, in the background."""

    def __init__(self, lessons: Lessons, onward: Callable[[Collection[str]], list[str]]) -> None:
        """`onward` says of learners which notebooks the start page leads them to; it may take a while."""
        self._lessons, self._onward = lessons, onward
        self._expected: dict[str, None] = {}
        self._task: asyncio.Task[None] | None = None

    def expect(self, learner: str = "") -> None:
        """Somebody stands at the door; or a learner is on the start page, and will go on from there."""
        self._expected[learner] = None
        if self._task is None or self._task.done():
            self._task = asyncio.ensure_future(self._prepare())

    async def _prepare(self) -> None:
        while self._expected:
            await asyncio.sleep(SETTLE)
            expected, self._expected = self._expected, {}
            learners = [learner for learner in expected if learner]
            try:
                if "" in expected:
                    await self._lessons.ahead(START)
                for name in await asyncio.to_thread(self._onward, learners) if learners else ():
                    await self._lessons.ahead(name)
            except Exception:  # it will be run when it is opened
                _log.exception("a lesson could not be prepared")


class Onward:
    """Where the start page leads the learners of a class, by its record."""

    def __init__(self, record: Record, known: Catalog, class_file: ClassFile) -> None:
        """`record` is used by nobody else."""
        self._record, self._known = record, known
        self._overview = Overview(record, known, class_file)

    def __call__(self, learners: Collection[str]) -> list[str]:
        """Return the notebooks that these learners' buttons lead to, the one that most are led to first."""
        self._overview.follow()
        self._record.close()  # who writes while the disk is full needs the file alone
        work = {person.id: person.work for person in self._overview.people}
        found = Counter(self._of(work.get(learner)) for learner in learners)
        return [name for name, _ in found.most_common()]

    def _of(self, work: Work | None) -> str:
        standings = work.standings if work else {}
        page = self._known.course_map.onward(lambda name: name in standings and standings[name].done)
        return page.notebook if page else START
