"""The body map."""

from typing import TypedDict

from course_lib.render.views.view import TextPair, View


class BodySide(TypedDict):
    """One side of the body map; `figure` is SVG."""

    id: str
    name: str
    figure: str
    regions: list[str]


class BodyRegion(TypedDict):
    """A muscle and what is told of it."""

    id: str
    plain: str
    anatomical: str
    part: str
    facts: list[TextPair]


class BodyMapView(View):
    """The body map, and the muscle that is chosen."""

    title: str
    sides: list[BodySide]
    regions: list[BodyRegion]
    chosen: str
