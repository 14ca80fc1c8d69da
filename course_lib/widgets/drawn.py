"""Heat or ice, practised: a patient is drawn, you decide first, then the table says what and why."""

from collections.abc import Mapping
from typing import Any

from course_lib.decision import CAUTION, Decision, Table
from course_lib.generated import Drawn, Signature, draw
from course_lib.journal import Journal
from course_lib.model import Person, Reference
from course_lib.progress import place
from course_lib.render.card import Card, e, eyebrow, section
from course_lib.render.decision import decision_card
from course_lib.render.words import CHOICES, ORDERS, outcome_title
from course_lib.widgets.base import CourseWidget

TITLE = "Heat or ice? · Practice"


class DrawnWidget(CourseWidget):
    """An endless series of patients, drawn from the learner's own seed; none is drawn twice."""

    js = "drawn.js"

    def __init__(
        self,
        plan_id: str,
        table: Table,
        people: Mapping[str, Person],
        references: Mapping[str, Reference],
        journal: Journal,
    ) -> None:
        """Stand at the first patient that this learner has not decided on yet."""
        self._table, self._people, self._references = table, people, references
        self._journal = journal
        self._place = place(plan_id, "draw", "heat-or-ice")
        self._seen: list[Signature] = []
        self._right = 0
        self._last: tuple[str, Decision] | None = None
        example = draw(table, people, "example")
        self.patient = example
        super().__init__(_transcript(example), {"problem": "", "unsaved": "", "focus": ""})
        self.attempt(self._resume)

    def decide(self, choice: str, seconds: float | None = None) -> Decision:
        """Answer for the patient who stands there, and return what the table says.

        `choice` is an outcome of the decision. Raises NotSaved where the answer could not be written.
        """
        decision = self.patient.decision
        self._last = (choice, decision)
        right = choice == decision.outcome
        unsafe = choice not in CAUTION and not decision.applies
        self._seen.append(self.patient.signature)
        self._right += right
        answer = {"choice": choice, "asked": list(self.patient.signature)}
        self._journal.write(
            self._place,
            "draw-heat-or-ice",
            1,
            answer,
            right=right,
            score=float(right),
            unsafe=unsafe,
            seconds=seconds,
        )
        self._tell()
        return decision

    def _on_choose(self, choice: str, seconds: float | None = None) -> None:
        if self._last is None:
            self.decide(choice, seconds)

    def _on_next(self) -> None:
        self._last = None
        self._draw(focus="question")

    def _on_save(self) -> None:
        self._journal.record.retry()
        self._tell()

    def _on_go_on(self) -> None:
        self._tell()

    def _resume(self) -> None:
        earlier = self._journal.earlier(self._place)
        self._seen = [tuple(attempt.answer["asked"]) for attempt in earlier]
        self._right = sum(attempt.right for attempt in earlier)
        self._draw(focus="")

    def _draw(self, focus: str) -> None:
        learner = self._journal.record.learner().id
        self.patient = draw(self._table, self._people, f"{learner}/{len(self._seen)}", frozenset(self._seen))
        self.view = {
            **_scene(self.patient),
            "title": TITLE,
            "number": len(self._seen) + 1,
            "tally": self._tally(),
            "choices": [[name, CHOICES[name]] for name in _choices(self.patient)],
            "told": None,
            "focus": focus,
            "problem": "",
            "unsaved": "",
        }

    def _tally(self) -> str:
        return f"{self._right} of {len(self._seen)} so far" if self._seen else ""

    def _tell(self) -> None:
        if self._last is None:
            return
        choice, decision = self._last
        verdict, tone = _verdict(choice, decision)
        told = {
            "choice": CHOICES[choice],
            "verdict": verdict,
            "tone": tone,
            "outcome": decision_card(decision, self._references).html,
        }
        self.show(told=told, focus="feedback", tally=self._tally())


def _choices(patient: Drawn) -> list[str]:
    applied = ["heat", "ice", "either"] if patient.order == "either" else [str(patient.order)]
    return [*applied, *reversed(CAUTION)]


def _verdict(choice: str, decision: Decision) -> tuple[str, str]:
    """Return what to say about a choice, and its tone."""
    title = outcome_title(decision.outcome, decision.order)
    if choice == decision.outcome:
        return "Right. The table says the same.", "right"
    if choice not in CAUTION and not decision.applies:
        return f"Not safe. The table says: {title}.", "unsafe"
    if choice not in CAUTION:
        return f"Not this one. The table says: {title}.", "wrong"
    if decision.applies:
        return (
            f"Nothing stands in the way. Held back without a reason, the order is not carried out. {title}.",
            "wrong",
        )
    less = CAUTION.index(choice) > CAUTION.index(decision.outcome)
    how = "You applied nothing, which is safe, but it needs more" if less else "It does not need that much"
    return f"{how}. The table says: {title}.", "wrong"


def _scene(patient: Drawn) -> dict[str, Any]:
    person = patient.person
    age = f"{person.age}-year-old"
    ordered = ORDERS[patient.order].lower()
    if any(f.id == "no_order" for f in patient.findings):
        order = f"The patient asks for {ordered}."
    else:
        order = f"The order says: {ordered}."
    return {
        "who": f"{person.name}, {age} {person.sex}, {person.work}",
        "order": order,
        "findings": [{"says": f.patient_says, "sees": f.ca_sees, "label": f.label} for f in patient.findings],
    }


def _transcript(example: Drawn) -> Card:
    """Return how a patient looks, with the first of a series that is the same for everyone."""
    scene = _scene(example)
    text = [TITLE, "A new patient is drawn each time. An example:", scene["who"], scene["order"]]
    html = eyebrow(TITLE) + "<p>A new patient is drawn each time. An example:</p>"
    html += f"<p><strong>{e(scene['who'])}</strong></p><p>{e(scene['order'])}</p><ul>"
    for found in scene["findings"]:
        parts = [
            f"Says: “{found['says']}”" if found["says"] else "",
            found["sees"] and f"You see: {found['sees']}",
        ]
        line = ". ".join(part for part in (*parts, f"You find: {found['label']}") if part)
        text.append(f"- {line}")
        html += f"<li>{e(line)}</li>"
    html += "</ul><p>What do you do?</p>"
    text += ["What do you do?", *(f"( ) {CHOICES[name]}" for name in _choices(example))]
    html += "".join(f"<p>( ) {e(CHOICES[name])}</p>" for name in _choices(example))
    return Card("\n".join(text), section(html))
