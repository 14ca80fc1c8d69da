"""Answers that could not be written yet, in a folder beside: whatever ends meanwhile, they are written later.

Each record that has such a folder puts what waits into a file of its own there. Whoever comes next brings it
in: an answer has an id, so that it is written once.
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import uuid4

from pydantic import ValidationError

from course_lib.model.attempt import Attempt

FOLDER = "COURSE_UNWRITTEN"
"""The variable that names the folder to a kernel."""


class Unwritten:
    """What waits with one record, in its own file of a folder; nowhere without a folder."""

    def __init__(self, folder: Path | None) -> None:
        """Touch nothing yet."""
        self._path = folder / f"{uuid4().hex}.jsonl" if folder else None
        self._there = False

    def put(self, attempts: Sequence[Attempt]) -> None:
        """Write all that waits, in place of what is there. Raises OSError."""
        if self._path is None or not (attempts or self._there):
            return
        if not attempts:
            self._path.unlink(missing_ok=True)
            self._there = False
            return
        part = self._path.with_suffix(".part")
        with part.open("w", encoding="utf-8") as file:
            file.writelines(f"{attempt.model_dump_json()}\n" for attempt in attempts)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._path)
        self._there = True


def folder_of_kernel() -> Path | None:
    """Return the folder that the server named to this kernel, if any."""
    named = os.environ.get(FOLDER)
    return Path(named) if named else None


def waiting(folder: Path) -> int:
    """Return how many answers lie in a folder."""
    return len({attempt.id for path in folder.glob("*.jsonl") for attempt in attempts_in(path)})


def attempts_in(path: Path) -> Iterator[Attempt]:
    """Yield the attempts in a file of the folder that can be read."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:  # its own record has just written it
        return
    for line in lines:
        try:
            yield Attempt.model_validate_json(line)
        except ValidationError:
            continue  # a line that was damaged takes no other with it
