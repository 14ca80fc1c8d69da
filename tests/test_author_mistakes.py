"""What an author gets wrong is told once, where it is, as the file has it, and with the way to put it right."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from course_lib.authoring.case_checks import CaseChecks
from course_lib.authoring.checks import all_problems, check
from course_lib.authoring.file_checks import file_problems
from course_lib.authoring.item_checks import ItemChecks
from course_lib.authoring.page_checks import PageChecks
from course_lib.authoring.plan_checks import PlanChecks
from course_lib.catalog import Catalog, load
from course_lib.catalog.comments import dropped
from course_lib.catalog.problems import ContentError, Problem

ITEM = """\
items:
- id: how-long
  kind: single
  version: 1
  slot: heat-time
  stem: Ada asks how long.
  options:
  - {id: a, text: An hour., feedback: That is too long.}
  - {id: b, text: As ordered., feedback: That is the order.}
  - {id: c, text: Until it cools., feedback: The clock counts.}
  key: b
  hint: Look at the order.
  refs: [SOURCE]
"""


@pytest.fixture(scope="module")
def known() -> Catalog:
    """The catalog with where each entry stands."""
    return load()


@pytest.fixture
def exercises(tmp_path: Path) -> Path:
    (tmp_path / "exercises" / "heat").mkdir(parents=True)
    return tmp_path / "exercises"


def mistakes(exercises: Path, text: str, *names: str) -> list[str]:
    """Return what is told of these files of items (or of the one); nothing else of the course is there."""
    paths = [exercises / name for name in names or ("heat/items.yaml",)]
    for path in paths:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as raised:
        load(exercises.parent / "content", exercises)
    return [str(problem) for problem in raised.value.problems if problem.file in paths]


def test_the_item_of_these_tests_is_well(exercises: Path) -> None:
    assert mistakes(exercises, ITEM) == []


HERE = "exercises/heat/items.yaml"
STEM = "stem: Ada asks how long."


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("hint:", "hnt:", "12: how-long: hnt: is not a field here. To fix: did you mean `hint:`?"),
        (
            "version: 1",
            "version: 1\n  saftey: true",
            "5: how-long: saftey: is not a field here. To fix: did you",
        ),
        (
            "{id: a, text:",
            "{id: a, txt:",
            ": options.a.txt: is not a field here. To fix: did you mean `text:`?",
        ),
        ("  kind: single\n", "", "2: how-long: kind: is missing. To fix: write `kind:`."),
        ("kind:", "knd:", "3: how-long: knd: is not a field here. To fix: did you mean `kind:`?"),
        ("items:", "itmes:", "1: itmes: is not a field here. To fix: did you mean `items:`?"),
        ("single", "singel", "3: how-long: kind: is 'singel', which the course does not know. To fix: use one"),
        (
            "key: b",
            "key: [b]",
            "11: how-long: key: is in brackets, where one letter or word is wanted. To fix: ",
        ),
        ("key: b", "key: [b]", "write `key: b`, without the brackets."),
        ("key: b", "key: [a, b]", "write one of them (for several, `kind: multiple`), without the brackets."),
        ("single", "multiple", "11: how-long: key: is no list. To fix: write it in brackets: `key: [b]`."),
        (STEM, "stem: {Ada: now}", "6: how-long: stem: is in braces, or has a colon, where a text is wanted."),
        (
            STEM,
            "stem: #2 first",
            "stem: is empty. To fix: write it; a text that begins with # stands in quotes.",
        ),
        ("{id: c, text", "{id: a, text", "10: how-long: options.a.id: 'a' is the id of two options. To fix: "),
        ("That is the order.", "''", "9: how-long: options.b.feedback: is empty."),
        (
            "That is the order.",
            "Yes., unsafe: true",
            "9: how-long: options.b.unsafe: the key cannot be unsafe.",
        ),
        ("That is too long.", "No., unsafe_if_missed: true", "8: how-long: options.a.unsafe_if_missed: only a"),
    ],
)
def test_a_mistake_in_an_item_is_told_once_with_its_line_its_field_and_what_is_meant(
    exercises: Path, old: str, new: str, sentence: str
) -> None:
    found = [
        problem for problem in mistakes(exercises, ITEM.replace(old, new, 1)) if "advice" in sentence or problem
    ]
    if "advice" in sentence:
        assert found[0] == f"{HERE}:2: how-long: hint: is missing. To fix: write `hint:`."
        found = found[1:]
    (problem,) = found
    assert sentence in problem
    assert problem.startswith(f"{HERE}:")


@pytest.mark.parametrize(
    ("file", "text", "sentence"),
    [
        (
            "findings",
            "findings:\n- id: moon\n  effects: {heet: OK}\n",
            ":3: moon: effects.heet: is 'heet', which",
        ),
        (
            "references",
            "references:\n  ME2026: {citations: Me}\n",
            ":2: ME2026: citations: is not a field here.",
        ),
        (
            "hot_pack",
            "hot_pack:\n  orderd: 20\n",
            ":2: hot_pack: orderd: is not a field here. To fix: did you mean",
        ),
    ],
)
def test_a_wrong_key_in_the_content_is_told_by_its_name_and_its_owner_s(
    exercises: Path, file: str, text: str, sentence: str
) -> None:
    path = exercises.parent / "content" / f"{file}.yaml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    assert any(sentence in str(problem) for problem in all_problems(path.parent, exercises)[1])


def test_the_nearest_kind_is_named(exercises: Path) -> None:
    (problem,) = mistakes(exercises, ITEM.replace("single", "singel"))
    assert problem.endswith("(did you mean 'single'?).")


def test_an_id_that_stands_in_two_files_is_told_with_both_places(exercises: Path) -> None:
    assert mistakes(exercises, ITEM, "heat/items.yaml", "ice/items.yaml") == [
        f"exercises/ice/items.yaml:2: how-long: id: is used twice: here, and in {HERE}:2. "
        "To fix: give each its own."
    ]


def test_a_patient_whose_id_another_one_has_is_told_with_both_places(exercises: Path) -> None:
    source = Path(__file__).parent.parent / "exercises" / "patients" / "sol.yaml"
    names = ("patients/sol.yaml", "heat/patients/zoe.yaml")
    (exercises / "patients").mkdir()
    (exercises / "heat" / "patients").mkdir()
    (problem,) = mistakes(exercises, source.read_text(encoding="utf-8"), *names)
    assert "sol: id: is used twice: here, and in exercises/" in problem
    assert {name for name in names if name in problem} == set(names)


# Files as they are written.


def told(exercises: Path, *files: Path) -> list[str]:
    return [str(problem) for problem in file_problems(set(files), exercises.parent / "content", exercises)]


@pytest.mark.parametrize(
    ("name", "text", "fix"),
    [
        (
            "mia.yaml",
            "id: mia\nsteps: []\n",
            "put it into exercises/patients/, exercises/<lesson>/patients/",
        ),
        ("items.yaml", "items: []\n", "put it into exercises/<lesson>/, with the name items.yaml"),
        ("heat/itmes.yaml", "items: []\n", "put it into exercises/<lesson>/, with the name items.yaml"),
        ("heat/plan-2.yaml", "id: heat\npretest: []\n", "with the name plan.yaml"),
        ("heat/items.yml", "items: []\n", "name it items.yaml"),
        ("heat/items.YAML", "items: []\n", "name it items.yaml"),
        ("heat/items.yaml.txt", "items: []\n", "name it items.yaml"),
        ("heat/notes.yaml", "mine: 1\n", "delete it, or put it where the course looks for it"),
        ("heat/broken.yaml", "[\n", "delete it, or put it where the course looks for it"),
        ("heat/empty.yaml", "", "delete it, or put it where the course looks for it"),
    ],
)
def test_a_file_that_nothing_reads_is_told_and_where_it_belongs(
    exercises: Path, name: str, text: str, fix: str
) -> None:
    (exercises / name).write_text(text, encoding="utf-8")
    (problem,) = told(exercises)
    assert problem.startswith(f"exercises/{name}:1: ")
    assert "is a file that nothing reads. To fix: " in problem
    assert fix in problem


def test_what_was_read_and_what_an_editor_hides_is_no_stray(exercises: Path) -> None:
    for name in ("heat/items.yaml", "heat/.items.yaml.swp", "heat/notes.md"):
        (exercises / name).write_text("items: []\n", encoding="utf-8")
    assert told(exercises, exercises / "heat" / "items.yaml") == []


def test_a_misnamed_file_is_told_beside_the_one_that_is_missing(exercises: Path) -> None:
    (exercises / "course_map.yml").write_text("title: x\n", encoding="utf-8")
    known, found = all_problems(exercises.parent / "content", exercises)
    assert known is None
    lines = [str(problem) for problem in found if "course_map" in problem.file.name]
    assert lines == [
        "exercises/course_map.yaml:1: the file is missing. To fix: put it back.",
        "exercises/course_map.yml:1: is a file that nothing reads. To fix: name it course_map.yaml.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "lost"),
    [
        (STEM, "stem: Use pack #2 first", 6, "how-long: stem", "#2 first"),
        (STEM, "stem: Use the\n    pack #2 first", 7, "how-long: stem", "#2 first"),
        (STEM, "stem: Use the pack\n    #2 first", 6, "how-long: stem", "#2 first"),
        ("hint: Look at the order.", "hint: Léa’s order  # of today", 12, "how-long: hint", "# of today"),
        ("- id: how-long", "- id: how-long # asked first", 2, "items.how-long.id", "# asked first"),
        ("refs: [SOURCE]", "refs: [SOURCE #1\n  ]", 13, "how-long: refs.0", "#1"),
        ("text: An hour.,", "text: An hour #1\n   ,", 8, "how-long: options.a.text", "#1"),
    ],
)
def test_what_is_lost_behind_a_text_without_quotes_is_told(
    exercises: Path, old: str, new: str, line: int, field: str, lost: str
) -> None:
    path = exercises / "heat" / "items.yaml"
    path.write_text(ITEM.replace(old, new, 1), encoding="utf-8")
    assert told(exercises, path) == [
        f"{HERE}:{line}: {field}: loses {lost!r}, which YAML takes for a comment. To fix: put the value in "
        "quotes if this belongs to it; if it is a comment, put it on a line of its own above."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# Above.\nstem: Use the pack.\n# Between.\nhint: Look.\n",
        "stem: 'Use pack #2 first'  # A comment behind quotes.\n",
        "stem: >-\n  Use pack #2 first.\n  # And this is text.\n# Below.\n",
        "refs: []  # the law is the source\n",
        "items:\n  # Each item:\n- stem: Use the pack.\n  # of its own\n- stem: Look.\n",
        "version: 2  # reworded\nsafety: true  # so that it comes back\n",
        "stem: Use pack#2 first\n",
        "refs: [SOURCE,\n  # the next one is newer\n  PRACTICE\n  # and the last\n  ]\n",
    ],
)
def test_a_comment_that_loses_nothing_may_stand(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    assert dropped(path) == ()


# Plans, pages, patients and slots.


def lines(problems: Sequence[Problem]) -> list[str]:
    return [f"{problem.field}: {problem.wrong}" for problem in problems]


def with_plan(known: Catalog, **fields: tuple[str, ...]) -> Catalog:
    plan = known.plans["heat-and-ice"].model_copy(update=fields)
    return replace(known, plans={**known.plans, plan.id: plan})


def test_an_item_that_stands_twice_in_a_plan_is_told_with_the_other_block(known: Catalog) -> None:
    plan = known.plans["heat-and-ice"]
    twice = with_plan(known, exit=(plan.practice[0], *plan.exit[1:]), patients=("leon", "leon"))
    assert lines([*PlanChecks(twice).plans()]) == [
        "exit.0: 'time-limit' stands in this plan twice: here, and in practice",
        "patients.1: 'leon' stands in this plan twice: here, and in patients",
    ]


def test_what_plan_and_page_do_not_both_have_is_told_where_it_stands(known: Catalog) -> None:
    plan = known.plans["heat-and-ice"]
    other = with_plan(known, practice=("wrap-for-hours", *plan.practice[1:]))
    missing, extra = PageChecks(other).all()
    assert missing.file.name == "plan.yaml"
    assert missing.line > 1
    assert lines([missing]) == [
        "practice.0: 'wrap-for-hours' is not on the lesson's page (02_heat_and_ice.ipynb)"
    ]
    assert str(extra).startswith(
        f"notebooks/02_heat_and_ice.ipynb:{extra.line}: time-limit: item: is on the page and"
    )
    assert '\\"time-limit\\"' in extra.file.read_text(encoding="utf-8").splitlines()[extra.line - 1]


def test_another_order_on_the_page_than_in_the_plan_is_told(known: Catalog) -> None:
    first, second, *rest = known.plans["heat-and-ice"].practice
    assert lines([*PageChecks(with_plan(known, practice=(second, first, *rest))).all()]) == [
        f"practice.0: {second!r} stands here, and the page (02_heat_and_ice.ipynb) asks {first!r}"
    ]


def test_a_patient_of_the_plan_whom_the_page_does_not_show_is_told(known: Catalog) -> None:
    missing, extra = PageChecks(with_plan(known, patients=("dana",))).all()
    assert "'dana' is not on the lesson's page" in missing.wrong
    assert (extra.id, extra.field) == ("leon", "patient")


def write_page(path: Path, *cells: str) -> None:
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell, id=f"c{n}") for n, cell in enumerate(cells)]
    )
    nbformat.write(notebook, path)


@pytest.fixture
def notebooks(known: Catalog, tmp_path: Path) -> Path:
    """Return a folder with a page for each lesson and each other page, on which all is well."""
    everyone = [name for name in known.patients if name not in known.final_patients]
    for page in known.course_map.pages:
        write_page(tmp_path / page.notebook, "page.title()")
    write_page(tmp_path / "09_patients.ipynb", f"room.waiting_room({', '.join(map(repr, everyone))})")
    for plan in known.plans.values():
        items = [*plan.pretest, *plan.practice, *plan.exit]
        cells = [f'lesson.item("{name}")' for name in items]
        write_page(tmp_path / plan.notebook, *cells, *(f'lesson.patient("{name}")' for name in plan.patients))
    return tmp_path


def test_pages_on_which_all_is_well_have_nothing_to_fix(known: Catalog, notebooks: Path) -> None:
    assert [*PageChecks(known, notebooks).all()] == []


def test_a_patient_whom_nobody_meets_is_told(known: Catalog, notebooks: Path) -> None:
    everyone = [name for name in known.patients if name not in {*known.final_patients, "sol", "dana"}]
    write_page(notebooks / "09_patients.ipynb", f"room.waiting_room({', '.join(map(repr, everyone))}, 'soll')")
    found = [*PageChecks(known, notebooks).all()]
    assert [(problem.id, problem.wrong) for problem in found] == [
        ("soll", "is no patient"),
        ("dana", "is on no page, and not in the final check"),
        ("sol", "is on no page, and not in the final check"),
    ]
    assert found[0].fix == "did you mean 'sol'?"


def test_a_page_that_is_no_notebook_or_asks_something_twice_is_told(known: Catalog, notebooks: Path) -> None:
    (notebooks / "09_patients.ipynb").write_text("no notebook", encoding="utf-8")
    plan = known.plans["massage"]
    names = [*plan.pretest, plan.pretest[0], *plan.practice, *plan.exit]
    cells = [*(f'lesson.item("{name}")' for name in names), f'lesson.patient("{plan.patients[0]}")']
    write_page(notebooks / plan.notebook, *cells)
    broken, again = PageChecks(known, notebooks).all()
    assert str(broken).endswith(
        "09_patients.ipynb:1: is no notebook, or a code cell is no Python. To fix: open it in JupyterLab, and "
        "compare its cells with a neighbor's."
    )
    assert (again.id, again.wrong) == (plan.pretest[0], "is on this page twice")


def with_items(known: Catalog, **changes: dict[str, object]) -> Catalog:
    changed = {name: known.items[name].model_copy(update=fields) for name, fields in changes.items()}
    return replace(known, items={**known.items, **changed})


def test_a_slot_that_the_final_check_does_not_know_is_told_with_the_nearest(known: Catalog) -> None:
    first = next(item for item in known.items.values() if item.slot == "heat-time")
    found = [*ItemChecks(with_items(known, **{first.id: {"slot": "heat-tme"}})).slots()]
    assert lines(found) == ["slot: 'heat-tme' is in no position of the final check"]
    assert found[0].id == first.id
    assert found[0].fix.startswith("did you mean 'heat-time'? If not, name it in a position of ")


def test_a_slot_that_the_blueprint_spells_wrong_is_told_there_alone(known: Catalog) -> None:
    first, *domains = known.blueprint.domains
    position = first.positions[0].model_copy(update={"slots": ("flag-91",)})
    wrong = first.model_copy(update={"positions": (position, *first.positions[1:])})
    other = replace(known, blueprint=known.blueprint.model_copy(update={"domains": (wrong, *domains)}))
    (problem,) = check(other)
    assert (problem.field, problem.fix) == ("domains.role.positions.0.slots.0", "did you mean 'flag-911'?")


def test_a_slot_with_too_few_items_is_told(known: Catalog) -> None:
    few = [name for name, item in known.items.items() if item.slot == "heat-time"][2:]
    items = {name: item for name, item in known.items.items() if name not in few}
    assert lines([*ItemChecks(replace(known, items=items)).slots()]) == ["slot: 'heat-time' has only 2 items"]


def test_a_stem_that_stands_word_for_word_in_another_item_is_told_with_its_place(known: Catalog) -> None:
    first, second, *_ = known.items
    stem = known.items[first].stem.upper().replace(" ", "  ")
    (problem,) = ItemChecks(with_items(known, **{second: {"stem": stem}})).stems()
    path = known.where["items", first][0]
    assert (problem.id, problem.field) == (second, "stem")
    assert problem.wrong.startswith(f"is that of {first!r}, too (exercises/{path.parent.name}/items.yaml:")


def test_a_finding_that_nobody_meets_is_told(known: Catalog) -> None:
    name, finding = next(iter(known.findings.items()))
    lonely = finding.model_copy(update={"id": "moon"})
    where = {**known.where, ("findings", "moon"): known.where["findings", name]}
    (problem,) = ItemChecks(replace(known, findings={**known.findings, "moon": lonely}, where=where)).met()
    assert (problem.id, problem.wrong) == ("moon", "is in no item and with no patient")


def test_ids_that_stand_twice_in_a_case_are_told_with_the_other_line(known: Catalog) -> None:
    patient = known.patients["leon"]
    first, second, *rest = patient.steps
    choice = second.choices[1].model_copy(update={"id": second.choices[0].id})
    steps = (
        first,
        second.model_copy(update={"choices": (second.choices[0], choice, *second.choices[2:])}),
        *rest,
    )
    case = replace(known, patients={"leon": patient.model_copy(update={"steps": steps})})
    (problem,) = CaseChecks(case).patients()
    assert problem.field.startswith(f"steps.{second.id}.choices.")
    assert problem.wrong.startswith(f"{second.choices[0].id!r} is used twice: here, and on line ")
    assert int(problem.wrong.rpartition(" ")[2]) < problem.line
