"""What waits to be written, and for whom: it is written in order, all of it or nothing."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from course_lib.model.attempt import Attempt, Learner, Owner
from course_lib.record.access import WAIT, Access
from course_lib.record.trouble import ANOTHER_RECORD, SOMEBODY_ELSE, SomebodyElse
from course_lib.record.unwritten import Unwritten

if TYPE_CHECKING:
    from course_lib.record.database.connection import Connection
    from course_lib.record.database.store import Store


@dataclass
class Waiting:
    """What is not written yet, and for whom; a learner is chosen by it, or only named."""

    entry: Attempt | Learner
    owner: Owner | None = None
    chosen: bool = True


class Outbox(Access):
    """The way into one database. What cannot be written waits, in memory and in the folder `beside`."""

    def __init__(
        self, url: str, wait: float = WAIT, learner: Learner | None = None, beside: Path | None = None
    ) -> None:
        """`url`: a database URL, see `url.default_url`. `wait`: seconds to wait for another program.

        Where a `learner` is handed in, that one learns with this object, whoever else does in the database.
        What cannot be written waits in the folder `beside`, too: see `unwritten`.
        """
        super().__init__(url, wait)
        self._shared = learner is not None or not url.startswith("sqlite")
        self._unsaved: list[Waiting] = []
        self._unwritten = Unwritten(beside)
        self._current = learner
        self._made_up = ""  # the id of a learner whom nobody chose and nothing names yet
        self._same: dict[str, str] = {}  # made-up ids of this person -> the id under which they are known
        self.touched = 0
        """How often something was changed with this object."""

    @property
    def pending(self) -> list[Attempt]:
        """Attempts that are not written yet, in the order they were given."""
        return [queued.entry for queued in self._unsaved if isinstance(queued.entry, Attempt)]

    def waiting(self, learner: str) -> list[Attempt]:
        """Return the attempts of a learner that are not written yet."""
        return [attempt for attempt in self.pending if attempt.learner == self.known(learner)]

    def known(self, learner: str) -> str:
        """Return the id under which a learner is in the record: see `is_same`."""
        return self._same.get(learner, learner)

    def retry(self) -> int:
        """Write what waits. Returns how many attempts were written. Raises NotSaved."""
        count = len(self.pending)
        if self._unsaved:
            self._write_waiting()
        return count - len(self.pending)

    def probe(self) -> None:
        """Write what waits, and see that more could be written. Raises NotSaved."""
        self._write_waiting()

    def _add(self, queued: Waiting) -> None:
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
            self._put_beside()

    def _put_beside(self) -> None:
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
        queued: Waiting,
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
        self._unsaved[:0] = [Waiting(entry) for entry in entries]
