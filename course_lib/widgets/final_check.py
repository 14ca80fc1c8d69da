"""The final check on the page: the rules, the form, the patients, the parallels, and the result."""

from typing import Any, cast

from course_lib.catalog import Catalog
from course_lib.language.final_check import TOO_LATE
from course_lib.model.blueprint import FormItem
from course_lib.record.final_check import FinalCheck, NotNowError
from course_lib.record.journal import Journal
from course_lib.record.office import Office
from course_lib.render.final_check import (
    ALL_ANSWERED,
    costs,
    final_check_transcript,
    open_ends,
    reviewed_items,
    reviewed_patients,
)
from course_lib.render.item import answer_id
from course_lib.render.patient import step_to_decide
from course_lib.render.views.final_check import FinalCheckView, FinalNothing, FinalRunning
from course_lib.rules.one_try import Try
from course_lib.rules.tries import State
from course_lib.widgets.final_check_views import FinalCheckViews, asked_of, within
from course_lib.widgets.learner import LearnerWidget
from course_lib.widgets.windows import Windows


class FinalCheckWidget(LearnerWidget[FinalCheckView]):
    """Shows what was kept, one question or patient at a time; `check` is the plain path beside it."""

    js = "final_check.js"
    anytime = frozenset({"changed", "stand", "go", "time", "time_up"})
    does = LearnerWidget.does | {
        "start",
        "answer",
        "choose",
        "stand",
        "go",
        "flag",
        "grant",
        "hand_in",
        "time_up",
        "time",
        "sign",
        "items",
        "refresh",
    }

    def __init__(self, known: Catalog, journal: Journal, office: Office, *, in_class: bool = False) -> None:
        """Stand where the learner stood. In a class, extra time and another try are the instructor's."""
        self._in_class = in_class
        self.does -= frozenset({"grant", "sign"} if in_class else ())
        patients = {name: known.patients[name] for name in known.final_patients}
        journal = journal.bound()
        self.check = FinalCheck(known.blueprint, known.items, patients, journal)
        self._known = known
        self._views = FinalCheckViews(self.check, known, office, in_class=in_class)
        self._windows = Windows()
        nothing: FinalNothing = {"phase": ""}
        super().__init__(final_check_transcript(known.blueprint), nothing, journal, office.refresh)

    def begin(self) -> None:
        """Stand at the first question without an answer of the try that runs, or where it went on."""
        self._windows = Windows()
        ended = self.check.end_when_time_is_up()
        self.check.replace_outdated()
        if self.check.state.phase == "running":
            current = self.check.running
            done = [form_item.position in current.answers for form_item in current.form.items]
            done += [name in current.finished for name in current.form.patients]
            self._windows = Windows(done.index(False) if False in done else len(done) - 1)
        self._show(focus="result" if ended else "")

    def follow(self) -> None:
        """Show it again; its own change comes back to it, too."""
        self._show(focus=self.view["focus"])

    def resume(self) -> None:
        """Show the question or patient that comes next, or the result."""
        self._show(focus="question")

    # What the page asks for.

    def _on_start(self, extra: int = 0, by: str = "") -> None:
        self.check.start(0 if self._in_class else int(extra or 0), by)
        self._windows = Windows()
        self._show(focus="question")

    def _on_answer(
        self, answer: Any, asked: str, confidence: None = None, seconds: float | None = None
    ) -> None:
        if self._is_over():
            return
        state = self.check.state
        waiting = state.last and state.last.next_parallel
        form_item = waiting or self._question(self.check.running)
        if asked != asked_of(form_item):
            return  # a second click: the page shows another question by now
        if waiting:
            self.check.answer_parallel(self._answer_id(waiting, answer), seconds)
            self._show(focus="question" if self.check.state.phase == "parallel" else "result")
            return
        self.check.answer(form_item, self._answer_id(form_item, answer), seconds)
        self._go_on()
        self._show(focus="question")

    def _on_choose(self, choice: str, step: int) -> None:
        if self._is_over():
            return
        name = self._person(self.check.running)
        shown = step_to_decide(self.check.encounter(name))
        if not shown or shown["number"] != step:
            return
        if self.check.choose(name, choice).step is None:
            self._go_on()
        self._show(focus="question")

    def _on_stand(self, at: int) -> None:
        """Let a window that was opened stay where it stands, wherever others go."""
        self._windows.open(self.window, int(at))

    def _on_go(self, to: int, answer: Any = None, asked: str = "") -> None:
        if not self._is_over(late=answer is not None):
            self._save_chosen(answer, asked)
            self._windows.move(self.window, int(to))
            self._show(focus="question")

    def _on_flag(self) -> None:
        if not self._is_over(late=False):
            self.check.flag(self._question(self.check.running))
            self._show(focus="flag")

    def _on_grant(self, minutes: int, by: str) -> None:
        if not self._is_over():
            self.check.grant(int(minutes), by)
            self._show(focus="clock")

    def _on_hand_in(self, sure: bool = False, answer: Any = None, asked: str = "") -> None:
        if self._is_over(late=answer is not None):
            return
        self._save_chosen(answer, asked)
        if not sure:
            running = self.check.running
            left = open_ends(running, self.check.patients)
            cost = costs(self.check.blueprint, running.number)
            self._show(confirm=f"{left or ALL_ANSWERED} {cost}", open_left=bool(left), focus="confirm")
            return
        self.check.hand_in()
        self._show(focus="result")

    def _on_time_up(self) -> None:
        if not self._is_over(late=False):
            self._show()

    def _on_time(self) -> None:
        """Say how much time is left, to a page that was asleep. What stands there stays."""
        if self._is_over(late=False) or not self.view.get("clock"):
            return
        running = cast("FinalRunning", self.view)
        with self._standing_still():
            self.show({**running, "clock": self._views.clock(self.check.running), "focus": ""})

    def _on_sign(self, name: str, credential: str, refreshed: str) -> None:
        self.check.sign_off(name, credential, refreshed)
        self._show(focus="result")

    def _on_items(self) -> None:
        state = self.check.state
        current = state.last
        if current is None or not current.ended or state.phase == "parallel":
            raise NotNowError("answers_at_the_end")
        order = sorted(current.form.items, key=lambda form_item: form_item.position)
        answered = [(self.check.items.get(each.item), current.answers.get(each.position)) for each in order]
        items = reviewed_items(answered, self._known.references)
        patients = reviewed_patients(current, self.check.patients, self._known.references)
        self.show(
            {**self._views.between(self._saved_state()), "items": items, "patients": patients, "focus": "items"}
        )

    def _on_refresh(self) -> None:
        self._show(focus="result")

    # Where the learner stands.

    def _is_over(self, *, late: bool = True) -> bool:
        """Return whether the try that the page shows has ended, and show then what comes next, and why.

        It ends now if its time is up; another window may have ended it before. `late`: whether something was
        done that would have counted.
        """
        self.check.end_when_time_is_up()
        state = self.check.state
        if self.view["phase"] != "running" or state.phase == "running" or not state.last:
            return False
        if late:
            self._show(problem=TOO_LATE[state.last.why], focus="problem")
        else:
            self._show(focus="result")
        return True

    def _answer_id(self, form_item: FormItem, answer: Any) -> Any:
        return answer_id(self.check.items[form_item.item], answer)

    def _save_chosen(self, answer: Any, asked: str) -> None:
        """Save what was chosen and not saved yet, before the page shows something else. Raises AnswerError."""
        if answer is None:
            return
        for form_item in self.check.running.form.items:
            if asked == asked_of(form_item):
                self.check.answer(form_item, self._answer_id(form_item, answer))

    def _question(self, current: Try) -> FormItem:
        at = self._at(current)
        if at >= len(current.form.items):
            raise NotNowError("no_question_here")
        return current.form.items[at]

    def _person(self, current: Try) -> str:
        number = self._at(current) - len(current.form.items)
        if number < 0:
            raise NotNowError("no_patient_here")
        return current.form.patients[number]

    def _at(self, current: Try) -> int:
        """Return at which question or patient the window stands that asks."""
        return within(current, self._windows.place(self.window))

    def _go_on(self) -> None:
        self._windows.move(self.window, self._at(self.check.running) + 1)

    # What is shown.

    def _show(self, confirm: str = "", problem: str = "", focus: str = "", *, open_left: bool = False) -> None:
        now = self._saved_state()
        waiting = now.last and now.last.next_parallel
        if now.phase == "running" and now.last:
            running = self._views.running(now.last, self._windows)
            self.show(
                {**running, "confirm": confirm, "open_left": open_left, "problem": problem, "focus": focus}
            )
        elif waiting:
            self.show({**self._views.parallel(now, waiting), "problem": problem, "focus": focus})
        else:
            self.show({**self._views.between(now), "problem": problem, "focus": focus})

    def _saved_state(self) -> State:
        """Return where the learner stands. Raises NotSaved: no mark is told before the end is kept."""
        now = self.check.state
        if now.last and now.last.ended:
            self._journal.record.retry()
        return now
