"""The JavaScript and the style of all widgets, sent to the page once for all of them.

Each widget's own part is a few lines (`load.js`) that take its module from here. No network is needed.
"""

from functools import cache
from hashlib import sha256

import ipywidgets
import traitlets

from course_lib.folders import WIDGETS

LOADER = "load.js"


class Library(ipywidgets.Widget):  # type: ignore[misc] # ipywidgets has no types
    """Every module by its path in this folder, the style, and a version that tells one state from another."""

    sources = traitlets.Dict().tag(sync=True)
    style = traitlets.Unicode().tag(sync=True)
    version = traitlets.Unicode().tag(sync=True)


@cache
def loader() -> str:
    """Return what every widget begins with."""
    return (WIDGETS / LOADER).read_text(encoding="utf-8")


def library() -> Library:
    """Return this kernel's library; a new one where the old one was closed."""
    there = _library()
    if there.comm is None:
        _library.cache_clear()
        there = _library()
    return there


@cache
def _library() -> Library:
    paths = sorted(path for path in WIDGETS.rglob("*.js") if path.name != LOADER)
    sources = {path.relative_to(WIDGETS).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    style = (WIDGETS / "course.css").read_text(encoding="utf-8")
    version = sha256("".join([*sources.values(), style]).encode()).hexdigest()[:16]
    return Library(sources=sources, style=style, version=version)
