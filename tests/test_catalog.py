"""The author's check: whatever is wrong in a file is told with file, line, id, field and how to fix it."""

import re
import shutil
from pathlib import Path

import pytest

from course_lib.authoring.checks import all_problems, main
from course_lib.catalog import load
from course_lib.catalog.problems import ContentError
from course_lib.folders import CONTENT, EXERCISES


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Return a copy of the course's content and exercises that a test may break."""
    content, exercises = tmp_path / "course_lib" / "content", tmp_path / "exercises"
    shutil.copytree(CONTENT, content)
    shutil.copytree(EXERCISES, exercises)
    return content, exercises


def problems(folders):
    return [str(problem) for problem in all_problems(*folders)[1]]


def edit(path: Path, old: str, new: str, count: int = 1) -> int:
    """Replace text in a file and return the line on which it stood."""
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, count))
    return text[: text.index(old)].count("\n") + 1


def items(folders):
    return folders[1] / "heat_and_ice" / "items.yaml"


def test_the_course_itself_has_nothing_to_fix(folders):
    assert problems(folders) == []


def test_a_missing_field_is_told_with_file_line_id_and_field(folders):
    head = "- id: time-limit\n  kind: single\n"
    version = items(folders).read_text(encoding="utf-8").partition(head)[2].partition("\n")[0]
    line = edit(items(folders), f"{head}{version}\n", head)
    (problem,) = problems(folders)
    assert problem == (
        f"exercises/heat_and_ice/items.yaml:{line}: time-limit: version: is missing. To fix: write `version:`."
    )


def test_a_field_that_is_spelled_wrong_is_told_once_with_its_line_and_the_nearest_name(folders):
    line = edit(items(folders), "\n  hint:", "\n  hnit:") + 1
    assert problems(folders) == [
        f"exercises/heat_and_ice/items.yaml:{line}: time-limit: hnit: is not a field here. "
        "To fix: did you mean `hint:`?"
    ]


@pytest.mark.parametrize(
    ("field", "written", "wrong"),
    [
        ("version: ", "'017'", "is '017', which is no number"),
        ("version: ", "'2'", "is '2', which is no number"),
        ("version: ", "true", "is True, which is no number"),
        ("version: ", "2.0", "is 2.0, which is no whole number"),
        ("unsafe: ", "'off'", "is 'off', which is neither yes nor no"),
        ("unsafe: ", "1", "is 1, which is neither yes nor no"),
    ],
)
def test_a_value_of_another_type_is_told_and_never_taken_for_what_it_looks_like(folders, field, written, wrong):
    path = items(folders)
    (old, *_) = (line for line in path.read_text().splitlines() if line.strip().startswith(field))
    line = edit(path, f"{old}\n", f"{old.partition(field)[0]}{field}{written}\n")
    (problem,) = problems(folders)
    assert problem.startswith(f"exercises/heat_and_ice/items.yaml:{line}: time-limit: ")
    assert wrong in problem


def test_a_claim_that_does_not_exist_names_the_nearest(folders):
    edit(items(folders), "claims: [2b]", "claims: [2bb]")
    (problem,) = problems(folders)
    assert "claims.0: '2bb' does not exist. To fix: did you mean '2b'" in problem


def test_a_reference_that_does_not_exist_is_told(folders):
    edit(folders[0] / "claims.yaml", "  - QASEEM2017\n", "  - QASEEM2071\n")
    assert any("'QASEEM2071' does not exist" in p and "QASEEM2017" in p for p in problems(folders))


def test_a_claim_that_nobody_teaches_is_told(folders):
    path = folders[1] / "course_map.yaml"
    text = path.read_text()
    assert "8c" in text
    path.write_text(text.replace(", 8c", ""))
    assert any("8c: id: no lesson teaches it" in problem for problem in problems(folders))


def test_a_claim_of_a_finished_lesson_that_no_item_tests_is_told(folders):
    path = items(folders)
    path.write_text(path.read_text().replace("2d", "2a"))
    assert any("no item tests claim '2d'" in problem for problem in problems(folders))


def test_a_case_that_disagrees_with_the_decision_table_is_told(folders):
    path = folders[1] / "heat_and_ice" / "patients" / "leon.yaml"
    edit(path, "outcome: heat", "outcome: ice")
    assert any("is 'ice', but the decision table says 'heat'" in problem for problem in problems(folders))


