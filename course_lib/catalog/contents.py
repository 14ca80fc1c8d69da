"""The catalog: all that the course knows and asks, as models."""

from dataclasses import dataclass, field
from pathlib import Path

from course_lib import model
from course_lib.catalog.yaml_file import Keys
from course_lib.model.blueprint import Blueprint
from course_lib.model.pack import HotPack
from course_lib.model.pads import Pads
from course_lib.model.scope import Scope, Treatment
from course_lib.model.workshop import WorkshopPlan

FINAL = "final_check"
"""The folder of the final check: its blueprint and its patients."""


@dataclass(frozen=True)
class Catalog:
    """All that the course knows and asks, by id. `where` remembers the file and keys of each entry."""

    course_map: model.CourseMap
    blueprint: Blueprint
    pads: Pads
    hot_pack: HotPack
    references: dict[str, model.Reference] = field(default_factory=dict)
    claims: dict[str, model.Claim] = field(default_factory=dict)
    rules: dict[str, model.Rule] = field(default_factory=dict)
    findings: dict[str, model.Finding] = field(default_factory=dict)
    limits: dict[str, tuple[model.Limit, ...]] = field(default_factory=dict)
    parameters: dict[str, model.Parameter] = field(default_factory=dict)
    red_flags: dict[str, model.RedFlag] = field(default_factory=dict)
    visit: dict[str, model.VisitStep] = field(default_factory=dict)
    electrical_set_up: tuple[str, ...] = ()
    terms: dict[str, model.Term] = field(default_factory=dict)
    regions: dict[str, model.Region] = field(default_factory=dict)
    stretches: dict[str, model.Stretch] = field(default_factory=dict)
    scopes: dict[str, Scope] = field(default_factory=dict)
    treatments: dict[str, Treatment] = field(default_factory=dict)
    workshops: dict[str, WorkshopPlan] = field(default_factory=dict)
    people: dict[str, model.Person] = field(default_factory=dict)
    plans: dict[str, model.Plan] = field(default_factory=dict)
    items: dict[str, model.Item] = field(default_factory=dict)
    patients: dict[str, model.Patient] = field(default_factory=dict)
    figures: dict[str, Path] = field(default_factory=dict)
    where: dict[tuple[str, str], tuple[Path, Keys]] = field(default_factory=dict)

    @property
    def room_patients(self) -> list[str]:
        """The ids of the patients who have a page of their own."""
        return [name for name in self.patients if self._folder_of(name) == "exercises"]

    @property
    def final_patients(self) -> list[str]:
        """The ids of the patients whom learners meet in the final check, and nowhere before."""
        return [name for name in self.patients if self._folder_of(name) == FINAL]

    def _folder_of(self, patient: str) -> str:
        return self.where["patients", patient][0].parent.parent.name
