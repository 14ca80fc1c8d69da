"""The final check: a form fits its blueprint, and the rule to pass is exactly the one that is written."""

from collections import Counter
from math import comb
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.final_check import STRATEGIES, able, blind
from course_lib.catalog import catalog
from course_lib.model import Ordering, Sentence
from course_lib.model.blueprint import Form
from course_lib.rules.assessment import Result, draw_form, fitting, parallel, result

KNOWN = catalog()
BLUEPRINT = KNOWN.blueprint
PATIENTS = ["ana", "bo", "cy", "di"]
seeds = st.text(min_size=1, max_size=12).filter(str.strip)
DOMAINS = {
    "Role, scope, conduct, when to get the doctor": (6, 4),
    "Muscles, spasm, terms": (5, 0),
    "Heat and ice": (5, 2),
    "Electrical stimulation": (6, 3),
    "Soft tissue, massage": (4, 1),
    "Stretching, ball": (4, 1),
    "Medicines: recognize, report": (3, 1),
    "Posture, prevention": (3, 0),
    "Documentation, privacy, hand-over": (4, 0),
}
"""Items and safety items of each domain, as the course's teaching plan has them."""


def draw(seed: str, **more) -> Form:
    return draw_form(BLUEPRINT, KNOWN.items, PATIENTS, seed, **more)


FORM = draw("a form")
SAFETY = [placed.position for placed in FORM.items if placed.safety]
OTHER = [placed.position for placed in FORM.items if not placed.safety]


def marked(
    other: int, safety: int, parallels: dict[int, bool] | None = None, unsafe: bool = False, seen: int = 2
) -> Result:
    """A result with so many right items that are no safety items, and so many that are."""
    right = [*OTHER[:other], *SAFETY[:safety]]
    patients = dict.fromkeys(FORM.patients[:1], unsafe)
    return result(FORM, dict.fromkeys(right, True), parallels or {}, patients, FORM.patients[:seen])


# The blueprint.


def test_the_blueprint_is_the_one_of_the_teaching_plan() -> None:
    counted = {d.title: (len(d.positions), sum(p.safety for p in d.positions)) for d in BLUEPRINT.domains}
    assert counted == DOMAINS
    assert len(BLUEPRINT.positions) == 40
    assert sum(position.safety for _, position in BLUEPRINT.positions) == 12
    assert (BLUEPRINT.minutes, BLUEPRINT.patients) == (60, 2)
    assert (BLUEPRINT.pass_mark, BLUEPRINT.safety_pass_mark) == (32, 11)
    assert (BLUEPRINT.tries, BLUEPRINT.hours_between) == (2, 24)


def test_every_position_has_at_least_four_items_that_stand_in_no_lesson() -> None:
    listed = {n for plan in KNOWN.plans.values() for n in (*plan.pretest, *plan.practice, *plan.exit)}
    for _, position in BLUEPRINT.positions:
        fresh = [item for item in fitting(position, KNOWN.items.values()) if item.id not in listed]
        assert len(fresh) >= 4, position.slots


def test_every_item_but_the_sentences_can_be_drawn_somewhere_except_what_is_for_practice_alone() -> None:
    drawn = {item.id for _, position in BLUEPRINT.positions for item in fitting(position, KNOWN.items.values())}
    left_out = {item.id for item in KNOWN.items.values() if not isinstance(item, Sentence)} - drawn
    assert left_out == {
        "back-within-a-year",
        "how-much-relief",
        "longest-hold-in-the-article",
        "percent-lower",
    }


def test_every_patient_of_the_final_check_has_at_least_two_unsafe_choices() -> None:
    unsafe = {
        name: sum(choice.tag == "unsafe" for step in KNOWN.patients[name].steps for choice in step.choices)
        for name in KNOWN.final_patients
    }
    assert {name: count for name, count in unsafe.items() if count < 2} == {}


# A form.


@given(seeds)
@settings(max_examples=40)
def test_every_form_fits_the_blueprint(seed: str) -> None:
    form = draw(seed)
    assert len(form.items) == len({placed.item for placed in form.items}) == 40
    assert len(set(form.patients)) == 2
    for placed in form.items:
        domain, position = BLUEPRINT.positions[placed.position]
        item = KNOWN.items[placed.item]
        assert placed.domain == domain.id
        assert item.slot in position.slots
        assert item.safety is position.safety is placed.safety
        assert not isinstance(item, Sentence)
        assert placed.version == item.version
        shown = getattr(item, "labels", None) or getattr(item, "options", ())
        assert sorted(placed.options) == sorted(part.id for part in shown)
        if isinstance(item, Ordering):
            assert placed.options != item.key


@given(seeds)
@settings(max_examples=20)
def test_the_same_seed_gives_the_same_form_and_survives_being_kept(seed: str) -> None:
    form = draw(seed)
    assert draw(seed) == form
    assert Form.model_validate_json(form.model_dump_json()) == form


@given(seeds)
@settings(max_examples=20)
def test_a_second_form_shares_no_item_and_no_patient_with_the_first(seed: str) -> None:
    first = draw(seed)
    second = draw(seed + "/2", earlier=[first])
    assert {placed.item for placed in first.items} & {placed.item for placed in second.items} == set()
    assert set(first.patients) & set(second.patients) == set()