def test_an_id_that_is_used_twice_is_told(folders):
    path = folders[0] / "findings.yaml"
    edit(path, "- id: rf_chest\n", "- id: rf_cauda\n")
    assert any("rf_cauda: id: is used twice" in problem for problem in problems(folders))


def test_the_items_of_a_lesson_that_are_missing_are_told_when_the_course_is_read(folders):
    items(folders).unlink()
    with pytest.raises(ContentError) as told:
        load(*folders)
    assert "heat_and_ice/items.yaml:1: the file is missing. To fix: put it back." in str(told.value)


def test_the_plan_of_a_lesson_that_is_missing_is_told_when_the_course_is_read(folders):
    (folders[1] / "heat_and_ice" / "plan.yaml").unlink()
    (problem,) = problems(folders)
    assert re.search(r"course_map.yaml:\d+: heat-and-ice: has no plan. To fix: copy a neighbor's plan", problem)
    assert "to exercises/heat_and_ice/ and write this lesson's own" in problem
    assert "put the plan back if there was one; or write `status: planned` here" in problem


def test_a_key_that_stands_twice_is_told(folders):
    edit(folders[0] / "limits.yaml", "  reviewed_by: ''\n", "  reviewed_by: ''\n  reviewed_by: me\n")
    assert any("reviewed_by: stands twice" in problem for problem in problems(folders))


def test_a_file_that_is_not_yaml_is_told_with_its_line(folders):
    path = folders[1] / "people.yaml"
    path.write_text("people:\n- name: [\n")
    (problem, *_) = problems(folders)
    assert problem.startswith("exercises/people.yaml:")
    assert "is not YAML" in problem


def test_an_id_in_curly_quotes_is_told_in_plain_words(folders):
    path = items(folders)
    path.write_text(
        re.sub(r"slot: ([\w-]+)", "slot: \u201c\\1\u201d", path.read_text(encoding="utf-8"), count=1)
    )
    (problem,) = problems(folders)
    assert "slot: is '\u201c" in problem
    assert problem.endswith("To fix: use plain letters, digits, - and _, beginning with a letter or digit.")


def test_a_missing_file_is_told(folders):
    (folders[1] / "course_map.yaml").unlink()
    assert any("course_map.yaml:1: the file is missing" in problem for problem in problems(folders))


def test_a_number_that_is_not_in_the_words_of_its_limit_is_told(folders):
    edit(folders[0] / "limits.yaml", "at_most: 30", "at_most: 35")
    assert any("35 is not in its words" in problem for problem in problems(folders))


def test_all_problems_are_told_at_once_and_the_exit_status_says_so(folders, capsys):
    edit(items(folders), "claims: [2b]", "claims: [2bb]")
    edit(folders[0] / "claims.yaml", "  - QASEEM2017\n", "  - QASEEM2071\n")
    assert main(*folders) == 1
    output = capsys.readouterr().out
    assert "items.yaml" in output
    assert "claims.yaml" in output
    assert output.rstrip().endswith("2 to fix.")


def test_a_learner_is_told_one_sentence_and_no_traceback(folders):
    (folders[1] / "course_map.yaml").unlink()
    with pytest.raises(ContentError) as raised:
        load(*folders)
    shown = " ".join(raised.value._render_traceback_())
    assert "Your answers are safe" in shown
    assert "course_map" not in shown


# What is practiced beside items and patients.


