"""Cross-checks of the whole catalog: names that lead nowhere, claims nobody teaches, cases that never end.

`python -m course_lib.authoring.checks` is the author's check: it prints every problem with file, line, id,
field, what is wrong and how to fix it, and exits with 1 if there is any.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from course_lib.authoring.case_checks import CaseChecks
from course_lib.authoring.check_base import CheckBase
from course_lib.authoring.exercise_checks import ExerciseChecks
from course_lib.authoring.file_checks import file_problems
from course_lib.authoring.item_checks import ItemChecks
from course_lib.authoring.page_checks import PageChecks
from course_lib.authoring.plan_checks import PlanChecks
from course_lib.catalog import Catalog, load
from course_lib.catalog.problems import ContentError, Problem
from course_lib.catalog.reader import Reader
from course_lib.folders import CONTENT, EXERCISES
from course_lib.model import Effect, Finding
from course_lib.model.scope import MOST_CAUTIOUS
from course_lib.render.page import figure_transcript
from course_lib.rules.assessment import fitting
from course_lib.rules.decision import MODALITIES
from course_lib.rules.scope import FREE
from course_lib.rules.workshop import timed

WITH_REFS = ("claims", "findings", "parameters", "red_flags", "visit", "terms", "stretches", "items", "scopes")
"""The parts of the catalog whose entries name their references."""

FRESH = 4
"""How many items each position of the final check needs: for two forms, and a parallel for each of them."""


def check(known: Catalog) -> list[Problem]:
    """Return every problem of meaning in a catalog."""
    checks = _Checks(known)
    return [
        *checks.names(),
        *checks.claims(),
        *checks.findings(),
        *checks.scopes(),
        *ExerciseChecks(known).all(),
        *checks.limits(),
        *PlanChecks(known).plans(),
        *PageChecks(known).all(),
        *ItemChecks(known).all(),
        *checks.workshops(),
        *CaseChecks(known).patients(),
        *checks.figures(),
        *checks.final(),
    ]


def all_problems(content: Path = CONTENT, exercises: Path = EXERCISES) -> tuple[Catalog | None, list[Problem]]:
    """Return the catalog of the two folders, if it can be read, and all that is wrong in their files.

    Where something is wrong in the form of a file, the meaning of none is looked at.
    """
    reader, known = Reader(), None
    try:
        known = load(content, exercises, reader)
        found = check(known)
    except ContentError as error:
        found = error.problems
    found += file_problems(reader.files, content, exercises)
    return known, sorted(dict.fromkeys(found), key=lambda problem: (problem.file, problem.line))


class _Checks(CheckBase):
    """The checks of what is known, asked and mapped."""

    def names(self) -> Iterator[Problem]:
        """Every reference, claim and finding that is named exists."""
        known = self.known
        for kind in WITH_REFS:
            for name, entry in getattr(known, kind).items():
                yield from self.unknown(kind, name, "refs", entry.refs, known.references)
        for name, claim in known.claims.items():
            yield from self.unknown("claims", name, "see_also", claim.see_also, known.references)
        for name, item in known.items.items():
            yield from self.unknown("items", name, "claims", item.claims, known.claims)
            yield from self.unknown("items", name, "findings", item.findings, known.findings)
            if not item.refs and not item.claims:
                yield self.at("items", name, "refs", "has no source", "name a reference or a claim")
        for name, stretch in known.stretches.items():
            yield from self.unknown("stretches", name, "claims", stretch.claims, known.claims)
            yield from self.unknown("stretches", name, "targets", stretch.targets, known.regions)
            if stretch.figure not in known.figures:
                wrong = f"{stretch.figure!r} does not exist"
                yield self.at("stretches", name, "figure", wrong, "draw it, or name another")
        for name, patient in known.patients.items():
            yield from self.unknown("patients", name, "findings", patient.findings, known.findings)
            yield from self.unknown("patients", name, "claims", patient.claims, known.claims)
            for number, step in enumerate(patient.steps):
                if step.asks:
                    field = f"steps.{number}.asks.findings"
                    yield from self.unknown("patients", name, field, step.asks.findings, known.findings)
                for place, choice in enumerate(step.choices):
                    field = f"steps.{number}.choices.{place}.refs"
                    yield from self.unknown("patients", name, field, choice.refs, known.references)
        for name, finding in known.findings.items():
            yield from self.unknown("findings", name, "not_with", finding.not_with, known.findings)

    def claims(self) -> Iterator[Problem]:
        """Every claim has one lesson; in a lesson that is ready, an item tests it."""
        lessons = self.known.course_map.lessons
        for name in self.known.claims:
            teaching = [stop.id for stop in lessons if name in stop.teaches]
            if len(teaching) != 1:
                wrong = "no lesson teaches it" if not teaching else f"lessons {teaching} both teach it"
                fix = "name it in `teaches:` of one lesson in course_map.yaml"
                yield self.at("claims", name, "id", wrong, fix)
        tested = {claim for item in self.known.items.values() for claim in item.claims}
        for place, stop in enumerate(lessons):
            for number, claim in enumerate(stop.teaches if stop.id in self.known.plans else ()):
                if claim not in tested:
                    field, fix = (
                        f"lessons.{place}.teaches.{number}",
                        "write an item that names it in `claims:`",
                    )
                    yield self.at("course", "course", field, f"no item tests claim {claim!r}", fix)

    def findings(self) -> Iterator[Problem]:
        """Each group holds the effects that the register's group rule says; every objection has its reason."""
        for name, finding in self.known.findings.items():
            missing = [modality for modality in MODALITIES if modality not in finding.effects]
            if missing:
                yield self.at("findings", name, "effects", f"has no {missing[0]}", "write all six")
                continue
            if not _group_fits(finding):
                wrong = f"does not fit the group {finding.group!r}"
                yield self.at("findings", name, "effects", wrong, "see `group_rule` in meta")
            for modality, effect in finding.effects.items():
                if effect is not Effect.OK and not finding.why_for(modality):
                    yield self.at("findings", name, "why", f"has no reason for {modality}", "write it")

    def scopes(self) -> Iterator[Problem]:
        """There is a most cautious profile, and it lets an assistant carry out nothing."""
        careful = self.known.scopes.get(MOST_CAUTIOUS)
        if careful is None:
            path = CONTENT / "scope" / "most_cautious.yaml"
            yield Problem(path, 1, MOST_CAUTIOUS, "", "the most cautious profile is missing", "put it back")
        elif any(allowed in FREE for allowed in careful.areas.values()):
            fix = "leave the most cautious profile at `prepare_and_observe`"
            yield self.at("scopes", MOST_CAUTIOUS, "areas", "lets an assistant carry out an order", fix)

    def limits(self) -> Iterator[Problem]:
        """Every number of a limit stands in its words."""
        for modality, rows in self.known.limits.items():
            for number, limit in enumerate(rows):
                words = limit.value.lower().replace("one", "1")
                used = [*(limit.usual or ()), limit.at_most, limit.check_at]
                for value in used:
                    if value is not None and not re.search(rf"(?<!\d){value}(?!\d)", words):
                        fix = "make the number and the words say the same"
                        yield self.at("limits", modality, f"{number}", f"{value} is not in its words", fix)

        for name, stretch in self.known.stretches.items():
            for value in {*(stretch.hold or ()), *(stretch.times or ())}:
                if not re.search(rf"(?<!\d){value}(?!\d)", stretch.dose):
                    fix = "make the number and the words say the same"
                    yield self.at("stretches", name, "dose", f"{value} is not in its words", fix)

    def workshops(self) -> Iterator[Problem]:
        """Each workshop's lessons exist, and all of its parts fit into its time."""
        lessons = {stop.id: stop for stop in self.known.course_map.lessons}
        for name, plan in self.known.workshops.items():
            for number, part in enumerate(plan.parts):
                yield from self.unknown(
                    "workshops", name, f"parts.{number}.lesson", [part.lesson] if part.lesson else [], lessons
                )
            needed = sum(minutes for _, minutes in timed(plan, self.known.course_map))
            if needed > plan.minutes:
                wrong = f"its parts take {needed} minutes"
                yield self.at("workshops", name, "minutes", wrong, "shorten a part, or take a lesson out")

    def final(self) -> Iterator[Problem]:
        """Every slot of the blueprint exists, and each position has enough items that stand in no lesson."""
        known = self.known
        yield from self.twice("final", "final", "domains", [domain.id for domain in known.blueprint.domains])
        slots = {item.slot for item in known.items.values()}
        listed = {n for plan in known.plans.values() for n in (*plan.pretest, *plan.practice, *plan.exit)}
        for number, domain in enumerate(known.blueprint.domains):
            if domain.lesson not in known.plans:
                fix = "name the lesson to read again"
                yield self.at("final", "final", f"domains.{number}.lesson", "is no lesson", fix)
            for place, position in enumerate(domain.positions):
                field = f"domains.{number}.positions.{place}"
                yield from self.unknown("final", "final", f"{field}.slots", position.slots, slots)
                yield from self.unknown("final", "final", f"{field}.without", position.without, known.items)
                fresh = [i for i in fitting(position, known.items.values()) if i.id not in listed]
                if len(fresh) < FRESH and slots.issuperset(position.slots):
                    wrong = f"has {len(fresh)} items that stand in no lesson"
                    fix = f"write more until there are {FRESH}, or name another slot too"
                    yield self.at("final", "final", field, wrong, fix)
        if len(known.final_patients) < 2 * known.blueprint.patients:
            wrong = f"has {len(known.final_patients)} patients for two forms of {known.blueprint.patients}"
            yield self.at("final", "final", "patients", wrong, "write more in final_check/patients")

    def figures(self) -> Iterator[Problem]:
        """Every figure can be told in words."""
        for name, path in self.known.figures.items():
            try:
                figure_transcript(path.read_text(encoding="utf-8"))
            except ValueError as error:
                yield Problem(path, 1, name, "title", str(error), "write what a person who cannot see it needs")


def _group_fits(finding: Finding) -> bool:
    effects = set(finding.effects.values())
    match finding.group:
        case "stop":
            return len(effects) == 1 and effects <= {Effect.STOP_911, Effect.STOP_DOC}
        case "hold":
            return effects == {Effect.HOLD}
        case "contraindication":
            return Effect.NO in effects and not effects & {Effect.STOP_911, Effect.STOP_DOC, Effect.HOLD}
        case "precaution":
            return Effect.ASK in effects and effects <= {Effect.ASK, Effect.OK, Effect.FAV}
        case _:
            return effects <= {Effect.OK, Effect.FAV}


def main(content: Path = CONTENT, exercises: Path = EXERCISES) -> int:
    """Print all that is wrong in the files of the two folders; return the exit status."""
    known, problems = all_problems(content, exercises)
    for problem in problems:
        print(problem)
    if problems or known is None:
        print(f"\n{len(problems)} to fix.")
        return 1
    print(
        f"All is well: {len(known.items)} items, {len(known.patients)} patients, {len(known.findings)} "
        f"findings, {len(known.claims)} claims, {len(known.references)} references."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
