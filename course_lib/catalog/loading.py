"""Reads `content/` and `exercises/` into models, and tells all that is wrong in their form at once."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from course_lib.catalog import yaml_file
from course_lib.catalog.problems import (
    ContentError,
    Problem,
    from_pydantic,
    from_trap,
    unreadable,
    without_echoes,
)
from course_lib.folders import CONTENT, EXERCISES
from course_lib.model import (
    Claim,
    CourseMap,
    Finding,
    Item,
    Limit,
    Parameter,
    Patient,
    Person,
    Plan,
    RedFlag,
    Reference,
    Region,
    Rule,
    Stretch,
    Term,
    VisitStep,
)
from course_lib.model.base import Text
from course_lib.model.blueprint import Blueprint
from course_lib.model.lesson import IN_THE_MAP, PlanFile
from course_lib.model.pack import HotPack
from course_lib.model.pads import Pads
from course_lib.model.scope import Scope, Treatment

FINAL = "final_check"
"""The folder of the final check: its blueprint and its patients."""


@dataclass(frozen=True)
class Catalog:
    """All that the course knows and asks, by id. `where` remembers the file and keys of each entry."""

    references: dict[str, Reference] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    findings: dict[str, Finding] = field(default_factory=dict)
    limits: dict[str, tuple[Limit, ...]] = field(default_factory=dict)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    red_flags: dict[str, RedFlag] = field(default_factory=dict)
    visit: dict[str, VisitStep] = field(default_factory=dict)
    electrical_set_up: list[str] = field(default_factory=list)
    terms: dict[str, Term] = field(default_factory=dict)
    regions: dict[str, Region] = field(default_factory=dict)
    stretches: dict[str, Stretch] = field(default_factory=dict)
    scopes: dict[str, Scope] = field(default_factory=dict)
    treatments: dict[str, Treatment] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    plans: dict[str, Plan] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)
    patients: dict[str, Patient] = field(default_factory=dict)
    figures: dict[str, Path] = field(default_factory=dict)
    course: CourseMap | None = None
    final: Blueprint | None = None
    pads_to_place: Pads | None = None
    pack_to_run: HotPack | None = None
    where: dict[tuple[str, str], tuple[Path, yaml_file.Keys]] = field(default_factory=dict)

    @property
    def course_map(self) -> CourseMap:
        """The course map; the loader has refused a course without one."""
        assert self.course is not None  # noqa: S101
        return self.course

    @property
    def blueprint(self) -> Blueprint:
        """The blueprint of the final check; the loader has refused a course without one."""
        assert self.final is not None  # noqa: S101
        return self.final

    @property
    def pads(self) -> Pads:
        """The places for pads and the orders; the loader has refused a course without them."""
        assert self.pads_to_place is not None  # noqa: S101
        return self.pads_to_place

    @property
    def hot_pack(self) -> HotPack:
        """The hot pack to practice with; the loader has refused a course without one."""
        assert self.pack_to_run is not None  # noqa: S101
        return self.pack_to_run

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


class _Reader:
    """Fills a catalog file by file and keeps every problem on the way."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.traps: list[Problem] = []
        self.catalog = Catalog()

    def read(self, path: Path) -> Any:
        """Return the fields that a file holds, or None after noting why there are none."""
        try:
            data = yaml_file.read(path)
        except yaml_file.TrapError as error:
            data = error.data
            self.traps += [from_trap(trap, path, data) for trap in error.traps]
        except (OSError, yaml.YAMLError, yaml_file.UnreadableError) as error:
            self.problems.append(unreadable(error, path))
            return None
        if isinstance(data, dict):
            return data
        self.problems.append(Problem(path, 1, "", "", "holds no fields", "compare it with its neighbors"))
        return None

    def entry(self, path: Path, keys: yaml_file.Keys, kind: Any, data: Any, by: str = "id") -> Any:
        """Return one entry as a model, or None after noting its problems."""
        try:
            return kind.validate_python(data)
        except ValidationError as error:
            name = data.get(by, "") if isinstance(data, dict) else ""
            self.problems += from_pydantic(error, path, keys, str(name))
            return None

    def collect(self, path: Path, key: str, kind: Any, into: str, *, by: str = "id") -> None:
        """Read the list (or the mapping) under `key` into the catalog's dictionary `into`.

        A `key` such as "visit_order.steps" leads into a mapping.
        """
        keys = tuple(key.split("."))
        entries = self.read(path)
        if entries is None:
            return
        for part in keys:
            entries = entries.get(part) if isinstance(entries, dict) else None
        if not isinstance(entries, dict | list):
            self.problems.append(Problem(path, 1, "", key, "is missing", f"write the list `{key}:`"))
            return
        adapter: Any = TypeAdapter(kind)
        found: dict[str, Any] = getattr(self.catalog, into)
        for place, data in entries.items() if isinstance(entries, dict) else enumerate(entries):
            made = self.entry(path, (*keys, place), adapter, data, by)
            if made is None:
                continue
            name = str(place if isinstance(entries, dict) else getattr(made, by))
            if name in found:
                line = yaml_file.line_of(path, (*keys, place))
                self.problems.append(Problem(path, line, name, by, "is used twice", "give each its own"))
            found[name] = made
            self.catalog.where[into, name] = (path, (*keys, place))

    def lines(self, path: Path, key: str, into: str) -> None:
        """Read the list of sentences under `key` into the catalog's list `into`."""
        getattr(self.catalog, into).extend(self.one(path, key, list[Text]) or ())

    def one(self, path: Path, key: str, kind: Any) -> Any:
        """Return the one thing that a file holds under `key`, or None after noting its problems."""
        data = self.read(path)
        return self.entry(path, (key,), TypeAdapter(kind), data.get(key)) if data is not None else None

    def under(self, path: Path, key: str, kind: Any, into: str) -> None:
        """Read the one thing that a file holds under `key` into the catalog's dictionary `into`."""
        made = self.one(path, key, kind)
        if made is not None:
            getattr(self.catalog, into)[made.id] = made
            self.catalog.where[into, made.id] = (path, (key,))


