"""Where a learner stands with the final check, derived from the attempts and the time, never stored. Pure.

What is kept, at the place `final/<number of the try>`: a note of the start with the whole form, a note for each
time that was granted, an attempt for each answer (the last one counts), for each choice with a patient and for
each parallel item, and a note of the end with the parallels to come. Sign-offs are kept at `final/signoff`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from course_lib.model import Attempt, Place
from course_lib.model.blueprint import Blueprint, Form, FormItem
from course_lib.rules.assessment import Result, result

START, TIME, FLAG, SWAP, END = "@final-start", "@final-time", "@final-flag", "@final-swap", "@final-end"
SIGN_OFF = "@final-signoff"

Phase = Literal["ready", "running", "parallel", "waiting", "signoff", "passed"]


FINAL = "final"
"""The page under which all of it is kept."""

SIGNED = Place(FINAL, "signoff")
"""Where sign-offs are kept."""


def place(number: int, *rest: str | int) -> Place:
    """Return the place of something in a try, such as final/1/item/17."""
    return Place(FINAL, str(number), "/".join(map(str, rest)))


@dataclass(frozen=True)
class Try:
    """One try at the final check. `ended` is None while it runs; `latest` is when something was done last."""

    number: int
    form: Form
    started: datetime
    minutes: int
    answers: Mapping[int, Attempt] = field(default_factory=dict)
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    unsafe: Mapping[str, bool] = field(default_factory=dict)
    finished: frozenset[str] = frozenset()
    flagged: frozenset[int] = frozenset()
    parallels: Sequence[FormItem] = ()
    parallel_answers: Mapping[int, Attempt] = field(default_factory=dict)
    ended: datetime | None = None
    latest: datetime | None = None

    @property
    def until(self) -> datetime:
        """When the time is up."""
        return self.started + timedelta(minutes=self.minutes)

    @property
    def result(self) -> Result:
        """What it is worth so far; what is not answered is wrong."""
        return result(
            self.form,
            {number: attempt.right for number, attempt in self.answers.items()},
            {number: attempt.right for number, attempt in self.parallel_answers.items()},
            self.unsafe,
            self.finished,
        )

    @property
    def next_parallel(self) -> FormItem | None:
        """The parallel item that waits for an answer, or None."""
        if not self.ended or not self.result.waits:
            return None
        waiting = self.result.open_parallels
        return next((one for one in self.parallels if one.position in waiting), None)


@dataclass(frozen=True)
class State:
    """Where a learner stands: the phase, all tries, and for `waiting` when the next one may begin."""

    phase: Phase
    tries: tuple[Try, ...]
    opens: datetime | None = None

    @property
    def last(self) -> Try | None:
        """The last try."""
        return self.tries[-1] if self.tries else None

    @property
    def passed(self) -> Try | None:
        """The try that was passed."""
        return next((one for one in self.tries if one.ended and one.result.passed), None)

    @property
    def number(self) -> int:
        """The number of the next try."""
        return len(self.tries) + 1


def released(attempts: Sequence[Attempt]) -> list[Attempt]:
    """Leave out the answers of a final check that is not handed in: its marks come at the end."""
    tries = tries_in([attempt for attempt in attempts if attempt.where.page == FINAL])
    ended = {str(one.number) for one in tries if one.ended and not one.next_parallel}

    def may_be_shown(attempt: Attempt) -> bool:
        where = attempt.where
        return attempt.is_note or where.page != FINAL or where.part in ended

    return [attempt for attempt in attempts if may_be_shown(attempt)]


def state(attempts: Sequence[Attempt], blueprint: Blueprint, now: datetime) -> State:
    """Return where a learner stands; `attempts` are all at places that begin with `final/`, in order."""
    tries = tuple(tries_in(attempts))
    last = tries[-1] if tries else None
    if last is None:
        return State("ready", tries)
    if last.ended is None:
        return State("running", tries)
    if any(one.result.passed for one in tries if one.ended):
        return State("passed", tries)
    if last.next_parallel:
        return State("parallel", tries)
    signed = sum(attempt.item == SIGN_OFF for attempt in attempts)
    if len(tries) >= blueprint.tries + signed:
        return State("signoff", tries)
    opens = last.ended + timedelta(hours=blueprint.hours_between)
    return State("waiting" if now < opens else "ready", tries, opens)


def seconds_left(one: Try, now: datetime) -> float:
    """Return the seconds that are left of a try, 0 when its time is up.

    A clock that was set back gives no time again: what was done last has been reached.
    """
    reached = max(now, one.started, one.latest or one.started)
    return max(0.0, (one.until - reached).total_seconds())


def tries_in(attempts: Sequence[Attempt]) -> list[Try]:
    """Return the tries that the attempts tell of, in order. What came after a try's end does not count."""
    found: dict[int, _Told] = {}
    for attempt in attempts:
        number = attempt.where.part
        if not number.isdecimal():
            continue
        if attempt.item == START and int(number) not in found:
            found[int(number)] = _Told(attempt)
        elif int(number) in found:
            found[int(number)].take(attempt, attempt.where.inner)
    return [told.made(number) for number, told in sorted(found.items())]


