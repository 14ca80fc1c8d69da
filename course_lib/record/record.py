"""The append-only record of attempts: what was answered is on the disk before the feedback is shown.

`Record` keeps what cannot be written, says so in plain words, and tries it again. How it is opened is in
`access`, the file's safety in `file` and `beside`, what can go wrong in `trouble` and `codes`. The tables are
in `database`, which is imported when there is something to read or write.
"""

import json
import os
import uuid
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self
from urllib.parse import quote

import platformdirs

from course_lib.language.text import whole
from course_lib.model.attempt import Attempt, Learner, Owner
from course_lib.record.access import WAIT, Access
from course_lib.record.beside import copies
from course_lib.record.made_up import MADE_UP
from course_lib.record.rows import Row
from course_lib.record.trouble import (
    ANOTHER_RECORD,
    SOMEBODY_ELSE,
    NotErased,
    NotSaved,
    SomebodyElse,
)
from course_lib.record.unwritten import Unwritten

if TYPE_CHECKING:
    from course_lib.record.database.database import Connection
    from course_lib.record.database.store import Store

__all__ = ["Erased", "NotErased", "NotSaved", "Record", "SomebodyElse", "default_url"]


class Erased(NamedTuple):
    """How many attempts were erased, and whether no trace of them stays on the disk."""

    entries: int
    clean: bool


@dataclass
class _Waiting:
    """What is not written yet, and for whom; a learner is chosen by it, or only named."""

    entry: Attempt | Learner
    owner: Owner | None = None
    chosen: bool = True


def default_url() -> str:
    """Return where answers go: COURSE_RECORD, a database URL, or a file in the user's data folder."""
    named = os.environ.get("COURSE_RECORD")
    if named:
        return named
    folder = Path(platformdirs.user_data_dir("back-spasm-course"))
    return f"sqlite:///{quote((folder / 'record.sqlite').as_posix(), safe='/:')}"


