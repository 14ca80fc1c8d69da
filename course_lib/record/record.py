"""The append-only record of attempts: what was answered is on the disk before the feedback is shown.

`Record` keeps what cannot be written, says so in plain words, and tries it again. It has layers: how the
database is opened is in `access`, what waits in `outbox`, who learns in `learners`. The file's safety is in
`file` and `beside`, what can go wrong in `trouble` and `codes`. The tables are in `database`, which is imported
when there is something to read or write.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self
from urllib.parse import quote

from course_lib.language.text import whole
from course_lib.model.attempt import Attempt, Learner, Owner
from course_lib.record.beside import copies
from course_lib.record.learners import Learners
from course_lib.record.made_up import MADE_UP
from course_lib.record.outbox import Waiting
from course_lib.record.rows import Row
from course_lib.record.trouble import NotSaved


class Record(Learners):
    """The attempts of everyone who learns with one database. Making one touches nothing.

    Reading never raises: what cannot be read is told in `notice`. With SQLite the current learner is the
    one chosen last on this computer; in a class's database it is the one chosen with this object.
    """

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def move(self, url: str, learner: Learner | None, beside: Path | None = None) -> None:
        """Be the record at another URL, for another learner, as if it had been made so; nothing may wait."""
        self.close()
        Record.__init__(self, url, self._wait, learner, beside)

    def rehearse(self) -> None:
        """Do once, in a file that is gone then, what is done with every record: after a `move`, it is ready.

        Afterwards nothing is open, and this object is as it was.
        """
        url, current = self._url, self._current if self._shared else None
        attempt, learner = MADE_UP, Learner(id=MADE_UP.learner)
        try:
            with TemporaryDirectory(prefix="course-") as folder:
                self.move(f"sqlite:///{quote(Path(folder, 'record.sqlite').as_posix(), safe='/:')}", learner)
                self.switch(learner)
                self.append(attempt)
                self.attempts(learner.id)
                self.attempts(learner.id, attempt.place)
                self.last(learner.id, attempt.place)
                self.read(lambda store: [store.newest(learner.id), *store.rows(learner.id, since=1)])
                self.read(lambda store: list(store.rows(learner.id, until=1)))
                self.read(lambda store: list(store.rows(learner.id, attempt.place, until=1)))
                self.close()
        except (OSError, NotSaved):
            pass  # where nothing can be written, a record is only slower the first time
        finally:
            self.move(url, current)

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
            self._add(Waiting(attempt, owner))
        else:
            self.retry()

    def append_all(self, attempts: Iterable[Attempt]) -> None:
        """Write many attempts at once, such as those of another record; see `append`. Raises NotSaved."""
        self._unsaved += [Waiting(attempt) for attempt in attempts]
        self.retry()

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

    def set_aside(self) -> list[str]:
        """Return the names of damaged files that were set aside beside the record, which erasing leaves."""
        if self._path is None:
            return []
        pattern = f"{self._path.stem}.unreadable-*{self._path.suffix}"
        return sorted(path.name for path in self._path.parent.glob(pattern))

    def copies(self) -> list[str]:
        """Return the names of files beside the record that look like copies of it, which erasing leaves."""
        return copies(self._path) if self._path else []
