"""Where a learner stands, derived from the attempts and never stored. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from course_lib.model import Attempt, Item, Place, Plan


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


def standing(plan: Plan, items: Mapping[str, Item], attempts: Sequence[Attempt]) -> Standing:
    """Return where a learner stands with a lesson, from all their attempts in it, in order."""
    by_place: dict[str, list[Attempt]] = {}
    for attempt in attempts:
        by_place.setdefault(attempt.place, []).append(attempt)

    def at(block: str, name: str) -> list[Attempt]:
        return by_place.get(str(Place(plan.id, block, name)), [])

    tried = sum(bool(at("practice", name)) for name in plan.practice)
    practiced, asked = ([name for name in names if items[name].judged] for names in (plan.practice, plan.exit))
    practice = sum(any(a.right for a in at("practice", name)) for name in practiced)
    answered = [name for name in plan.exit if at("exit", name)]
    right = [name for name in answered if name in asked and at("exit", name)[0].right]
    still_open = [
        name
        for name in answered
        if name in asked and items[name].safety and not any(attempt.right for attempt in at("exit", name))
    ]
    missed = (a.item for a in attempts if a.confidence == "sure" and not a.right)
    sure = dict.fromkeys(name for name in missed if name not in items or items[name].judged)
    return Standing(
        started=bool(attempts),
        tried=tried,
        to_try=len(plan.practice),
        practice=(practice, len(practiced)),
        exit=(len(right), len(asked)),
        to_answer=len(plan.exit),
        exit_answered=len(answered),
        open_safety=tuple(still_open),
        sure_but_wrong=tuple(sure),
    )
