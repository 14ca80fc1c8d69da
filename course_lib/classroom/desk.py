"""The instructor's addresses on the class server, behind the PIN, and the learners' vote. See `instructor`."""

from __future__ import annotations

import json
from urllib.parse import parse_qs

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado import web

from course_lib.classroom.base import ClassHandler
from course_lib.classroom.class_file import check_pin
from course_lib.classroom.identity import member_of, sign_in
from course_lib.classroom.instructor import Answer, Asked, Instructor
from course_lib.classroom.looks import field, page, trouble
from course_lib.classroom.sessions import Member
from course_lib.language.dates import in_minutes

DOOR = "/instructor/pin"
WRONG = "That is not the PIN of this class."
LATER = "Too many codes were wrong. Wait {}, then try again."


class DeskHandler(ClassHandler):
    """What the pages of the instructor and of the vote have in common."""

    @property
    def desk(self) -> Instructor:
        """The instructor's side of the class."""
        desk: Instructor = self.settings["class_desk"]
        return desk

    @property
    def token(self) -> str:
        """What each form sends back."""
        return bytes(self.xsrf_token).decode()

    def check_xsrf_cookie(self) -> None:
        """Take a form from our own pages alone, and with the token that they hold. Raises HTTPError."""
        super().check_xsrf_cookie()
        web.RequestHandler.check_xsrf_cookie(self)

    def asked(self) -> Asked:
        """Return what the address or the form holds."""
        if self.request.method == "GET":
            return parse_qs(self.request.query)
        return {name: self.get_body_arguments(name) for name in self.request.body_arguments}

    def send(self, answer: Answer) -> None:
        """Send an answer. Raises HTTPError where there is no such address."""
        if answer.status != 200:
            raise web.HTTPError(answer.status)
        if answer.to:
            self.redirect(answer.to, status=303)
        elif answer.file:
            name, kind, data = answer.file
            self.set_header("Content-Type", kind)
            self.set_header("Content-Disposition", f'attachment; filename="{name}"')
            self.set_header("Cache-Control", "no-store")
            self.finish(data)
        elif answer.html:
            self.html(answer.html)
        else:
            self.set_header("Content-Type", "application/json")
            self.set_header("Cache-Control", "no-store")
            self.finish(json.dumps(answer.json))


class InstructorHandler(DeskHandler):
    """The class now, the projector, the report; only for who has typed the PIN."""

    auth_resource = "instructor"

    @allow_unauthenticated
    async def get(self, path: str | None) -> None:
        """Show a page, or ask for the PIN first. Raises HTTPError for a learner."""
        if member_of(self) is None:
            self.redirect(DOOR)
            return
        self.demand()
        self.send(await self.apart(self.desk.get, path or "", self.asked(), self.token))

    @web.authenticated
    async def post(self, path: str | None) -> None:
        """Do what a form asks for."""
        self.demand()
        self.send(await self.apart(self.desk.post, path or "", self.asked()))


class PinHandler(ClassHandler):
    """Asks for the instructor's PIN."""

    @allow_unauthenticated
    def get(self) -> None:
        """Show the form."""
        member = member_of(self)
        if member and member.role == "instructor":
            self.redirect("/instructor")
            return
        self.html(pin_page())

    @allow_unauthenticated
    def post(self) -> None:
        """Sign in who has the PIN; wrong ones are counted as wrong codes are."""
        if wait := self.minutes_to_wait:
            self.html(pin_page(LATER.format(in_minutes(wait))), 429)
        elif check_pin(self.get_body_argument("pin", "")[:200], self.settings["class_pin"]):
            sign_in(self, Member("instructor", "", "Instructor"))
            self.redirect("/instructor", status=303)
        else:
            self.count_wrong_code()
            self.html(pin_page(WRONG), 403)


class VoteHandler(DeskHandler):
    """Where the room votes on its phones."""

    auth_resource = "lesson"

    @web.authenticated
    async def get(self, path: str | None) -> None:
        """Show what is asked, or what is there while nothing is."""
        self.demand()
        learner = self.member.learner
        if path == "open":
            self.send(self.desk.vote_open(learner))
        elif path == "parts":
            self.send(await self.apart(self.desk.vote_parts, learner, self.token))
        else:
            self.send(await self.apart(self.desk.vote_page, learner, self.token))

    @web.authenticated
    async def post(self, path: str | None) -> None:
        """Take a vote. Raises HTTPError where it is nobody's of the class."""
        self.demand()
        if path or not self.member.learner:
            raise web.HTTPError(403)
        self.send(await self.apart(self.desk.vote, self.member.learner, self.asked(), self.token))


def pin_page(problem: str = "") -> str:
    """Return the page that asks for the PIN."""
    return page(
        "For the instructor",
        f'{trouble(problem)}<form method="post" action="{DOOR}">'
        + field("pin", "Instructor’s PIN", type="password", autocomplete="current-password", required="")
        + '<p><button class="primary">Open the class</button></p></form>'
        '<p class="source">Forgotten? In a terminal: python3 course.py workshop --pin</p>',
    )
