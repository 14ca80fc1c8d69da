"""Patients drawn by seed from the findings table; the table itself gives the right action. Pure."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Literal

from course_lib.model import Effect, Finding, Order, Person
from course_lib.rules.decision import CAUTION, Decision, Table, decide, modalities_of

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

_ONLY_WITH: Mapping[str, tuple[Order, ...]] = {
    "epilepsy": ("electrical_stimulation",),
    "epilepsy_neck": ("electrical_stimulation",),
    "chest_path": ("electrical_stimulation",),
    "front_neck": ("electrical_stimulation",),
    "not_trained": ("electrical_stimulation",),
    "allergy": ("electrical_stimulation", "instrument_soft_tissue", "massage"),
}
"""Findings about pads, places, permits and gels, which say nothing with other orders."""

_TRIES, _PATIENCE = 8_000, 200
"""How often to try at all, and for one kind of answer before another is drawn."""

HARDEST = 3
UP_RIGHT, UP_OF = 4, 5
"""A level higher after so many right answers of the last so many."""

DOWN_WRONG, DOWN_OF = 2, 3
"""A level lower after so many wrong answers of the last so many, and after any that was not safe."""

AGAIN_AFTER = 3
"""So many patients later, the finding of an answer that was not safe comes back with somebody else."""

NOTHING = "nothing"
"""The reason where no finding stands in the way."""

Kind = Literal["do", "ask", "hold", "not", "911"]
"""The five kinds of answer: do it, ask first, hold, not this, call 911."""

_KINDS: Mapping[str, Kind] = {
    "ask_doctor": "ask",
    "hold": "hold",
    "not_that_one": "not",
    "neither": "not",
    "doctor_now": "not",
    "call_911": "911",
}

Signature = tuple[str, ...]
"""What a question asks: the order, then the findings."""


Judgment = Literal["same", "unsafe", "other", "held_back", "too_little", "too_much"]
"""What a choice for a drawn patient is worth: the same as the table says, or in what way not."""


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

    @property
    def level(self) -> int:
        """How hard it is, 1 to 3."""
        return level_of(self.order, self.findings)


@dataclass(frozen=True)
class Past:
    """A patient who was decided on before: what was asked, and what the answer was worth."""

    asked: Signature
    right: bool
    unsafe: bool


def level_of(order: Order, findings: Collection[Finding]) -> int:
    """Return how hard a question is.

    1: one finding. 2: several, of which at most one objects. 3: several that object in different ways, so that
    the most cautious one has to be found; or none that objects, although one does with another treatment.
    """
    if len(findings) < 2:
        return 1
    asked = modalities_of(order)
    cautions = {max(f.effects[modality].caution for modality in asked) for f in findings}
    if len(cautions - {0}) > 1:
        return 3
    alarming = any(effect.caution for f in findings for effect in f.effects.values())
    return 3 if cautions == {0} and alarming else 2


def level_after(past: Sequence[Past]) -> int:
    """Return the level that follows a learner's answers, from the first one on, which is at level 1."""
    level, recent = 1, list[Past]()
    for answer in past:
        recent.append(answer)
        lately = recent[-DOWN_OF:]
        if answer.unsafe or (sum(not answer.right for answer in lately) >= DOWN_WRONG):
            level, recent = max(1, level - 1), []
        elif len(recent) >= UP_OF and sum(answer.right for answer in recent[-UP_OF:]) >= UP_RIGHT:
            level, recent = min(HARDEST, level + 1), []
    return level


def owed(past: Sequence[Past], table: Table) -> str:
    """Return the finding that has to come back now, after an answer that was not safe; or nothing."""
    if len(past) < AGAIN_AFTER or not past[-AGAIN_AFTER].unsafe:
        return ""
    order, *names = past[-AGAIN_AFTER].asked
    known = [name for name in names if name in table.findings]
    decision = decide(order, known, table)
    return decision.reasons[0].finding if decision.reasons else ""


