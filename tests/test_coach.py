"""The stretch coach without a browser: what it says and counts, and that its figures can move."""

import re
from collections.abc import Sequence
from itertools import pairwise
from xml.etree import ElementTree as Xml

import pytest

from course_lib import lesson
from course_lib.catalog import Catalog, yaml_file
from course_lib.folders import CONTENT
from course_lib.pages.session import Session
from course_lib.record import Record
from course_lib.render.coach import movement_view, moving
from course_lib.rules.coach import Movement, script, seconds

ARTICLE = ("single_knee", "double_knee", "cross_body", "ball")
STRETCHES = tuple(stretch["id"] for stretch in yaml_file.read(CONTENT / "body_map.yaml")["stretches"])
NUMBER = re.compile(r"-?\d*\.?\d+")


@pytest.fixture(params=STRETCHES)
def stretch(request: pytest.FixtureRequest, known: Catalog):
    return known.stretches[request.param]


def test_all_stretches_of_the_file_are_there_and_those_of_the_article_come_first(known: Catalog):
    assert tuple(known.stretches) == STRETCHES
    assert STRETCHES[: len(ARTICLE)] == ARTICLE


def test_seconds_times_and_sides_are_those_of_the_article(known: Catalog):
    for name, sides in (("single_knee", 2), ("double_knee", 1), ("cross_body", 2)):
        steps = script(known.stretches[name])
        assert [step.count for step in steps if step.count] == [1, 2, 3, 4, 5] * 5 * sides
        assert all(step.seconds == 1 and step.pose == 1 for step in steps if step.count)
        assert {step.mirrored for step in steps} == ({False, True} if sides == 2 else {False})


def test_the_ball_has_no_dose_and_says_so(known: Catalog):
    ball = known.stretches["ball"]
    steps = script(ball)
    assert not any(step.count or "Time" in movement_view(step)["where"] for step in steps)
    assert not NUMBER.search(" ".join(movement_view(step)["say"] for step in steps))
    assert "no seconds and no times" in ball.dose


def test_both_knees_are_never_lifted_at_once(known: Catalog):
    poses = [step.pose for step in script(known.stretches["double_knee"])]
    assert poses[:3] == [0, 0.5, 1]
    assert (1, 0) not in pairwise(poses)


def never_jumps(movements: Sequence[Movement]) -> bool:
    """Whether the sides are switched only while the figure rests at its start."""
    return all(a.mirrored == b.mirrored or a.pose == b.pose == 0 for a, b in pairwise(movements))


def test_a_script_starts_and_ends_at_rest_and_switches_sides_there(stretch):
    steps = script(stretch)
    assert steps[0].pose == steps[-1].pose == 0
    assert never_jumps(steps)
    assert seconds(steps) > 0
    assert all(movement_view(step)["say"] for step in steps)


def test_a_figure_moves_from_its_start_to_its_hold(stretch, known: Catalog):
    svg = moving(known.figures[stretch.figure], in_turn=len(stretch.cues.into) > 1)
    root = Xml.fromstring(svg)
    assert not [part for part in root.iter() if part.get("id")], "two figures on a page share no ids"
    moves = [part.get("data-move", "").split() for part in root.iter() if part.get("data-move")]
    assert len(moves) > 4
    for numbers in moves:
        assert len(numbers) == 10
        assert abs(float(numbers[7]) - float(numbers[2])) <= 180, "a joint goes the short way"
    for part in root.iter():
        if part.get("data-d"):
            start, hold = part.get("data-d", "").split("|")
            assert re.sub(r"[-\d. ]", "", start) == re.sub(r"[-\d. ]", "", hold), "the same commands"
            assert len(NUMBER.findall(start)) == len(NUMBER.findall(hold))
    assert [part for part in root.iter() if part.get("data-felt")]
    assert len([part for part in root.iter() if part.get("data-mirror")]) == 1


def test_the_transcript_says_all_of_each_stretch(record: Record, known: Catalog):
    text = repr(lesson("heat-and-ice", Session.open(record)).coach())
    for stretch in known.stretches.values():
        for words in (stretch.name, stretch.position, stretch.feel, stretch.dose, stretch.stop, stretch.note):
            assert words in text
        assert stretch.not_if[1:] in text


def test_the_page_gets_every_script_at_once(record: Record, known: Catalog):
    view = lesson("heat-and-ice", Session.open(record)).coach().view
    assert [stretch["id"] for stretch in view["stretches"]] == list(STRETCHES)
    for stretch in view["stretches"]:
        assert len(stretch["steps"]) == len(script(known.stretches[stretch["id"]]))


def test_nobody_who_is_asked_about_first_is_left_out(known: Catalog):
    for name in ("single_knee", "double_knee"):
        for word in ("thin bones", "spine fracture", "hip replacement", "down the leg", "pregnancy"):
            assert word in known.stretches[name].not_if
