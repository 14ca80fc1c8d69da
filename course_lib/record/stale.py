"""A journal of this very record that is older than the file, as a program leaves that keeps folders in step.

Its pages would be laid over newer ones, and answers would be gone without a word.
"""

import sqlite3
import tempfile
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from course_lib.record.first_bytes import first_bytes


class _Content(NamedTuple):
    """What a record holds: attempts with whose they are, and the learners who are in it."""

    attempts: frozenset[tuple[bytes, bytes]]
    learners: frozenset[bytes]


def loses_answers(file: Path, journal: Path, frames: Iterable[tuple[int, bytes]]) -> bool:
    """Return whether answers would be lost with the log beside a file that would be kept without it.

    `frames` are the numbers of the pages in the log, and the pages. Both are read in copies. A file that
    is damaged needs its log; where another program writes meanwhile, it is that one's own. Raises OSError.
    """
    own, log = first_bytes(file), journal.read_bytes()
    last = dict(frames)
    if all(own[(number - 1) * len(page) : number * len(page)] == page for number, page in last.items()):
        return False  # all of it is in the file already
    if (own, log) != (first_bytes(file), journal.read_bytes()):
        return False
    with tempfile.TemporaryDirectory() as folder:
        alone, both = Path(folder, "alone"), Path(folder, "both")
        alone.write_bytes(own)
        both.write_bytes(own)
        Path(f"{both}-wal").write_bytes(log)
        without, with_it = _content(alone), _content(both)
    if without is None:
        return False
    if with_it is None:
        return True
    lost = without.attempts - with_it.attempts
    # Whose answers are gone together with them was erased.
    return any(learner in with_it.learners for _, learner in lost)


def _content(path: Path) -> _Content | None:
    """Return what is in a record; None where the file is damaged."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.text_factory = bytes
            if connection.execute("PRAGMA quick_check(1)").fetchone() != (b"ok",):
                return None
            attempts = connection.execute("SELECT id, learner FROM attempt").fetchall()
            learners = connection.execute("SELECT id FROM learner").fetchall()
    except sqlite3.Error:
        return None
    return _Content(frozenset(attempts), frozenset(learner for (learner,) in learners))
