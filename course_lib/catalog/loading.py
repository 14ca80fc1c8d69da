"""Reads `content/` and `exercises/` into the catalog, and tells all that is wrong in their form at once."""

from collections import defaultdict
from pathlib import Path
from typing import Any

from course_lib import model
from course_lib.catalog import yaml_file
from course_lib.catalog.contents import FINAL, Catalog, figures_in
from course_lib.catalog.problems import ContentError, Problem, unreadable, without_echoes
from course_lib.catalog.reader import Reader
from course_lib.folders import CONTENT, EXERCISES
from course_lib.model.base import Text
from course_lib.model.blueprint import Blueprint
from course_lib.model.lesson import IN_THE_MAP, PlanFile
from course_lib.model.pack import HotPack
from course_lib.model.pads import Pads
from course_lib.model.scope import Scope, Treatment
from course_lib.model.workshop import WorkshopPlan


def load(content: Path = CONTENT, exercises: Path = EXERCISES, reader: Reader | None = None) -> Catalog:
    """Return the catalog of the two folders; raises ContentError with every problem of form found.

    `reader` is what reads them, for whoever wants to know afterward which files it read.
    """
    reader = reader or Reader()
    reader.collect(content / "references.yaml", "references", model.Reference, "references")
    reader.collect(content / "claims.yaml", "claims", model.Claim, "claims")
    reader.collect(content / "findings.yaml", "rules", model.Rule, "rules", by="outcome")
    reader.collect(content / "findings.yaml", "findings", model.Finding, "findings")
    reader.collect(content / "limits.yaml", "limits", tuple[model.Limit, ...], "limits")
    reader.collect(content / "parameters.yaml", "parameters", model.Parameter, "parameters")
    reader.collect(content / "red_flags.yaml", "items", model.RedFlag, "red_flags")
    reader.collect(content / "safe_visit.yaml", "visit_order.steps", model.VisitStep, "visit")
    reader.collect(content / "glossary.yaml", "glossary", model.Term, "terms")
    reader.collect(content / "body_map.yaml", "regions", model.Region, "regions")
    reader.collect(content / "body_map.yaml", "stretches", model.Stretch, "stretches")
    reader.collect(exercises / "people.yaml", "people", model.Person, "people", by="name")
    for path in sorted(content.glob("scope/*.yaml")):
        reader.under(path, "scope", Scope, "scopes")
    reader.collect(content / "workshop_plans.yaml", "plans", WorkshopPlan, "workshops")
    reader.collect(content / "treatments.yaml", "treatments", Treatment, "treatments", by="modality")
    for path in sorted(exercises.glob("*/items.yaml")):
        reader.collect(path, "items", model.Item, "items")
    map_path, final_path = exercises / "course_map.yaml", exercises / FINAL / "blueprint.yaml"
    course_map = reader.whole(map_path, model.CourseMap)
    for path in sorted(exercises.glob("*/plan.yaml")):
        _plan(reader, path, course_map)
        if not (path.parent / "items.yaml").is_file():
            reader.problems.append(unreadable(FileNotFoundError(), path.parent / "items.yaml"))
    for place, stop in enumerate(course_map.lessons if course_map else ()):
        if stop.status == "ready" and stop.id not in reader.parts["plans"] and not reader.problems:
            line = yaml_file.line_of(map_path, ("lessons", place))
            folder = stop.id.replace("-", "_")
            fix = (
                f"copy a neighbor's plan.yaml to exercises/{folder}/ and write this lesson's own "
                "(CONTRIBUTING, “Add a lesson”); put the plan back if there was one; or write "
                "`status: planned` here"
            )
            reader.problems.append(Problem(map_path, line, stop.id, "", "has no plan", fix))
    for path in sorted([*exercises.glob("patients/*.yaml"), *exercises.glob("*/patients/*.yaml")]):
        patient = reader.whole(path, model.Patient)
        if patient is not None:
            reader.add("patients", patient.id, patient, path)
    parts: dict[str, Any] = {
        **reader.parts,
        "course_map": course_map,
        "blueprint": reader.whole(final_path, Blueprint),
        "pads": reader.single(content / "pads.yaml", "pads", Pads),
        "hot_pack": reader.single(content / "hot_pack.yaml", "hot_pack", HotPack),
        "electrical_set_up": reader.single(
            content / "electrical_set_up.yaml", "electrical_how_to", tuple[Text, ...]
        ),
    }
    if reader.problems or reader.traps:
        raise ContentError(without_echoes(reader.problems, reader.traps))
    where = {**reader.where, ("course", "course"): (map_path, ()), ("final", "final"): (final_path, ())}
    rooms, final = (
        tuple(name for name in reader.parts["patients"] if reader.folder("patients", name) == folder)
        for folder in (exercises.name, FINAL)
    )
    slots = defaultdict[str, tuple[str, ...]](tuple)
    for name, item in reader.parts["items"].items():
        slots[item.slot] += (name,)
    return Catalog(
        **parts,
        slots=dict(slots),
        room_patients=rooms,
        final_patients=final,
        figures=figures_in(content),
        where=where,
    )


def _plan(reader: Reader, path: Path, course: model.CourseMap | None) -> None:
    """Read a lesson's plan and join it with the stop on the course map that has its id."""
    data = reader.read(path)
    if data is None:
        return
    for name in sorted(IN_THE_MAP & data.keys()):
        line = yaml_file.line_of(path, (name,))
        wrong = "stands in course_map.yaml"
        reader.problems.append(Problem(path, line, str(data.get("id", "")), name, wrong, "take it out here"))
    own = {key: data[key] for key in data.keys() - IN_THE_MAP - {"reviewed_by"}}
    written = reader.entry(path, (), PlanFile, own)
    if written is None or course is None:
        return
    stop = next((stop for stop in course.lessons if stop.id == written.id), None)
    if stop is None:
        wrong, fix = "is no lesson of course_map.yaml", "write the lesson there, or correct the id"
        reader.problems.append(Problem(path, yaml_file.line_of(path, ("id",)), written.id, "id", wrong, fix))
        return
    shared = {name: getattr(stop, name) for name in IN_THE_MAP}
    reader.add("plans", written.id, model.Plan(**vars(written), **shared), path)
