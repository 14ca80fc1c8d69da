"""Who passes the final check: people of known ability, and people who know nothing but how tests look.

Simulated with a seed, by the course's own forms, marking and rule. The figures to compare with are those of the
teaching plan; the cut is provisional until local doctors set it.
"""

from random import Random
from typing import assert_never

from benchmarks.guessing import (
    Liking,
    all_of_these,
    cautious_ones,
    first,
    hold_and_get_the_doctor,
    longest,
    most_cautious,
    most_hedged,
    taken,
)
from benchmarks.report import Figure
from course_lib.catalog import Catalog, catalog
from course_lib.model import Item, Matching, MultipleResponse, Number, Ordering, Sentence, SingleChoice, Spot
from course_lib.model.blueprint import Form, FormItem
from course_lib.rules.assessment import Result, draw_form, parallel, result
from course_lib.rules.encounter import Encounter
from course_lib.rules.marking import mark

FORMS = 400
"""Forms for each blind strategy."""

PEOPLE = 20_000
"""Simulated people for each ability."""

ABILITIES = ((0.75, 0.30), (0.90, 0.985))
"""What share of the items somebody truly knows, and the share of such people who reach 32 of 40."""

RELIABLE, FAIL_ALL, FAIL_ONE_OFF = 0.95, 0.46, 0.12
"""Somebody who knows 95 % of the safety items: the share that misses 12 of 12, and 11 of 12."""

WITHIN = 0.01
STRATEGIES: dict[str, Liking] = {
    "first option": first,
    "longest option": longest,
    "most cautious option": most_cautious,
    "most hedged option": most_hedged,
    "option that holds and gets the doctor": hold_and_get_the_doctor,
    "option that does so in the fewest words": all_of_these,
}


def blind(known: Catalog, liking: Liking, forms: int = FORMS) -> list[Result]:
    """Return the results of somebody who goes by the look of the options, over so many forms."""
    found = []
    for number in range(forms):
        random = Random(number)
        form = draw_form(known.blueprint, known.items, sorted(known.final_patients), f"blind/{number}")
        answers = {
            placed.position: _right(known.items[placed.item], placed, liking, random) for placed in form.items
        }
        parallels = {}
        for position in (
            placed.position for placed in form.items if placed.safety and not answers[placed.position]
        ):
            other = parallel(form, position, known.blueprint, known.items)
            parallels[position] = _right(known.items[other.item], other, liking, random)
        unsafe = {name: _unsafe(known, name, liking, random) for name in form.patients}
        found.append(result(form, answers, parallels, unsafe, form.patients))
    return found


def _right(item: Item, shown: FormItem, liking: Liking, random: Random) -> bool:
    """Return whether the strategy gets an item right, as it is shown on the form."""
    return mark(item, _answer(item, shown, liking, random)).right


def _answer(item: Item, shown: FormItem, liking: Liking, random: Random) -> object:
    match item:
        case SingleChoice():
            if liking is first:
                return shown.options[0]
            return random.choice(taken(item, liking))
        case MultipleResponse():
            cautious = sorted(cautious_ones(item))
            return cautious if liking is most_cautious and cautious else [shown.options[0]]
        case Matching():
            return {pair.id: shown.options[0] for pair in item.pairs}
        case Ordering():
            return list(shown.options)
        case Spot():
            return shown.options[0]
        case Number():
            return random.choice([near.low for near in item.near] + [item.key])
        case Sentence():
            raise TypeError("a sentence is not marked, so the final check has none")
        case _:
            assert_never(item)


def _unsafe(known: Catalog, name: str, liking: Liking, random: Random) -> bool:
    """Return whether the strategy makes an unsafe choice with a patient, going by the look of the choices."""
    encounter = Encounter(known.patients[name])
    while encounter.step:
        choices = encounter.step.choices
        likes = [-number if liking is first else liking(None, choice) for number, choice in enumerate(choices)]
        best = [choice for choice, liked in zip(choices, likes, strict=True) if liked == max(likes)]
        encounter = encounter.choose(random.choice(best).id)
    return encounter.unsafe


def able(form: Form, ability: float, random: Random) -> Result:
    """Return the result of somebody who knows each item with this probability, and is safe with patients."""
    answers = {placed.position: random.random() < ability for placed in form.items}
    parallels = {placed.position: random.random() < ability for placed in form.items if placed.safety}
    return result(form, answers, parallels, {}, form.patients)


def measure(people: int = PEOPLE, forms: int = FORMS) -> list[Figure]:
    """Return the figures: by ability against the teaching plan, and blind strategies against nobody."""
    known, random = catalog(), Random(1)
    form = draw_form(known.blueprint, known.items, sorted(known.final_patients), "able")
    figures = []
    for ability, planned in ABILITIES:
        results = [able(form, ability, random) for _ in range(people)]
        reach = sum(each.right >= each.pass_mark for each in results) / people
        whole = sum(each.passed for each in results) / people
        what = f"final check, who truly knows {ability:.0%}: reach {form.pass_mark} of {len(form.items)}"
        figures.append(_against(what, reach, planned, f"; whole rule {whole:.1%}"))
    safety = [able(form, RELIABLE, random) for _ in range(people)]
    for needed, planned in ((12, FAIL_ALL), (11, FAIL_ONE_OFF)):
        missed = sum(each.safety_right < needed for each in safety) / people
        what = f"final check, who knows {RELIABLE:.0%} of safety: miss {needed} of 12"
        figures.append(_against(what, missed, planned))
    for name, liking in STRATEGIES.items():
        results = blind(known, liking, forms)
        best, passed = max(each.right for each in results), sum(each.passed for each in results)
        mean = sum(each.right for each in results) / forms
        figures.append(
            Figure(
                f"final check, always the {name}",
                f"{passed} of {forms} pass",
                f"cut {form.pass_mark} of {len(form.items)}",
                f"mean {mean:.1f}, best {best}",
                "nobody passes",
                passed == 0,
            )
        )
    return figures


def _against(what: str, found: float, planned: float, more: str = "") -> Figure:
    points = 100 * (found - planned)
    goal = f"within {100 * WITHIN:.0f} point"
    shown = f"{points:+.1f} points{more}"
    return Figure(
        what, f"{found:.1%}", f"teaching plan {planned:.1%}", shown, goal, abs(found - planned) <= WITHIN
    )
