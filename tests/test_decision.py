"""The decision: its seven rules, its two laws, and every vignette of the register."""

import re
from itertools import combinations_with_replacement
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from course_lib import decide as course_decide
from course_lib.catalog import catalog
from course_lib.errors import UnknownNameError
from course_lib.folders import CONTENT, WIDGETS
from course_lib.language.terms import KINDS, tone
from course_lib.model import Effect
from course_lib.render.decision import decision_transcript
from course_lib.rules.decision import (
    CAUTION,
    MODALITIES,
    ORDERS,
    OUTCOMES,
    Table,
    decide,
    modalities_of,
    outcome_of,
)
from course_lib.rules.drawn import kind_of

VIGNETTES = yaml.safe_load((Path(__file__).parent / "data" / "vignettes.yaml").read_text())["vignettes"]
KNOWN = catalog()
TABLE = Table(KNOWN.findings, KNOWN.rules, KNOWN.limits)
FINDINGS = list(KNOWN.findings.values())
ASKED = [order for order in ORDERS if order != "none"]


def caution(outcome: str) -> int:
    """Return how cautious an outcome is; applying something is 0, calling 911 the most."""
    return len(CAUTION) - CAUTION.index(outcome) if outcome in CAUTION else 0


def applied(outcome: str) -> tuple[str, ...]:
    if outcome in CAUTION:
        return ()
    return ("heat", "ice") if outcome == "either" else (outcome,)


def is_direction(finding) -> bool:
    return finding.group == "direction"


@pytest.mark.parametrize("case", VIGNETTES, ids=lambda case: case["id"])
def test_the_table_agrees_with_every_vignette(case):
    assert course_decide(case["order"], case["findings"]).outcome == case["outcome"]


@pytest.mark.parametrize(
    ("order", "findings", "outcome", "rule"),
    [
        ("heat", [], "heat", 7),
        ("heat", ["rf_cauda"], "call_911", 1),
        ("heat", ["rf_trauma"], "doctor_now", 2),
        ("heat", ["no_order"], "hold", 3),
        ("none", [], "hold", 3),
        ("none", ["rf_stroke"], "call_911", 1),
        ("heat", ["numb_skin"], "neither", 4),
        ("heat", ["hot_swollen", "raynaud"], "neither", 4),
        ("heat", ["recent_injury"], "not_that_one", 5),
        ("heat", ["tumor_site"], "not_that_one", 5),
        ("electrical_stimulation", ["device_heart"], "not_that_one", 5),
        ("heat", ["diabetes"], "ask_doctor", 6),
        ("either", ["med_patch"], "ask_doctor", 6),
        ("ice", ["ms_heat"], "ice", 7),
        ("either", ["recent_injury"], "ice", 7),
        ("either", ["raynaud"], "heat", 7),
        ("either", ["stiff_old"], "heat", 7),
        ("either", ["pref_either"], "either", 7),
        ("either", [], "either", 7),
        ("stretching", ["stiff_old"], "stretching", 7),
    ],
)
def test_the_first_rule_that_matches_decides(order, findings, outcome, rule):
    decision = course_decide(order, findings)
    assert (decision.outcome, decision.rule) == (outcome, rule)


def test_heat_is_never_applied_over_a_tumor():
    for order in ("heat", "either"):
        assert "heat" not in applied(course_decide(order, ["tumor_site"]).outcome)


def test_any_question_asks_first_for_a_heat_or_ice_order_even_if_another_finding_forbids():
    assert course_decide("either", ["recent_injury", "diabetes"]).outcome == "ask_doctor"


def test_every_reason_is_shown_also_behind_the_rule_that_matched_first():
    decision = course_decide("heat", ["rf_cauda", "no_order", "tumor_site", "diabetes", "stiff_old"])
    assert decision.outcome == "call_911"
    assert [reason.finding for reason in decision.reasons] == [
        "rf_cauda",
        "no_order",
        "tumor_site",
        "diabetes",
        "stiff_old",
    ]


def test_a_reason_carries_its_why_its_origin_and_its_references():
    (reason,) = course_decide("heat", ["med_patch"]).reasons
    assert reason.effect is Effect.NO
    assert "fentanyl" in reason.why
    assert reason.origin == "evidence"
    assert "MEDLETTER2009" in reason.references


def test_limits_come_only_with_what_may_be_applied():
    assert list(course_decide("heat", []).limits) == ["heat"]
    assert list(course_decide("either", []).limits) == ["heat", "ice"]
    assert course_decide("heat", ["numb_skin"]).limits == {}
    time = next(limit for limit in course_decide("heat").limits["heat"] if limit.item == "Time")
    assert time.at_most == 30


def test_an_unknown_finding_names_the_near_misses():
    with pytest.raises(UnknownNameError) as raised:
        course_decide("heat", ["recent_injry"])
    assert "recent_injury" in raised.value.near
    assert "Did you mean 'recent_injury'" in str(raised.value)


def test_an_unknown_order_names_the_near_misses():
    with pytest.raises(UnknownNameError, match="Did you mean 'heat'"):
        course_decide("heet", [])


