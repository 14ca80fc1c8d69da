"""What one learner of a class is doing: where, how far, whether stuck, and what was missed. Pure.

`Work` takes what is new alone, so that a page that follows a class all day stays fast.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from course_lib.model import Attempt, Item, Patient, Plan
from course_lib.model.blueprint import Blueprint
from course_lib.rules.calibration import Calibration, Level
from course_lib.rules.certificate import CERTIFICATE
from course_lib.rules.one_try import FINAL, SIGN_OFF, TIME
from course_lib.rules.progress import Progress, Standing
from course_lib.rules.stood import EVERYWHERE, NOTE, Stood, stood
from course_lib.rules.tries import State, Tries

IDLE = timedelta(minutes=6)
"""Whoever does nothing for so long within a lesson may need somebody to come by."""

AWAY = timedelta(minutes=45)
"""After so long somebody is not stuck, but gone."""

TRIES = 3
"""So many wrong answers to the same question, one after the other, are more than bad luck."""


BY_INSTRUCTOR = (TIME, SIGN_OFF, CERTIFICATE)
"""What somebody else notes for a learner: it says nothing of where the learner is, or when last at work."""


@dataclass(frozen=True)
class Stuck:
    """Why somebody seems stuck: wrong tries at an item, or nothing done at all; and since when."""

    why: Literal["tries", "idle"]
    since: datetime
    item: str = ""
    tries: int = 0


@dataclass(frozen=True)
class Course:
    """What a class works through."""

    plans: Mapping[str, Plan]
    items: Mapping[str, Item]
    patients: Mapping[str, Patient]
    blueprint: Blueprint


class Work:
    """The work of one learner, attempt by attempt in the order of the record."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._progress: dict[str, Progress] = {}
        self._calibration, self._tries = Calibration(), Tries()
        self._firsts: dict[str, Attempt] = {}
        self._missed: dict[str, Attempt] = {}
        self._streak: list[Attempt] = []
        self._stood: dict[str, Stood] = {}
        self.began: datetime | None = None
        self.last: datetime | None = None
        self.page = ""
        self.answers: list[Attempt] = []
        """The judged answers outside of the final check, in order."""

    def take(self, attempt: Attempt) -> None:
        """Take the next attempt."""
        where = attempt.where
        if attempt.item in BY_INSTRUCTOR:
            if where.page == FINAL:
                self._tries.take(attempt)
            return
        self.began = self.began or attempt.at
        self.last = max(self.last or attempt.at, attempt.at)
        if (where.page, where.part) == EVERYWHERE:
            self._stand(attempt)
            return
        if where.page == FINAL:
            self._tries.take(attempt)
            self.page = FINAL
            return
        if attempt.is_note:
            return
        self.page = where.page
        self._learn(attempt)
        item = self._course.items.get(attempt.item)
        if item and item.judged:
            self._answer(attempt, item)

    def _stand(self, note: Attempt) -> None:
        place = stood(note) if note.item == NOTE else None
        if place:
            self.page = note.where.id
            self._stood[self.page] = place

    def _learn(self, attempt: Attempt) -> None:
        plan = self._course.plans.get(self.page)
        if plan and self.page not in self._progress:
            self._progress[self.page] = Progress(plan, self._course.items, self._course.patients)
        if plan:
            self._progress[self.page].take(attempt)

    def _answer(self, attempt: Attempt, item: Item) -> None:
        self.answers.append(attempt)
        self._firsts.setdefault(item.id, attempt)
        self._calibration.take(attempt)
        if attempt.right:
            known = self._course.items
            for name in [name for name in self._missed if known[name].slot == item.slot]:
                del self._missed[name]
            self._streak = []
            return
        if attempt.where.part == "pretest":
            return  # asked before the reading, to be wrong: it says nothing of what was learned
        if item.safety or attempt.unsafe:
            self._missed.setdefault(item.id, attempt)
        same = self._streak and self._streak[-1].item == attempt.item
        self._streak = [*self._streak, attempt] if same else [attempt]

    @property
    def firsts(self) -> dict[str, Attempt]:
        """The first answer to each item; of the final check what is handed in, the last answer to each."""
        found = dict(self._firsts)
        for each in self._tries.released:
            for answer in (*each.answers.values(), *each.parallel_answers.values()):
                found.setdefault(answer.item, answer)
        return found

    @property
    def missed(self) -> tuple[Attempt, ...]:
        """Wrong answers to safety items, and unsafe ones, that no right answer to a like item has put right."""
        return tuple(self._missed.values())

    @property
    def confident_errors(self) -> tuple[Attempt, ...]:
        """Answers that were sure and wrong, and not put right since."""
        return tuple(self._calibration.errors)

    @property
    def levels(self) -> list[Level]:
        """For each confidence how many of the answers were right."""
        return self._calibration.levels

    @property
    def standings(self) -> dict[str, Standing]:
        """Where the learner stands with each lesson that was begun."""
        return {name: progress.standing for name, progress in self._progress.items()}

    @property
    def stood(self) -> Stood | None:
        """The step of the page on which the learner is, if it is known."""
        return self._stood.get(self.page)

    def check(self, now: datetime) -> State:
        """Return where the learner stands with the final check."""
        return self._tries.state(self._course.blueprint, now)

    def stuck(self, now: datetime) -> Stuck | None:
        """Return why the learner seems stuck, or None: also where a lesson is done, or somebody has gone."""
        if self.last is None or now - self.last >= AWAY:
            return None
        if len(self._streak) >= TRIES:
            return Stuck("tries", self._streak[0].at, self._streak[0].item, len(self._streak))
        progress = self._progress.get(self.page)
        busy = self.page in self._course.plans and not (progress and progress.standing.done)
        return Stuck("idle", self.last) if busy and now - self.last >= IDLE else None
