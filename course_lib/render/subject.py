"""What a whole room looks at: one question or one patient, what can be chosen, and why it is right or not."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, assert_never

from course_lib import model
from course_lib.language.terms import TAGS, named
from course_lib.model import Finding, Item, Patient, Reference
from course_lib.render.decision import decision_transcript
from course_lib.render.patient import bubble, face
from course_lib.render.transcript import e
from course_lib.rules.decision import Table, decide


@dataclass(frozen=True)
class Subject:
    """One thing to vote on. `scene` and `why` are HTML; `keys` are the options that are right."""

    kind: Literal["item", "patient"]
    id: str
    scene: str
    question: str
    options: Mapping[str, str]
    keys: frozenset[str]
    many: bool
    why: str


def item_subject(item: Item, findings: Mapping[str, Finding], references: Mapping[str, Reference]) -> Subject:
    """Return a question to vote on. Kinds without options show the question and the reasons."""
    options: dict[str, str] = {}
    keys: frozenset[str] = frozenset()
    match item:
        case model.SingleChoice() | model.Spot():
            options, keys = {o.id: o.text for o in item.options}, frozenset([item.key])
        case model.MultipleResponse():
            options, keys = {o.id: o.text for o in item.options}, frozenset(item.key)
        case model.Ordering() | model.Number() | model.Matching() | model.Sentence():
            pass
        case _:
            assert_never(item)
    reasons = _options(item) + _findings(item, findings)
    source = f'<p class="source">{e(named(item.refs, references))}</p>' if item.refs else ""
    return Subject("item", item.id, "", item.stem, options, keys, len(keys) > 1, reasons + source)


def patient_subject(
    patient: Patient, number: int, table: Table, references: Mapping[str, Reference]
) -> Subject:
    """Return a step of a patient's case to vote on. Raises IndexError where there is no such step."""
    step = patient.steps[number]
    scene = (
        f'<p class="stem">{e(patient.name)}, {e(patient.who)}</p><p>{e(patient.order_text)}</p>'
        f'<div class="scene">{face(patient)}<div><p>{e(step.scene)}</p>'
        f"{bubble(patient.name, step.patient_says)}</div></div>"
    )
    rows = "".join(
        f"<li><strong>{e(choice.text)}</strong><br>{e(TAGS[choice.tag])} {e(choice.consequence)}"
        f'<br><span class="source">{e(choice.rule)} ({e(named(choice.refs, references))})</span></li>'
        for choice in step.choices
    )
    why = f"<ul>{rows}</ul>"
    if step.asks:
        decision = decide(step.asks.order, step.asks.findings, table)
        why = decision_transcript(decision, references).html + why
    keys = frozenset(choice.id for choice in step.choices if choice.tag == "right")
    options = {choice.id: choice.text for choice in step.choices}
    return Subject("patient", f"{patient.id}/{number}", scene, step.prompt, options, keys, False, why)


def _options(item: Item) -> str:
    match item:
        case model.SingleChoice() | model.MultipleResponse() | model.Ordering() | model.Spot():
            rows = [(option.text, option.feedback) for option in item.options]
        case model.Matching():
            rows = [(pair.text, pair.feedback) for pair in item.pairs]
        case model.Number():
            rows = [(f"{item.key:g} {item.unit}", item.right)]
        case model.Sentence():
            rows = [(item.model, ""), *((line.text, line.feedback) for line in item.checklist)]
        case _:
            assert_never(item)
    lines = "".join(f"<li><strong>{e(text)}</strong><br>{e(why)}</li>" for text, why in rows)
    return f"<ul>{lines}</ul>"


def _findings(item: Item, findings: Mapping[str, Finding]) -> str:
    """Return the reasons of the table of findings for what the question is about."""
    known = [findings[name] for name in item.findings if name in findings]
    if not known:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{e(found.label)}</th><td>{e(" ".join(reasons))}</td></tr>'
        for found in known
        for reasons in [dict.fromkeys(found.why.values())]
    )
    return f'<table class="list"><caption>The table of findings says</caption><tbody>{rows}</tbody></table>'
