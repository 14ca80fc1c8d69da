"""Where a learner stands, derived from the attempts and never stored. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from course_lib.model import Attempt, Item, Place, Plan
from course_lib.rules.taking import taken


@dataclass(frozen=True)
class Standing:
    """How far a learner is with one lesson.

    `practice` and `exit` are (right so far, all that can be right); `tried` and `exit_answered` count the
    items that were answered, of `to_try` and `to_answer`, with those that nobody judges, such as sentences.
    `open_safety` names the safety items of the exit check that still wait for a right answer, on the item
    itself or on a parallel one. `sure_but_wrong` names items that a learner who was sure has missed.
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

    @property
    def done(self) -> bool:
        """Whether all of practice and the exit check is answered and no safety item is still open."""
        return self.tried == self.to_try and self.exit_answered == self.to_answer and not self.open_safety


class Progress:
    """Where a learner stands with a lesson, attempt by attempt in the order of the record."""

    def __init__(self, plan: Plan, items: Mapping[str, Item]) -> None:
        self._plan, self._items = plan, items
        self._started = False
        self._answered: dict[Place, tuple[bool, bool]] = {}  # whether the first was right, and any
        self._sure: dict[str, None] = {}

    def take(self, attempt: Attempt) -> None:
        """Count an attempt at a place of the lesson."""
        self._started = True
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
        )

    def _block(self, block: str, names: Sequence[str]) -> dict[str, tuple[bool, bool]]:
        """Return what is known of the items of a block that were answered, in the order of the plan."""
        found = {name: self._answered.get(Place(self._plan.id, block, name)) for name in names}
        return {name: known for name, known in found.items() if known}


def standing(plan: Plan, items: Mapping[str, Item], attempts: Iterable[Attempt]) -> Standing:
    """Return where a learner stands with a lesson, from all their attempts in it, in order."""
    return taken(Progress(plan, items), attempts).standing
