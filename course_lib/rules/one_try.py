"""One try at the final check, gathered attempt by attempt. Pure.

What is kept, at the place `final/<number of the try>`: a note of the start with the whole form, a note for each
time that was granted, an attempt for each answer (the last one counts), for each choice with a patient and for
each parallel item, and a note of the end with the parallels to come. Sign-offs are kept at `final/signoff`,
time that was granted before a try at `final/ahead`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from course_lib.model import Attempt, Place
from course_lib.model.blueprint import Form, FormItem
from course_lib.rules.assessment import Result, result

START, TIME, FLAG, SWAP, END = "@final-start", "@final-time", "@final-flag", "@final-swap", "@final-end"
SIGN_OFF = "@final-signoff"
HANDED_IN, TIME_UP = "handed in", "time"
"""Why a try has ended, as the note of its end says it."""

DAY_SECONDS = 24 * 3600.0

FINAL = "final"
"""The page under which all of it is kept."""

SIGNED = Place(FINAL, "signoff")
"""Where sign-offs are kept."""

AHEAD = Place(FINAL, "ahead")
"""Where time is kept that was granted before a try: the next one that begins has it."""


def place(number: int, *rest: str | int) -> Place:
    """Return the place of something in a try, such as final/1/item/17."""
    return Place(FINAL, str(number), "/".join(map(str, rest)))


@dataclass(frozen=True)
class Try:
    """One try at the final check. `ended` is None while it runs.

    `used` is the time from the start to `latest`, when something was done last before the end. It is added up
    from one thing done to the next, so that a clock that is set back gives no time again. `why` it has ended:
    it was handed in, or the time was up.
    """

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
    used: timedelta = timedelta()
    why: str = ""

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
        return next((each for each in self.parallels if each.position in waiting), None)


def time_used(current: Try, now: datetime) -> timedelta:
    """Return how much time of a try is used up; it never goes back by more than what came after `latest`."""
    return current.used + max(timedelta(), now - (current.latest or current.started))


def _between(earlier: datetime, attempt: Attempt) -> timedelta:
    """Return the time from something done to the next: where the clock was set back, what the page counted."""
    if attempt.at >= earlier:
        return attempt.at - earlier
    return timedelta(seconds=min(attempt.seconds or 0.0, DAY_SECONDS))


class Gathered:
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
        self.latest, self.used = start.at, timedelta()

    def take(self, attempt: Attempt, rest: Sequence[str]) -> None:
        """Take an attempt of this try after its start; `rest` are the steps of its place within the try."""
        if self.end is None:
            self.used += _between(self.latest, attempt)
            self.latest = attempt.at
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
        items = tuple(new if each.position == new.position else each for each in self.form.items)
        self.form = self.form.model_copy(update={"items": items})
        self.answers.pop(new.position, None)

    def _choose(self, name: str, attempt: Attempt) -> None:
        self.choices[name] = tuple(attempt.answer["choices"])
        self.unsafe[name] = self.unsafe.get(name, False) or attempt.unsafe
        if attempt.answer["done"]:
            self.finished.add(name)

    def gathered(self, number: int) -> Try:
        """Return the try so far."""
        at_end = self.end.answer.get("parallels", []) if self.end else []
        parallels = [FormItem.model_validate(each) for each in at_end]
        return Try(
            number=number,
            form=self.form,
            started=self.start.at,
            minutes=self.minutes,
            answers=dict(self.answers),
            choices=dict(self.choices),
            unsafe=dict(self.unsafe),
            finished=frozenset(self.finished),
            flagged=frozenset(self.flagged),
            parallels=tuple(self.swapped.get(each.position, each) for each in parallels),
            parallel_answers=dict(self.parallel_answers),
            latest=self.latest,
            used=self.used,
            why=str(self.end.answer.get("why", "")) if self.end else "",
            # Whoever was away when the time was up is not made to wait longer for it.
            ended=self.start.at + min(self.used, timedelta(minutes=self.minutes)) if self.end else None,
        )
