"""A notebook as a page without code: its cells run in the learner's own kernel, the player shows the steps."""

from __future__ import annotations

from typing import Any

from jupyter_core.utils import ensure_async
from tornado import web

from course_lib.classroom.ahead import START
from course_lib.classroom.base import ClassHandler
from course_lib.classroom.drawing import Drawing
from course_lib.classroom.lessons import Lessons
from course_lib.folders import NOTEBOOKS


class LessonHandler(ClassHandler):
    """Shows a notebook of the course."""

    auth_resource = "lesson"

    def initialize(self, drawing: Drawing) -> None:
        """`drawing` draws what no process has prepared."""
        self._drawing = drawing

    @web.authenticated
    async def get(self, name: str) -> None:
        """Run the notebook for whoever asks, and send it piece by piece. Raises HTTPError."""
        self.demand()
        path = NOTEBOOKS / name
        if path.name != name or not path.is_file():
            raise web.HTTPError(404)
        member = self.member
        lessons: Lessons = self.settings["class_lessons"]
        lesson = None if member.role == "instructor" else await lessons.get(name)
        try:
            kernel_id, lesson = await self.kernels.kernel_for(member, name, lesson)
        except Exception as error:
            raise web.HTTPError(503) from error
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        if name == START and member.role == "learner":
            self.ahead.expect(member.learner)
        if lesson:
            self.finish(lesson.page(kernel_id))
            return
        renderer = await self._drawing.renderer(path)
        kernel = ensure_async(_itself(self.kernels.get_kernel(kernel_id)))
        async for html, _ in renderer.generate_content_generator(kernel_id, kernel):
            self.write(html)
            await self.flush()


async def _itself(kernel: Any) -> Any:
    return kernel


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