def load(content: Path = CONTENT, exercises: Path = EXERCISES) -> Catalog:
    """Return the catalog of the two folders; raises ContentError with every problem of form found."""
    reader = _Reader()
    reader.collect(content / "references.yaml", "references", Reference, "references")
    reader.collect(content / "claims.yaml", "claims", Claim, "claims")
    reader.collect(content / "findings.yaml", "rules", Rule, "rules", by="outcome")
    reader.collect(content / "findings.yaml", "findings", Finding, "findings")
    reader.collect(content / "limits.yaml", "limits", tuple[Limit, ...], "limits")
    reader.collect(content / "parameters.yaml", "parameters", Parameter, "parameters")
    reader.collect(content / "red_flags.yaml", "items", RedFlag, "red_flags")
    reader.collect(content / "safe_visit.yaml", "visit_order.steps", VisitStep, "visit")
    reader.lines(content / "electrical_set_up.yaml", "electrical_how_to", "electrical_set_up")
    reader.collect(content / "glossary.yaml", "glossary", Term, "terms")
    reader.collect(content / "body_map.yaml", "regions", Region, "regions")
    reader.collect(content / "body_map.yaml", "stretches", Stretch, "stretches")
    reader.collect(exercises / "people.yaml", "people", Person, "people", by="name")
    for path in sorted(content.glob("scope/*.yaml")):
        reader.under(path, "scope", Scope, "scopes")
    reader.collect(content / "treatments.yaml", "treatments", Treatment, "treatments", by="modality")
    for path in sorted(exercises.glob("*/items.yaml")):
        reader.collect(path, "items", Item, "items")
    map_path = exercises / "course_map.yaml"
    course = _read_one(reader, map_path, CourseMap)
    for path in sorted(exercises.glob("*/plan.yaml")):
        _plan(reader, path, course)
    for path in sorted([*exercises.glob("patients/*.yaml"), *exercises.glob("*/patients/*.yaml")]):
        _one(reader, path, Patient, "patients")
    reader.catalog.figures.update({path.stem: path for path in sorted(content.glob("figures/*.svg"))})
    final_path, pads_path, pack_path = (
        exercises / FINAL / "blueprint.yaml",
        content / "pads.yaml",
        content / "hot_pack.yaml",
    )
    final = _read_one(reader, final_path, Blueprint)
    pads = reader.one(pads_path, "pads", Pads)
    pack = reader.one(pack_path, "hot_pack", HotPack)
    if reader.problems or reader.traps:
        raise ContentError(without_echoes(reader.problems, reader.traps))
    singles = {"course": course, "final": final, "pads_to_place": pads, "pack_to_run": pack}
    places = {
        "course": (map_path, ()),
        "final": (final_path, ()),
        "pads": (pads_path, ("pads",)),
        "hot_pack": (pack_path, ("hot_pack",)),
    }
    reader.catalog.where.update({(name, name): place for name, place in places.items()})
    return Catalog(**{**vars(reader.catalog), **singles})


def _read_one(reader: _Reader, path: Path, kind: Any) -> Any:
    """Return what a file holds as one model, or None after noting its problems."""
    data = reader.read(path)
    if data is None:
        return None
    fields = {key: value for key, value in data.items() if key != "reviewed_by"}
    return reader.entry(path, (), TypeAdapter(kind), fields)


def _plan(reader: _Reader, path: Path, course: CourseMap | None) -> None:
    """Read a lesson's plan and join it with the stop on the course map that has its id."""
    data = reader.read(path)
    if data is None:
        return
    for name in IN_THE_MAP & data.keys():
        line = yaml_file.line_of(path, (name,))
        wrong = "stands in course_map.yaml"
        reader.problems.append(Problem(path, line, str(data.get("id", "")), name, wrong, "take it out here"))
    written = reader.entry(
        path, (), TypeAdapter(PlanFile), {key: data[key] for key in data.keys() - IN_THE_MAP}
    )
    if written is None or course is None:
        return
    stop = next((stop for stop in course.lessons if stop.id == written.id), None)
    if stop is None:
        wrong, fix = "is no lesson of course_map.yaml", "write the lesson there, or correct the id"
        reader.problems.append(Problem(path, yaml_file.line_of(path, ("id",)), written.id, "id", wrong, fix))
        return
    shared = {name: getattr(stop, name) for name in IN_THE_MAP}
    reader.catalog.plans[written.id] = Plan(**vars(written), **shared)
    reader.catalog.where["plans", written.id] = (path, ())


def _one(reader: _Reader, path: Path, kind: Any, into: str) -> None:
    """Read a file that holds one thing with an id."""
    made = _read_one(reader, path, kind)
    if made is not None:
        getattr(reader.catalog, into)[made.id] = made
        reader.catalog.where[into, made.id] = (path, ())


@cache
def catalog() -> Catalog:
    """Return the course's own catalog, read once."""
    return load()