@given(seeds)
@settings(max_examples=20)
def test_items_that_were_never_answered_come_first(seed: str) -> None:
    listed = {n for plan in KNOWN.plans.values() for n in (*plan.pretest, *plan.practice, *plan.exit)}
    form = draw(seed, answered=listed)
    assert {placed.item for placed in form.items} & listed == set()


@given(seeds, st.sampled_from(SAFETY))
@settings(max_examples=20)
def test_a_parallel_is_another_item_of_the_same_position(seed: str, number: int) -> None:
    form = draw(seed)
    other = parallel(form, number, BLUEPRINT, KNOWN.items)
    assert other.position == number
    assert other.item not in {placed.item for placed in form.items}
    assert KNOWN.items[other.item].slot in BLUEPRINT.positions[number][1].slots
    assert KNOWN.items[other.item].safety is True
    assert parallel(form, number, BLUEPRINT, KNOWN.items) == other


def test_keys_do_not_gather_at_one_place_of_the_shuffled_options() -> None:
    places = Counter(
        placed.options.index(KNOWN.items[placed.item].key)
        for number in range(20)
        for placed in draw(f"{number}").items
        if KNOWN.items[placed.item].kind == "single"
    )
    assert max(places.values()) <= 0.4 * sum(places.values())


def test_a_bank_without_an_item_for_a_position_is_told() -> None:
    few = {name: item for name, item in KNOWN.items.items() if item.slot != "flag-911"}
    with pytest.raises(LookupError, match="too few items"):
        draw_form(BLUEPRINT, few, PATIENTS, "1")


# The rule to pass.


@pytest.mark.parametrize(
    ("outcome", "passed"),
    [
        (marked(20, 12), True),
        (marked(19, 12), False),  # 31 of 40
        (marked(28, 12), True),
        (marked(28, 11, {SAFETY[11]: True}), True),
        (marked(21, 11, {SAFETY[11]: True}), True),
        (marked(20, 11, {SAFETY[11]: True}), False),  # 31 of 40
        (marked(28, 11, {SAFETY[11]: False}), False),
        (marked(28, 11), False),  # the parallel is not answered
        (marked(28, 10, {SAFETY[10]: True, SAFETY[11]: True}), False),  # two missed
        (marked(28, 12, unsafe=True), False),
        (marked(28, 12, seen=1), False),  # a patient who was not seen to the end
    ],
)
def test_the_rule_to_pass_is_exactly_as_written(outcome: Result, passed: bool) -> None:
    assert outcome.passed is passed


def test_it_waits_for_a_parallel_only_where_that_can_decide() -> None:
    assert marked(28, 11).waits
    assert not marked(19, 11).waits
    assert not marked(28, 10).waits
    assert not marked(28, 11, unsafe=True).waits
    assert not marked(28, 12).waits


@given(st.sets(st.sampled_from([*SAFETY, *OTHER])))
def test_the_domains_add_up_to_the_score(right: set[int]) -> None:
    outcome = result(FORM, dict.fromkeys(right, True), {}, {}, FORM.patients)
    assert sum(domain.right for domain in outcome.domains) == outcome.right == len(right)
    assert sum(domain.of for domain in outcome.domains) == outcome.of == 40
    assert outcome.safety_right + len(outcome.missed_safety) == outcome.safety_of == 12


@given(st.sets(st.sampled_from([*SAFETY, *OTHER])), st.sampled_from([*SAFETY, *OTHER]))
def test_one_more_right_answer_never_turns_a_pass_into_a_fail(right: set[int], more: int) -> None:
    before = result(FORM, dict.fromkeys(right, True), {}, {}, FORM.patients)
    after = result(FORM, dict.fromkeys({*right, more}, True), {}, {}, FORM.patients)
    assert after.stands or not before.stands


# What the cut means, by the binomial distribution (the figures of the teaching plan).


def at_least(k: int, n: int, p: float) -> float:
    return sum(comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(k, n + 1))


@pytest.mark.parametrize(("knows", "passes"), [(0.75, 0.30), (0.90, 0.985)])
def test_the_cut_passes_as_many_as_the_teaching_plan_says(knows: float, passes: float) -> None:
    assert at_least(BLUEPRINT.pass_mark, 40, knows) == pytest.approx(passes, abs=0.01)


@pytest.mark.parametrize(("needed", "fails"), [(12, 0.46), (11, 0.12)])
def test_the_safety_cut_fails_as_many_reliable_people_as_the_teaching_plan_says(
    needed: int, fails: float
) -> None:
    assert 1 - at_least(needed, 12, 0.95) == pytest.approx(fails, abs=0.01)


# Who passes, simulated (`benchmarks/final_check.py` does it with more people and forms).


@pytest.mark.parametrize("name", STRATEGIES)
def test_nobody_passes_who_only_knows_how_tests_look(name: str) -> None:
    results = blind(KNOWN, STRATEGIES[name], forms=60)
    assert [outcome.right for outcome in results if outcome.passed] == []
    assert max(outcome.right for outcome in results) < BLUEPRINT.pass_mark - 5


def test_simulated_people_pass_as_often_as_the_binomial_distribution_says() -> None:
    random = Random(5)
    results = [able(FORM, 0.8, random) for _ in range(4000)]
    share = sum(outcome.right >= outcome.pass_mark for outcome in results) / len(results)
    assert share == pytest.approx(at_least(32, 40, 0.8), abs=0.03)
    assert all(not outcome.passed or outcome.safety_right >= 11 for outcome in results)
