"""The waiting room."""

from typing import Literal, TypedDict

from course_lib.render.views.patient import PatientView
from course_lib.render.views.view import View


class WaitingPerson(TypedDict):
    """Somebody in the waiting room; `face` is SVG."""

    id: str
    name: str
    line: str
    state: Literal["done", "started", "new"]
    face: str


class Waiting(View):
    """Everybody who waits, who is next (nobody where all are seen to the end), how many minutes all take."""

    title: str
    count: str
    minutes: int
    today: str
    people: list[WaitingPerson]


class WaitingRoomView(Waiting):
    """The waiting room, or the one case that is open."""

    case: PatientView | None
