"""Checks of the plans: what each one lists exists, stands there once, and can come back as a parallel."""

from collections.abc import Iterator, Sequence

from course_lib.authoring.check_base import CheckBase
from course_lib.catalog.problems import Problem
from course_lib.model import Plan
from course_lib.model.lesson import BLOCKS


class PlanChecks(CheckBase):
    """The checks of the course map and of each plan by itself."""

    def plans(self) -> Iterator[Problem]:
        """Yield what a plan lists that does not exist or is listed twice, and safety without a parallel."""
        known = self.known
        for part in ("lessons", "pages"):
            ids = [page.id for page in getattr(known.course_map, part)]
            yield from self.twice("course", "course", part, ids)
        for name, plan in known.plans.items():
            for block in BLOCKS:
                yield from self.unknown("plans", name, block, getattr(plan, block), known.items)
            yield from self.unknown("plans", name, "patients", plan.patients, known.patients)
            yield from self.unknown("plans", name, "figures", plan.figures, known.figures)
            yield from self._again(name, listed_items(plan))
            yield from self._again(name, listed_patients(plan))
            yield from self._without_parallel(plan)

    def _again(self, plan: str, listed: Sequence[tuple[str, str]]) -> Iterator[Problem]:
        """Yield a problem for what stands in a plan again; `listed` are fields with their names."""
        first: dict[str, str] = {}
        for field, name in listed:
            other = first.setdefault(name, field)
            if other != field:
                wrong = f"{name!r} stands in this plan twice: here, and in {other.partition('.')[0]}"
                yield self.at("plans", plan, field, wrong, "take it out of one of the two")

    def _without_parallel(self, plan: Plan) -> Iterator[Problem]:
        used = {*plan.pretest, *plan.practice, *plan.exit}
        for number, name in enumerate(plan.exit):
            item = self.known.items.get(name)
            if item and item.safety:
                free = [i for i in self.known.items.values() if i.slot == item.slot and i.id not in used]
                if not free:
                    wrong = f"safety item {name!r} has no parallel to come back as"
                    fix = f"write another item with `slot: {item.slot}`"
                    yield self.at("plans", plan.id, f"exit.{number}", wrong, fix)


def listed_items(plan: Plan) -> list[tuple[str, str]]:
    """Return the items of a plan in order, each with its field, such as `exit.0`."""
    return [(f"{block}.{n}", name) for block in BLOCKS for n, name in enumerate(getattr(plan, block))]


def listed_patients(plan: Plan) -> list[tuple[str, str]]:
    """Return the patients of a plan in order, each with its field."""
    return [(f"patients.{n}", name) for n, name in enumerate(plan.patients)]
