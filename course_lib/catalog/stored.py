"""The course's own catalog: read and checked once, then kept, and taken entry by entry from what was kept.

A lesson so loads what it shows: its own items and what they name. Nothing is checked again that was checked
before: no file has changed since, nor has the code that checks.
"""

import os
import sys
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

import platformdirs
import pydantic

from course_lib.catalog.contents import Catalog, figures_in
from course_lib.catalog.shelf import packed, unpacked
from course_lib.folders import CONTENT, EXERCISES, PACKAGE

FORMAT = b"1"
"""Changes whenever a catalog is kept differently, so that nothing kept by an older version is taken."""

READ_BY = ("model", "catalog")
"""The rooms whose code decides what a file's entry becomes."""

OTHERS = 3
"""How many others stay, those used last: of other versions of the course, and of changed copies of it."""


@cache
def catalog() -> Catalog:
    """Return the course's own catalog. Raises ContentError where its files need to be corrected."""
    return fetch(CONTENT, EXERCISES, Path(platformdirs.user_cache_dir("back-spasm-course")))


def fetch(content: Path, exercises: Path, folder: Path) -> Catalog:
    """Return the catalog of two folders, from what is kept of it in a third if that is whole and not outdated.

    Where nothing can be kept, the files are read each time.
    """
    path = folder / f"catalog-{_state(content, exercises)}"
    with suppress(OSError, ValueError):
        known = unpacked(path.read_bytes(), figures_in(content))
        with suppress(OSError):
            os.utime(path)  # in use: it is not among the old ones
        return known
    from course_lib.catalog.loading import load  # noqa: PLC0415 (and YAML, which is not needed otherwise)

    contents = packed(load(content, exercises))
    with suppress(OSError):
        _keep(contents, path)
    return unpacked(contents, figures_in(content))


def _keep(contents: bytes, path: Path) -> None:
    """Replace what is kept atomically, and throw away what is old or was broken off. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(contents)
        beside.replace(path)
    finally:
        there = [other for other in path.parent.glob("catalog-*") if other not in (path, beside)]
        for other in [beside, *sorted(there, key=_age)[OTHERS:]]:
            other.unlink(missing_ok=True)


def _age(path: Path) -> float:
    with suppress(OSError):
        return -path.stat().st_mtime
    return 0.0


def _state(content: Path, exercises: Path) -> str:
    """Return what stands for all that a catalog is made of: the files, the code that reads them, and Python."""
    found = sha256(b"\n".join([FORMAT, sys.version.encode(), pydantic.VERSION.encode()]))
    rooms = [(PACKAGE / room, "*.py") for room in READ_BY]
    for folder, files in [*rooms, (content, "**/*.yaml"), (exercises, "**/*.yaml")]:
        for path in sorted(folder.glob(files)):
            if path.is_file():
                name = path.relative_to(folder.parent).as_posix().encode(errors="surrogateescape")
                found.update(name + sha256(path.read_bytes()).digest())
    return found.hexdigest()[:32]
