"""Who learns with a record: by name, again, or without one until the first answer."""

import uuid
from collections.abc import Sequence
from typing import NamedTuple

from course_lib.language.text import whole
from course_lib.model.attempt import Learner, Owner
from course_lib.record.outbox import Outbox, Waiting
from course_lib.record.trouble import NotErased, NotSaved, SomebodyElse


class Erased(NamedTuple):
    """How many attempts were erased, and whether no trace of them stays on the disk."""

    entries: int
    clean: bool


class Learners(Outbox):
    """Everyone in the record, and who learns now."""

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

    def learners(self) -> list[Learner]:
        """Return everyone in the record under their last name, the one chosen last at the end."""
        found = {learner.id: learner for learner in self.read(lambda store: store.learners()) or []}
        for queued in self._unsaved:
            if isinstance(queued.entry, Learner):
                if queued.chosen:
                    found.pop(queued.entry.id, None)
                found[queued.entry.id] = queued.entry
        return list(found.values())

    def named(self, learner: str) -> Learner:
        """Return a learner by id, under their last name."""
        learner = self.known(learner)
        everyone = [*self.learners(), *([self._current] if self._current else [])]
        return next((known for known in everyone if known.id == learner), Learner(id=learner))

    def owner(self) -> Owner:
        """Return for whom something that is begun now will be done: the current learner, in this record."""
        learner = self.learner()
        return Owner(self._id, learner.id)

    def is_same(self, before: str, now: str) -> bool:
        """Return whether two ids that `learner` returned, `now` later, belong to one person.

        Before anybody is in the record, each open notebook makes up an id for whoever sits there.
        """
        return self.known(before) == now or before == self._made_up

    def knows(self, learner: str) -> bool:
        """Return whether an id that `learner` returned is in the record, and not made up until somebody is."""
        return self.known(learner) != self._made_up

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
        self._put_beside()
        if self._whose(self._current) == gone:
            self._current = following
        self._made_up = ""
        self.touched += 1
        return Erased(count, clean)

    def _choose(self, learner_id: str, name: str, owner: Owner | None, *, chosen: bool = True) -> Learner:
        learner = Learner(id=self.known(learner_id), name=whole(name))
        before = self._current
        if chosen or learner.id == self._whose(before):
            self._current = learner
        try:
            self._add(Waiting(learner, owner, chosen))
        except SomebodyElse:
            self._current = before
            raise
        return learner.model_copy(update={"id": self.known(learner.id)})
