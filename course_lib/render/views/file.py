"""A file that Python made for the learner."""

from typing import TypedDict


class File(TypedDict):
    """A file that Python made; `data` is base64, `type` its media type."""

    name: str
    type: str
    title: str
    data: str
