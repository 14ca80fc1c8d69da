"""The door of the class: where one joins, on a phone too."""

from __future__ import annotations

from html import escape

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado import web

from course_lib.classroom.ahead import START
from course_lib.classroom.base import ClassHandler
from course_lib.classroom.identity import browser_of, member_of, name_browser, sign_in
from course_lib.classroom.joining import Joining, NotJoinedError
from course_lib.classroom.looks import field, page, trouble
from course_lib.classroom.sessions import Member
from course_lib.errors import CourseError
from course_lib.language.dates import in_minutes

LATER = "Too many codes were wrong. Wait {}, then try again, or ask your instructor."


class HomeHandler(ClassHandler):
    """Leads each to where they belong."""

    @web.authenticated
    def get(self) -> None:
        """Lead to the first page of the course, or to the instructor's."""
        self.redirect("/instructor" if self.current_user.role == "instructor" else f"/course/{START}")


class JoinHandler(ClassHandler):
    """Asks for the codes, and signs in who has them."""

    @allow_unauthenticated
    def get(self) -> None:
        """Show the form; whoever is signed in goes on to the course."""
        member = member_of(self)
        if member:
            self.redirect("/")
            return
        self.ahead.expect()
        name_browser(self)
        self.html(self._page())

    @allow_unauthenticated
    async def post(self) -> None:
        """Sign in who has the codes; say to all others why they did not get in."""
        code, name, personal = (self.get_body_argument(key, "")[:80] for key in ("code", "name", "personal"))
        try:
            joined = await self.apart(self._join, code, name, personal, browser_of(self))
        except NotJoinedError as refused:
            self.html(self._page(str(refused), code, name), 403 if refused.guess else 409)
            return
        except CourseError as trouble:
            self.html(self._page(str(trouble), code, name), 503)
            return
        if joined is None:
            self.html(self._page(LATER.format(in_minutes(self.minutes_to_wait))), 429)
            return
        member, new = joined
        sign_in(self, member)
        self.ahead.expect()
        self.ahead.expect(member.learner)
        if new:
            self.html(welcome(member.name, new))
        else:
            self.redirect("/", status=303)

    def _join(self, code: str, name: str, personal: str, browser: str) -> tuple[Member, str] | None:
        """Return who joined, and their new code; None who must wait. One by one: no guess overtakes another."""
        if self.minutes_to_wait:
            return None
        try:
            return self._joining.join(code, name, personal, browser)
        except NotJoinedError as refused:
            if refused.guess:
                self.count_wrong_code()
            raise

    @property
    def _joining(self) -> Joining:
        joining: Joining = self.settings["class_joining"]
        return joining

    def _page(self, problem: str = "", code: str = "", name: str = "") -> str:
        joining = self._joining
        more = (
            field("name", "Your name", "It goes on your certificate.", name, autocomplete="name")
            + field(
                "personal",
                "Your personal code",
                "If your instructor gave you one, or you have joined before.",
                autocomplete="off",
                autocapitalize="characters",
                spellcheck="false",
            )
            if joining.is_open
            else field(
                "personal",
                "Your personal code",
                "Your instructor gave it to you.",
                autocomplete="off",
                autocapitalize="characters",
                spellcheck="false",
                required="",
            )
        )
        return page(
            joining.known.name,
            f'{trouble(problem)}<form method="post" action="/join">'
            + field(
                "code",
                "Class code",
                "It is on the screen in the room.",
                code,
                autocomplete="off",
                autocapitalize="characters",
                spellcheck="false",
                required="",
            )
            + more
            + '<p><button class="primary">Join the class</button></p></form>'
            '<p class="source">What you answer is kept on your instructor’s computer, under your name.</p>',
        )


def welcome(name: str, code: str) -> str:
    """Return the page that shows a new personal code, this once."""
    return page(
        f"Welcome, {name}",
        f'<p>Your personal code is</p><p class="code">{escape(code)}</p>'
        "<p>Write it down, or take a picture. You need it to go on with another phone or computer.</p>"
        '<p><a class="button primary" href="/">I have it. Begin the course</a></p>',
    )
