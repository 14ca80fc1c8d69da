"""Every statement of the article is taught and tested, and a finished lesson has all its blocks, in order."""

import re
from collections.abc import Iterator
from typing import Any

import nbformat
import pytest

from course_lib.authoring.coverage import KINDS, Row, Use, coverage, markdown, read, uses
from course_lib.catalog import Catalog, yaml_file
from course_lib.folders import CONTENT, EXERCISES, NOTEBOOKS
from course_lib.model import Plan, Sentence

ARTICLE = {
    "1", "2a", "2b", "2c", "2d", "3a", "3b", "3c", "3d", "4a", "4b", "4c", "4d", "4e",
    "5a", "5b", "5c", "5d", "5e", "6a", "6b", "6c", "7a", "7b", "7c", "7d", "8a", "8b", "8c",
}  # fmt: skip

TREATMENTS = [
    "moist heat",
    "ice",
    "soft tissue mobilization",
    "TENS",
    "interferential",
    "Russian stimulation",
    "high volt",
    "knee-to-chest",
    "gluteus medius and lower back stretch",
    "exercise ball",
    "massage",
    "muscle relaxers and prescription pain medicine",
    "over-the-counter pain killers",
    "posture and prevention",
]

WAITING = {"DRUG_MEMORY", "FALL_FA", "PANG2021", "SUNDSTRUP2020"}
"""References of rows that are not yet in `content/`. One that is used must leave this list."""

SHOWS_SOMETHING = {"figure", "body_map", "pads", "pack_timer", "coach"}


@pytest.fixture(scope="session")
def rows(known: Catalog) -> list[Row]:
    return coverage(known, read())


@pytest.fixture(scope="session")
def ready(known: Catalog) -> list[Plan]:
    """The plans of the lessons that are finished."""
    stops = [stop for stop in known.course_map.lessons if stop.status == "ready" and stop.id in known.plans]
    return [known.plans[stop.id] for stop in stops if (NOTEBOOKS / stop.notebook).is_file()]


def blocks(plan: Plan, page: list[Use]) -> list[Use]:
    """What a lesson's page must use, in order; the patient that is worked out is taken from the page."""
    worked = [use for use in page if use.name == "worked"][:1]

    def items(names: tuple[str, ...]) -> list[Use]:
        return [Use("item", (name,)) for name in names]

    return [
        Use("due"),
        *items(plan.pretest),
        Use("safety_gate"),
        *(worked or [Use("worked")]),
        *items(plan.practice),
        *(Use("patient", (name,)) for name in plan.patients),
        *items(plan.exit),
        Use("progress"),
        Use("key_points"),
        *(Use("evidence", (claim,)) for claim in plan.teaches),
    ]


def chunks(plan: Plan) -> list[str]:
    """The headings between the safety gate and the worked patient under which something is to be seen."""
    cells = nbformat.read(NOTEBOOKS / plan.notebook, as_version=4).cells
    between, heading, seen = False, "", []
    for cell in cells:
        if cell.cell_type == "code":
            names = {use.name for use in uses(cell.source)}
            between = (between or "safety_gate" in names) and "worked" not in names
            if between and heading and names & SHOWS_SOMETHING:
                seen.append(heading)
        elif between:
            for part in re.split(r"^(?=#)", cell.source, flags=re.MULTILINE):
                if title := re.match(r"##+ (.+)", part):
                    heading = title[1]
                if heading and re.search(r"^\|[\s:-]*-", part, flags=re.MULTILINE):
                    seen.append(heading)
    return list(dict.fromkeys(seen))


