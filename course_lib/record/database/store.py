"""What is written to the tables, and read in them."""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from course_lib.model.attempt import Attempt, Learner
from course_lib.record.database import queries
from course_lib.record.database.connection import Connection, Found
from course_lib.record.database.database import Database
from course_lib.record.rows import Row, learner_of, read_row, row_of


class Store(Database):
    """The attempts and the learners in an open database."""

    def add(self, connection: Connection, attempt: Attempt) -> None:
        """Insert an attempt, unless its id is there already."""
        if connection.execute(queries.THERE, {"id": attempt.id}).first() is None:
            connection.execute(queries.ADD, row_of(attempt))

    def add_learner(self, connection: Connection, learner: Learner) -> None:
        """Say that this learner is now the current one, under this name."""
        connection.execute(queries.ADD_LEARNER, {"id": learner.id, "name": json.dumps(learner.name)})

    def erase(
        self, learner: str, following: Learner, may: Callable[[str, Sequence[Learner]], None]
    ) -> tuple[int, bool]:
        """Delete all that is kept of a learner; another one follows, if this one was learning.

        `may` gets the record's id and its learners, and raises what forbids it. The row of the one who follows
        tells every other window that somebody else learns now. Returns how many attempts were deleted, and
        whether no trace stays on the disk: one may, in the journal beside the file, while another program
        reads.
        """
        with self.writing() as connection:
            everyone = self.learners(connection)
            may(self.id, everyone)
            if self.sqlite:
                connection.execute("PRAGMA secure_delete=ON")  # what is deleted is overwritten
            count = connection.execute(queries.ERASE, {"learner": learner}).rowcount
            connection.execute(queries.ERASE_LEARNER, {"learner": learner})
            self.unreadable.clear()
            if not everyone or everyone[-1].id == learner:
                self.add_learner(connection, following)
        if not self.sqlite:
            return count, True
        with self.engine.connect() as connection:
            busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").first()
        return count, busy is None or not busy[0]

    def attempts(self, learner: str, place: str = "") -> list[Attempt]:
        """Return a learner's attempts at places that begin with `place`, in the order they were saved."""
        return [row.attempt for row in self.rows(learner, place) if row.attempt]

    def rows(self, learner: str, place: str = "", since: int = 0, until: int | None = None) -> Iterator[Row]:
        """Yield a learner's rows at places that begin with `place`, from one number to another, in order."""
        return map(self._read, self._results(*queries.in_order(learner, place, since, until)))

    def rows_of_all(self, since: int = 0) -> Iterator[Row]:
        """Yield the rows of everyone from a number on, in order."""
        return map(self._read, self._results(queries.OF_ALL, {"since": since}))

    def newest(self, learner: str) -> Row | None:
        """Return the last row of a learner."""
        return next(map(self._read, self._results(queries.NEWEST, {"learner": learner})), None)

    def last(self, learner: str, place: str) -> Attempt | None:
        """Return a learner's last attempt at exactly this place that can be read."""
        found = map(self._read, self._results(queries.LAST, {"learner": learner, "place": place}))
        return next((row.attempt for row in found if row.attempt), None)

    def learners(self, connection: Connection | None = None) -> list[Learner]:
        """Return every learner under their last name, the one chosen last at the end.

        Where all their rows are lost, their answers tell who there was, without names. Within a transaction,
        they get a row again.
        """
        found: dict[str, Learner] = {}
        for learner in filter(None, map(learner_of, self._results(queries.EVERYONE, {}, connection))):
            found.pop(learner.id, None)
            found[learner.id] = learner
        if not found:
            lost = self._results(queries.WHO_ANSWERED, {}, connection)
            found = {learner.id: learner for learner in filter(None, map(learner_of, lost))}
            if connection is not None:
                for learner in found.values():
                    self.add_learner(connection, learner)
        return list(found.values())

    def _read(self, found: dict[str, Any]) -> Row:
        row = read_row(found)
        if row.attempt is None:
            self.unreadable.add(row.number)
        return row

    def _results(
        self, query: str, values: dict[str, Any], within: Connection | None = None
    ) -> Iterator[dict[str, Any]]:
        if within is not None:
            yield from _by_name(within.execute(query, values))
            return
        self.has_tables = self.has_tables or self._look()  # somebody else may have begun the record by now
        if self.has_tables:
            with self.engine.connect() as connection:
                yield from _by_name(connection.stream(query, values))


def _by_name(found: Found) -> Iterator[dict[str, Any]]:
    """Yield each row by the names of its columns."""
    names = tuple(found.keys())
    return (dict(zip(names, row, strict=True)) for row in found)
