"""Where answers go: a database, by its URL."""

import os
from pathlib import Path
from urllib.parse import quote

import platformdirs


def default_url() -> str:
    """Return where answers go: COURSE_RECORD, a database URL, or a file in the user's data folder."""
    named = os.environ.get("COURSE_RECORD")
    if named:
        return named
    folder = Path(platformdirs.user_data_dir("back-spasm-course"))
    return f"sqlite:///{quote((folder / 'record.sqlite').as_posix(), safe='/:')}"