def test_an_error_is_shown_to_a_learner_as_one_sentence_without_a_traceback():
    with pytest.raises(UnknownNameError) as raised:
        course_decide("heat", ["tumour_site"])
    assert raised.value._render_traceback_() == [str(raised.value)]


def test_the_order_and_repetition_of_findings_make_no_difference():
    assert course_decide("heat", ["diabetes", "age", "diabetes"]) == course_decide("heat", ["age", "diabetes"])


def test_every_finding_of_the_file_is_read_and_each_speaks_to_all_six_modalities():
    file = (CONTENT / "findings.yaml").read_text(encoding="utf-8")
    assert [finding.id for finding in FINDINGS] == re.findall(r"^- id: (\w+)$", file, re.MULTILINE)
    assert len(FINDINGS) >= 105
    assert all(set(finding.effects) == set(MODALITIES) for finding in FINDINGS)


# The two laws, over every pair and triple of findings.


class Effects(NamedTuple):
    """What the outcome of an order can hang on: what findings do to it, and to heat and ice."""

    of: tuple[tuple[str, Effect], ...]
    is_direction: bool

    @property
    def effects(self) -> dict[str, Effect]:
        return dict(self.of)


def kinds_of(order: str) -> list[Effects]:
    """Return the findings, once each of those that do the same to an order: only their names are different."""
    asked = dict.fromkeys(("heat", "ice", *modalities_of(order)))
    return sorted(
        {
            Effects(tuple((each, finding.effects[each]) for each in asked), is_direction(finding))
            for finding in FINDINGS
        }
    )


def lawful(order: str, findings: tuple, outcome: str) -> None:
    """No outcome applies a modality that any present finding forbids or asks about."""
    for modality in applied(outcome):
        for finding in findings:
            assert finding.effects[modality] in {Effect.OK, Effect.FAV}, (order, finding, outcome)


@pytest.mark.parametrize("order", ASKED)
def test_both_laws_hold_for_every_pair_and_every_triple_of_findings(order):
    """What is given to the rules has nothing but effects, so one finding stands for all that have the same."""
    known = {(): caution(outcome_of(order, ())[1])}
    for size in (1, 2, 3):
        for findings in combinations_with_replacement(kinds_of(order), size):
            outcome = outcome_of(order, findings)[1]
            lawful(order, findings, outcome)
            known[findings] = now = caution(outcome)
            for place, finding in enumerate(findings):
                if not finding.is_direction:
                    assert now >= known[findings[:place] + findings[place + 1 :]], (order, findings, outcome)


subsets = st.lists(st.sampled_from(sorted(KNOWN.findings)), max_size=8, unique=True)


@given(st.sampled_from(ASKED), subsets, st.sampled_from(sorted(KNOWN.findings)))
def test_adding_a_finding_never_makes_the_outcome_less_cautious(order, findings, one_more):
    before = decide(order, findings, TABLE)
    after = decide(order, [*findings, one_more], TABLE)
    if not is_direction(KNOWN.findings[one_more]):
        assert caution(after.outcome) >= caution(before.outcome)


@given(st.sampled_from(ORDERS), subsets)
def test_nothing_is_applied_that_a_finding_forbids_or_asks_about(order, findings):
    decision = decide(order, findings, TABLE)
    assert decision.outcome in OUTCOMES
    lawful(order, tuple(KNOWN.findings[name] for name in findings), decision.outcome)


@given(st.sampled_from(ASKED), subsets)
def test_nothing_is_swapped_for_something_that_was_not_ordered(order, findings):
    outcome = decide(order, findings, TABLE).outcome
    assert set(applied(outcome)) <= set(modalities_of(order))


@given(st.sampled_from(ASKED), subsets)
def test_every_finding_that_objects_is_among_the_reasons(order, findings):
    decision = decide(order, findings, TABLE)
    named = {reason.finding for reason in decision.reasons}
    for name in findings:
        effects = {KNOWN.findings[name].effects[modality] for modality in modalities_of(order)}
        if effects - {Effect.OK}:
            assert name in named


def test_every_outcome_has_the_sign_of_its_kind_wherever_it_stands():
    signs = [symbol for symbol, _ in KINDS.values()]
    assert len(set(signs)) == len(signs) == 5
    assert {outcome: tone(outcome)[1] for outcome in OUTCOMES} == {
        outcome: KINDS[kind_of(outcome)][0] for outcome in OUTCOMES
    }
    emergency = next(f.id for f in FINDINGS if f.effects["heat"] is Effect.STOP_911)
    for order, findings, heading in [
        ("heat", [emergency], "☎ Stop. Call 911"),
        ("none", [], "∥ Hold"),
    ]:
        shown = decision_transcript(decide(order, findings, TABLE), KNOWN.references)
        assert shown.text.splitlines()[0] == heading
        assert f'<span aria-hidden="true">{heading[0]}</span>{heading[1:]}' in shown.html


def test_the_page_reads_no_sign_of_an_outcome_aloud():
    known = re.search(r"SIGNED = /\^\(\[(.+?)\]\)", (WIDGETS / "parts" / "dom.js").read_text(encoding="utf-8"))
    assert known
    assert {symbol for symbol, _ in KINDS.values()} <= set(known[1])
