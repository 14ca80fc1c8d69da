"""What every answer of the class server has in common: strict headers, one sentence where something fails."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

from jupyter_server.base.handlers import JupyterHandler
from tornado import web

from course_lib.classroom.guesses import Guesses
from course_lib.classroom.identity import is_own_host, is_same_origin, member_of, sign_out
from course_lib.classroom.looks import page
from course_lib.classroom.sessions import Member

if TYPE_CHECKING:
    from course_lib.classroom.ahead import Ahead
    from course_lib.classroom.kernels import ClassKernels

P = ParamSpec("P")
T = TypeVar("T")

SENTENCES = {
    403: "You cannot open this page.",
    404: "There is no such page.",
    503: "The course cannot open another page right now. Wait a minute, then try again.",
}
BROKEN = "Something went wrong here. Your answers are kept. Try again, or ask your instructor."

POLICY = {
    "default-src": "'none'",
    "script-src": "'self' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
"""Scripts come from files of this server, or from what a widget was sent (blob:)."""

HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class ClassHandler(JupyterHandler):
    """A page of the class server. `auth_resource` says what the authorizer is asked about."""

    auth_resource = ""

    def set_default_headers(self) -> None:
        """Send the same strict headers with everything."""
        for name, value in HEADERS.items():
            self.set_header(name, value)
        self.clear_header("Server")

    def check_host(self) -> bool:
        """Take requests that name this computer."""
        return is_own_host(self.request.host)

    def check_xsrf_cookie(self) -> None:
        """Take a form from our own pages alone. Raises HTTPError."""
        if not is_same_origin(self):
            raise web.HTTPError(403)

    def get_login_url(self) -> str:
        """Lead whoever is not signed in to the page where one joins."""
        return str(self.settings["base_url"]) + "join"

    def demand(self) -> None:
        """Let in whom the authorizer lets in. Raises HTTPError."""
        if not self.authorizer.is_authorized(
            self, self.current_user, self.request.method or "", self.auth_resource
        ):
            raise web.HTTPError(403)

    @property
    def member(self) -> Member:
        """Who asks. Raises HTTPError where nobody is signed in."""
        member = member_of(self)
        if member is None:
            raise web.HTTPError(403)
        return member

    @property
    def kernels(self) -> ClassKernels:
        """The kernels of the class."""
        return cast("ClassKernels", self.kernel_manager)

    @property
    def ahead(self) -> Ahead:
        """What prepares the lessons that will be opened next."""
        return cast("Ahead", self.settings["class_ahead"])

    async def apart(self, work: Callable[P, T], *asked: P.args, **named: P.kwargs) -> T:
        """Return what `work` returns, done in the one thread that reads and writes the class's record.

        It may wait for a disk or for a database; pages and kernels go on meanwhile.
        """
        thread = self.settings["class_record_thread"]
        return await asyncio.wrap_future(thread.submit(work, *asked, **named))

    @property
    def minutes_to_wait(self) -> int:
        """How many minutes whoever asks must wait until another code is taken from them; 0: none."""
        guesses: Guesses = self.settings["class_guesses"]
        return -(-guesses.wait(str(self.request.remote_ip)) // 60)

    def count_wrong_code(self) -> None:
        """Remember that whoever asks typed a wrong code."""
        self.settings["class_guesses"].wrong(str(self.request.remote_ip))

    def html(self, text: str, status: int = 200) -> None:
        """Answer with a page that no one keeps."""
        self.set_status(status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(text)

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say in one sentence what is wrong, and nothing of how this is built."""
        self.set_default_headers()
        title = HTTPStatus(status_code).phrase
        sentence = SENTENCES.get(status_code, BROKEN)
        self.html(page(title, f'<p>{sentence}</p><p><a href="/">Back to the course</a></p>'), status_code)


class LeaveHandler(ClassHandler):
    """Ends a session."""

    @web.authenticated
    def post(self) -> None:
        """Sign out, and lead to the page where one joins."""
        sign_out(self)
        self.redirect("/join")


class NothingHandler(ClassHandler):
    """Answers for every address that there is not."""

    def prepare(self) -> Any:  # type: ignore[override]
        """Say so, whoever asks."""
        raise web.HTTPError(404)
