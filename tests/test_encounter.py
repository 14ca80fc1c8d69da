"""Patients: a case is a path of choices that always ends, and can be taken back and tried again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.catalog import load
from course_lib.encounter import GOOD, Encounter, best_path, replay
from course_lib.errors import UnknownNameError

KNOWN = load()
PATIENTS = sorted(KNOWN.patients)


def every_path(encounter):
    if encounter.step is None:
        yield encounter
        return
    for choice in encounter.step.choices:
        yield from every_path(encounter.choose(choice.id))


@pytest.mark.parametrize("name", PATIENTS)
def test_every_path_ends_and_every_step_is_reached(name):
    patient = KNOWN.patients[name]
    ends = list(every_path(Encounter(patient)))
    reached = {taken.step.id for end in ends for taken in end.path}
    assert ends
    assert reached == {step.id for step in patient.steps}


@pytest.mark.parametrize("name", PATIENTS)
def test_the_best_path_has_only_right_choices_and_hurts_nobody(name):
    best = best_path(KNOWN.patients[name])
    assert best.step is None
    assert {taken.choice.tag for taken in best.path} == {"right"}
    assert not best.unsafe


@pytest.mark.parametrize("name", PATIENTS)
def test_every_unsafe_choice_has_its_consequence_and_its_rule(name):
    for step in KNOWN.patients[name].steps:
        for choice in step.choices:
            if choice.tag == "unsafe":
                assert len(choice.consequence.split()) >= 5
                assert choice.refs


@given(st.data())
def test_going_back_forgets_the_last_choice_and_nothing_else(data):
    encounter = Encounter(KNOWN.patients[data.draw(st.sampled_from(PATIENTS))])
    before = encounter
    while encounter.step and data.draw(st.booleans()):
        before = encounter
        encounter = encounter.choose(data.draw(st.sampled_from([c.id for c in encounter.step.choices])))
        assert encounter.back() == before


@given(st.data())
def test_a_path_that_was_saved_leads_back_to_where_the_learner_stood(data):
    encounter = Encounter(KNOWN.patients[data.draw(st.sampled_from(PATIENTS))])
    while encounter.step and data.draw(st.booleans()):
        encounter = encounter.choose(data.draw(st.sampled_from([c.id for c in encounter.step.choices])))
    saved = [taken.choice.id for taken in encounter.path]
    assert replay(encounter.patient, saved) == encounter
    assert encounter.good == sum(taken.choice.tag in GOOD for taken in encounter.path)


def test_a_choice_that_a_newer_version_no_longer_has_is_passed_over():
    patient = KNOWN.patients[PATIENTS[0]]
    first = patient.steps[0].choices[0].id
    assert len(replay(patient, [first, "no-longer-there"]).path) == 1


def test_a_choice_that_is_not_offered_is_told():
    with pytest.raises(UnknownNameError):
        Encounter(KNOWN.patients[PATIENTS[0]]).choose("dance")
