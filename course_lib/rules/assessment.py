"""The final check: a blueprint in, a form out; a form and its answers in, the result out. Pure.

The rule to pass is that of the course's teaching plan: enough items right, enough safety items right with
every missed one passed on a parallel item, and no unsafe choice with the patients.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import assert_never

from course_lib import model
from course_lib.model import Item, options_of
from course_lib.model.blueprint import Blueprint, Form, FormItem, Position


@dataclass(frozen=True)
class DomainResult:
    """How many items of a domain were right."""

    id: str
    right: int
    of: int


@dataclass(frozen=True)
class Result:
    """What a form is worth, and why.

    `missed_safety` names the positions of safety items that were not right at first, `open_parallels` those
    of them whose parallel item is not answered yet, `failed_parallels` those whose parallel was missed too.
    """

    right: int
    of: int
    pass_mark: int
    safety_right: int
    safety_of: int
    safety_pass_mark: int
    domains: tuple[DomainResult, ...]
    missed_safety: tuple[int, ...]
    open_parallels: tuple[int, ...]
    failed_parallels: tuple[int, ...]
    unsafe_patients: tuple[str, ...]
    unfinished_patients: tuple[str, ...]

    @property
    def stands(self) -> bool:
        """Whether everything but the parallels of missed safety items is enough to pass."""
        return (
            self.right >= self.pass_mark
            and self.safety_right >= self.safety_pass_mark
            and not self.unsafe_patients
            and not self.unfinished_patients
        )

    @property
    def waits(self) -> bool:
        """Whether it hangs on parallels that are not answered yet."""
        return self.stands and bool(self.open_parallels) and not self.failed_parallels

    @property
    def passed(self) -> bool:
        """Whether the form is passed."""
        return self.stands and not self.open_parallels and not self.failed_parallels


def fitting(position: Position, items: Iterable[Item]) -> list[Item]:
    """Return the items that a position can take.

    What is not judged, such as a sentence to a patient, is no ground to fail anyone.
    """
    slots = frozenset(position.slots)
    return [
        item
        for item in items
        if item.slot in slots
        and item.safety is position.safety
        and item.id not in position.without
        and item.judged
    ]


def draw_form(
    blueprint: Blueprint,
    items: Mapping[str, Item],
    patients: Sequence[str],
    seed: str,
    answered: Collection[str] = (),
    earlier: Sequence[Form] = (),
) -> Form:
    """Return the form of a seed: the same arguments give the same form.

    Items that were never answered come first, then any that stood on no earlier form; the same holds for
    `patients` (ids). Raises LookupError where the bank has no item for a position.
    """
    random = Random(seed)  # noqa: S311 - a form is no secret from the computer it is taken on
    seen = {placed.item for form in earlier for placed in form.items}
    used: set[str] = set()
    drawn = []
    for number, (domain, position) in enumerate(blueprint.positions):
        free = [item for item in fitting(position, items.values()) if item.id not in used]
        item = _freshest(random, free, seen, answered)
        used.add(item.id)
        drawn.append(_form_item(random, number, domain.id, position, item))
    random.shuffle(drawn)
    met = {name for form in earlier for name in form.patients}
    order = random.sample(sorted(patients), len(patients))
    chosen = sorted(order, key=lambda name: name in met)[: blueprint.patients]
    return Form(
        blueprint=blueprint.id,
        version=blueprint.version,
        seed=seed,
        pass_mark=blueprint.pass_mark,
        safety_pass_mark=blueprint.safety_pass_mark,
        items=tuple(drawn),
        patients=tuple(chosen),
    )


def parallel(
    form: Form,
    number: int,
    blueprint: Blueprint,
    items: Mapping[str, Item],
    answered: Collection[str] = (),
    earlier: Sequence[Form] = (),
) -> FormItem:
    """Return another item for a position of a form. Raises LookupError where the bank has none."""
    random = Random(f"{form.seed}/{number}")  # noqa: S311
    domain, position = blueprint.positions[number]
    there = {placed.item for placed in form.items}
    free = [item for item in fitting(position, items.values()) if item.id not in there]
    seen = {placed.item for old in earlier for placed in old.items}
    return _form_item(random, number, domain.id, position, _freshest(random, free, seen, answered))


def _freshest(random: Random, free: list[Item], seen: Collection[str], answered: Collection[str]) -> Item:
    if not free:
        raise LookupError("the bank has too few items for this position of the blueprint")

    def met(item: Item) -> int:
        return 2 if item.id in seen else 1 if item.id in answered else 0

    least = min(met(item) for item in free)
    return random.choice([item for item in free if met(item) == least])


def _form_item(random: Random, number: int, domain: str, position: Position, item: Item) -> FormItem:
    ids = [part.id for part in options_of(item)]
    random.shuffle(ids)
    match item:
        case model.Ordering():
            if tuple(ids) == item.key:
                ids.reverse()  # it must not stand in the right order already
        case (
            model.SingleChoice()
            | model.MultipleResponse()
            | model.Number()
            | model.Sentence()
            | model.Matching()
            | model.Spot()
        ):
            pass
        case _:
            assert_never(item)
    return FormItem(
        position=number,
        domain=domain,
        safety=position.safety,
        item=item.id,
        version=item.version,
        options=tuple(ids),
    )


def result(
    form: Form,
    answers: Mapping[int, bool],
    parallels: Mapping[int, bool],
    patients: Mapping[str, bool],
    finished: Collection[str],
) -> Result:
    """Return what a form is worth.

    `answers` and `parallels` say for a position whether the answer was fully right; one that is not answered
    is wrong. `patients` says for a patient whether any choice was unsafe; one who is not in `finished` was
    not seen to the end, and a form with such a patient is not passed.
    """
    right = {placed.position for placed in form.items if answers.get(placed.position)}
    safety = [placed.position for placed in form.items if placed.safety]
    missed = tuple(sorted(number for number in safety if number not in right))
    counts: dict[str, list[bool]] = {}
    for placed in sorted(form.items, key=lambda placed: placed.position):
        counts.setdefault(placed.domain, []).append(placed.position in right)
    return Result(
        right=len(right),
        of=len(form.items),
        pass_mark=form.pass_mark,
        safety_right=len(safety) - len(missed),
        safety_of=len(safety),
        safety_pass_mark=form.safety_pass_mark,
        domains=tuple(DomainResult(name, sum(marks), len(marks)) for name, marks in counts.items()),
        missed_safety=missed,
        open_parallels=tuple(number for number in missed if number not in parallels),
        failed_parallels=tuple(number for number in missed if parallels.get(number) is False),
        unsafe_patients=tuple(name for name in form.patients if patients.get(name)),
        unfinished_patients=tuple(name for name in form.patients if name not in finished),
    )
