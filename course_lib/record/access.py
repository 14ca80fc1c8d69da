"""Opening the record's database, and opening it again where that can help: what went wrong becomes a code."""

import logging
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from course_lib.errors import CourseError
from course_lib.language import troubles
from course_lib.model.attempt import Attempt, Learner
from course_lib.record.beside import foreign_journals
from course_lib.record.codes import InTheWayError
from course_lib.record.file import (
    identity,
    in_the_way,
    read_only_url,
    rescue,
    set_aside,
    set_aside_journal,
    sqlite_path,
)
from course_lib.record.rows import attempt_of, learner_of
from course_lib.record.trouble import WITHOUT_WAL, Aside, NotSaved

if TYPE_CHECKING:
    from course_lib.record.database.store import Store

T = TypeVar("T")

WAIT = 5.0
"""Seconds to wait for another program that is writing."""

PAUSE = 0.02
"""Seconds between two tries where SQLite itself does not wait."""

SLOW = 1.0
"""Seconds after which a database that does not answer is not asked again for as long.

To look at one page asks it several times, and nobody should wait for each of them.
"""

TRIES = 3
"""How often a file that was moved or damaged under our hands is opened again."""


class Access(ABC):
    """The way to one database. Making one touches nothing; reading never raises."""

    def __init__(self, url: str, wait: float) -> None:
        self._url, self._wait = url, wait
        self._path = sqlite_path(url)
        self._store: Store | None = None
        self._id = ""  # of the record that was read or written last
        self._silent_until = 0.0  # when the database is asked again
        self._wal = True  # whether a write-ahead log can be had where the file lies
        self.aside = Aside()
        """What was put aside."""
        self.unread = ""
        """Why the last look found nothing: one of `troubles.TROUBLES`, or nothing where all could be read."""

    @abstractmethod
    def retry(self) -> int:
        """Write what waits. Returns how many attempts were written. Raises NotSaved."""

    @abstractmethod
    def _rescued(self, entries: Sequence[Attempt | Learner]) -> None:
        """Let what could still be read in a damaged file be written first."""

    def close(self) -> None:
        """Close the database. Using the record again opens it again."""
        if self._store:
            self._store.close()
            self._store = None

    @property
    def notice(self) -> str:
        """A plain sentence for the learner about what happened to the record, or nothing."""
        not_read = troubles.not_read(self.unread) if self.unread else ""
        damaged = troubles.set_aside(self.aside.damaged, self.aside.answers) if self.aside.damaged else ""
        journal = troubles.other_journal(self.aside.journal) if self.aside.journal else ""
        lost = troubles.left_out(len(self._store.unreadable)) if self._store else ""
        return " ".join(filter(None, (damaged, journal, lost, not_read)))

    def read(self, work: "Callable[[Store], T]") -> T | None:
        """Return what `work` finds; None where there is no record, or it cannot be read (`notice` tells)."""
        self.unread = ""
        if self._path and not self._store and not self._path.exists():
            return None
        damaged_before = self.aside.damaged
        try:
            found = self._run(work, writing=False)
        except NotSaved as trouble:
            self.unread = trouble.kind
            return None
        if self.aside.damaged == damaged_before:
            return found
        # What was rescued waits with the rest; until it is written, it is shown from there.
        with suppress(NotSaved):
            self.retry()
        return self.read(work)

    def _run(self, work: "Callable[[Store], T]", writing: bool) -> T:
        """Do `work` with an open store. Raises NotSaved, and what `work` refuses."""
        begun = time.monotonic()
        if begun < self._silent_until:
            raise NotSaved("unreachable")
        try:
            return self._persist(work, writing)
        except NotSaved as trouble:
            now = time.monotonic()
            if trouble.kind == "unreachable" and now - begun > SLOW:
                self._silent_until = now + SLOW
            raise

    def _persist(self, work: "Callable[[Store], T]", writing: bool) -> T:
        """Do `work` with an open store, again where that can help. Raises NotSaved, and what `work` refuses."""
        until = time.monotonic() + self._wait
        tries, without, url = 0, "", self._url
        while True:
            opened = self._path and identity(self._path)
            try:
                store = self._open(url, writing)
                done = work(store)
                self._id = store.id or self._id
                if url != self._url:
                    self.close()  # the next time it may be possible to write
                if not store.moved():
                    return done
                # Renamed meanwhile, by a notebook that found it damaged: once more, in the new one.
                kind = "unknown"
            except CourseError:
                raise
            except Exception as error:  # the learner gets a sentence whatever happened
                kind = self._kind_of(error)
            self.close()
            if kind == "locked" and time.monotonic() < until:
                time.sleep(PAUSE)
                continue
            if self._wal and self._path and kind in WITHOUT_WAL and (writing or kind != "read_only"):
                self._wal, without = False, kind
                continue
            if without:  # the write-ahead log was not what was wrong
                self._wal, kind, without = True, without, ""
            if kind in ("read_only", "full") and not writing and url == self._url and self._path:
                url = read_only_url(self._path) or url
                if url != self._url:
                    continue
            url = self._url
            tries += 1
            if kind not in ("damaged", "unknown") or tries == TRIES:
                break
            # If the file has been replaced, somebody else has set the damaged one aside.
            if kind == "damaged" and opened == (self._path and identity(self._path)) and not self._put_aside():
                break
        # Raised outside of `except`, so that no SQL and no path comes along as its context.
        raise NotSaved(kind)

    def _open(self, url: str, writing: bool) -> "Store":
        from course_lib.record.database.store import Store  # noqa: PLC0415 - see there

        if self._store and self._store.moved():
            self.close()
        if self._store is None:
            if self._path and writing:
                self._path.parent.mkdir(parents=True, exist_ok=True)
            if code := self._path and in_the_way(self._path):
                raise InTheWayError(code)
            self._part_from_others()
            self._store = Store(url, self._wait, wal=self._wal)
        return self._store

    def _part_from_others(self) -> None:
        """Put aside a journal that was written for another file: SQLite would lay it over this one."""
        with suppress(OSError):
            for journal in foreign_journals(self._path) if self._path and self._path.is_file() else ():
                self.aside = self.aside._replace(journal=set_aside_journal(journal).name)

    def _kind_of(self, error: Exception) -> str:
        from course_lib.record.database.engine import kind_of  # noqa: PLC0415 - see there

        kind = kind_of(error, self._path)
        logging.getLogger(__name__).debug("record: %s", kind, exc_info=error)
        return kind

    def _put_aside(self) -> bool:
        """Set a damaged file aside; what can still be read waits to be written first. False if impossible."""
        if self._path is None:
            return False
        try:
            aside = set_aside(self._path)
        except OSError:
            return False
        learners = [learner for learner in map(learner_of, rescue(aside, "learner")) if learner]
        attempts = [attempt for attempt in map(attempt_of, rescue(aside, "attempt")) if attempt]
        # Whose names are lost have their answers still: whoever answered last is the one who learns now.
        last = {attempt.learner: number for number, attempt in enumerate(attempts)}
        lost = last.keys() - {learner.id for learner in learners}
        nameless = [Learner(id=name) for name in sorted(lost, key=last.__getitem__)]
        self._rescued([*nameless, *learners, *attempts])
        self.aside = self.aside._replace(damaged=aside.name, answers=len(attempts))
        return True
