"""Where a learner stands with the final check, derived from the attempts and the time, never stored. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Generic, Literal

from course_lib.model import Attempt
from course_lib.model.blueprint import Blueprint
from course_lib.rules.one_try import AHEAD, FINAL, SIGN_OFF, START, TIME, Gathered, Try
from course_lib.rules.taking import T, taken

Phase = Literal["ready", "running", "parallel", "waiting", "signoff", "passed"]


@dataclass(frozen=True)
class State:
    """Where a learner stands: the phase, all tries, and for `waiting` when the next one may begin.

    `ahead` is how many minutes were granted for the next try.
    """

    phase: Phase
    tries: tuple[Try, ...]
    opens: datetime | None = None
    ahead: int = 0

    @property
    def last(self) -> Try | None:
        """The last try."""
        return self.tries[-1] if self.tries else None

    @property
    def passed(self) -> Try | None:
        """The try that was passed."""
        return next((each for each in self.tries if each.ended and each.result.passed), None)

    @property
    def number(self) -> int:
        """The number of the next try."""
        return len(self.tries) + 1


class Tries:
    """The tries of one learner, attempt by attempt in the order of the record."""

    def __init__(self) -> None:
        self._gathered: dict[int, Gathered] = {}
        self._signed = self._ahead = 0
        self._tries: tuple[Try, ...] | None = None

    def take(self, attempt: Attempt) -> None:
        """Take an attempt of the final check. What came after a try's end does not count."""
        self._tries = None
        self._signed += attempt.item == SIGN_OFF
        number = attempt.where.part
        if attempt.item == TIME and number == AHEAD.part:
            self._ahead += int(attempt.answer["minutes"])
        if not number.isdecimal():
            return
        if attempt.item == START and int(number) not in self._gathered:
            self._gathered[int(number)] = Gathered(attempt)
            self._ahead = 0
        elif int(number) in self._gathered:
            self._gathered[int(number)].take(attempt, attempt.where.inner)

    @property
    def tries(self) -> tuple[Try, ...]:
        """The tries, in order."""
        if self._tries is None:
            self._tries = tuple(each.gathered(number) for number, each in sorted(self._gathered.items()))
        return self._tries

    @property
    def released(self) -> tuple[Try, ...]:
        """The tries whose marks may be told: those that are handed in, with nothing left to answer."""
        return tuple(each for each in self.tries if each.ended and not each.next_parallel)

    @property
    def counted(self) -> frozenset[str]:
        """The ids of the answers that count and may be told."""
        answers = [answer for each in self.released for answer in each.answers.values()]
        answers += [answer for each in self.released for answer in each.parallel_answers.values()]
        return frozenset(answer.id for answer in answers)

    def state(self, blueprint: Blueprint, now: datetime) -> State:
        """Return where the learner stands."""
        return replace(self._state(blueprint, now), ahead=self._ahead)

    def _state(self, blueprint: Blueprint, now: datetime) -> State:
        tries = self.tries
        last = tries[-1] if tries else None
        if last is None:
            return State("ready", tries)
        if last.ended is None:
            return State("running", tries)
        if any(each.result.passed for each in tries if each.ended):
            return State("passed", tries)
        if last.next_parallel:
            return State("parallel", tries)
        if len(tries) >= blueprint.tries + self._signed:
            return State("signoff", tries)
        between = timedelta(hours=blueprint.hours_between)
        opens = last.ended + between
        # Whoever would wait twice as long as that ended under a clock that was wrong.
        waits = now < opens <= now + 2 * between
        return State("waiting" if waits else "ready", tries, opens)


class Released(Generic[T]):
    """Passes on what may be told: of the final check only the answers that are `counted`, see `Tries`."""

    def __init__(self, to: T, counted: frozenset[str]) -> None:
        self.to, self._counted = to, counted

    def take(self, attempt: Attempt) -> None:
        """Pass an attempt on, or not."""
        if attempt.is_note or attempt.id in self._counted or attempt.where.page != FINAL:
            self.to.take(attempt)


def released(attempts: Iterable[Attempt]) -> list[Attempt]:
    """Leave out the answers of a final check that is not handed in: its marks come at the end."""
    every = list(attempts)
    ended = {str(each.number) for each in _of_check(every).released}

    def may_be_released(attempt: Attempt) -> bool:
        where = attempt.where
        return attempt.is_note or where.page != FINAL or where.part in ended

    return [attempt for attempt in every if may_be_released(attempt)]


def state(attempts: Iterable[Attempt], blueprint: Blueprint, now: datetime) -> State:
    """Return where a learner stands; `attempts` are all those of the final check, in order."""
    return _of_check(attempts).state(blueprint, now)


def _of_check(attempts: Iterable[Attempt]) -> Tries:
    return taken(Tries(), (attempt for attempt in attempts if attempt.where.page == FINAL))
