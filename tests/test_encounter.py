"""Patients: a case is a path of choices that always ends, and can be taken back and tried again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib import decide
from course_lib.authoring.coverage import read
from course_lib.catalog import catalog
from course_lib.errors import UnknownNameError
from course_lib.folders import EXERCISES
from course_lib.rules.decision import CAUTION, MODALITIES
from course_lib.rules.encounter import GOOD, Encounter, best_path, replay

KNOWN = catalog()
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
    with pytest.raises(UnknownNameError, match=r"^There is no choice named 'dance' here\.$"):
        Encounter(KNOWN.patients[PATIENTS[0]]).choose("dance")


def test_a_choice_after_the_end_is_told():
    over = Encounter(KNOWN.patients[PATIENTS[0]])
    while over.step:
        over = over.choose(over.step.choices[0].id)
    with pytest.raises(UnknownNameError, match=r"^There is no choice named 'dance' here: the case is over\.$"):
        over.choose("dance")


# The patients of their own page, and those of the final check.


def test_who_waits_on_the_page_of_patients_and_who_for_the_final_check_is_known_by_the_folder():
    for folder, names, least in (
        ("patients", KNOWN.room_patients, 12),
        ("final_check/patients", KNOWN.final_patients, 4),
    ):
        assert sorted(names) == sorted(path.stem for path in (EXERCISES / folder).iterdir())
        assert len(names) >= least


@pytest.mark.parametrize("name", [*KNOWN.room_patients, *KNOWN.final_patients])
def test_such_a_patient_takes_four_to_seven_decisions(name):
    assert 4 <= len(best_path(KNOWN.patients[name]).path) <= 7


@pytest.mark.parametrize("name", [*KNOWN.room_patients, *KNOWN.final_patients])
def test_such_a_patient_asks_the_table_and_can_go_wrong_in_several_ways(name):
    steps = KNOWN.patients[name].steps
    assert any(step.asks for step in steps)
    tags = {choice.tag for step in steps for choice in step.choices}
    assert "right" in tags
    assert len(tags) >= 3


def test_the_page_shows_each_of_its_patients_once_and_none_of_the_final_check():
    shown = [name for use in read()["09_patients.ipynb"] if use.name == "waiting_room" for name in use.ids]
    assert sorted(shown) == sorted(KNOWN.room_patients)


def test_the_patients_bring_up_every_treatment_and_every_kind_of_answer():
    asked = [
        (step.asks.order, decide(step.asks.order, step.asks.findings).outcome)
        for name in KNOWN.room_patients
        for step in KNOWN.patients[name].steps
        if step.asks
    ]
    assert {order for order, _ in asked} >= set(MODALITIES)
    outcomes = {outcome for _, outcome in asked}
    assert outcomes >= {"doctor_now", "hold", "neither", "not_that_one", "ask_doctor"}
    assert sum(outcome not in CAUTION for _, outcome in asked) >= 6, "carrying out is practiced, too"


def test_always_choosing_the_first_or_the_longest_way_does_not_get_through():
    for pick in (lambda step: step.choices[0], lambda step: max(step.choices, key=lambda c: len(c.text))):
        good = 0
        for name in [*KNOWN.room_patients, *KNOWN.final_patients]:
            encounter = Encounter(KNOWN.patients[name])
            while encounter.step:
                encounter = encounter.choose(pick(encounter.step).id)
            good += all(taken.choice.tag in GOOD for taken in encounter.path)
        assert good <= 2


def test_the_right_choice_is_recognized_neither_by_its_length_nor_by_its_place():
    steps = [s for name in [*KNOWN.room_patients, *KNOWN.final_patients] for s in KNOWN.patients[name].steps]
    right = [[choice.tag == "right" for choice in step.choices].index(True) for step in steps]
    longest = [
        max(range(len(step.choices)), key=lambda n, step=step: len(step.choices[n].text)) for step in steps
    ]
    assert sum(a == b for a, b in zip(right, longest, strict=True)) <= 0.45 * len(steps)
    for place in range(4):
        assert right.count(place) <= 0.45 * len(steps)
