"""The pictures of the cases: every step and choice is in them, told in words, and they are current."""

import re
from xml.etree import ElementTree as Xml

import pytest

from course_lib.authoring.case_graph import TAGS, layers, picture, pictures
from course_lib.catalog import catalog
from course_lib.folders import CASES
from course_lib.model import END

KNOWN = catalog()
PATIENTS = sorted(KNOWN.patients)


def test_the_stored_pictures_are_those_of_the_cases_as_they_are():
    drawn = pictures(KNOWN)
    assert {file.name for file in CASES.iterdir()} == set(drawn)
    stale = [name for name, text in drawn.items() if (CASES / name).read_text(encoding="utf-8") != text]
    assert stale == [], "run: python3 course.py refresh"


@pytest.mark.parametrize("name", PATIENTS)
def test_a_picture_tells_every_step_and_every_choice_in_words(name):
    patient = KNOWN.patients[name]
    root = Xml.fromstring(picture(patient))
    words = " ".join("".join(text.itertext()) for text in root.iter() if text.tag.endswith("}text"))
    description = "".join(next(part for part in root if part.tag.endswith("}desc")).itertext())
    for step in patient.steps:
        assert step.title in words
        for choice in step.choices:
            symbol, tag, _ = TAGS[choice.tag]
            assert f"{symbol} {choice.id} {tag}" in words
            assert choice.id in description


@pytest.mark.parametrize("name", PATIENTS)
def test_every_choice_leads_to_the_right(name):
    patient, found = KNOWN.patients[name], layers(KNOWN.patients[name])
    for step in patient.steps:
        for choice in step.choices:
            if choice.next != END:
                assert found[choice.next] > found[step.id]


@pytest.mark.parametrize("name", PATIENTS)
def test_no_two_steps_lie_on_each_other(name):
    box = r'<rect class="box[^"]*" x="(\d+)" y="(\d+)" width="(\d+)" height="(\d+)"'
    boxes = re.findall(box, picture(KNOWN.patients[name]))
    places = [tuple(map(int, box)) for box in boxes]
    for number, (x, y, w, h) in enumerate(places):
        for left, top, wide, high in places[number + 1 :]:
            assert x + w <= left or left + wide <= x or y + h <= top or top + high <= y
