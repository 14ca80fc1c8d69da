"""Where a learner stands, derived from the attempts and never stored. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from course_lib.model import Attempt, Item, Patient, Place, Plan
from course_lib.rules.encounter import replay
from course_lib.rules.taking import taken


@dataclass(frozen=True)
class Standing:
    """How far a learner is with one lesson.

    `practice` and `exit` are (right so far, all that can be right); `tried` and `exit_answered` count the
    items that were answered, of `to_try` and `to_answer`, with those that nobody judges, such as sentences.
    `open_safety` names the safety items of the exit check that still wait for a right answer, on the item
    itself or on a parallel one. `sure_but_wrong` names items that a learner who was sure has missed. `left`
    names the items of practice and of the exit check that were not answered yet, and `to_see` the patients of
    the lesson who were not seen to the end.
    """

    started: bool
    tried: int
    to_try: int
    practice: tuple[int, int]
    exit: tuple[int, int]
    exit_answered: int
    to_answer: int
    open_safety: tuple[str, ...]
    sure_but_wrong: tuple[str, ...]
    left: tuple[tuple[str, ...], tuple[str, ...]]
    to_see: tuple[str, ...]

    @property
    def done(self) -> bool:
        """Whether all is answered, no safety item is open, and the lesson's patient was seen to the end."""
        answered = self.tried == self.to_try and self.exit_answered == self.to_answer
        return answered and not self.open_safety and not self.to_see


class Progress:
    """Where a learner stands with a lesson, attempt by attempt in the order of the record."""

    def __init__(self, plan: Plan, items: Mapping[str, Item], patients: Mapping[str, Patient]) -> None:
        self._plan, self._items, self._patients = plan, items, patients
        self._seen: set[str] = set()
        self._started = False
        self._answered: dict[Place, tuple[bool, bool]] = {}  # whether the first was right, and any
        self._sure: dict[str, None] = {}

    def take(self, attempt: Attempt) -> None:
        """Count an attempt at a place of the lesson."""
        self._started = True
        self._see(attempt)
        first, ever = self._answered.get(attempt.where, (attempt.right, False))
        self._answered[attempt.where] = first, ever or attempt.right
        item = self._items.get(attempt.item)
        if attempt.confidence == "sure" and not attempt.right and (item is None or item.judged):
            self._sure[attempt.item] = None

    @property
    def standing(self) -> Standing:
        """Where the learner stands now."""
        plan, items = self._plan, self._items
        practice, check = self._block("practice", plan.practice), self._block("exit", plan.exit)
        return Standing(
            started=self._started,
            tried=len(practice),
            to_try=len(plan.practice),
            practice=(
                sum(items[name].judged and ever for name, (_, ever) in practice.items()),
                sum(items[name].judged for name in plan.practice),
            ),
            exit=(
                sum(items[name].judged and first for name, (first, _) in check.items()),
                sum(items[name].judged for name in plan.exit),
            ),
            to_answer=len(plan.exit),
            exit_answered=len(check),
            open_safety=tuple(
                name
                for name, (_, ever) in check.items()
                if items[name].judged and items[name].safety and not ever
            ),
            sure_but_wrong=tuple(self._sure),
            left=(
                tuple(name for name in plan.practice if name not in practice),
                tuple(name for name in plan.exit if name not in check),
            ),
            to_see=tuple(name for name in plan.patients if name not in self._seen),
        )

    def _see(self, attempt: Attempt) -> None:
        """Note a patient who was seen to the end; starting over does not undo it."""
        patient = self._patients.get(attempt.item)
        if patient is None or attempt.where != Place(self._plan.id, "patient", attempt.item):
            return
        if attempt.version == patient.version and replay(patient, list(attempt.answer)).step is None:
            self._seen.add(patient.id)

    def _block(self, block: str, names: Sequence[str]) -> dict[str, tuple[bool, bool]]:
        """Return what is known of the items of a block that were answered, in the order of the plan."""
        found = {name: self._answered.get(Place(self._plan.id, block, name)) for name in names}
        return {name: known for name, known in found.items() if known}


def standing(
    plan: Plan, items: Mapping[str, Item], patients: Mapping[str, Patient], attempts: Iterable[Attempt]
) -> Standing:
    """Return where a learner stands with a lesson, from all their attempts in it, in order."""
    return taken(Progress(plan, items, patients), attempts).standing
