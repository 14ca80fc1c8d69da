"""The append-only record of attempts: what was answered is on the disk before the feedback is shown.

`Record` keeps what cannot be written, says so in plain words, and tries it again. The file's safety is in
`record_file`, the sentences in `record_trouble`, and the tables in `record_store`, which is imported when there
is something to read or write.
"""

import json
import logging
import os
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self, TypeVar
from urllib.parse import quote

import platformdirs

from course_lib.language import troubles
from course_lib.model.attempt import Attempt, Learner
from course_lib.record.file import (
    BESIDE,
    identity,
    is_foreign_journal,
    read_only_url,
    rescue,
    set_aside,
    set_aside_journal,
    sqlite_path,
)
from course_lib.record.trouble import NotErased, NotSaved

if TYPE_CHECKING:
    from course_lib.record.store import Store

__all__ = ["Erased", "NotErased", "NotSaved", "Record", "default_url"]

T = TypeVar("T")

WAIT = 5.0
"""Seconds to wait for another program that is writing."""

PAUSE = 0.02
"""Seconds between two tries where SQLite itself does not wait."""

TRIES = 3
"""How often a file that was moved or damaged under our hands is opened anew."""


class Erased(NamedTuple):
    """How many attempts were erased, and whether no trace of them stays on the disk."""

    entries: int
    clean: bool


class _Known:
    """Attempts of one learner that were read from one record, by what they were asked for."""

    def __init__(self, of: tuple[str, int], changes: int) -> None:
        self.of, self.changes = of, changes
        self.last, self.attempts = 0, list[Attempt]()

    def take(self, found: list[tuple[int, Attempt]]) -> None:
        self.attempts += [attempt for _, attempt in found]
        self.last = found[-1][0] if found else self.last


def default_url() -> str:
    """Return where answers go: COURSE_RECORD, a database URL, or a file in the user's data folder."""
    folder = Path(platformdirs.user_data_dir("back-spasm-course"))
    return (
        os.environ.get("COURSE_RECORD")
        or f"sqlite:///{quote((folder / 'record.sqlite').as_posix(), safe='/:')}"
    )


