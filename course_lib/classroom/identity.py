"""Who asks, and what they may do: Jupyter Server's own two hooks."""

from __future__ import annotations

import ipaddress
import secrets
import socket
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

from jupyter_server.auth.authorizer import Authorizer
from jupyter_server.auth.identity import IdentityProvider, User
from tornado.web import RequestHandler

from course_lib.classroom.sessions import HOURS, Member, Sessions

COOKIE = "course"
BROWSER = "joining"
"""Names a browser from when it is shown where one joins until whoever joined with it leaves."""

PAGES = {"learner": {"lesson", "kernels"}, "instructor": {"lesson", "kernels", "instructor"}}
"""What each may ask for, by the name that a handler gives to it. What is not named here, nobody may."""


@dataclass
class ClassUser(User):
    """Somebody who is signed in."""

    role: str = ""


class ClassIdentity(IdentityProvider):
    """Knows a browser by its signed cookie; a token in an address or a header counts for nothing."""

    @property
    def auth_enabled(self) -> bool:
        """Nobody gets in without a code."""
        return True

    def get_user(self, handler: RequestHandler) -> ClassUser | None:
        """Return who asks, or None."""
        member = member_of(handler)
        return (
            ClassUser(username=member.learner or member.role, name=member.name, role=member.role)
            if member
            else None
        )

    def get_handlers(self) -> list[Any]:
        """Offer none of Jupyter's own ways in."""
        return []

    def is_token_authenticated(self, handler: RequestHandler) -> bool:
        """No token opens anything."""
        return False

    def should_check_origin(self, handler: RequestHandler) -> bool:
        """Another site's page may ask for nothing."""
        return True


class ClassAuthorizer(Authorizer):
    """A learner may open lessons and talk to their own kernel; the instructor's pages are the instructor's."""

    def is_authorized(self, handler: Any, user: Any, action: str, resource: str) -> bool:
        """Return whether somebody may do this."""
        return isinstance(user, ClassUser) and resource in PAGES.get(user.role, ())


def sessions_of(handler: RequestHandler) -> Sessions:
    """Return the server's table of sessions."""
    table: Sessions = handler.settings["class_sessions"]
    return table


def member_of(handler: RequestHandler) -> Member | None:
    """Return who asks, by the cookie alone."""
    token = _token(handler)
    return sessions_of(handler).member(token) if token else None


def sign_in(handler: RequestHandler, member: Member) -> None:
    """Begin a session, in place of the one that this browser had."""
    _end_session(handler)
    token = sessions_of(handler).begin(member)
    handler.set_signed_cookie(
        COOKIE, token, expires_days=HOURS[member.role] / 24, httponly=True, samesite="Lax", path="/"
    )


def sign_out(handler: RequestHandler) -> None:
    """End this browser's session, on the server too; whoever joins with it next may be somebody else."""
    _end_session(handler)
    for name in (COOKIE, BROWSER):
        handler.clear_cookie(name, path="/")


def browser_of(handler: RequestHandler) -> str:
    """Return the name that this browser was given, or nothing."""
    return (handler.get_signed_cookie(BROWSER, max_age_days=1) or b"").decode()


def name_browser(handler: RequestHandler) -> None:
    """Give this browser a name, unless it has one."""
    if not browser_of(handler):
        handler.set_signed_cookie(
            BROWSER, secrets.token_urlsafe(16), expires_days=None, httponly=True, samesite="Lax", path="/"
        )


def _end_session(handler: RequestHandler) -> None:
    token = _token(handler)
    if token:
        sessions_of(handler).end(token)


def _token(handler: RequestHandler) -> str:
    return (handler.get_signed_cookie(COOKIE, max_age_days=1) or b"").decode()


def is_own_host(host: str) -> bool:
    """Return whether a request names this computer, as no page of another site can make it do.

    By a number or by its own name: a name that somebody else's server points here is neither.
    """
    name = _place(f"//{host}").hostname or ""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        own = socket.gethostname().lower()
        return name in ("localhost", own, f"{own.split('.')[0]}.local")
    return True


def is_same_origin(handler: RequestHandler) -> bool:
    """Return whether a page of ours sent a request; what names no page at all is no browser's form."""
    origin = handler.request.headers.get("Origin") or handler.request.headers.get("Referer") or ""
    return bool(origin) and _place(origin).netloc == handler.request.host


def _place(address: str) -> SplitResult:
    """Return the parts of an address that somebody sent; one that cannot be read has none."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")
