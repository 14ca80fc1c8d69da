"""What the pages show of one learner, derived from the record and kept up to date by what is new alone."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Generic

from course_lib.model import Attempt, Item, Patient, Place, Plan
from course_lib.model.blueprint import Blueprint
from course_lib.record.journal import Journal
from course_lib.rules.calibration import Calibration
from course_lib.rules.encounter import Encounter, LastEncounters
from course_lib.rules.one_try import FINAL
from course_lib.rules.progress import Progress, Standing
from course_lib.rules.review import Deck, DueCard
from course_lib.rules.stood import EVERYWHERE, Places, Stood
from course_lib.rules.taking import T
from course_lib.rules.tries import Released, State, Tries


class _Answered:
    """The items that were answered."""

    def __init__(self) -> None:
        self.items: set[str] = set()

    def take(self, attempt: Attempt) -> None:
        if not attempt.is_note:
            self.items.add(attempt.item)


class Learned:
    """Where the learner stands with every lesson, by its id, and the day of the first answer."""

    def __init__(
        self, plans: Mapping[str, Plan], items: Mapping[str, Item], patients: Mapping[str, Patient]
    ) -> None:
        self._progress = {name: Progress(plan, items, patients) for name, plan in plans.items()}
        self.began: date | None = None

    def take(self, attempt: Attempt) -> None:
        """Count an attempt for its lesson."""
        self.began = self.began or attempt.at.astimezone().date()
        if attempt.where.page in self._progress:
            self._progress[attempt.where.page].take(attempt)

    @property
    def standings(self) -> dict[str, Standing]:
        """Where the learner stands now."""
        return {name: progress.standing for name, progress in self._progress.items()}


class _Judged(Generic[T]):
    """Passes on all but answers to items that nobody judges."""

    def __init__(self, to: T, items: Mapping[str, Item]) -> None:
        self.to, self._items = to, items

    def take(self, attempt: Attempt) -> None:
        item = self._items.get(attempt.item)
        if item is None or item.judged:
            self.to.take(attempt)


def tries(journal: Journal) -> Tries:
    """Return the tries at the final check."""
    return journal.derive("tries", Tries, Place(FINAL))


def check_state(journal: Journal, blueprint: Blueprint) -> State:
    """Return where the learner stands with the final check now."""
    return tries(journal).state(blueprint, journal.now())


def cards(journal: Journal, items: Mapping[str, Item]) -> list[DueCard]:
    """Return what comes back for review and when, without the marks of a final check that still runs."""
    counted = tries(journal).counted
    return journal.derive("cards", lambda: Released(Deck(items), counted), of=(items, counted)).to.cards


def calibration(journal: Journal, items: Mapping[str, Item]) -> Calibration:
    """Return how sure against how right, without the marks of a final check that still runs.

    Answers to items that nobody judges, such as sentences, do not count.
    """
    counted = tries(journal).counted
    found = journal.derive(
        "calibration", lambda: Released(_Judged(Calibration(), items), counted), of=(items, counted)
    )
    return found.to.to


def standing(
    journal: Journal, plan: Plan, items: Mapping[str, Item], patients: Mapping[str, Patient]
) -> Standing:
    """Return where the learner stands with a lesson."""
    known = (plan, items, patients)
    progress = journal.derive(f"standing {plan.id}", lambda: Progress(*known), Place(plan.id), known)
    return progress.standing


def learned(
    journal: Journal, plans: Mapping[str, Plan], items: Mapping[str, Item], patients: Mapping[str, Patient]
) -> Learned:
    """Return where the learner stands with every lesson."""
    known = (plans, items, patients)
    return journal.derive("learned", lambda: Learned(*known), of=known)


def places(journal: Journal) -> Mapping[str, Stood]:
    """Return where the learner stood last on each page, by its id."""
    return journal.derive("places", Places, Place(*EVERYWHERE)).by_page


def encounters(journal: Journal, page: str, patients: Iterable[Patient]) -> list[Encounter]:
    """Return how each patient of a page who was begun was left."""
    people = tuple(patients)
    found = journal.derive(f"encounters {page}", lambda: LastEncounters(people), Place(page, "patient"), people)
    return found.encounters


def answered(journal: Journal) -> frozenset[str]:
    """Return the items that were answered before."""
    return frozenset(journal.derive("answered", _Answered).items)
