"""The catalog: all that the course knows and asks, as models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from course_lib import model
from course_lib.model.blueprint import Blueprint
from course_lib.model.pack import HotPack
from course_lib.model.pads import Pads
from course_lib.model.scope import Scope, Treatment
from course_lib.model.workshop import WorkshopPlan

if TYPE_CHECKING:
    from course_lib.catalog.yaml_file import Keys  # for authors; a learner's page reads no YAML

FINAL = "final_check"
"""The folder of the final check: its blueprint and its patients."""


@dataclass(frozen=True)
class Catalog:
    """All that the course knows and asks, by id.

    `slots` are the ids of the items that are parallel: they test the same. `room_patients` have a page of their
    own, `final_patients` are met in the final check and nowhere before.
    `where` gives the file and keys of each entry, where the files were just read (it is for their authors).
    """

    course_map: model.CourseMap
    blueprint: Blueprint
    pads: Pads
    hot_pack: HotPack
    references: Mapping[str, model.Reference] = field(default_factory=dict)
    claims: Mapping[str, model.Claim] = field(default_factory=dict)
    rules: Mapping[str, model.Rule] = field(default_factory=dict)
    findings: Mapping[str, model.Finding] = field(default_factory=dict)
    limits: Mapping[str, tuple[model.Limit, ...]] = field(default_factory=dict)
    parameters: Mapping[str, model.Parameter] = field(default_factory=dict)
    red_flags: Mapping[str, model.RedFlag] = field(default_factory=dict)
    visit: Mapping[str, model.VisitStep] = field(default_factory=dict)
    electrical_set_up: tuple[str, ...] = ()
    terms: Mapping[str, model.Term] = field(default_factory=dict)
    regions: Mapping[str, model.Region] = field(default_factory=dict)
    stretches: Mapping[str, model.Stretch] = field(default_factory=dict)
    scopes: Mapping[str, Scope] = field(default_factory=dict)
    treatments: Mapping[str, Treatment] = field(default_factory=dict)
    workshops: Mapping[str, WorkshopPlan] = field(default_factory=dict)
    people: Mapping[str, model.Person] = field(default_factory=dict)
    plans: Mapping[str, model.Plan] = field(default_factory=dict)
    items: Mapping[str, model.Item] = field(default_factory=dict)
    slots: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    patients: Mapping[str, model.Patient] = field(default_factory=dict)
    room_patients: tuple[str, ...] = ()
    final_patients: tuple[str, ...] = ()
    figures: Mapping[str, Path] = field(default_factory=dict)
    where: Mapping[tuple[str, str], tuple[Path, Keys]] = field(default_factory=dict)


def figures_in(content: Path) -> dict[str, Path]:
    """Return the drawings of a folder of content, by name."""
    return {path.stem: path for path in sorted(content.glob("figures/*.svg"))}