class Record:
    """The attempts of everyone who learns with one database. Making one touches nothing.

    Reading never raises: what cannot be read is told in `notice`. With SQLite the current learner is the
    one chosen last on this computer; in a class's database it is the one chosen with this object.
    """

    def __init__(self, url: str, wait: float = WAIT) -> None:
        """`url`: a database URL, see `default_url`. `wait`: seconds to wait for another program."""
        self._url = url
        self._wait = wait
        self._path = sqlite_path(url)
        self._shared = not url.startswith("sqlite")
        self._store: Store | None = None
        self._unsaved: list[Attempt | Learner] = []
        self._current: Learner | None = None
        self._made_up = ""  # the id of a learner whom nobody chose and nothing names yet
        self._same: dict[str, str] = {}  # made-up ids of this person -> the id under which they are known
        self._memory: dict[tuple[str, str], _Known] = {}
        self._alone = False  # whether the file lies where memory cannot be shared
        self._set_aside = ""
        self._not_read = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database. Using the record again opens it again."""
        if self._store:
            self._store.close()
            self._store = None
        self._memory.clear()

    @property
    def notice(self) -> str:
        """A plain sentence for the learner about what happened to the record, or nothing."""
        return " ".join(filter(None, (self._set_aside, self._not_read)))

    @property
    def pending(self) -> list[Attempt]:
        """Attempts that are not written yet, in the order they were given."""
        return [entry for entry in self._unsaved if isinstance(entry, Attempt)]

    def append(self, attempt: Attempt) -> None:
        """Write an attempt, after those that wait, so that it is on disk on return; once for each id.

        Raises NotSaved when it could not be written (it waits in `pending`), TypeError when its answer is
        not JSON.
        """
        json.dumps(attempt.answer)  # an answer that can never be written must not keep others waiting
        attempt = attempt.model_copy(update={"learner": self._known(attempt.learner)})
        if all(attempt.id != waiting.id for waiting in self.pending):
            self._unsaved.append(attempt)
        self.retry()

    def retry(self) -> int:
        """Write what waits. Returns how many attempts were written. Raises NotSaved."""
        count = len(self.pending)
        if self._unsaved:
            self._run(self._write, writing=True)
            self._unsaved.clear()
        return count

    def attempts(self, learner: str, place: str = "") -> list[Attempt]:
        """Return what a learner answered at places that begin with `place`, in order, with what waits.

        An attempt that cannot be read is left out; a tuple comes back as a list.
        """
        learner = self._known(learner)
        saved = self._read(lambda store: self._remembered(store, learner, place)) or []
        there = {attempt.id for attempt in saved}
        return saved + [
            attempt
            for attempt in self.pending
            if attempt.learner == learner and attempt.place.startswith(place) and attempt.id not in there
        ]

    def _remembered(self, store: "Store", learner: str, place: str) -> list[Attempt]:
        """Return saved attempts; of those that were read before, only what is new is read again."""
        record, changes, erased = store.state()
        known = self._memory.get((learner, place))
        if known and known.of == (record, erased) and changes >= 0:
            if known.changes != changes:
                known.take(store.attempts(learner, place, known.last))
                known.changes = changes
        else:
            known = _Known((record, erased), changes)
            known.take(store.attempts(learner, place))
            self._memory[learner, place] = known
        return [*known.attempts]

    def learner(self) -> Learner:
        """Return the current learner; where there is none, make one without a name, in memory until then."""
        saved = [] if self._shared else self._read(lambda store: store.learners()) or []
        everyone = [*saved, *(entry for entry in self._unsaved if isinstance(entry, Learner))]
        if everyone:
            self._current = everyone[-1]
        if self._current is None:
            self._current = Learner(id=uuid.uuid4().hex)
            self._made_up = self._current.id
        return self._current

    def is_same(self, one: str, other: str) -> bool:
        """Tell whether two ids that `learner` returned, `other` later, belong to one person.

        Before anybody is in the record, each open notebook makes up an id for whoever sits there.
        """
        return self._known(one) == other or one == self._made_up

    def knows(self, learner: str) -> bool:
        """Return whether an id that `learner` returned is in the record, and not made up until somebody is."""
        return self._known(learner) != self._made_up

    def learners(self) -> list[Learner]:
        """Return everyone in the record under their last name, the one chosen last at the end."""
        found = {learner.id: learner for learner in self._read(lambda store: store.learners()) or []}
        for entry in self._unsaved:
            if isinstance(entry, Learner):
                found.pop(entry.id, None)
                found[entry.id] = entry
        return list(found.values())

    def rename(self, name: str) -> Learner:
        """Give the current learner a name. Raises NotSaved; the name then counts until it can be written."""
        return self._choose(self.learner().id, name)

    def switch(self, who: str | Learner) -> Learner:
        """Let somebody else learn: a new learner by name, or one of `learners()` again. Raises NotSaved."""
        return (
            self._choose(who.id, who.name) if isinstance(who, Learner) else self._choose(uuid.uuid4().hex, who)
        )

    def erase(self) -> Erased:
        """Erase the current learner, answers and names, for good; somebody without a name is next.

        Raises NotErased; then nothing is.
        """
        gone, following = self.learner(), Learner(id=uuid.uuid4().hex)
        count, clean = len(self.attempts(gone.id)), True
        if not self._path or self._path.exists():
            try:
                clean = self._run(lambda store: store.erase(gone.id, following), writing=True)
            except NotSaved as trouble:
                raise NotErased(trouble.kind) from None
        self._unsaved = [entry for entry in self._unsaved if _whose(entry) != gone.id]
        self._current, self._made_up = following, ""
        return Erased(count, clean)

    def set_aside(self) -> list[str]:
        """Return the names of other files of the record beside it, which erasing leaves.

        They are damaged ones that were put aside, and copies that a person or a program that keeps folders in
        step has made: it names them anew, but they begin and end alike.
        """
        if self._path is None:
            return []
        own = {f"{self._path.name}{end}" for end in BESIDE}
        begin, end = self._path.stem, self._path.suffix
        found = (path.name for path in self._path.parent.glob("*") if path.is_file())
        return sorted(name for name in found if name not in own and name.startswith(begin) and end in name)

    def _choose(self, learner_id: str, name: str) -> Learner:
        # Half a character (a lone surrogate, which a browser can send) cannot be written anywhere.
        whole = name.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        self._current = Learner(id=learner_id, name=whole)
        self._unsaved.append(self._current)
        self.retry()
        return self._current

    def _known(self, learner: str) -> str:
        return self._same.get(learner, learner)

    def _write(self, store: "Store") -> None:
        """Write everything that waits, in order, in one transaction."""
        with store.writing() as connection:
            everyone = store.learners(connection)
            chosen = {learner.id for learner in [*everyone, *self._unsaved] if isinstance(learner, Learner)}
            same = {}
            if self._made_up and everyone and not self._shared:
                # Two notebooks were open before the first answer: both belong to the same person.
                same[self._made_up] = everyone[-1].id
            elif self._current and self._current.id not in chosen:
                store.add_learner(connection, self._current)
            for entry in self._unsaved:
                if isinstance(entry, Learner):
                    store.add_learner(connection, entry.model_copy(update={"id": same.get(entry.id, entry.id)}))
                else:
                    learner = same.get(entry.learner, entry.learner)
                    store.add(connection, entry.model_copy(update={"learner": learner}))
        self._same |= same
        self._made_up = ""
        if self._current and self._current.id in same:
            self._current = everyone[-1]

    def _read(self, work: "Callable[[Store], T]") -> T | None:
        """Return what `work` finds; None where there is no record, or it cannot be read (`notice` tells)."""
        self._not_read = ""
        if self._path and not self._store and not self._path.exists():
            return None
        told = self._set_aside
        try:
            found = self._run(work, writing=False)
        except NotSaved as trouble:
            self._not_read = troubles.not_read(trouble.kind)
            return None
        if self._set_aside == told:
            return found
        with suppress(
            NotSaved
        ):  # what was rescued waits with the rest; until it is written, it is shown from there
            self.retry()
        return self._read(work)

    def _run(self, work: "Callable[[Store], T]", writing: bool) -> T:
        """Do `work` with an open store, again where that can help. Raises NotSaved."""
        until = time.monotonic() + self._wait
        tries = 0
        url = self._url
        while True:
            opened = self._path and identity(self._path)
            try:
                store = self._open(url, writing)
                done = work(store)
                if url != self._url:
                    self.close()  # the next time it may be possible to write
                if not store.moved():
                    return done
                # Renamed meanwhile, by a notebook that found it damaged: once more, in the new one.
                kind = "unknown"
            except Exception as error:  # the learner gets a sentence whatever happened
                kind = self._kind_of(error)
            self.close()
            if kind in ("read_only", "full") and not writing and url == self._url and self._path:
                url = read_only_url(self._path) or url
                if url != self._url:
                    continue
            if kind == "no_shared_memory" and not self._alone:
                self._alone = True
                continue
            if kind == "locked" and time.monotonic() < until:
                time.sleep(PAUSE)
                continue
            url = self._url
            tries += 1
            if kind not in ("damaged", "unknown") or tries == TRIES:
                break
            # If the file is another one by now, somebody else has set the damaged one aside.
            if kind == "damaged" and opened == (self._path and identity(self._path)) and not self._put_aside():
                break
        # Raised outside of `except`, so that no SQL and no path comes along as its context.
        raise NotSaved(kind)

    def _open(self, url: str, writing: bool) -> "Store":
        from course_lib.record.store import Store  # noqa: PLC0415 - see there

        if self._store and self._store.moved():
            self.close()
        if self._store is None:
            if self._path and writing:
                self._path.parent.mkdir(parents=True, exist_ok=True)
            self._look_beside()
            self._store = Store(url, self._wait, alone=self._alone)
        return self._store

    def _look_beside(self) -> None:
        """Put aside a journal that belongs to another file: SQLite would lay it over this one."""
        if self._path and is_foreign_journal(self._path):
            with suppress(OSError):
                self._set_aside = troubles.other_journal(set_aside_journal(self._path).name)

    def _kind_of(self, error: Exception) -> str:
        from course_lib.record.store import kind_of  # noqa: PLC0415

        kind = kind_of(error, self._path)
        logging.getLogger(__name__).debug("record: %s", kind, exc_info=error)
        return kind

    def _put_aside(self) -> bool:
        """Set a damaged file aside; what can still be read waits to be written first. False if impossible."""
        from course_lib.record.store import attempt_of, learner_of  # noqa: PLC0415

        if self._path is None:
            return False
        try:
            aside = set_aside(self._path)
        except OSError:
            return False
        learners = [learner for learner in map(learner_of, rescue(aside, "learner")) if learner]
        attempts = [attempt for attempt in map(attempt_of, rescue(aside, "attempt")) if attempt]
        self._unsaved[:0] = [*learners, *attempts]
        self._set_aside = troubles.set_aside(aside.name, len(attempts))
        return True


def _whose(entry: Attempt | Learner) -> str:
    return entry.learner if isinstance(entry, Attempt) else entry.id
