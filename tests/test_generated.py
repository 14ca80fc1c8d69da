"""Drawn patients: seeded, endless, plausible, and never the same twice."""

from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from course_lib.catalog import catalog
from course_lib.model import Order
from course_lib.record.journal import Journal
from course_lib.record.office import Office
from course_lib.rules.decision import Table, decide, modalities_of
from course_lib.rules.drawn import (
    HARDEST,
    NOTHING,
    WEIGHTS,
    Past,
    deciding,
    draw,
    kind_of,
    level_after,
    level_of,
    owed,
)
from course_lib.widgets.drawn import DrawnWidget

KNOWN = catalog()
TABLE = Table(KNOWN.findings, KNOWN.rules, KNOWN.limits)
ALL: tuple[Order, ...] = (
    "heat",
    "ice",
    "either",
    "electrical_stimulation",
    "instrument_soft_tissue",
    "massage",
    "stretching",
)


def series(seed, count):
    seen, patients = set(), []
    for number in range(count):
        patient = draw(TABLE, KNOWN.people, f"{seed}/{number}", seen)
        seen.add(patient.signature)
        patients.append(patient)
    return patients


def drawn(record, orders=ALL, table=TABLE):
    office = Office(KNOWN.scopes, KNOWN.treatments.values())
    return DrawnWidget("patients", orders, table, KNOWN.people, KNOWN.references, Journal(record), office)


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


# All six treatments, and how hard it is.

levels = st.integers(1, HARDEST)
pasts = st.lists(
    st.builds(Past, asked=st.just(("heat", "anticoag")), right=st.booleans(), unsafe=st.just(False))
)


@given(st.text(min_size=1, max_size=20), levels, st.sampled_from(ALL))
def test_a_patient_of_a_level_is_as_hard_as_it_says(seed, level, order):
    patient = draw(TABLE, KNOWN.people, seed, orders=[order], level=level)
    assert patient.order == order
    assert patient.level == level == level_of(order, patient.findings)
    objecting = [
        finding
        for finding in patient.findings
        if any(finding.effects[modality].caution for modality in modalities_of(order))
    ]
    if level == 1:
        assert len(patient.findings) == 1
    elif level == 3:
        assert len(patient.findings) >= 2
        assert len(objecting) != 1
    assert patient.decision == decide(order, [finding.id for finding in patient.findings], TABLE)


def test_every_treatment_and_every_kind_of_answer_comes_up_at_every_level():
    for level in range(1, HARDEST + 1):
        patients = [draw(TABLE, KNOWN.people, f"{n}", orders=ALL, level=level) for n in range(120)]
        assert {patient.order for patient in patients} == set(ALL)
        assert {kind(patient) for patient in patients} == set(WEIGHTS)


def test_what_speaks_of_pads_comes_only_with_stimulation():
    for number in range(300):
        patient = draw(TABLE, KNOWN.people, f"{number}", orders=ALL)
        if {f.id for f in patient.findings} & {"chest_path", "front_neck", "epilepsy", "epilepsy_neck"}:
            assert patient.order == "electrical_stimulation"


def answers(*marks):
    return [Past(("heat", "anticoag"), right=mark == "+", unsafe=mark == "!") for mark in marks]


def test_the_level_goes_up_after_four_right_answers_of_five():
    assert level_after([]) == 1
    assert level_after(answers(*"++++")) == 1
    assert level_after(answers(*"+++++")) == 2
    assert level_after(answers(*"++-++")) == 2
    assert level_after(answers(*"+++++" * 2)) == 3
    assert level_after(answers(*"+++++" * 5)) == 3


def test_the_level_goes_down_after_two_wrong_answers_of_three_and_after_an_unsafe_one():
    assert level_after(answers(*"+++++", *"-+-")) == 1
    assert level_after(answers(*"+++++", *"-++")) == 2
    assert level_after(answers(*"+++++", "!")) == 1
    assert level_after(answers("!", "!")) == 1


@given(pasts)
def test_the_level_stays_within_its_bounds_and_moves_by_one(past):
    found = [level_after(past[:number]) for number in range(len(past) + 1)]
    assert all(1 <= level <= HARDEST for level in found)
    assert all(abs(a - b) <= 1 for a, b in pairwise(found))


def test_what_was_not_safe_comes_back_three_patients_later_with_somebody_else():
    past = [Past(("heat", "recent_injury"), right=False, unsafe=True), *answers("+")]
    assert owed(past, TABLE) == ""
    past += answers("+")
    assert owed(past, TABLE) == "recent_injury"
    again = draw(TABLE, KNOWN.people, "seed", {past[0].asked}, ALL, again="recent_injury")
    assert "recent_injury" in {finding.id for finding in again.findings}
    assert not again.decision.applies
    assert again.signature != past[0].asked
    assert owed([*past, *answers("+")], TABLE) == ""


def test_the_reason_is_a_finding_that_decides_or_that_nothing_stands_in_the_way():
    for number in range(120):
        patient = draw(TABLE, KNOWN.people, f"reason/{number}", orders=ALL)
        why = deciding(patient.decision)
        assert why <= {NOTHING, *(finding.id for finding in patient.findings)}
        assert (NOTHING in why) == patient.decision.applies
        assert why


def test_the_outcome_is_asked_first_by_its_kind_and_the_reason_is_kept(record):
    widget = drawn(record)
    assert [kind["id"] for kind in widget.view["kinds"]] == ["do", "ask", "hold", "not", "911"]
    for kind in widget.view["kinds"]:
        assert all(kind_of(name) == kind["id"] for name, _ in kind["choices"])
    assert widget.view["reasons"][-1] == [NOTHING, "Nothing stands in the way."]
    right = widget.patient.decision.outcome
    why = next(iter(deciding(widget.patient.decision)))
    widget._receive(None, {"do": "choose", "choice": right, "reason": why}, [])
    assert widget.view["feedback"]["reason_right"]
    (saved,) = record.attempts(record.learner().id)
    assert saved.answer["reason"] == why


def test_from_the_second_level_on_what_a_finding_is_called_comes_with_the_answer(record):
    widget = drawn(record)
    assert all(found["label"] for found in widget.view["findings"])
    while not widget.view["level"].startswith("Level 2"):
        widget.decide(widget.patient.decision.outcome)
        widget._receive(None, {"do": "next"}, [])
    assert not any(found["label"] for found in widget.view["findings"])
    names = {finding.label for finding in widget.patient.findings}
    assert not names & {words for _, words in widget.view["reasons"]}
    widget.decide(widget.patient.decision.outcome)
    assert all(found["label"] for found in widget.view["findings"])


def test_a_learner_meets_hundreds_of_patients_over_all_treatments_before_any_comes_again(record):
    widget = drawn(record)
    met = []
    for _ in range(150):
        met.append(widget.patient.signature)
        widget._past.append(Past(widget.patient.signature, right=True, unsafe=False))
        widget._draw(focus="")
    assert len(set(met)) == 150
    assert all(a[0] != b[0] for a, b in pairwise(met))
    assert "Level 3" in widget.view["level"]


def test_when_all_is_used_up_the_series_starts_over(record):
    few = {name: KNOWN.findings[name] for name in ("stiff_old", "anticoag")}
    widget = drawn(record, orders=("heat",), table=Table(few, KNOWN.rules, KNOWN.limits))
    for _ in range(5):  # the table holds three: the one, the other, and both
        widget._past.append(Past(widget.patient.signature, right=True, unsafe=False))
        widget._draw(focus="")
    assert widget.patient.signature in {past.asked for past in widget._past}
