"""A file for the page: what Python made, in a form that a view can hold."""

import base64
import re

from course_lib.render.views.file import File


def file(name: str, kind: str, title: str, data: bytes) -> File:
    """Return a file for a view. `kind` is its media type, `title` what the page calls it.

    `name` may hold what a learner typed: only letters, digits, dots and dashes of it are used.
    """
    safe = re.sub(r"[^A-Za-z0-9.]+", "-", name).strip("-.") or "file"
    return {"name": safe, "type": kind, "title": title, "data": base64.b64encode(data).decode()}
