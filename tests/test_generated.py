"""Drawn patients: seeded, endless, plausible, and never the same twice."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from course_lib.catalog import load
from course_lib.decision import Table, decide
from course_lib.generated import WEIGHTS, draw

KNOWN = load()
TABLE = Table(KNOWN.findings, KNOWN.rules, KNOWN.limits)


def series(seed, count):
    seen, patients = set(), []
    for number in range(count):
        patient = draw(TABLE, KNOWN.people, f"{seed}/{number}", seen)
        seen.add(patient.signature)
        patients.append(patient)
    return patients


def kind(patient):
    return "apply" if patient.decision.applies else patient.decision.outcome


def test_the_same_seed_gives_the_same_patient():
    assert draw(TABLE, KNOWN.people, "seed") == draw(TABLE, KNOWN.people, "seed")


def test_three_hundred_patients_of_one_learner_all_ask_something_else():
    patients = series("ana", 300)
    assert len({patient.signature for patient in patients}) == 300


def test_two_learners_meet_different_patients():
    assert [p.signature for p in series("ana", 10)] != [p.signature for p in series("ben", 10)]


def test_every_kind_of_answer_comes_up_and_carrying_out_an_order_is_the_commonest():
    counts = Counter(kind(patient) for patient in series("kinds", 300))
    assert set(counts) == set(WEIGHTS)
    assert counts.most_common(1)[0][0] == "apply"
    assert counts["apply"] < 150


@given(st.text(min_size=1, max_size=20))
def test_the_key_is_what_the_decision_table_says(seed):
    patient = draw(TABLE, KNOWN.people, seed)
    names = [finding.id for finding in patient.findings]
    assert patient.decision == decide(patient.order, names, TABLE)


@given(st.text(min_size=1, max_size=20))
def test_all_findings_fit_the_person_and_each_other(seed):
    patient = draw(TABLE, KNOWN.people, seed)
    names = {finding.id for finding in patient.findings}
    for finding in patient.findings:
        assert not names & set(finding.not_with)
        if finding.sex:
            assert finding.sex == patient.person.sex
        if finding.age:
            assert finding.age[0] <= patient.person.age <= finding.age[1]
        assert finding.patient_says or finding.ca_sees
