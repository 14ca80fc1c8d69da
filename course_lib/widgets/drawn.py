"""Patients without end, practiced: one is drawn, you decide first, then the table says what and why."""

from collections.abc import Mapping, Sequence

from course_lib.errors import UnknownNameError
from course_lib.language.terms import CHOICES, DIFFICULTIES, ORDER_NAMES
from course_lib.model import Order, Person, Place, Reference
from course_lib.record.journal import Journal
from course_lib.record.office import Office
from course_lib.render.decision import decision_transcript
from course_lib.render.drawn import drawn_transcript, judged, kinds, reasons, scene
from course_lib.render.views.drawn import DrawnFeedback, DrawnView
from course_lib.rules.decision import Decision, Table
from course_lib.rules.drawn import NOTHING, Past, choices, deciding, draw, draw_next, judge, level_after
from course_lib.widgets.learner import LearnerWidget

NAMES: Mapping[tuple[Order, ...], str] = {("heat", "ice", "either"): "heat-or-ice"}
"""Under which name the answers to a series are kept."""

TITLES = {"heat-or-ice": "Heat or ice?", "all": "All six treatments"}


class DrawnWidget(LearnerWidget[DrawnView]):
    """An endless series of patients, drawn from the learner's own seed; how hard follows the answers so far."""

    js = "drawn.js"
    does = LearnerWidget.does | {"choose", "next"}

    def __init__(
        self,
        where: str,
        orders: Sequence[Order],
        table: Table,
        people: Mapping[str, Person],
        references: Mapping[str, Reference],
        journal: Journal,
        office: Office,
    ) -> None:
        """`where` is the lesson or page; `orders` are the orders that come up."""
        self._orders, self._table, self._people, self._references = tuple(orders), table, people, references
        self._office = office
        self._name = NAMES.get(self._orders, "all" if len(orders) > 1 else orders[0])
        self._place = Place(where, "draw", self._name)
        self._title = TITLES.get(self._name, ORDER_NAMES[self._orders[0]]) + " · Practice"
        self._past: list[Past] = []
        self._named = True
        self._last: tuple[str, str, Decision] | None = None
        example = draw(table, people, "example", orders=self._orders)
        self.patient = example
        super().__init__(drawn_transcript(self._title, example), None, journal, office.refresh)

    def begin(self) -> None:
        """Stand at the first patient that this learner has not decided on yet."""
        earlier = self._journal.at(self._place)
        self._past = [Past(tuple(a.answer["asked"]), a.right, a.unsafe) for a in earlier]
        self._last = None
        self._draw(focus="")

    def follow(self) -> None:
        """Show again whose hands carry out the order."""
        self._tell(focus="")

    def decide(self, choice: str, seconds: float | None = None, reason: str = "") -> Decision:
        """Answer for the patient who stands there, and return what the table says.

        `choice` is an outcome of the decision, `reason` the finding it is for; the mark goes by the choice.
        Raises UnknownNameError for one that is not offered, NotSaved where the answer could not be written.
        """
        if choice not in choices(self.patient):
            raise UnknownNameError("choice", choice, choices(self.patient), "here")
        offered = ["", NOTHING, *(finding.id for finding in self.patient.findings)]
        if reason not in offered:
            raise UnknownNameError("reason", reason, offered, "here")
        decision = self.patient.decision
        judgment = judge(choice, decision)
        self._last = (choice, reason, decision)
        right, unsafe = judgment == "same", judgment == "unsafe"
        self._past.append(Past(self.patient.signature, right, unsafe))
        answer = {"choice": choice, "asked": list(self.patient.signature), "reason": reason}
        self._journal.write(
            self._place,
            f"draw-{self._name}",
            1,
            answer,
            right=right,
            score=float(right),
            unsafe=unsafe,
            seconds=seconds,
        )
        self._tell()
        return decision

    def resume(self) -> None:
        """Show the feedback to the last decision."""
        self._tell()

    def _on_choose(self, choice: str, seconds: float | None = None, reason: str = "") -> None:
        if self._last is None:
            self.decide(choice, seconds, reason)

    def _on_next(self) -> None:
        self._last = None
        self._draw(focus="question")

    def _draw(self, focus: str) -> None:
        number, level = len(self._past), level_after(self._past)
        seed = f"{self._journal.owner.learner}/{number}"
        self.patient = draw_next(self._table, self._people, seed, self._past, self._orders, level)
        self._named = level == 1
        self.show(
            {
                **scene(self.patient, named=self._named),
                "title": self._title,
                "number": number + 1,
                "tally": self._tally(),
                "level": f"Level {level} of {len(DIFFICULTIES)}: {DIFFICULTIES[level]}.",
                "kinds": kinds(self.patient),
                "reasons": reasons(self.patient, named=self._named),
                "feedback": None,
                "focus": focus,
            }
        )

    def _tally(self) -> str:
        right = sum(past.right for past in self._past)
        return f"{right} of {len(self._past)} so far" if self._past else ""

    def _tell(self, focus: str = "feedback") -> None:
        if self._last is None:
            return
        choice, reason, decision = self._last
        words, tone = judged(judge(choice, decision), decision)
        who = self._office.who(decision.order)
        feedback: DrawnFeedback = {
            "choice": CHOICES[choice],
            "reason": dict(reasons(self.patient, named=self._named)).get(reason, ""),
            "reason_right": reason in deciding(decision),
            "verdict": words,
            "tone": tone,
            "outcome": decision_transcript(decision, self._references, who).html,
        }
        known = scene(self.patient)["findings"]  # what a finding is called is told with the answer
        self.show(
            {**self.shown, "findings": known, "feedback": feedback, "focus": focus, "tally": self._tally()}
        )
