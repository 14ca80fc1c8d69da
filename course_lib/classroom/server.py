"""Makes the class server: Voilà with the course's own identity, authorizer, kernels and pages."""

from __future__ import annotations

import asyncio
import secrets
import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import tornado.web
from jupyter_core.utils import run_sync
from jupyter_server.base.handlers import FileFindHandler
from tornado.ioloop import PeriodicCallback
from traitlets.config import Config
from voila.app import Voila
from voila.static_file_handler import MultiStaticFileHandler

import course_lib.record.database.store  # noqa: F401 (it takes half a second, which nobody who joins should wait for)
from course_lib.catalog import catalog
from course_lib.classroom.ahead import Ahead, Onward
from course_lib.classroom.base import HEADERS, LeaveHandler, NothingHandler
from course_lib.classroom.desk import InstructorHandler, PinHandler, VoteHandler
from course_lib.classroom.door import HomeHandler, JoinHandler
from course_lib.classroom.drawing import Drawing
from course_lib.classroom.guesses import Guesses
from course_lib.classroom.identity import ClassAuthorizer, ClassIdentity
from course_lib.classroom.instructor import Instructor
from course_lib.classroom.joining import Joining
from course_lib.classroom.kernels import ClassKernels
from course_lib.classroom.lesson_page import KernelHandler, LessonHandler
from course_lib.classroom.lessons import Lessons
from course_lib.classroom.messages import LONGEST
from course_lib.classroom.preflight import gone_wrong
from course_lib.classroom.served import Troubles
from course_lib.classroom.sessions import Sessions
from course_lib.classroom.socket import ClassConnection, ClassSocket
from course_lib.classroom.transport import folder_for_sockets
from course_lib.classroom.waiting import UNWRITTEN, Left, Waiting
from course_lib.folders import CLASSROOM, LAB, NOTEBOOKS, PLAYER
from course_lib.lab.provisioner import CoursePorts, CourseProvisioners
from course_lib.lab.server import CourseKernels
from course_lib.lab.warming import WarmProcess
from course_lib.model.classroom import ClassFile
from course_lib.record import Record
from course_lib.record.unwritten import FOLDER

EXTENSIONS = ("@jupyter-widgets/jupyterlab-manager", "anywidget", "@voila-dashboards/widgets-manager8")
"""What draws widgets. No other extension of JupyterLab is loaded."""

LOOK = 15_000.0
"""Milliseconds between two looks whether answers wait."""

ENDING = 20.0
"""Seconds in which all kernels end: each has 5 to end by itself, and is then ended."""

AGAIN = 3600
"""Seconds for which a browser keeps what draws widgets: it is the same as long as a class lasts."""

KERNEL = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"


class ClassServer(Voila):  # type: ignore[misc]
    """Voilà, which reads no settings file, and serves the addresses below and no other."""

    extensions = EXTENSIONS
    known: ClassFile
    folder: Path
    waiting: Waiting | None = None
    left = Left()
    """How the class ended."""

    def __init__(self, known: ClassFile, folder: Path, record: str, **rest: Any) -> None:
        """`folder` is the class's own; `record` the database URL."""
        super().__init__(**rest)
        self.known, self.folder, self.record_url = known, folder, record
        self.config_file_paths: list[str] = []
        self.drawing = Drawing(self)
        self.announce: Callable[[], None] = lambda: None
        self.others: Troubles = tuple

    def listen(self) -> None:
        """Listen, and take no form that is longer than any of ours."""
        self.app.listen = partial(self.app.listen, max_body_size=LONGEST)
        if self.waiting:
            self.waiting.look()
            PeriodicCallback(self.waiting.look, LOOK).start()
        super().listen()

    def _handle_signal_stop(self, *_: object) -> None:
        """Stop when the system says so, without a word in the log.

        What is interrupted may be writing there; a second writer is refused (RuntimeError), and Voilà, which
        writes first, would go on forever.
        """
        loop: Any = getattr(self, "ioloop", None)
        if loop is None:  # it does not listen yet
            raise KeyboardInterrupt
        loop.asyncio_loop.call_soon_threadsafe(loop.stop)

    def stop(self) -> None:
        """End all kernels, remove the folder in which their sockets lie, and write what they could not.

        Whatever fails or hangs here ends with the program, and with the process that made it.
        """
        try:
            run_sync(self._end_kernels)()
        except Exception:
            self.log.exception("Some kernels did not end in order.")
        shutil.rmtree(self.connection_dir, ignore_errors=True)
        if self.waiting:
            self.left = self.waiting.end()

    async def _end_kernels(self) -> None:
        await asyncio.wait_for(self.kernel_manager.shutdown_all(), ENDING)

    def launch_browser(self) -> None:
        """Say that the server listens now (Voilà opens a browser here)."""
        self.announce()

    def init_settings(self) -> dict[str, Any]:
        """Add the class's own settings to Voilà's."""
        settings: dict[str, Any] = super().init_settings()
        self.sessions = Sessions(self.folder / "class.sqlite")
        unwritten, thread = self.folder / UNWRITTEN, ThreadPoolExecutor(1, "record")
        record = Record(self.record_url, beside=unwritten)
        self.waiting = Waiting(unwritten, record, thread)
        self.kernel_manager.variables = {"COURSE_RECORD": self.record_url, FOLDER: str(unwritten)}
        self.kernel_manager.office = self.known.office
        self.kernel_manager.rest_after(self.known.rest_after)
        path = quote((self.folder / "instructor.sqlite").resolve().as_posix(), safe="/:")
        self.kernel_manager.instructors = f"sqlite:///{path}"
        lessons = Lessons(CourseProvisioners.instance().freshened, self.known.office, self.drawing.page)
        onward = Onward(Record(self.record_url), catalog(), self.known)
        return {
            **settings,
            "cookie_secret": secret(self.folder / "cookie_secret"),
            "login_url": "/join",
            "compress_response": True,  # a first page has 4.5 MB, and a room may share one phone's hotspot
            "class_sessions": self.sessions,
            "class_joining": Joining(self.known, self.sessions, lambda learner: enroll(record, learner)),
            "class_record_thread": thread,
            "class_guesses": Guesses(),
            "class_pin": self.known.pin,
            "class_lessons": lessons,
            "class_ahead": Ahead(lessons, onward),
            "class_desk": Instructor(
                record,
                catalog(),
                self.known,
                f"http://{self.ip}:{self.port}",
                troubles=lambda: (*gone_wrong(self.record_url), *self.others()),
            ),
            "websocket_max_message_size": LONGEST,
            "default_handler_class": NothingHandler,
            "headers": dict(HEADERS),
        }

    def init_handlers(self) -> list[Any]:
        """Give all addresses that there are."""
        return [
            (r"/", HomeHandler),
            (r"/join", JoinHandler),
            (r"/leave", LeaveHandler),
            (r"/instructor/pin", PinHandler),
            (r"/instructor(?:/([a-z/-]+(?:\.csv|\.pdf)?))?", InstructorHandler),
            (r"/vote(?:/(parts|open))?", VoteHandler),
            (r"/course/player/([a-z_]+\.(?:js|css))", Files, {"path": str(PLAYER)}),
            (r"/course/classroom/static/([a-z_]+\.(?:js|css))", Files, {"path": str(CLASSROOM / "static")}),
            (
                r"/course/look/(lesson\.css)",
                Files,
                {"path": str(LAB / "labextensions" / "back-spasm-course" / "static")},
            ),
            (r"/course/([0-9a-z_]+\.ipynb)", LessonHandler, {"drawing": self.drawing}),
            (rf"/api/kernels/{KERNEL}", KernelHandler),
            (rf"/voila/api/shutdown/{KERNEL}", KernelHandler),
            (rf"/api/kernels/{KERNEL}/channels", ClassSocket),
            (r"/voila/static/([\w.-]+)", Statics, {"paths": self.static_paths}),
            (
                r"/voila/labextensions/((?:" + "|".join(EXTENSIONS) + r")/static/[\w.-]+)",
                Extensions,
                {"path": self.labextensions_path},
            ),
        ]


