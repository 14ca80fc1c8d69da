"""What the page gets of the final check, from what was kept of it."""

from typing import cast

from course_lib.catalog import Catalog
from course_lib.language.final_check import ENDED
from course_lib.model.blueprint import FormItem
from course_lib.record.final_check import FinalCheck
from course_lib.record.office import Office
from course_lib.render.final_check import TITLE, intro, result_view, standing_of
from course_lib.render.item import question, shown_answer
from course_lib.render.patient import introduction, step_to_decide
from course_lib.render.views.final_check import (
    Between,
    CheckPatient,
    Clock,
    FinalBetween,
    FinalParallel,
    FinalPlace,
    FinalQuestion,
    FinalRunning,
)
from course_lib.render.views.question import Named
from course_lib.rules.one_try import Try
from course_lib.rules.tries import State
from course_lib.widgets.windows import Windows


class FinalCheckViews:
    """The views of a learner's final check, whatever the learner did with it last."""

    def __init__(self, check: FinalCheck, known: Catalog, office: Office, *, in_class: bool) -> None:
        """`office`: how its questions are to be read. In a class, the instructor grants time and tries."""
        self._check, self._known, self._office, self._in_class = check, known, office, in_class

    def running(self, current: Try, windows: Windows) -> FinalRunning:
        """Return a try that runs, at the question or the patient where each window stands."""
        items, people = current.form.items, current.form.patients
        return {
            **self._place(current, windows.latest),
            "phase": "running",
            "title": TITLE,
            "windows": {name: self._place(current, at) for name, at in windows.elsewhere.items()},
            "notice": self._check.unreadable,
            "overview": [
                {"done": item.position in current.answers, "flag": item.position in current.flagged}
                for item in items
            ],
            "people": [name in current.finished for name in people],
            "in_class": self._in_class,
            "clock": self.clock(current),
            "confirm": "",
            "open_left": False,
        }

    def parallel(self, now: State, form_item: FormItem) -> FinalParallel:
        """Return the question that is like the one on safety that was missed."""
        return {
            "phase": "parallel",
            "title": TITLE,
            "where": "A similar question",
            "notice": self._check.unreadable,
            "ended": self._ended(now),
            "question": self._asked(form_item),
        }

    def between(self, now: State) -> FinalBetween:
        """Return what stands there before, between and after the tries."""
        blueprint, notice = self._check.blueprint, self._check.unreadable
        lessons = {stop.id: stop for stop in self._known.course_map.lessons}
        next_up = standing_of(now, blueprint)
        return {
            **next_up,
            "can_start": next_up["can_start"] and not notice,
            "phase": cast("Between", now.phase),
            "title": TITLE,
            "where": "",
            "notice": notice,
            "ended": self._ended(now),
            "intro": intro(blueprint, now.number, now.ahead),
            "in_class": self._in_class,
            "part": self._office.your_part(),
            "result": result_view(now.last, blueprint, self._check.patients, lessons) if now.last else None,
            "items": None,
            "patients": None,
        }

    def clock(self, current: Try) -> Clock:
        """Return how much time is left of a try that runs."""
        return {"left": self._check.left, "minutes": current.minutes}

    def _place(self, current: Try, wanted: int) -> FinalPlace:
        """Return one question or one patient of a try that runs."""
        items, people = current.form.items, current.form.patients
        at = within(current, wanted)
        place: FinalPlace = {"at": at, "where": "", "question": None, "answer": None, "patient": None}
        if at < len(items):
            form_item = items[at]
            earlier = current.answers.get(form_item.position)
            answer = shown_answer(self._check.items[form_item.item], earlier.answer) if earlier else None
            where = f"Question {at + 1} of {len(items)}"
            return {**place, "where": where, "question": self._asked(form_item), "answer": answer}
        number = at - len(items)
        encounter = self._check.encounter(people[number])
        patient: CheckPatient = {
            **introduction(encounter.patient),
            "step": step_to_decide(encounter),
            "path": [[taken.step.title, taken.choice.text] for taken in encounter.path],
        }
        return {**place, "where": f"Patient {number + 1} of {len(people)}", "patient": patient}

    def _ended(self, now: State) -> str:
        """Return why the last try ended, where nobody handed it in."""
        return ENDED[now.last.why] if now.last and now.last.why in ENDED else ""

    def _asked(self, form_item: FormItem) -> FinalQuestion:
        """Return the question with its options in the form's order, without a hint and without its worth."""
        item = self._check.items[form_item.item]
        view = question(item)
        order = {shown_answer(item, name): number for number, name in enumerate(form_item.options)}

        def as_drawn(option: Named) -> int:
            return order.get(option["id"], len(order))

        return {
            **view,
            "options": sorted(view["options"], key=as_drawn),
            "labels": sorted(view["labels"], key=as_drawn),
            "office": self._office.limit(item),
            "asked": asked_of(form_item),
            "ask_confidence": False,
            "safety": False,
        }


def asked_of(form_item: FormItem) -> str:
    """Return by what the page names a question in what it sends."""
    return f"{form_item.position}/{form_item.item}"


def within(current: Try, place: int) -> int:
    """Return the place in a form that is nearest to one that may lie outside of it."""
    last = len(current.form.items) + len(current.form.patients) - 1
    return min(max(place, 0), last)