class _Told:
    """Gathers one try, attempt by attempt."""

    def __init__(self, start: Attempt) -> None:
        self.start = start
        self.form = Form.model_validate(start.answer["form"])
        self.minutes = int(start.answer["minutes"])
        self.answers: dict[int, Attempt] = {}
        self.choices: dict[str, Sequence[str]] = {}
        self.unsafe: dict[str, bool] = {}
        self.finished: set[str] = set()
        self.flagged: set[int] = set()
        self.parallel_answers: dict[int, Attempt] = {}
        self.swapped: dict[int, FormItem] = {}
        self.end: Attempt | None = None
        self.latest = start.at

    def take(self, attempt: Attempt, rest: Sequence[str]) -> None:
        if self.end is None or attempt.item == END:
            self.latest = max(self.latest, attempt.at)
        match attempt.item, tuple(rest):
            case (_, ("parallel", number)) if self.end:
                self.parallel_answers.setdefault(int(number), attempt)
            case (name, _) if self.end and name == SWAP:
                new = FormItem.model_validate(attempt.answer["item"])
                self.swapped[new.position] = new
            case _ if self.end:
                pass
            case (name, _) if name == TIME:
                self.minutes += int(attempt.answer["minutes"])
            case (name, _) if name == FLAG:
                self.flagged ^= {int(attempt.answer["position"])}
            case (name, _) if name == SWAP:
                self._swap(FormItem.model_validate(attempt.answer["item"]))
            case (name, _) if name == END:
                self.end = attempt
            case (_, ("item", number)):
                self.answers[int(number)] = attempt
            case (_, ("patient", name)):
                self._choose(name, attempt)
            case _:
                pass

    def _swap(self, new: FormItem) -> None:
        items = tuple(new if one.position == new.position else one for one in self.form.items)
        self.form = self.form.model_copy(update={"items": items})
        self.answers.pop(new.position, None)

    def _choose(self, name: str, attempt: Attempt) -> None:
        self.choices[name] = tuple(attempt.answer["choices"])
        self.unsafe[name] = self.unsafe.get(name, False) or attempt.unsafe
        if attempt.answer["done"]:
            self.finished.add(name)

    def made(self, number: int) -> Try:
        at_end = self.end.answer.get("parallels", []) if self.end else []
        parallels = [FormItem.model_validate(one) for one in at_end]
        return Try(
            number=number,
            form=self.form,
            started=self.start.at,
            minutes=self.minutes,
            answers=self.answers,
            choices=self.choices,
            unsafe=self.unsafe,
            finished=frozenset(self.finished),
            flagged=frozenset(self.flagged),
            parallels=tuple(self.swapped.get(one.position, one) for one in parallels),
            parallel_answers=self.parallel_answers,
            # Whoever was away when the time was up is not made to wait longer for it.
            latest=self.latest,
            ended=min(self.end.at, self.start.at + timedelta(minutes=self.minutes)) if self.end else None,
        )
