"""Does what the first cell of a lesson does, before a page is opened, in a Python like a kernel's (warm.py).

It finds nothing, or what is in the way: "python" (a part of Python is missing), "packages" (those that were
installed are damaged), "compiled" (what Python compiled is damaged), "course" (a part of the course is missing)
or "lessons" (some cannot be read, and the others can), and which.
"""

import contextlib
import importlib
import json
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import course_lib
from course_lib.errors import CourseError
from course_lib.folders import NOTEBOOKS, PACKAGE
from course_lib.lab import trouble
from course_lib.lab.packages import damaged
from course_lib.lab.warming import SQLITE, WarmProcess

FIRST = "00_start_here.ipynb"
PARTS = ("ctypes", "sqlite3", "ssl", "zlib")
"""Parts of Python that some builds lack."""
PAGE = (".css", ".js", ".svg")
"""Files that go to the page as text."""


@dataclass(frozen=True)
class Rehearsal:
    """The process that rehearses, and what the learner should know and what is in the way of nothing else."""

    warm: WarmProcess
    remarks: list[str] = field(default_factory=list)


@contextlib.contextmanager
def rehearsed(root: Path, repaired: bool, database: str = SQLITE) -> Iterator[Rehearsal]:
    """Rehearse while something else is done. Its end raises CannotStartError, in place of what that raised.

    The process that rehearsed stays, where it can, and makes kernels (warm.py), which keep the record in a
    `database` of this kind.
    """
    rehearsal = Rehearsal(WarmProcess(root, database))
    failed: BaseException | None = None
    try:
        yield rehearsal
    except (Exception, SystemExit) as error:
        failed = error
    except KeyboardInterrupt:
        rehearsal.warm.stop()
        raise
    try:
        found = rehearsal.warm.found()
    except EOFError as error:  # it was ended by the system, or could not even begin
        raise failed or trouble.damaged("they cannot be loaded", repaired) from error
    match found:
        case ["computer", what]:
            raise trouble.CannotStartError(trouble.EXHAUSTED[what]) from failed
        case ["python", what]:
            raise trouble.narrow(what) from failed
        case ["compiled", _]:
            raise trouble.compiled_badly(repaired) from failed
        case ["packages", what]:
            raise trouble.damaged(what, repaired) from failed
        case ["course", what]:
            raise trouble.incomplete(what) from failed
        case ["lessons", what]:
            rehearsal.remarks.append(trouble.unreadable(what))
    if failed:
        rehearsal.warm.stop()
        raise failed


def rehearse(root: Path) -> tuple[str, str] | None:
    """Give what is in the way of the first cell, and which it is; None if nothing is."""
    for name in PARTS:
        try:
            importlib.import_module(name)
        except ImportError as error:
            return "python", f"{name} ({error})"
    if names := damaged():
        return "packages", ", ".join(names[:5])
    try:
        for name in course_lib.__all__:
            getattr(course_lib, name)
        from course_lib.pages.session import Session  # noqa: PLC0415

        lessons = Session.open().catalog.course_map.lessons
    except CourseError as error:
        return "course", str(error).splitlines()[0]
    except Exception as error:  # whatever it is, it would stop every lesson
        traceback.print_exc()
        if lack := trouble.exhausted(error):
            return "computer", lack
        if trouble.is_compiled_badly(error):
            return "compiled", ""
        where = Path(traceback.extract_tb(error.__traceback__)[-1].filename)
        missing = isinstance(error, ImportError) and str(error.name).startswith("course_lib")
        ours = missing or where.is_relative_to(PACKAGE)
        return "course" if ours else "packages", f"{type(error).__name__}: {error}"
    if name := unreadable(PACKAGE):
        return "course", name
    if root != NOTEBOOKS:
        return None
    if not is_notebook(root / FIRST):
        return "course", f"notebooks/{FIRST}"
    broken = [lesson.notebook for lesson in lessons if not is_notebook(root / lesson.notebook)]
    return ("lessons", ", ".join(f"notebooks/{name}" for name in broken)) if broken else None


def unreadable(package: Path) -> str:
    """Return a file for the page that is no text anymore, such as on a disk that fails; nothing if all are."""
    for path in sorted(package.rglob("*")):
        try:
            whole = path.suffix not in PAGE or "\0" not in path.read_text(encoding="utf-8")
        except (OSError, ValueError):
            whole = False
        if not whole:
            return path.relative_to(package.parent).as_posix()
    return ""


def is_notebook(path: Path) -> bool:
    """Return whether a notebook is there, is of the format that the course writes, and has cells."""
    if not path.is_file():  # a pipe would be waited for
        return False
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        cells = notebook["cells"]
        return notebook["nbformat"] == 4 and bool(cells) and all(isinstance(cell, dict) for cell in cells)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return False
