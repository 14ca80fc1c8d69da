"""Writes `course_files.txt`: the files that make up the course, by which course.py sees that it is whole.

`python3 course.py refresh` writes it, `python3 course.py run course_lib.authoring.files` it alone. It has to be
written again after a file came, went or became shorter. Of files that grew it may lag behind a little, so that
not every line of code asks for it; a test says when it lags too far.
"""

from pathlib import Path

import course
from course_lib.folders import ROOT

FOLDERS = ("course_lib", "exercises")
BESIDE = ("course_*.py", "requirements.txt")
"""What stands beside them; course.py itself is what looks."""

KINDS = {".css", ".html", ".j2", ".js", ".json", ".py", ".svg", ".ts", ".ttf", ".yaml"}
FILE = ROOT / course.LIST


def files(root: Path) -> list[Path]:
    """Return the files that make up the course in a folder, in order."""
    there = [path for name in FOLDERS for path in (root / name).rglob("*") if path.suffix in KINDS]
    there += [path for pattern in BESIDE for path in root.glob(pattern) if path.name != course.LIST]
    return sorted(path for path in there if path.is_file() and not _is_hidden(path.relative_to(root)))


def _is_hidden(path: Path) -> bool:
    return any(part.startswith((".", "__pycache__")) for part in path.parts)


def listed(root: Path) -> str:
    """Return the list of them: for each its size, what stands for its ending, and its name."""
    lines = [
        f"{path.stat().st_size} {course.code_of(path)} {path.relative_to(root).as_posix()}"
        for path in files(root)
    ]
    return "\n".join([*lines, course.WHOLE_LIST, ""])


def write() -> None:
    """Write the list of this course."""
    beside = FILE.with_suffix(".tmp")
    beside.write_text(listed(ROOT), encoding="utf-8", newline="\n")
    beside.replace(FILE)


if __name__ == "__main__":
    write()
