"""What the pages of a class could not save yet: brought into the record as soon as it can be written."""

from __future__ import annotations

from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from course_lib.record import NotSaved, Record
from course_lib.record.unwritten import attempts_in, waiting

UNWRITTEN = "unwritten"
"""The folder in a class's own folder where answers wait."""

LONGEST = 20.0
"""Seconds in which a database has answered, or it is away."""


@dataclass(frozen=True)
class Left:
    """How a class ended: the code of what kept its record from being written, and how many answers wait."""

    trouble: str = ""
    answers: int = 0


class Waiting:
    """The folder in which answers wait, and the record that they go into."""

    def __init__(self, folder: Path, record: Record, thread: Executor) -> None:
        """`thread` is where the record is read and written. Raises OSError where there can be no folder."""
        folder.mkdir(mode=0o700, exist_ok=True)
        self.folder, self._record, self._thread = folder, record, thread
        self._trying: Future[Left] | None = None

    def look(self) -> None:
        """Bring in what waits, without waiting for it."""
        if waiting(self.folder) and (self._trying is None or self._trying.done()):
            self._trying = self._thread.submit(self._bring_in)

    def end(self) -> Left:
        """Bring in what waits once more; return what is left."""
        with suppress(TimeoutError):
            return self._thread.submit(self._bring_in).result(LONGEST)
        return Left("unreachable", waiting(self.folder))

    def _bring_in(self) -> Left:
        try:
            bring_in(self.folder, self._record)
        except NotSaved as trouble:
            return Left(trouble.kind, waiting(self.folder))
        except OSError:
            return Left("read_only", waiting(self.folder))
        return Left()


def bring_in(folder: Path, record: Record) -> None:
    """Write into a record what lies in a folder, and delete it there. Raises NotSaved, OSError: it stays."""
    record.probe()
    for path in sorted(folder.glob("*.jsonl")):
        mine = path.replace(path.with_name(f"{uuid4().hex}.jsonl"))  # what is put there meanwhile stays
        record.append_all(attempts_in(mine))
        mine.unlink()