class Record(Access):
    """The attempts of everyone who learns with one database. Making one touches nothing.

    Reading never raises: what cannot be read is told in `notice`. With SQLite the current learner is the
    one chosen last on this computer; in a class's database it is the one chosen with this object.
    """

    def __init__(
        self, url: str, wait: float = WAIT, learner: Learner | None = None, beside: Path | None = None
    ) -> None:
        """`url`: a database URL, see `default_url`. `wait`: seconds to wait for another program.

        Where a `learner` is handed in, that one learns with this object, whoever else does in the database.
        What cannot be written waits in the folder `beside`, too: see `unwritten`.
        """
        super().__init__(url, wait)
        self._shared = learner is not None or not url.startswith("sqlite")
        self._unsaved: list[_Waiting] = []
        self._unwritten = Unwritten(beside)
        self._current = learner
        self._made_up = ""  # the id of a learner whom nobody chose and nothing names yet
        self._same: dict[str, str] = {}  # made-up ids of this person -> the id under which they are known
        self.touched = 0
        """How often something was changed with this object."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def move(self, url: str, learner: Learner | None, beside: Path | None = None) -> None:
        """Be the record at another URL, for another learner, as if it had been made so; nothing may wait."""
        self.close()
        spare = self._spare
        Record.__init__(self, url, self._wait, learner, beside)
        self._spare = spare

    def rehearse(self) -> None:
        """Do once, in a file that is gone then, what is done with every record: after a `move`, it is ready.

        Afterwards nothing is open, and this object is as it was.
        """
        from course_lib.record.database.engine import Spare  # noqa: PLC0415 - see there

        url, current = self._url, self._current if self._shared else None
        attempt, learner, self._spare = MADE_UP, Learner(id=MADE_UP.learner), Spare(self._wait)
        try:
            with TemporaryDirectory(prefix="course-") as folder:
                self.move(f"sqlite:///{quote(Path(folder, 'record.sqlite').as_posix(), safe='/:')}", learner)
                self.switch(learner)
                self.append(attempt)
                self.attempts(learner.id)
                self.attempts(learner.id, attempt.place)
                self.last(learner.id, attempt.place)
                self.read(lambda store: [store.newest(learner.id), *store.rows(learner.id, "", 1)])
                self.close()
        except (OSError, NotSaved):
            pass  # where nothing can be written, a record is only slower the first time
        finally:
            self.move(url, current)

    @property
    def pending(self) -> list[Attempt]:
        """Attempts that are not written yet, in the order they were given."""
        return [queued.entry for queued in self._unsaved if isinstance(queued.entry, Attempt)]

    def owner(self) -> Owner:
        """Return for whom something that is begun now will be done: the current learner, in this record."""
        learner = self.learner()
        return Owner(self._id, learner.id)

    def append(self, attempt: Attempt, owner: Owner | None = None) -> None:
        """Write an attempt, after those that wait, so that it is on disk on return; once for each id.

        Half a character (a lone surrogate, which a browser can send) is replaced: it can be sent nowhere.
        Raises NotSaved when it could not be written (it waits in `pending`), TypeError when its answer is not
        JSON, and SomebodyElse, without keeping it, when the owner is not in the record.
        """
        json.dumps(attempt.answer)  # an answer that can never be written must not keep others waiting
        fields = {"learner": self.known(attempt.learner), "answer": whole(attempt.answer)}
        attempt = attempt.model_copy(update=fields)
        if all(attempt.id != waiting.id for waiting in self.pending):
            self._add(_Waiting(attempt, owner))
        else:
            self.retry()

    def append_all(self, attempts: Iterable[Attempt]) -> None:
        """Write many attempts at once, such as those of another record; see `append`. Raises NotSaved."""
        self._unsaved += [_Waiting(attempt) for attempt in attempts]
        self.retry()

    def retry(self) -> int:
        """Write what waits. Returns how many attempts were written. Raises NotSaved."""
        count = len(self.pending)
        if self._unsaved:
            self._write_waiting()
        return count - len(self.pending)

    def probe(self) -> None:
        """Write what waits, and see that more could be written. Raises NotSaved."""
        self._write_waiting()

    def attempts(self, learner: str, place: str = "") -> list[Attempt]:
        """Return what a learner answered at places that begin with `place`, in order, with what waits.

        An attempt that cannot be read is left out; a tuple comes back as a list.
        """
        learner = self.known(learner)
        saved = self.read(lambda store: store.attempts(learner, place)) or []
        waiting = [attempt for attempt in self.waiting(learner) if attempt.place.startswith(place)]
        there = {attempt.id for attempt in saved} if waiting else set()
        return saved + [attempt for attempt in waiting if attempt.id not in there]

    def of_all(self, since: int = 0) -> list[Row]:
        """Return the rows of everyone from a number on, that one included, in order, with one query.

        What waits to be saved is not in it.
        """
        return self.read(lambda store: list(store.rows_of_all(since))) or []

    def last(self, learner: str, place: str) -> Attempt | None:
        """Return a learner's last attempt at exactly this place."""
        learner = self.known(learner)
        waiting = [attempt for attempt in self.waiting(learner) if attempt.place == place]
        return waiting[-1] if waiting else self.read(lambda store: store.last(learner, place))

    def waiting(self, learner: str) -> list[Attempt]:
        """Return the attempts of a learner that are not written yet."""
        return [attempt for attempt in self.pending if attempt.learner == self.known(learner)]

    def learner(self) -> Learner:
        """Return the current learner; where there is none, make one without a name, in memory until then."""
        saved = [] if self._shared else self.read(lambda store: store.learners()) or []
        if saved:
            self._current = saved[-1]
        for queued in self._unsaved:
            if isinstance(queued.entry, Learner) and (
                queued.chosen or queued.entry.id == self._whose(self._current)
            ):
                self._current = queued.entry
        if self._current is None:
            self._current = Learner(id=uuid.uuid4().hex)
            self._made_up = self._current.id
        return self._current

    def named(self, learner: str) -> Learner:
        """Return a learner by id, under their last name."""
        learner = self.known(learner)
        everyone = [*self.learners(), *([self._current] if self._current else [])]
        return next((known for known in everyone if known.id == learner), Learner(id=learner))

    def known(self, learner: str) -> str:
        """Return the id under which a learner is in the record: see `is_same`."""
        return self._same.get(learner, learner)

    def is_same(self, before: str, now: str) -> bool:
        """Return whether two ids that `learner` returned, `now` later, belong to one person.

        Before anybody is in the record, each open notebook makes up an id for whoever sits there.
        """
        return self.known(before) == now or before == self._made_up

    def knows(self, learner: str) -> bool:
        """Return whether an id that `learner` returned is in the record, and not made up until somebody is."""
        return self.known(learner) != self._made_up

    def learners(self) -> list[Learner]:
        """Return everyone in the record under their last name, the one chosen last at the end."""
        found = {learner.id: learner for learner in self.read(lambda store: store.learners()) or []}
        for queued in self._unsaved:
            if isinstance(queued.entry, Learner):
                if queued.chosen:
                    found.pop(queued.entry.id, None)
                found[queued.entry.id] = queued.entry
        return list(found.values())

    def rename(self, name: str, owner: Owner | None = None) -> Learner:
        """Give a learner a name: the owner, or the current one. Who learns now stays the same.

        Raises NotSaved; the name then counts until it can be written. Raises SomebodyElse.
        """
        return self._choose(owner.learner if owner else self.learner().id, name, owner, chosen=not owner)

    def switch(self, who: str | Learner, owner: Owner | None = None) -> Learner:
        """Let somebody else learn: a new learner by name, or one of `learners()` again.

        The owner is who sat there until now. Raises NotSaved, SomebodyElse.
        """
        if isinstance(who, Learner):
            return self._choose(who.id, who.name, owner)
        return self._choose(uuid.uuid4().hex, who, owner)

    def erase(self, owner: Owner | None = None) -> Erased:
        """Erase a learner, the owner or the current one, answers and names, for good.

        Somebody without a name is next where they were learning. Raises NotErased, or SomebodyElse; then
        nothing is erased.
        """
        gone = self.known(owner.learner) if owner else self.learner().id
        following = Learner(id=uuid.uuid4().hex)
        count, clean = 0, True

        def may(record: str, everyone: Sequence[Learner]) -> None:
            refused = self._refused(owner, record, {learner.id for learner in everyone})
            if refused:
                raise SomebodyElse(refused)

        if not self._path or self._path.exists():
            try:
                count, clean = self._run(lambda store: store.erase(gone, following, may), writing=True)
            except NotSaved as trouble:
                raise NotErased(trouble.kind) from None
        count += len(self.waiting(gone))
        self._unsaved = [queued for queued in self._unsaved if self._whose(queued.entry) != gone]
        if self._whose(self._current) == gone:
            self._current = following
        self._made_up = ""
        self.touched += 1
        return Erased(count, clean)

    def set_aside(self) -> list[str]:
        """Return the names of damaged files that were set aside beside the record, which erasing leaves."""
        if self._path is None:
            return []
        pattern = f"{self._path.stem}.unreadable-*{self._path.suffix}"
        return sorted(path.name for path in self._path.parent.glob(pattern))

    def copies(self) -> list[str]:
        """Return the names of files beside the record that look like copies of it, which erasing leaves."""
        return copies(self._path) if self._path else []

    def _choose(self, learner_id: str, name: str, owner: Owner | None, *, chosen: bool = True) -> Learner:
        learner = Learner(id=self.known(learner_id), name=whole(name))
        before = self._current
        if chosen or learner.id == self._whose(before):
            self._current = learner
        try:
            self._add(_Waiting(learner, owner, chosen))
        except SomebodyElse:
            self._current = before
            raise
        return learner.model_copy(update={"id": self.known(learner.id)})

    def _add(self, queued: _Waiting) -> None:
        self._unsaved.append(queued)
        refused = self._write_waiting().get(id(queued))
        if refused:
            self._unsaved = [other for other in self._unsaved if other is not queued]
            raise SomebodyElse(refused)

    def _write_waiting(self) -> dict[int, str]:
        """Write what waits; return why what was refused was. Raises NotSaved."""
        self.touched += 1
        try:
            refused = self._run(self._write, writing=True) or {}
            # What belongs to another record may still find it again; what belongs to who was erased goes.
            self._unsaved = [queued for queued in self._unsaved if refused.get(id(queued)) == ANOTHER_RECORD]
            return refused
        finally:
            with suppress(OSError):  # on the same disk, there may be no room either
                self._unwritten.put(self.pending)

    def _write(self, store: "Store") -> dict[int, str]:
        """Write everything that waits, in order, in one transaction; return why what was refused was."""
        with store.writing(self._id) as connection:
            everyone = store.learners(connection)
            same: dict[str, str] = {}
            if self._made_up and everyone and not self._shared:
                # Two notebooks were open before the first answer: both belong to the same person.
                same[self._made_up] = everyone[-1].id
            there = {learner.id for learner in everyone} | set(same)
            there |= {
                queued.entry.id
                for queued in self._unsaved
                if isinstance(queued.entry, Learner) and queued.chosen
            }
            if self._current and (store.begun or self._made_up):
                there.add(self._current.id)
            reasons = {id(queued): self._refused(queued.owner, store.id, there) for queued in self._unsaved}
            refused = {name: reason for name, reason in reasons.items() if reason}
            accepted = [queued for queued in self._unsaved if id(queued) not in refused]
            chosen = {queued.entry.id for queued in accepted if isinstance(queued.entry, Learner)}
            chosen |= {learner.id for learner in everyone}
            if accepted and self._current and not same and self._current.id not in chosen:
                store.add_learner(connection, self._current)
            for queued in accepted:
                self._write_one(store, connection, queued, same, everyone)
        self._same |= same
        self._made_up = ""
        if self._current and self._current.id in same:
            self._current = everyone[-1]
        return refused

    def _write_one(
        self,
        store: "Store",
        connection: "Connection",
        queued: _Waiting,
        same: Mapping[str, str],
        everyone: Sequence[Learner],
    ) -> None:
        entry = queued.entry
        if isinstance(entry, Attempt):
            learner = same.get(entry.learner, entry.learner)
            store.add(connection, entry.model_copy(update={"learner": learner}))
            return
        store.add_learner(connection, entry.model_copy(update={"id": same.get(entry.id, entry.id)}))
        if not queued.chosen and everyone and everyone[-1].id != same.get(entry.id, entry.id):
            store.add_learner(connection, everyone[-1])  # who was only named does not learn now

    def _refused(self, owner: Owner | None, record: str, there: AbstractSet[str]) -> str:
        """Return why nothing is done for an owner in a record with these learners, or nothing."""
        if owner is None:
            return ""
        if owner.record not in ("", record):
            return ANOTHER_RECORD
        return "" if self.known(owner.learner) in there else SOMEBODY_ELSE

    @staticmethod
    def _whose(entry: Attempt | Learner | None) -> str:
        if entry is None:
            return ""
        return entry.learner if isinstance(entry, Attempt) else entry.id

    def _rescued(self, entries: Sequence[Attempt | Learner]) -> None:
        """Let what could still be read in a damaged file be written first."""
        self._unsaved[:0] = [_Waiting(entry) for entry in entries]
