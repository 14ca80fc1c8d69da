"""The final check on the page: the rules, the form, the patients, the parallels, and the result."""

from collections.abc import Mapping
from typing import Any

from course_lib import final_state
from course_lib.assessment import draw_form, parallel
from course_lib.encounter import Encounter, replay
from course_lib.errors import CourseError
from course_lib.final_state import END, FLAG, SIGN_OFF, START, SWAP, TIME, State, Try, place, seconds_left
from course_lib.journal import Journal
from course_lib.marking import Mark, mark
from course_lib.model import CourseMap, Item, Patient, Reference
from course_lib.model.blueprint import Blueprint, FormItem
from course_lib.render.final_check import (
    TITLE,
    final_check_card,
    intro,
    result_view,
    reviewed_items,
    reviewed_patients,
    standing_of,
)
from course_lib.widgets import asked
from course_lib.widgets.base import CourseWidget
from course_lib.widgets.office import Office
from course_lib.widgets.patient import introduced, to_decide

MINUTES_AT_MOST = 240
"""How much time can be granted at once, in minutes."""


class NotNowError(CourseError):
    """Something that the final check does not allow now; the message says what to do."""


class FinalCheckWidget(CourseWidget):
    """Everything is kept at once, and all that is shown is derived from what was kept."""

    js = "final_check.js"

    def __init__(
        self,
        course: CourseMap,
        blueprint: Blueprint,
        items: Mapping[str, Item],
        patients: Mapping[str, Patient],
        references: Mapping[str, Reference],
        journal: Journal,
        office: Office,
    ) -> None:
        """`patients` are those of the final check only. Stand where the learner stood."""
        self._course, self._blueprint = course, blueprint
        self._items, self._patients, self._references = items, patients, references
        self._journal, self._office = journal, office
        self._at = 0
        super().__init__(final_check_card(blueprint), {"title": TITLE, "phase": "", **_quiet()})
        self.attempt(self._resume)

    # The plain path: what a click does.

    @property
    def state(self) -> State:
        """Where the learner stands, read from the record."""
        return final_state.state(self._journal.earlier("final/"), self._blueprint, self._journal.now())

    def start(self, extra: int = 0, by: str = "") -> Try:
        """Begin the next try; `extra` minutes were granted by `by`. Raises NotNowError, NotSaved."""
        now = self.state
        if now.phase != "ready":
            raise NotNowError("You cannot begin now. Look below for what comes next.")
        if self._journal.record.notice:
            raise NotNowError("Your record cannot be read now, so nothing can begin. Tell your instructor.")
        number, learner = now.number, self._journal.record.learner().id
        form = draw_form(
            self._blueprint,
            self._items,
            sorted(self._patients),
            f"{learner}/{number}",
            {attempt.item for attempt in self._journal.earlier("") if not attempt.is_note},
            [one.form for one in now.tries],
        )
        minutes = self._blueprint.minutes + (_minutes(extra, by) if extra else 0)
        kept = {"form": form.model_dump(mode="json"), "minutes": minutes, "extra": extra, "by": by}
        self._journal.note(place(number), START, kept)
        self._at = 0
        return self._running()

    def answer(self, answer: Any, seconds: float | None = None) -> None:
        """Keep an answer to the question that stands there; its mark is told at the end.

        Raises AnswerError for one that cannot be marked, NotNowError when the time is up, NotSaved.
        """
        now = self.state
        if now.phase == "parallel" and now.last and now.last.next_parallel:
            asked_now, where = now.last.next_parallel, "parallel"
        else:
            asked_now, where = self._question(self._running()), "item"
        made = self._mark(asked_now, answer)
        number = (now.last or self._running()).number
        self._journal.keep(place(number, where, asked_now.position), made, seconds=seconds)

    def choose(self, choice: str) -> None:
        """Take a choice with the patient who stands there. Raises UnknownNameError, NotNowError, NotSaved."""
        one = self._running()
        encounter = self._encounter(one).choose(choice)
        taken = encounter.path[-1].choice
        answer = {"choices": [step.choice.id for step in encounter.path], "done": encounter.step is None}
        self._journal.write(
            place(one.number, "patient", encounter.patient.id),
            encounter.patient.id,
            encounter.patient.version,
            answer,
            right=taken.tag in {"right", "acceptable"},
            score=encounter.good / len(encounter.path),
            unsafe=taken.tag == "unsafe",
        )

    def grant(self, minutes: int, by: str) -> None:
        """Give more time to the try that runs. Raises NotNowError, NotSaved."""
        one = self._running()
        self._journal.note(place(one.number), TIME, {"minutes": _minutes(minutes, by), "by": by.strip()})

    def hand_in(self, why: str = "handed in") -> None:
        """End the try that runs, with what was answered so far. Raises NotNowError, NotSaved."""
        one = self.state.last
        if one is None or one.ended:
            raise NotNowError("There is nothing to hand in.")
        answered = {attempt.item for attempt in self._journal.earlier("") if not attempt.is_note}
        earlier = [other.form for other in self.state.tries if other.number != one.number]
        again = [
            parallel(one.form, number, self._blueprint, self._items, answered, earlier)
            for number in one.result.missed_safety
            if one.result.stands
        ]
        kept = {"why": why, "parallels": [item.model_dump(mode="json") for item in again]}
        self._journal.note(place(one.number), END, kept)

    def sign_off(self, name: str, credential: str, refreshed: str) -> None:
        """Let an instructor open one more try, after a refresher. Raises NotNowError, NotSaved."""
        if self.state.phase != "signoff":
            raise NotNowError("No sign-off is needed now.")
        told = {"name": name.strip(), "credential": credential.strip(), "refreshed": refreshed.strip()}
        if not all(told.values()):
            raise NotNowError("The instructor fills in all three lines: name, credential, what was refreshed.")
        self._journal.note("final/signoff", SIGN_OFF, told)

    # What the page asks for.

    def _on_start(self, extra: int = 0, by: str = "") -> None:
        self.start(int(extra or 0), by)
        self._show(focus="question")

    def _on_answer(self, answer: Any, confidence: str | None = None, seconds: float | None = None) -> None:
        if self._time_is_up():
            return
        phase = self.state.phase
        self.answer(answer, seconds)
        if phase == "running":
            self._at += 1
        self._show(focus="question" if self.state.phase == phase else "result")

    def _on_choose(self, choice: str) -> None:
        if not self._time_is_up():
            self.choose(choice)
            one = self._running()
            self._at += self._encounter(one).step is None
            self._show(focus="question")

    def _on_go(self, to: int) -> None:
        if not self._time_is_up():
            self._at = int(to)
            self._show(focus="question")

    def _on_flag(self) -> None:
        one = self._running()
        position = self._question(one).position
        self._journal.note(place(one.number), FLAG, {"position": position})
        self._show(focus="flag")

    def _on_grant(self, minutes: int, by: str) -> None:
        self.grant(int(minutes), by)
        self._show(focus="clock")

    def _on_hand_in(self, sure: bool = False) -> None:
        if self._time_is_up():
            return
        if not sure:
            self._show(confirm=self._left(self._running()), focus="confirm")
            return
        self.hand_in()
        self._show(focus="result")

    def _on_time_up(self) -> None:
        if not self._time_is_up():
            self._show()

    def _on_sign(self, name: str, credential: str, refreshed: str) -> None:
        self.sign_off(name, credential, refreshed)
        self._show(focus="result")

    def _on_items(self) -> None:
        one = self.state.last
        if one is None or not one.ended or self.state.phase == "parallel":
            raise NotNowError("The answers are shown at the end.")
        order = sorted(one.form.items, key=lambda form_item: form_item.position)
        kept = [(self._items.get(each.item), one.answers.get(each.position)) for each in order]
        self._show(
            items=reviewed_items(kept, self._references),
            patients=reviewed_patients(one, self._patients, self._references),
            focus="items",
        )

    def _on_changed(self) -> None:
        self._office.refresh()
        self._show()

    def _on_refresh(self) -> None:
        self._show(focus="result")

    def _on_save(self) -> None:
        self._journal.record.retry()
        self._show(focus="question")

    def _on_go_on(self) -> None:
        self._show(focus="question")

    # What is shown.

    def _resume(self) -> None:
        if self._time_is_up():
            return
        now = self.state
        if now.phase == "running" and now.last:
            self._mend(now.last)
            one = self._running()
            done = [form_item.position in one.answers for form_item in one.form.items]
            done += [name in one.finished for name in one.form.patients]
            self._at = done.index(False) if False in done else len(done) - 1
        self._show()

    def _mend(self, one: Try) -> None:
        """Replace questions that the course no longer has, or has in another version, by parallel ones."""
        for form_item in one.form.items:
            known = self._items.get(form_item.item)
            if known is None or known.version != form_item.version:
                new = parallel(one.form, form_item.position, self._blueprint, self._items)
                self._journal.note(place(one.number), SWAP, {"item": new.model_dump(mode="json")})

    def _time_is_up(self) -> bool:
        """Hand in what is there if the time is up; tell whether it was."""
        one = self.state.last
        if one is None or one.ended or seconds_left(one, self._journal.now()) > 0:
            return False
        self.hand_in("time")
        self._show(focus="result")
        return True

    def _running(self) -> Try:
        now = self.state
        if now.phase != "running" or now.last is None:
            raise NotNowError("No final check is running now. Look below for what comes next.")
        return now.last

    def _question(self, one: Try) -> FormItem:
        if not 0 <= self._at < len(one.form.items):
            raise NotNowError("No question stands here. Choose one from the list.")
        return one.form.items[self._at]

    def _encounter(self, one: Try) -> Encounter:
        place_in = self._at - len(one.form.items)
        if not 0 <= place_in < len(one.form.patients):
            raise NotNowError("No patient stands here. Choose one from the list.")
        patient = self._patients[one.form.patients[place_in]]
        return replay(patient, list(one.choices.get(patient.id, ())))

    def _mark(self, form_item: FormItem, answer: Any) -> Mark:
        item = self._items[form_item.item]
        return mark(item, asked.meant(item, answer))

    def _left(self, one: Try) -> str:
        left = len(one.form.items) - len(one.answers)
        people = [self._patients[name].name for name in one.form.patients if name not in one.finished]
        told = [f"{left} question{'s have' if left != 1 else ' has'} no answer yet." if left else ""]
        told += [f"You are not finished with {' and '.join(people)}." if people else ""]
        return " ".join(filter(None, told)) or "Everything is answered."

    def _show(self, **changes: Any) -> None:
        now = self.state
        view: dict[str, Any] = {"title": TITLE, "phase": now.phase, **_quiet()}
        if now.phase == "running" and now.last:
            view |= self._form_view(now.last)
        elif now.phase == "parallel" and now.last and now.last.next_parallel:
            view |= {"question": self._asked(now.last.next_parallel), "where": "A similar question"}
        else:
            view |= {"intro": intro(self._blueprint, now.number), **standing_of(now, self._blueprint)}
            if now.last:
                lessons = {stop.id: stop for stop in self._course.lessons}
                view |= {"result": result_view(now.last, self._blueprint, self._patients, lessons)}
        notice = self._journal.record.notice  # without its record, an earlier try might be overlooked
        view |= {"notice": notice, "can_start": view["can_start"] and not notice}
        self.show(**{**view, **changes})

    def _form_view(self, one: Try) -> dict[str, Any]:
        people = len(one.form.patients)
        self._at = min(max(self._at, 0), len(one.form.items) + people - 1)
        overview = [
            {"done": item.position in one.answers, "flag": item.position in one.flagged}
            for item in one.form.items
        ]
        view: dict[str, Any] = {
            "at": self._at,
            "overview": overview,
            "people": [name in one.finished for name in one.form.patients],
            "clock": {"left": seconds_left(one, self._journal.now()), "minutes": one.minutes},
        }
        if self._at < len(one.form.items):
            form_item = one.form.items[self._at]
            kept = one.answers.get(form_item.position)
            item = self._items[form_item.item]
            view["question"] = self._asked(form_item)
            view["answer"] = asked.told_answer(item, kept.answer) if kept else None
            view["where"] = f"Question {self._at + 1} of {len(one.form.items)}"
        else:
            encounter = self._encounter(one)
            view["patient"] = {
                **introduced(encounter.patient),
                "step": to_decide(encounter),
                "path": [[taken.step.title, taken.choice.text] for taken in encounter.path],
            }
            view["where"] = f"Patient {self._at - len(one.form.items) + 1} of {people}"
        return view

    def _asked(self, form_item: FormItem) -> dict[str, Any]:
        """Return the question with its options in the form's order, without a hint and without its worth."""
        item = self._items[form_item.item]
        view = asked.question(item)
        order = {asked.told_answer(item, name): number for number, name in enumerate(form_item.options)}
        for part in ("options", "labels"):
            view[part] = sorted(view[part], key=lambda one: order.get(one["id"], len(order)))
        more = {"office": self._office.limit(item), "position": form_item.position}
        return {**view, **more, "ask_confidence": False, "safety": False}


def _minutes(minutes: int, by: str) -> int:
    if not 0 < minutes <= MINUTES_AT_MOST:
        raise NotNowError(f"Extra time is from 1 to {MINUTES_AT_MOST} minutes.")
    if not by.strip():
        raise NotNowError("Write who granted the extra time.")
    return minutes


def _quiet() -> dict[str, Any]:
    return {
        "scope": "",
        "intro": None,
        "where": "",
        "question": None,
        "answer": None,
        "patient": None,
        "clock": None,
        "confirm": "",
        "result": None,
        "items": None,
        "patients": None,
        "next": "",
        "notice": "",
        "can_start": False,
        "can_sign": False,
        "focus": "",
        "problem": "",
        "unsaved": "",
    }