ICE = "- {modality: ice, claims: [2a, 2b, 2c, 2d], slot: ice, hands: [ice-after-injury, ice-limits]}\n"


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("pads.yaml", "marks: [low_left, low_right]", "marks: [low_lfet, low_right]", "'low_lfet'"),
        ("pads.yaml", "marks: [low_left, low_right]", "marks: [low_left, chest]", "a place for no pad"),
        ("pads.yaml", "marks: [low_left, low_right]", "marks: [low_left, low_left]", "a place for one pad"),
        ("pads.yaml", "never: device_heart", "never: device_hart", "mean 'device_heart'"),
        ("pads.yaml", "never: chest_path", "never: stiff_old", "'stiff_old' does not rule out stimulation"),
        ("pads.yaml", "never: device_heart", "never: device_heart\n    because: all", "no reason for 'all'"),
        ("pads.yaml", "{ribs_right: chest_path}", "{ribs_rigt: chest_path}", "mean 'ribs_right'"),
        ("pads.yaml", "{ribs_right: chest_path}", "{ribs_right: stiff_old}", "does not rule out stimulation"),
        ("pads.yaml", "stop: order_unclear", "stop: stiff_old", "does not rule out stimulation"),
        ("pads.yaml", "lump_at: lump", "lump_at: bump", "'bump' does not exist"),
        ("pads.yaml", "id: neck_right", "id: neck_left", "'neck_left' is used twice"),
        ("pads.yaml", "box: [175, 112,", "box: [160, 112,", "touches the place 'neck_left'"),
        ("pads.yaml", "box: [180, 330, 24, 36]", "box: [330, 330, 24, 36]", "leaves the drawing"),
        ("pads.yaml", "side: body-front", "side: body-frnt", "use one of 'body-back' or 'body-front'"),
        ("pads.yaml", "    seen: The doctor has marked two places at the low back.\n", "", "write `seen:`"),
        ("hot_pack.yaml", "{check_at} minutes and", "{check} minutes and", "{check} does not exist"),
        ("hot_pack.yaml", "on for {off}.'}", "on for {of}.'}", "{of} does not exist"),
        ("hot_pack.yaml", "said {ordered}.'}", "said {ordered.'}", "has a brace { or } too many"),
        ("hot_pack.yaml", "    timer: {tone: warn, text: 'The timer sounds.'}", "", "no words for 'timer'"),
        ("hot_pack.yaml", "    no_timer: {text: 'Set the timer.', unsafe: true}", "", "for 'no_timer'"),
        ("hot_pack.yaml", "'Set the timer.', unsafe: true", "'Set the timer.'", "burn somebody and is"),
        ("hot_pack.yaml", "rings: 7,", "rings: 17,", "do not come one after the other"),
        ("hot_pack.yaml", "ordered: 20", "ordered: 25", "order 15 to 20 minutes"),
        ("treatments.yaml", "[6a, 6b, 6c]", "[6a, 6b, 6x]", "'6x' does not exist"),
        ("treatments.yaml", "slot: massage", "slot: masage", "mean 'massage'"),
        ("treatments.yaml", "modality: massage", "modality: masage", "mean 'massage'"),
        ("treatments.yaml", ICE, "", "for 'ice'"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_pads_hot_pack_and_treatments_is_told_with_its_line(folders, file, old, new, sentence):
    line = edit(folders[0] / file, old, new)
    found = problems(folders)
    here = [problem for problem in found if sentence in problem]
    assert here, found
    assert here[0].startswith(f"course_lib/content/{file}:")
    if new and "\n" not in new and "used twice" not in sentence:
        assert abs(int(here[0].split(":")[1]) - line) <= 2, (here, line)


def test_what_the_course_map_says_is_not_said_again_in_a_plan(folders):
    plan = folders[1] / "heat_and_ice" / "plan.yaml"
    line = edit(plan, "after: after lesson 1\n", "after: after lesson 1\nminutes: 18\n") + 1
    assert problems(folders) == [
        f"exercises/heat_and_ice/plan.yaml:{line}: heat-and-ice: minutes: stands in course_map.yaml. "
        "To fix: take it out here."
    ]


def test_a_plan_of_no_lesson_is_told(folders):
    edit(folders[1] / "heat_and_ice" / "plan.yaml", "id: heat-and-ice", "id: heat-and-ise")
    found = problems(folders)
    assert any("plan.yaml:2: heat-and-ise: id: is no lesson of course_map.yaml" in problem for problem in found)


@pytest.mark.parametrize(
    ("listed", "field"),
    [
        ("02_heat_and_ice.ipynb", "lessons.heat-and-ice.notebook"),
        ("11_review.ipynb", "pages.review.notebook"),
    ],
)
def test_a_notebook_that_is_not_there_is_told(folders, listed: str, field: str):
    course_map = folders[1] / "course_map.yaml"
    line = edit(course_map, f"notebook: {listed}", "notebook: 22_heat_and_rice.ipynb")
    assert problems(folders) == [
        f"exercises/course_map.yaml:{line}: course: {field}: '22_heat_and_rice.ipynb' is not in notebooks. "
        "To fix: write that notebook (copy a neighbor), or correct the name."
    ]


def test_the_notebook_of_a_lesson_that_is_only_planned_may_be_missing(folders):
    edit(
        folders[1] / "course_map.yaml",
        "notebook: 02_heat_and_ice.ipynb\n  minutes: 30\n  status: ready",
        "notebook: 22_later.ipynb\n  minutes: 30\n  status: planned",
    )
    assert problems(folders) == []
