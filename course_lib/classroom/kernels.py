"""The kernels of a class: one for each learner and page, which answers nobody else and ends when it is left."""

from __future__ import annotations

import asyncio
import os
import time
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

import zmq
from jupyter_core.utils import ensure_async
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from jupyter_server.utils import ApiPath
from tornado.web import HTTPError

from course_lib.classroom.lessons import Lesson
from course_lib.classroom.messages import TYPES
from course_lib.classroom.sessions import Member
from course_lib.lab.provisioner import CourseProvisioners
from course_lib.record.seat import seat_variables

PAUSE = 0.1
"""Seconds between two tries to end a kernel, and between two looks whether one that begins still lives."""

ANSWERS = 20.0
"""Seconds in which a kernel answers its first page, or it never will. A busy computer takes 8 for forty."""

PRIVATE = ("JUPYTER_TOKEN", "PGPASSWORD")


class ClassKernels(AsyncMappingKernelManager):
    """Knows whose each kernel is."""

    def __init__(self, **settings: Any) -> None:
        """Let pages send what widgets need, and end what is left alone."""
        super().__init__(  # type: ignore[no-untyped-call]
            **{
                **settings,
                "allowed_message_types": list(TYPES),
                "allow_tracebacks": False,
                "cull_connected": False,
            }
        )
        # Each page of a learner takes six sockets; as it comes, there are 1023 in all.
        self.context.set(zmq.MAX_SOCKETS, int(self.context.get(zmq.SOCKET_LIMIT)))
        self._owners: dict[str, str] = {}
        self._by_seat: dict[tuple[str, str], str] = {}
        self._locks: dict[tuple[str, str], asyncio.Lock] = {}
        self._lessons: dict[str, Lesson] = {}
        self._asked: dict[str, float] = {}
        self.variables: Mapping[str, str] = {}
        """What every kernel of this class is told: where the record is."""
        self.office = ""
        self.instructors = ""
        """Where it goes what an instructor tries in a lesson: a database URL."""

    def rest_after(self, seconds: int) -> None:
        """End a kernel that no window was connected to for so long. It comes back when its page is opened."""
        self.cull_idle_timeout, self.cull_interval = seconds, max(1, seconds // 3)

    def is_owner(self, kernel_id: str, learner: str) -> bool:
        """Return whether a kernel was started for this learner."""
        return bool(learner) and self._owners.get(kernel_id) == learner

    async def kernel_for(
        self, member: Member, page: str, lesson: Lesson | None = None
    ) -> tuple[str, Lesson | None]:
        """Return the id of the kernel of a learner's page, and the lesson that was run before it was made.

        It is the kernel that runs, or a new one, which is made of the lesson where that can be done. One that
        holds the lesson as it was before it was changed ends: whoever loads the page again finds the new one.
        """
        who = member.learner or member.role
        seat = (who, page)
        async with self._locks.setdefault(seat, asyncio.Lock()):
            running = self._by_seat.get(seat)
            if running and await self.lives(running):
                its = self._lessons.get(running)
                if not (its and lesson) or its is lesson:
                    self._kernel_activity(running)
                    return running, its
                await self.end(running)
            kernel_id = str(uuid.uuid4())
            if lesson:
                CourseProvisioners.instance().asked[kernel_id] = lesson.process
            await self.start_kernel(kernel_id=kernel_id, env=self._environment(member), path=ApiPath(""))
            self._owners[kernel_id] = who
            if lesson and made_by(self.get_kernel(kernel_id)) is lesson.process:
                self._lessons[kernel_id] = lesson
            self._by_seat[seat] = kernel_id
            self.add_restart_callback(kernel_id, partial(self._crashed, kernel_id), "restart")
            return kernel_id, self._lessons.get(kernel_id)

    def remove_kernel(self, kernel_id: str) -> Any:
        """Forget whose it was."""
        self._owners.pop(kernel_id, None)
        self._lessons.pop(kernel_id, None)
        self._asked.pop(kernel_id, None)
        for seat in [seat for seat, running in self._by_seat.items() if running == kernel_id]:
            del self._by_seat[seat]
        return super().remove_kernel(kernel_id)

    def _crashed(self, kernel_id: str) -> None:
        """End a kernel that crashed: started again, it would not know the widgets that its pages show."""
        asyncio.ensure_future(self.end(kernel_id))  # noqa: RUF006

    async def end(self, kernel_id: str) -> None:
        """End a kernel as soon as that can be done: Jupyter stumbles over one that it is just starting."""
        ending: Any = self.shutdown_kernel
        while kernel_id in self:
            try:
                await ensure_async(ending(kernel_id, now=True))
            except asyncio.InvalidStateError:
                await asyncio.sleep(PAUSE)
            except HTTPError:  # somebody else has ended it meanwhile
                return

    async def answers(self, kernel_id: str, asking: asyncio.Future[Any]) -> bool:
        """Wait until a kernel has answered a page; return whether it has.

        One that has ended, or that has never answered since its first page asked, is removed.
        """
        begun = self._asked.setdefault(kernel_id, time.monotonic())
        while not asking.done():
            await asyncio.wait({asking}, timeout=PAUSE)
            late = time.monotonic() - begun > ANSWERS
            if not asking.done() and (late or not await self.lives(kernel_id)):
                asking.cancel()
                await self.end(kernel_id)
                return False
        return True

    async def lives(self, kernel_id: str) -> bool:
        """Return whether there is such a kernel, and its process has not ended."""
        return kernel_id in self and await ensure_async(self.get_kernel(kernel_id).is_alive())

    def _kernel_activity(self, kernel_id: Any) -> None:
        """Let a kernel that is about to be used again live on."""
        kernel: Any = self.get_kernel(kernel_id)
        kernel.last_activity = datetime.now(UTC)

    def _environment(self, member: Member) -> dict[str, str]:
        """Give a kernel who learns in it; nothing of it comes from the browser.

        What an instructor tries in a lesson goes into a record of its own: it is no learner's answer.
        """
        own = {name: value for name, value in os.environ.items() if name not in PRIVATE}
        if member.role == "instructor":
            return {**own, "COURSE_RECORD": self.instructors}
        return {**own, **self.variables, **seat_variables(member.learner, member.name, self.office)}


def made_by(kernel: Any) -> Any:
    """Return the warm process that made a kernel; None where the kernel was started by itself."""
    return getattr(kernel.provisioner.process, "warm", None)
