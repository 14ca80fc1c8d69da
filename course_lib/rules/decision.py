"""The decision: an order and findings in; what to do, every reason and the limits out. Pure.

The table and its seven rules are the course's own register (`content/findings.yaml`): the first rule that
matches decides, effects combine by the worst and never by an average, and an assistant never swaps one
modality for another.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import get_args

from course_lib.errors import UnknownNameError
from course_lib.model import Effect, Finding, Limit, Modality, Order, Rule

ORDERS: tuple[Order, ...] = get_args(Order)
MODALITIES: tuple[Modality, ...] = get_args(Modality)

CAUTION = ("call_911", "doctor_now", "hold", "neither", "not_that_one", "ask_doctor")
"""The outcomes in which nothing is applied, from the most cautious on."""

OUTCOMES = (*CAUTION, "heat", "ice", "either", *MODALITIES[2:])


@dataclass(frozen=True)
class Table:
    """What the decision looks things up in: findings by id, rules by outcome, limits by modality."""

    findings: Mapping[str, Finding]
    rules: Mapping[str, Rule]
    limits: Mapping[str, tuple[Limit, ...]]


@dataclass(frozen=True)
class Reason:
    """Why: one finding and what it does to the modality in question.

    `modality` is None for a finding that does the same to all of them (stop and hold).
    """

    finding: str
    label: str
    modality: Modality | None
    effect: Effect
    why: str
    origin: str
    certainty: str
    references: tuple[str, ...]


@dataclass(frozen=True)
class Decision:
    """What to do with this order and these findings.

    `rule` is the number of the rule that decided (1 to 7), 3 also where there is no order. `limits` holds,
    for each modality that may be applied, its limits (time, layers, skin checks); it is empty otherwise.
    """

    order: Order
    findings: tuple[str, ...]
    outcome: str
    rule: int
    action: str
    reasons: tuple[Reason, ...]
    limits: dict[str, tuple[Limit, ...]]

    @property
    def applies(self) -> bool:
        """Whether a modality may be applied."""
        return self.outcome not in CAUTION

    def __str__(self) -> str:
        """Return the outcome, the action and every reason as plain text."""
        lines = [f"{self.outcome}: {self.action}"]
        lines += [f"- {reason.label}: {reason.why}" for reason in self.reasons]
        return "\n".join(lines)


def decide(order: str, findings: Iterable[str], table: Table) -> Decision:
    """Return the decision for an order (one of ORDERS) and the ids of the findings that are present.

    Raises UnknownNameError for an order or a finding that the table does not have; its message names the
    near misses. The order of the findings, and a finding named twice, make no difference.
    """
    if order not in ORDERS:
        raise UnknownNameError("order", order, ORDERS)
    ids = tuple(dict.fromkeys(findings))
    for name in ids:
        if name not in table.findings:
            raise UnknownNameError("finding", name, table.findings)
    present = sorted((table.findings[name] for name in ids), key=lambda finding: finding.id)
    number, outcome = outcome_of(order, present)
    return Decision(
        order=order,
        findings=tuple(finding.id for finding in present),
        outcome=outcome,
        rule=number,
        action=next(rule.action for rule in table.rules.values() if rule.order == number),
        reasons=_reasons(order, present, outcome),
        limits=_limits(outcome, table.limits),
    )


def modalities_of(order: Order) -> tuple[Modality, ...]:
    """Return the modalities that an order speaks of; without one, heat and ice stand for all of them."""
    return ("heat", "ice") if order == "either" or order == "none" else (order,)


def outcome_of(order: Order, present: Collection[Finding]) -> tuple[int, str]:
    """Return the number of the first rule that matches, and its outcome."""
    effects = {finding.effects[modality] for modality in modalities_of(order) for finding in present}
    if Effect.STOP_911 in effects:
        return 1, "call_911"
    if Effect.STOP_DOC in effects:
        return 2, "doctor_now"
    if Effect.HOLD in effects or order == "none":
        return 3, "hold"
    if Effect.NO in effects:
        no_heat, no_ice = _forbids("heat", present), _forbids("ice", present)
        if order in {"heat", "ice", "either"} and no_heat and no_ice:
            return 4, "neither"
        if order != "either":
            return 5, "not_that_one"
    if Effect.ASK in effects:
        return 6, "ask_doctor"
    return 7, _which(present) if order == "either" else order


def _forbids(modality: Modality, present: Collection[Finding]) -> bool:
    return any(finding.effects[modality] is Effect.NO for finding in present)


def _points(modality: Modality, present: Collection[Finding]) -> bool:
    return any(finding.effects[modality] is Effect.FAV for finding in present)


def _which(present: Collection[Finding]) -> str:
    """Choose for a heat-or-ice order that nothing asks about or forbids altogether (rule 7)."""
    no_heat, no_ice = _forbids("heat", present), _forbids("ice", present)
    if no_heat or (_points("ice", present) and not no_ice):
        return "ice"
    return "heat" if no_ice or _points("heat", present) else "either"


def _reasons(order: Order, present: list[Finding], outcome: str) -> tuple[Reason, ...]:
    """Return every finding that speaks to the order, the most cautious first."""
    asked = ("heat", "ice") if outcome == "neither" else modalities_of(order)
    reasons = []
    for finding in present:
        if finding.group in {"stop", "hold"}:
            shown = asked[0] if len(asked) == 1 else None
            why = finding.why_for(shown) if shown else finding.why.get("all", "")
            reasons.append(_reason(finding, None, finding.effects[asked[0]], why))
        else:
            reasons += [
                _reason(finding, modality, finding.effects[modality], finding.why_for(modality))
                for modality in asked
                if finding.effects[modality] is not Effect.OK
            ]
    return tuple(sorted(reasons, key=lambda reason: (-reason.effect.caution, reason.finding)))


def _reason(finding: Finding, modality: Modality | None, effect: Effect, why: str) -> Reason:
    origin, certainty = finding.origin, finding.certainty
    return Reason(finding.id, finding.label, modality, effect, why, origin, certainty, finding.refs)


def _limits(outcome: str, limits: Mapping[str, tuple[Limit, ...]]) -> dict[str, tuple[Limit, ...]]:
    applied = ("heat", "ice") if outcome == "either" else (outcome,)
    return {modality: limits[modality] for modality in applied if modality in limits}