def references_in(node: Any) -> Iterator[str]:
    """Every reference that a file of content or exercises names, at any depth."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("refs", "see_also"):
                yield from value or []
            else:
                yield from references_in(value)
    elif isinstance(node, list):
        for value in node:
            yield from references_in(value)


@pytest.fixture(scope="session")
def cited() -> set[str]:
    files = [*CONTENT.glob("*.yaml"), *EXERCISES.rglob("*.yaml")]
    return {name for path in files for name in references_in(yaml_file.read(path))}


# Each statement of the article.


def test_the_register_holds_all_29_statements_of_the_article(rows: list[Row]) -> None:
    assert {row.claim for row in rows} == ARTICLE
    assert len(ARTICLE) == len(rows) == 29


def test_every_statement_is_taught_in_one_lesson(known: Catalog) -> None:
    taught = [claim for stop in known.course_map.lessons for claim in stop.teaches]
    assert sorted(taught) == sorted(ARTICLE)


def test_every_statement_is_tested_by_at_least_three_items(rows: list[Row]) -> None:
    assert {row.claim: row.tests for row in rows if row.tests < 3} == {}


def test_every_statement_of_a_finished_lesson_is_shown_beside_its_evidence(rows: list[Row]) -> None:
    finished = [row for row in rows if row.lesson and row.lesson.status == "ready"]
    assert finished
    assert [row.claim for row in finished if not row.card] == []


def test_every_finding_of_the_decision_table_occurs_in_an_item_or_an_authored_patient(known: Catalog) -> None:
    met = {finding for item in known.items.values() for finding in item.findings}
    for patient in known.patients.values():
        met |= {*patient.findings, *(f for step in patient.steps if step.asks for f in step.asks.findings)}
    assert known.findings.keys() - met == set()


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_every_treatment_of_the_article_is_found_in_the_course_map_by_name(
    known: Catalog, treatment: str
) -> None:
    stops = [f"{stop.title}. {stop.about}" for stop in known.course_map.lessons]
    assert any(re.search(rf"\b{re.escape(treatment)}\b", stop, re.IGNORECASE) for stop in stops)


def test_the_table_has_a_line_for_each_statement_and_counts_each_kind(rows: list[Row]) -> None:
    head, _, *lines = markdown(rows).splitlines()
    assert [name in head for name in KINDS] == [True] * 7
    assert [line.split("|")[1].strip() for line in lines] == [row.claim for row in rows]
    for line, row in zip(lines, rows, strict=True):
        *counts, total = [int(cell) for cell in line.strip("|").split("|")[5:]]
        assert sum(counts) == total == row.tests


# Each lesson.


def test_every_finished_lesson_has_a_plan_and_a_notebook(known: Catalog, ready: list[Plan]) -> None:
    finished = [stop.id for stop in known.course_map.lessons if stop.status == "ready"]
    assert [plan.id for plan in ready] == finished
    assert finished


def test_every_plan_has_two_questions_before_four_or_five_for_practice_and_three_at_the_end(
    known: Catalog,
) -> None:
    for plan in known.plans.values():
        assert len(plan.pretest) == 2, plan.id
        assert len(plan.practice) in (4, 5), plan.id
        assert len(plan.exit) == 3, plan.id
        assert plan.patients, plan.id
        assert any(isinstance(known.items[name], Sentence) for name in plan.exit), plan.id


def test_the_page_of_a_finished_lesson_has_all_blocks_of_its_plan_in_order(ready: list[Plan]) -> None:
    pages = read()
    for plan in ready:
        wanted = blocks(plan, pages[plan.notebook])
        names = {use.name for use in wanted}
        assert [use for use in pages[plan.notebook] if use.name in names] == wanted, plan.id


def test_a_patient_is_worked_out_who_is_not_the_one_to_decide_for(known: Catalog, ready: list[Plan]) -> None:
    pages = read()
    for plan in ready:
        worked = {name for use in pages[plan.notebook] if use.name == "worked" for name in use.ids}
        assert worked <= known.patients.keys() - set(plan.patients), plan.id


def test_a_finished_lesson_shows_something_under_at_least_two_headings(ready: list[Plan]) -> None:
    assert {plan.id: found for plan in ready if len(found := chunks(plan)) < 2} == {}


def test_every_figure_of_a_finished_lesson_is_on_its_page(ready: list[Plan]) -> None:
    pages = read()
    for plan in ready:
        shown = {name for use in pages[plan.notebook] if use.name == "figure" for name in use.ids}
        drawn = {"body-back", "body-front"} if Use("body_map") in pages[plan.notebook] else set()
        assert set(plan.figures) - shown - drawn == set(), plan.id


# References.


def test_no_reference_is_unknown(known: Catalog, cited: set[str]) -> None:
    assert cited - known.references.keys() == set()


def test_no_reference_is_unused(known: Catalog, cited: set[str]) -> None:
    assert known.references.keys() - cited == WAITING


# The reading of a notebook.


def test_what_a_cell_uses_is_read_without_running_it() -> None:
    source = (
        'from course_lib import lesson\n\nheat = lesson("heat-and-ice")\nheat\nheat.item("a")\nheat.progress()'
    )
    assert uses(source) == [Use("item", ("a",)), Use("progress")]


def test_a_statement_that_nobody_teaches_has_no_lesson_and_no_card(known: Catalog) -> None:
    nobody = known.course_map.model_copy(update={"lessons": ()})
    found = coverage(Catalog(**{**vars(known), "course_map": nobody}), read())
    assert {(row.lesson, row.card) for row in found} == {(None, False)}
    assert "| none |" in markdown(found)