def draw(
    table: Table,
    people: Mapping[str, Person],
    seed: str,
    seen: Collection[Signature] = (),
    orders: Sequence[Order] = ("heat", "ice", "either"),
    level: int | None = None,
    again: str = "",
) -> Drawn:
    """Return the patient of that seed: the same arguments give the same patient.

    The kind of answer is drawn first (WEIGHTS), then an order and one to three findings that lead to it
    and can be true of one person. A question in `seen` is not asked again. `level` is how hard it is to be
    (any where None); with `again` the finding of that id is one of them, whatever the level. Raises
    LookupError where the table holds no such patient.
    """
    random = Random(seed)  # noqa: S311 - a made-up patient is no secret
    usable = [f for f in table.findings.values() if f.patient_says or f.ca_sees]
    fitting = {
        order: [f for f in usable if order in _ONLY_WITH.get(f.id, (order,))] for order in dict.fromkeys(orders)
    }

    @cache
    def leading(kind: str, order: Order) -> list[Finding]:
        return _leading_to(kind, order, fitting[order])

    wanted = ""
    for number in range(_TRIES):
        if number % _PATIENCE == 0:
            wanted = random.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        order = random.choice(orders)
        first = [f for f in fitting[order] if f.id == again] if again else leading(wanted, order)
        findings = _pick(random, first, fitting[order], None if again else level)
        person = _who(random, findings, people)
        if person is None:
            continue
        decision = decide(order, [finding.id for finding in findings], table)
        drawn = Drawn(person, order, findings, decision)
        kind = "apply" if decision.applies else decision.outcome
        fits = not decision.applies if again else kind == wanted and level in (None, drawn.level)
        if fits and drawn.signature not in seen:
            return drawn
    raise LookupError("the table holds no patient that was not asked before")


def choices(patient: Drawn) -> list[str]:
    """Return what can be done with a patient's order, as outcomes: to carry it out, then ever more caution."""
    packs = patient.order in {"heat", "ice", "either"}
    applied = ["heat", "ice", "either"] if patient.order == "either" else [str(patient.order)]
    return [*applied, *(name for name in reversed(CAUTION) if packs or name != "neither")]


def deciding(decision: Decision) -> frozenset[str]:
    """Return the findings any of which is the reason for a decision; NOTHING where none stands in the way."""
    if decision.applies:
        return frozenset({NOTHING, *(reason.finding for reason in decision.reasons)})
    most = max((reason.effect.caution for reason in decision.reasons), default=0)
    return frozenset(reason.finding for reason in decision.reasons if reason.effect.caution == most)


def kind_of(choice: str) -> Kind:
    """Return which of the five kinds of answer a choice is."""
    return _KINDS.get(choice, "do")


def draw_next(
    table: Table,
    people: Mapping[str, Person],
    seed: str,
    past: Sequence[Past],
    orders: Sequence[Order],
    level: int,
) -> Drawn:
    """Return the patient who comes after those: not the order of the last one, and what is owed first."""
    last = past[-1].asked[0] if past else ""
    others = [order for order in orders if order != last] or list(orders)
    seen = frozenset(answer.asked for answer in past)
    again = owed(past, table)
    # A finding may be owed that no other order asks about, and a level may be used up: then start over.
    if again:
        for some in (others, orders):
            with suppress(LookupError):
                return draw(table, people, seed, seen, orders=some, again=again)
    with suppress(LookupError):
        return draw(table, people, seed, seen, orders=others, level=level)
    with suppress(LookupError):
        return draw(table, people, seed, seen, orders=orders)
    return draw(table, people, seed, orders=orders)


def judge(choice: str, decision: Decision) -> Judgment:
    """Return what a choice (an outcome) is worth beside what the table decides."""
    if choice == decision.outcome:
        return "same"
    if choice not in CAUTION:
        return "other" if decision.applies else "unsafe"
    if decision.applies:
        return "held_back"
    return "too_little" if CAUTION.index(choice) > CAUTION.index(decision.outcome) else "too_much"


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


def _pick(
    random: Random, leading: list[Finding], usable: list[Finding], level: int | None
) -> tuple[Finding, ...]:
    """Pick one finding that leads, and up to two more that can be true at the same time."""
    if not leading:
        return ()
    picked = [random.choice(leading)]
    more = random.choice((0, 1, 1, 2)) if level is None else 0 if level == 1 else random.choice((1, 1, 2))
    for _ in range(more):
        other = random.choice(usable)
        if other.group != "stop" and all(_together(other, finding) for finding in picked):
            picked.append(other)
    return tuple(picked)


def _together(finding: Finding, other: Finding) -> bool:
    apart = finding.id == other.id or other.id in finding.not_with or finding.id in other.not_with
    both_hold = finding.group == other.group == "hold"
    return not apart and not both_hold


def _who(random: Random, findings: Sequence[Finding], people: Mapping[str, Person]) -> Person | None:
    """Return somebody whom all the findings fit, or None."""
    if not findings:
        return None
    low = max((f.age[0] for f in findings if f.age), default=16)
    high = min((f.age[1] for f in findings if f.age), default=100)
    sexes = {f.sex for f in findings if f.sex}
    fitting = [p for p in people.values() if low <= p.age <= high and sexes <= {p.sex}]
    return random.choice(fitting) if fitting else None
