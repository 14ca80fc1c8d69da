"""Patients drawn by seed from the findings table; the table itself gives the right action. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from course_lib.decision import Decision, Table, decide, modalities_of
from course_lib.model import Effect, Finding, Order, Person

WEIGHTS = {
    "apply": 7,
    "not_that_one": 4,
    "ask_doctor": 4,
    "neither": 2,
    "hold": 3,
    "doctor_now": 3,
    "call_911": 2,
}
"""How often each kind of answer is drawn; applying what was ordered is the commonest, as in an office."""

_LEFT_OUT = frozenset({"epilepsy", "epilepsy_neck", "chest_path", "front_neck", "not_trained", "allergy"})
"""Findings about pads, places and permits, which say nothing in a heat-or-ice exercise."""

_TRIES, _PATIENCE = 40_000, 400
"""How often to try at all, and for one kind of answer before another is drawn."""

Signature = tuple[str, ...]
"""What a question asks: the order, then the findings."""


@dataclass(frozen=True)
class Drawn:
    """A made-up patient: who, what was ordered, what is found, and what the table says to do."""

    person: Person
    order: Order
    findings: tuple[Finding, ...]
    decision: Decision

    @property
    def signature(self) -> Signature:
        """What makes this question the same as another."""
        return (self.order, *self.decision.findings)


def draw(
    table: Table,
    people: Mapping[str, Person],
    seed: str,
    seen: Collection[Signature] = (),
    orders: Sequence[Order] = ("heat", "ice", "either"),
) -> Drawn:
    """Return the patient of that seed: the same arguments give the same patient.

    The kind of answer is drawn first (WEIGHTS), then an order and one to three findings that lead to it
    and can be true of one person. A question in `seen` is not asked again. Raises LookupError where the
    table holds no such patient.
    """
    random = Random(seed)  # noqa: S311 - a made-up patient is no secret
    usable = [f for f in table.findings.values() if f.id not in _LEFT_OUT and (f.patient_says or f.ca_sees)]
    wanted = ""
    for number in range(_TRIES):
        if number % _PATIENCE == 0:
            wanted = random.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        order = random.choice(orders)
        findings = _pick(random, _leading_to(wanted, order, usable), usable)
        person = _who(random, findings, people)
        if person is None:
            continue
        decision = decide(order, [finding.id for finding in findings], table)
        drawn = Drawn(person, order, findings, decision)
        kind = "apply" if decision.applies else decision.outcome
        if kind == wanted and drawn.signature not in seen:
            return drawn
    raise LookupError("the table holds no patient that was not asked before")


def _leading_to(wanted: str, order: Order, usable: list[Finding]) -> list[Finding]:
    """Return the findings that can lead to the wanted answer, so that few tries are in vain."""
    effect = {
        "call_911": Effect.STOP_911,
        "doctor_now": Effect.STOP_DOC,
        "hold": Effect.HOLD,
        "neither": Effect.NO,
        "not_that_one": Effect.NO,
        "ask_doctor": Effect.ASK,
    }.get(wanted)
    asked = modalities_of(order)
    if effect is None:
        fine = {Effect.OK, Effect.FAV}
        return [f for f in usable if all(f.effects[modality] in fine for modality in asked)]
    return [f for f in usable if any(f.effects[modality] is effect for modality in asked)]


def _pick(random: Random, leading: list[Finding], usable: list[Finding]) -> tuple[Finding, ...]:
    """Pick one finding that leads, and up to two more that can be true at the same time."""
    if not leading:
        return ()
    picked = [random.choice(leading)]
    for _ in range(random.choice((0, 1, 1, 2))):
        other = random.choice(usable)
        if other.group != "stop" and all(_together(other, finding) for finding in picked):
            picked.append(other)
    return tuple(picked)


def _together(one: Finding, other: Finding) -> bool:
    apart = one.id == other.id or other.id in one.not_with or one.id in other.not_with
    both_hold = one.group == other.group == "hold"
    return not apart and not both_hold


def _who(random: Random, findings: Sequence[Finding], people: Mapping[str, Person]) -> Person | None:
    """Return somebody whom all the findings fit, or None."""
    if not findings:
        return None
    low = max((f.age[0] for f in findings if f.age), default=16)
    high = min((f.age[1] for f in findings if f.age), default=100)
    sexes = {f.sex for f in findings if f.sex}
    fitting = [p for p in people.values() if low <= p.age <= high and all(p.sex == sex for sex in sexes)]
    return random.choice(fitting) if fitting else None