class Files(tornado.web.StaticFileHandler):
    """Files of the course that every page may read."""

    def set_default_headers(self) -> None:
        """Send the strict headers with them."""
        for name, value in HEADERS.items():
            self.set_header(name, value)

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say no more than the number: Jupyter's own page of an error cannot be made here."""
        self.finish()


class Statics(MultiStaticFileHandler):  # type: ignore[misc]
    """Voilà's own files; a phone asks for them once."""

    set_default_headers, write_error = Files.set_default_headers, Files.write_error

    def get_cache_time(self, path: str, modified: Any, mime_type: str) -> int:
        """Return for how many seconds a browser need not ask again."""
        return AGAIN


class Extensions(FileFindHandler):
    """The files of the extensions that draw widgets; a phone asks for them once."""

    set_default_headers, write_error = Files.set_default_headers, Files.write_error

    def set_headers(self) -> None:
        """Let a browser not ask again for a while, which Jupyter would not."""
        super().set_headers()
        self.set_header("Cache-Control", f"max-age={AGAIN}")


def make_server(
    known: ClassFile, folder: Path, record: str, host: str, port: int, warm: WarmProcess | None
) -> ClassServer:
    """Return the server of a class, not started yet. The warm process makes its kernels."""
    config = Config()
    config.Voila.ip = host
    config.Voila.port = port
    config.Voila.port_retries = 0
    config.Voila.open_browser = True
    config.Voila.root_dir = str(NOTEBOOKS)
    config.Voila.identity_provider_class = ClassIdentity
    config.Voila.authorizer_class = ClassAuthorizer
    config.Voila.kernel_websocket_connection_class = ClassConnection
    sockets = folder_for_sockets()
    config.Voila.connection_dir_root = sockets or tempfile.gettempdir()
    config.ServerKernelManager.transport = "ipc" if sockets else "tcp"
    config.VoilaConfiguration.multi_kernel_manager_class = ClassKernels
    config.VoilaConfiguration.kernel_spec_manager_class = CourseKernels
    config.VoilaConfiguration.template = "lab"
    config.VoilaConfiguration.allow_template_override = "NO"
    config.VoilaConfiguration.allow_theme_override = "NO"
    config.VoilaConfiguration.http_header_envs = []
    config.VoilaConfiguration.file_allowlist = []
    config.VoilaConfiguration.extension_allowlist = list(EXTENSIONS)
    config.VoilaExecutor.timeout = 60
    # A sign beside a heading would stand in the contents; with no text at all, the link would not be closed.
    config.VoilaExporter.anchor_link_text = " "
    CoursePorts.clear_instance()
    CoursePorts.instance()
    CourseProvisioners.clear_instance()
    CourseProvisioners.instance().warm = warm
    server = ClassServer(known, folder, record, config=config)
    server.initialize(argv=[])
    server.template_paths.insert(0, str(CLASSROOM / "templates"))
    return server


def secret(path: Path) -> bytes:
    """Return the secret that signs cookies; it is drawn once for a class."""
    if not path.exists() or not path.read_bytes():
        path.touch(mode=0o600)
        path.write_bytes(secrets.token_bytes(32))
    return path.read_bytes()


def enroll(record: Record, learner: Any) -> None:
    """Put a learner into the record, unless they are there under that name. Raises NotSaved."""
    if all((each.id, each.name) != (learner.id, learner.name) for each in record.learners()):
        record.switch(learner)
