"""Taking the final check: each thing that can be done, kept at once. No widget, no clock of its own."""

from collections.abc import Mapping
from typing import Any

from course_lib.errors import CourseError
from course_lib.model import Item, Patient
from course_lib.model.blueprint import Blueprint, FormItem
from course_lib.record.derived import answered, check_state
from course_lib.record.journal import Journal
from course_lib.rules.assessment import draw_form, parallel
from course_lib.rules.encounter import GOOD, Encounter, replay
from course_lib.rules.marking import mark
from course_lib.rules.one_try import (
    END,
    FLAG,
    SIGN_OFF,
    SIGNED,
    START,
    SWAP,
    TIME,
    Try,
    place,
    seconds_left,
)
from course_lib.rules.tries import State

MINUTES_AT_MOST = 240
"""How much time can be granted at once, in minutes."""


class NotNowError(CourseError):
    """Something that the final check does not allow now; the message says what to do."""


class FinalCheck:
    """One learner's final check. What was kept is read anew each time, so it is never out of step with it.

    Its methods raise NotNowError where it is not the time for them, and NotSaved where nothing could be kept.
    """

    def __init__(
        self,
        blueprint: Blueprint,
        items: Mapping[str, Item],
        patients: Mapping[str, Patient],
        journal: Journal,
    ) -> None:
        """`patients` are those of the final check only."""
        self.blueprint, self.items, self.patients = blueprint, items, patients
        self._journal = journal

    @property
    def state(self) -> State:
        """Where the learner stands."""
        return check_state(self._journal, self.blueprint)

    @property
    def running(self) -> Try:
        """The try that runs."""
        now = self.state
        if now.phase != "running" or now.last is None:
            raise NotNowError("No final check is running now. Look below for what comes next.")
        return now.last

    @property
    def open(self) -> Try:
        """The try that runs, whose time is not up."""
        one = self.running
        if seconds_left(one, self._journal.now()) <= 0:
            raise NotNowError("The time is up. What you answered before counts.")
        return one

    @property
    def left(self) -> float:
        """The seconds that are left of the try that runs."""
        return seconds_left(self.running, self._journal.now())

    @property
    def unreadable(self) -> str:
        """What to say where the record cannot be read, so that an earlier try might be overlooked."""
        return self._journal.record.notice

    def start(self, extra: int = 0, by: str = "") -> Try:
        """Begin the next try; `extra` minutes were granted by `by`."""
        now = self.state
        if now.phase != "ready":
            raise NotNowError("You cannot begin now. Look below for what comes next.")
        if self.unreadable:
            raise NotNowError("Your record cannot be read now, so nothing can begin. Tell your instructor.")
        learner = self._journal.owner.learner
        earlier = [one.form for one in now.tries]
        form = draw_form(
            self.blueprint,
            self.items,
            sorted(self.patients),
            f"{learner}/{now.number}",
            self._answered(),
            earlier,
        )
        minutes = self.blueprint.minutes + (_minutes(extra, by) if extra else 0)
        kept = {"form": form.model_dump(mode="json"), "minutes": minutes, "extra": extra, "by": by.strip()}
        self._journal.note(place(now.number), START, kept)
        return self.running

    def answer(self, form_item: FormItem, answer: Any, seconds: float | None = None) -> None:
        """Keep an answer to an item of the try that runs; the last one counts. Raises AnswerError."""
        number = self.open.number
        made = mark(self.items[form_item.item], answer)
        self._journal.keep(place(number, "item", form_item.position), made, seconds=seconds)

    def answer_parallel(self, answer: Any, seconds: float | None = None) -> None:
        """Keep the answer to the parallel item that waits; the first one counts. Raises AnswerError."""
        last = self.state.last
        waiting = last and last.next_parallel
        if not last or not waiting:
            raise NotNowError("No similar question waits for an answer.")
        made = mark(self.items[waiting.item], answer)
        self._journal.keep(place(last.number, "parallel", waiting.position), made, seconds=seconds)

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
        kept = {"minutes": _minutes(minutes, by), "by": by.strip()}
        self._journal.note(place(self.open.number), TIME, kept)

    def hand_in(self, why: str = "handed in") -> None:
        """End the try that runs with what was answered so far; missed safety items get their parallels."""
        one, tries = self.running, self.state.tries
        earlier = [other.form for other in tries if other.number != one.number]
        again = [
            parallel(one.form, number, self.blueprint, self.items, self._answered(), earlier)
            # All safety items: another window may still change an answer before the end is kept.
            for number in sorted(item.position for item in one.form.items if item.safety)
        ]
        kept = {"why": why, "parallels": [item.model_dump(mode="json") for item in again]}
        self._journal.note(place(one.number), END, kept)

    def end_when_time_is_up(self) -> bool:
        """Hand in what is there if the time is up; tell whether it was."""
        if self.state.phase != "running" or self.left > 0:
            return False
        self.hand_in("time")
        return True

    def mend(self) -> None:
        """Replace items that the course no longer has, or has in another version, by parallel ones."""
        one = self.state.last
        if one is None:
            return
        for form_item in filter(None, [one.next_parallel] if one.ended else one.form.items):
            known = self.items.get(form_item.item)
            if known is None or known.version != form_item.version:
                new = parallel(one.form, form_item.position, self.blueprint, self.items)
                self._journal.note(place(one.number), SWAP, {"item": new.model_dump(mode="json")})

    def sign_off(self, name: str, credential: str, refreshed: str) -> None:
        """Let an instructor open one more try, after a refresher."""
        if self.state.phase != "signoff":
            raise NotNowError("No sign-off is needed now.")
        told = {"name": name.strip(), "credential": credential.strip(), "refreshed": refreshed.strip()}
        if not all(told.values()):
            raise NotNowError("The instructor fills in all three lines: name, credential, what was refreshed.")
        self._journal.note(SIGNED, SIGN_OFF, told)

    def _answered(self) -> set[str]:
        return set(answered(self._journal))


def _minutes(minutes: int, by: str) -> int:
    if not 0 < minutes <= MINUTES_AT_MOST:
        raise NotNowError(f"Extra time is from 1 to {MINUTES_AT_MOST} minutes.")
    if not by.strip():
        raise NotNowError("Write who granted the extra time.")
    return minutes
