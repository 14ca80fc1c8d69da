"""The minutes of a lesson are honest: counted from its words and what is done in it, the same everywhere."""

import json
import re

import pytest

from course_lib.authoring.minutes import patients_minutes, work_of
from course_lib.catalog import catalog
from course_lib.folders import NOTEBOOKS, PLAYER
from course_lib.model import Plan
from course_lib.render.page import PAUSE, head_transcript
from course_lib.rules.minutes import (
    DUE,
    PATIENT,
    QUESTION,
    SITTING,
    WORDS_A_MINUTE,
    Work,
    case_minutes,
    minutes,
    sittings,
)

KNOWN = catalog()


@pytest.mark.parametrize("stop", KNOWN.course_map.lessons, ids=lambda stop: stop.id)
def test_the_map_says_of_each_lesson_what_is_counted_in_it(stop) -> None:
    work = work_of(NOTEBOOKS / stop.notebook)
    assert (work.patients, work.due) == (1, 1)
    assert abs(stop.minutes - minutes(work)) <= 1


def test_words_and_what_is_done_make_the_minutes() -> None:
    assert minutes(Work()) == 1
    assert minutes(Work(words=1000)) == 5
    assert minutes(Work(words=1000, questions=10, patients=1, due=1)) == 13


def test_only_what_is_seen_without_unfolding_is_counted(tmp_path) -> None:
    page = tmp_path / "page.ipynb"
    output = {
        "data": {"text/html": "<p>One two</p><details><p>three</p></details><svg><text>four</text></svg>"}
    }
    cells = [
        {"cell_type": "markdown", "source": ["Five six <button>seven</button>"]},
        {"cell_type": "code", "source": ['heat.item("a")'], "outputs": [output]},
    ]
    page.write_text(json.dumps({"cells": cells}))
    assert work_of(page) == Work(words=5, questions=1)


def test_the_player_counts_with_the_same_numbers() -> None:
    script = (PLAYER / "minutes.js").read_text(encoding="utf-8")
    assert re.search(rf"WORDS_A_MINUTE = {WORDS_A_MINUTE};", script)
    assert f"{{ question: {QUESTION:g}, due: {DUE:g}, patient: {PATIENT:g} }}" in script


def test_a_lesson_above_one_sitting_is_offered_in_two() -> None:
    assert [sittings(SITTING), sittings(SITTING + 1)] == [1, 2]
    plan: Plan = KNOWN.plans["heat-and-ice"]
    short, long = (plan.model_copy(update={"minutes": length}) for length in (SITTING, SITTING + 1))
    assert PAUSE in head_transcript(long, 8, "").text
    assert PAUSE not in head_transcript(short, 8, "").text
    for stop in KNOWN.course_map.lessons:
        assert "## Your turn" in (NOTEBOOKS / stop.notebook).read_text(encoding="utf-8")


def test_the_map_says_of_the_patients_what_their_cases_take() -> None:
    page = next(page for page in KNOWN.course_map.pages if page.id == "patients")
    cases = [KNOWN.patients[name] for name in KNOWN.room_patients]
    assert abs(page.minutes - patients_minutes(KNOWN)) <= 2
    assert patients_minutes(KNOWN) > case_minutes(cases) > 40
    assert [case_minutes([]), case_minutes(cases[:1])] == [0, 5]
