"""Taking the final check: each thing that can be done, kept at once. No widget, no clock of its own."""

import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from course_lib.errors import CodedError
from course_lib.model import Item, Patient
from course_lib.model.blueprint import Blueprint, FormItem
from course_lib.record.clock import Stopwatch
from course_lib.record.derived import answered, check_state
from course_lib.record.journal import Journal
from course_lib.rules.assessment import draw_form, parallel
from course_lib.rules.encounter import GOOD, Encounter, replay
from course_lib.rules.marking import mark
from course_lib.rules.one_try import (
    AHEAD,
    END,
    FLAG,
    HANDED_IN,
    SIGN_OFF,
    SIGNED,
    START,
    SWAP,
    TIME,
    TIME_UP,
    Try,
    place,
    time_used,
)
from course_lib.rules.tries import State

MINUTES_AT_MOST = 240
"""How much time can be granted at once, in minutes."""


class NotNowError(CodedError):
    """Something that the final check does not allow now, by a code; its sentence says what to do."""


class FinalCheck:
    """One learner's final check. What was kept is read again each time, so it is never out of step with it.

    Its methods raise NotNowError where it is not the time for them, and NotSaved where nothing could be kept.
    """

    def __init__(
        self,
        blueprint: Blueprint,
        items: Mapping[str, Item],
        patients: Mapping[str, Patient],
        journal: Journal,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        """`patients` are those of the final check only. `steady`: seconds of a clock that nobody can set."""
        self.blueprint, self.items, self.patients = blueprint, items, patients
        self._journal, self._stopwatch = journal, Stopwatch(steady)

    @property
    def state(self) -> State:
        """Where the learner stands."""
        return check_state(self._journal, self.blueprint)

    @property
    def running(self) -> Try:
        """The try that runs."""
        now = self.state
        if now.phase != "running" or now.last is None:
            raise NotNowError("no_check_runs")
        return now.last

    @property
    def open(self) -> Try:
        """The try that runs, whose time is not up."""
        current = self.running
        if self._left_of(current) <= 0:
            raise NotNowError("time_is_up")
        return current

    @property
    def left(self) -> float:
        """The seconds that are left of the try that runs.

        They go down also where the computer's clock was set back: then by a clock that nobody can set, for as
        long as this kernel lives.
        """
        return self._left_of(self.running)

    def _left_of(self, current: Try) -> float:
        by_record = time_used(current, self._journal.now())
        used = max(by_record, self._stopwatch.read((current.number, current.started), by_record))
        return max(0.0, (timedelta(minutes=current.minutes) - used).total_seconds())

    @property
    def unreadable(self) -> str:
        """What to say where the record cannot be read, so that an earlier try might be overlooked."""
        return self._journal.record.notice

    def start(self, extra: int = 0, by: str = "") -> Try:
        """Begin the next try; `extra` minutes are granted by `by`, beside those that were granted ahead."""
        now = self.state
        if now.phase != "ready":
            raise NotNowError("cannot_begin_now")
        if self.unreadable:
            raise NotNowError("nothing_can_begin")
        learner = self._journal.owner.learner
        earlier = [each.form for each in now.tries]
        form = draw_form(
            self.blueprint,
            self.items,
            sorted(self.patients),
            f"{learner}/{now.number}",
            self._answered(),
            earlier,
        )
        minutes = self.blueprint.minutes + (_minutes(extra, by) if extra else 0) + now.ahead
        details = {"form": form.model_dump(mode="json"), "minutes": minutes, "extra": extra, "by": by.strip()}
        self._journal.note(place(now.number), START, details)
        return self.running

    def answer(self, form_item: FormItem, answer: Any, seconds: float | None = None) -> None:
        """Keep an answer to an item of the try that runs; the last one counts. Raises AnswerError."""
        number = self.open.number
        marked = mark(self.items[form_item.item], answer)
        self._journal.keep(place(number, "item", form_item.position), marked, seconds=seconds)

    def answer_parallel(self, answer: Any, seconds: float | None = None) -> None:
        """Keep the answer to the parallel item that waits; the first one counts. Raises AnswerError."""
        last = self.state.last
        waiting = last and last.next_parallel
        if not last or not waiting:
            raise NotNowError("no_similar_waits")
        marked = mark(self.items[waiting.item], answer)
        self._journal.keep(place(last.number, "parallel", waiting.position), marked, seconds=seconds)

    def encounter(self, name: str) -> Encounter:
        """Return where the learner stands with a patient of the try that runs."""
        return replay(self.patients[name], list(self.running.choices.get(name, ())))

    def choose(self, name: str, choice: str) -> Encounter:
        """Take a choice with a patient; it stays. Raises UnknownNameError where it is not offered."""
        encounter = self.encounter(name).choose(choice)
        tag = encounter.path[-1].choice.tag
        self._journal.write(
            place(self.open.number, "patient", name),
            name,
            encounter.patient.version,
            {"choices": [taken.choice.id for taken in encounter.path], "done": encounter.step is None},
            right=tag in GOOD,
            score=encounter.good / len(encounter.path),
            unsafe=tag == "unsafe",
        )
        return encounter

    def flag(self, form_item: FormItem) -> None:
        """Mark an item to look at again, or take the mark away."""
        self._journal.note(place(self.open.number), FLAG, {"position": form_item.position})

    def grant(self, minutes: int, by: str) -> None:
        """Give more time to the try that runs."""
        details = {"minutes": _minutes(minutes, by), "by": by.strip()}
        self._journal.note(place(self.open.number), TIME, details)

    def grant_ahead(self, minutes: int, by: str) -> None:
        """Give more time to the next try, which may be the first one."""
        if self.state.phase in ("passed", "parallel"):
            raise NotNowError("no_more_tries")
        self._journal.note(AHEAD, TIME, {"minutes": _minutes(minutes, by), "by": by.strip()})

    def hand_in(self, why: str = HANDED_IN) -> None:
        """End the try that runs with what was answered so far; missed safety items get their parallels."""
        current, tries = self.running, self.state.tries
        earlier = [other.form for other in tries if other.number != current.number]
        again = [
            parallel(current.form, number, self.blueprint, self.items, self._answered(), earlier)
            # All safety items: another window may still change an answer before the end is kept.
            for number in sorted(item.position for item in current.form.items if item.safety)
        ]
        details = {"why": why, "parallels": [item.model_dump(mode="json") for item in again]}
        self._journal.note(place(current.number), END, details)

    def end_when_time_is_up(self) -> bool:
        """Hand in what is there if the time is up; return whether it was."""
        if self.state.phase != "running" or self.left > 0:
            return False
        self.hand_in(TIME_UP)
        return True

    def replace_outdated(self) -> None:
        """Replace items that the course no longer has, or has in another version, by parallel ones."""
        current = self.state.last
        if current is None:
            return
        for form_item in filter(None, [current.next_parallel] if current.ended else current.form.items):
            known = self.items.get(form_item.item)
            if known is None or known.version != form_item.version:
                new = parallel(current.form, form_item.position, self.blueprint, self.items)
                self._journal.note(place(current.number), SWAP, {"item": new.model_dump(mode="json")})

    def sign_off(self, name: str, credential: str, refreshed: str) -> None:
        """Let an instructor open one more try, after a refresher."""
        if self.state.phase != "signoff":
            raise NotNowError("no_sign_off_needed")
        signed = {"name": name.strip(), "credential": credential.strip(), "refreshed": refreshed.strip()}
        if not all(signed.values()):
            raise NotNowError("sign_off_lines")
        self._journal.note(SIGNED, SIGN_OFF, signed)

    def _answered(self) -> set[str]:
        return set(answered(self._journal))


def _minutes(minutes: int, by: str) -> int:
    if not 0 < minutes <= MINUTES_AT_MOST:
        raise NotNowError("extra_minutes", most=MINUTES_AT_MOST)
    if not by.strip():
        raise NotNowError("who_granted")
    return minutes
