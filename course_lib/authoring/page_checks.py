"""Checks of the notebooks beside the plans: both ask the same, and every patient is met."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from course_lib.authoring.check_base import CheckBase
from course_lib.authoring.coverage import Use, used_in
from course_lib.authoring.plan_checks import listed_items, listed_patients
from course_lib.catalog import Catalog
from course_lib.catalog.problems import Problem, place
from course_lib.folders import NOTEBOOKS
from course_lib.model import Plan
from course_lib.model.lesson import Page, Stop

MEETING = ("worked", "patient", "waiting_room")
"""What a cell calls to show patients."""


class PageChecks(CheckBase):
    """The checks of what stands in which order, in the files and on the pages."""

    def __init__(self, known: Catalog, notebooks: Path = NOTEBOOKS) -> None:
        super().__init__(known)
        self.notebooks = notebooks

    def all(self) -> Iterator[Problem]:
        """Yield where a page is missing, asks something else than its plan, or shows nobody."""
        pages: dict[str, list[Use]] = {}
        for part, number, page in self._ready():
            path = self.notebooks / page.notebook
            try:
                pages[page.notebook] = used_in(path)
            except FileNotFoundError:
                wrong = f"{page.notebook!r} is not in {self.notebooks.name}"
                fix = "write that notebook (copy a neighbor), or correct the name"
                yield self.at("course", "course", f"{part}.{number}.notebook", wrong, fix)
            except (OSError, ValueError, KeyError, TypeError, SyntaxError):
                fix = "open it in JupyterLab, and compare its cells with a neighbor's"
                yield Problem(path, 1, "", "", "is no notebook, or a code cell is no Python", fix)
        for plan in self.known.plans.values():
            if plan.notebook in pages:
                yield from self._asked(plan, pages[plan.notebook])
        if len(pages) == len([*self._ready()]):
            yield from self._met(pages)

    def _ready(self) -> Iterator[tuple[str, int, Page]]:
        """Yield each page that is written: its part of the course map, its number there, what it says."""
        course = self.known.course_map
        for part, listed in (("lessons", course.lessons), ("pages", course.pages)):
            for number, page in enumerate(listed):
                if not (isinstance(page, Stop) and page.status == "planned"):
                    yield part, number, page

    def _asked(self, plan: Plan, page: Sequence[Use]) -> Iterator[Problem]:
        """Yield where the page does not ask the items and the patients of its plan, in the plan's order."""
        yield from self._same(plan, page, "item", listed_items(plan), "pretest, practice or exit")
        yield from self._same(plan, page, "patient", listed_patients(plan), "patients")

    def _same(
        self, plan: Plan, page: Sequence[Use], call: str, listed: Sequence[tuple[str, str]], blocks: str
    ) -> Iterator[Problem]:
        """Yield what stands in a plan and not in the calls on its page, or on the page and not in the plan."""
        asked = [name for use in page if use.name == call for name in use.ids]
        wanted = [name for _, name in listed]
        if any(name not in self.known.items and name not in self.known.patients for name in wanted):
            return  # the plan has to be put right first
        for field, name in listed:
            if name not in asked:
                fix = f'write a cell with `.{call}("{name}")` there, or take it out here'
                wrong = f"{name!r} is not on the lesson's page ({plan.notebook})"
                yield self.at("plans", plan.id, field, wrong, fix)
        for number, name in enumerate(asked):
            if name in asked[:number]:
                wrong, fix = "is on this page twice", "take one of the two cells out"
                yield self._on_page(plan.notebook, call, name, wrong, fix)
            elif name not in wanted:
                where = place(self.known.where["plans", plan.id][0], 1).rpartition(":")[0]
                near = get_close_matches(name, wanted, n=1)
                fix = f"did you mean {near[0]!r}? If not, " if near else ""
                fix += f"write it into {blocks} of {where}, or take the cell out"
                yield self._on_page(plan.notebook, call, name, "is on the page and not in its plan", fix)
        if sorted(asked) == sorted(wanted) and asked != wanted:
            number = next(n for n, name in enumerate(wanted) if name != asked[n])
            wrong = f"{wanted[number]!r} stands here, and the page ({plan.notebook}) asks {asked[number]!r}"
            yield self.at("plans", plan.id, listed[number][0], wrong, "bring plan and page into one order")

    def _met(self, pages: Mapping[str, Sequence[Use]]) -> Iterator[Problem]:
        """Every patient whom a page names exists; every patient is met on a page, or in the final check."""
        met = set(self.known.final_patients)
        for notebook, page in pages.items():
            for use in page:
                for name in use.ids if use.name in MEETING else ():
                    met.add(name)
                    if name not in self.known.patients:
                        near = get_close_matches(name, self.known.patients, n=1)
                        fix = f"did you mean {near[0]!r}?" if near else "write the patient, or take it out"
                        yield self._on_page(notebook, use.name, name, "is no patient", fix)
        unread = {
            self._folder("plans", name) for name, plan in self.known.plans.items() if plan.notebook not in pages
        }
        for name in self.known.patients:
            if name not in met and self._folder("patients", name).parent not in unread:
                wrong = "is on no page, and not in the final check"
                fix = "name the patient in `.worked` or `.patient` of a lesson, or in `.waiting_room`"
                yield self.at("patients", name, "id", wrong, fix)

    def _folder(self, kind: str, name: str) -> Path:
        return self.known.where[kind, name][0].parent

    def _on_page(self, notebook: str, call: str, name: str, wrong: str, fix: str) -> Problem:
        path = self.notebooks / notebook
        lines = path.read_text(encoding="utf-8").splitlines()
        found = [n for n, line in enumerate(lines, 1) if f'\\"{name}\\"' in line]
        return Problem(path, found[-1] if found else 1, name, call, wrong, fix)
