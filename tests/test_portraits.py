"""Portraits: any parts give a drawing that is whole, nothing in it is markup from outside, and faces differ."""

from typing import get_args
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.catalog import catalog
from course_lib.model import Person
from course_lib.model.look import Build, Cloth, Dress, Extra, Hair, HairColor, Happening, Look, Mood
from course_lib.render.happening import happening
from course_lib.render.patient import face
from course_lib.render.portrait import portrait
from course_lib.rules.looks import look_of

LOOKS = st.builds(
    Look,
    age=st.integers(5, 100),
    hair=st.sampled_from(get_args(Hair)),
    color=st.sampled_from(get_args(HairColor)),
    skin=st.integers(1, 6),
    build=st.sampled_from(get_args(Build)),
    dress=st.sampled_from(get_args(Dress)),
    cloth=st.sampled_from(get_args(Cloth)),
    extras=st.lists(st.sampled_from(get_args(Extra)), unique=True).map(tuple),
)
PEOPLE = st.builds(
    Person,
    name=st.text("abcdefgh", min_size=1),
    age=st.integers(5, 100),
    sex=st.sampled_from(("woman", "man")),
    work=st.just("baker"),
    skin=st.integers(1, 6),
)


@given(LOOKS, st.sampled_from(get_args(Mood)), st.text())
def test_any_parts_give_one_whole_drawing_with_its_name_escaped(look: Look, mood: Mood, label: str) -> None:
    printable = "".join(letter for letter in label if letter.isprintable())
    root = Xml.fromstring(portrait(look, mood, printable))
    assert root.tag == "svg"
    assert root.get("viewBox") == "0 0 112 112"
    assert root.get("aria-label", "") == printable
    assert (root.get("aria-hidden") == "true") == (not printable)
    assert not [part for part in root.iter() if part.get("id") or part.tag in ("script", "style", "image")]


@given(LOOKS, st.sampled_from(get_args(Happening)))
def test_whatever_happens_to_whomever_is_one_whole_drawing_for_the_eye_alone(
    look: Look, what: Happening
) -> None:
    root = Xml.fromstring(happening(look, what))
    assert (root.tag, root.get("aria-hidden")) == ("svg", "true")


@given(PEOPLE, st.text())
def test_the_same_seed_gives_the_same_face_plausible_for_age_and_sex(person: Person, seed: str) -> None:
    look = look_of(person, seed)
    assert look == look_of(person, seed)
    assert (look.age, look.skin) == (person.age, person.skin)
    assert look.skin == 1 or look.color not in ("blond", "auburn")
    if person.age >= 60:
        assert look.hair not in ("ponytail", "braids")
    if person.sex == "woman":
        assert not {"beard", "mustache"} & set(look.extras)
        assert look.hair not in ("bald", "thin")
    if person.age < 45:
        assert look.color not in ("gray", "white")
        assert look.hair not in ("bald", "thin")
    if person.age < 22:
        assert not {"beard", "mustache"} & set(look.extras)
    if person.age >= 74:
        assert look.color in ("gray", "white")


def test_every_authored_patient_has_a_face_and_no_two_the_same() -> None:
    faces = [face(patient) for patient in catalog().patients.values()]
    assert all(faces)
    assert len(set(faces)) == len(faces)


def test_made_up_people_look_different() -> None:
    people = catalog().people.values()
    assert len({portrait(look_of(person)) for person in people}) == len(people)


@pytest.mark.parametrize("mood", get_args(Mood))
def test_a_face_changes_with_what_happens_to_it(mood: Mood) -> None:
    look = next(iter(catalog().patients.values())).look
    assert look is not None
    others = {portrait(look, other) for other in get_args(Mood) if other != mood}
    assert portrait(look, mood) not in others


def test_what_is_drawn_is_what_could_hurt_or_the_call_for_help() -> None:
    drawn = [
        (choice.tag, choice.happens)
        for patient in catalog().patients.values()
        for step in patient.steps
        for choice in step.choices
        if choice.happens
    ]
    assert drawn
    assert all(tag == "unsafe" or what == "call_911" for tag, what in drawn)
