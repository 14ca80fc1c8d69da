"""A patient case as plain text and escaped HTML: the first scene, and the whole case worked out."""

from collections.abc import Mapping

from course_lib.language.terms import named
from course_lib.model import Patient, Reference
from course_lib.render.card import Card, e, eyebrow, section
from course_lib.rules.encounter import Encounter, best_path


def opening_card(patient: Patient) -> Card:
    """Return the case up to its first decision, without telling which choice is right."""
    step = patient.steps[0]
    head = f"{patient.name}, {patient.who}"
    facts = _facts(patient)
    said = f"{patient.name}: {step.patient_says}" if step.patient_says else ""
    choices = [f"({choice.id}) {choice.text}" for choice in step.choices]
    lines = ["Patient", head, *(f"{name}: {value}" for name, value in facts)]
    lines += [f"1. {step.title}", step.scene, said, step.prompt, *choices]
    html = eyebrow("Patient") + f'<p class="stem"><strong>{e(head)}</strong></p>' + _fact_list(facts)
    html += f"<p><strong>1. {e(step.title)}</strong></p><p>{e(step.scene)}</p>"
    html += f'<p class="says">{e(said)}</p>' if said else ""
    html += f'<p>{e(step.prompt)}</p><ul class="plain">{"".join(f"<li>{e(c)}</li>" for c in choices)}</ul>'
    return Card("\n".join(filter(None, lines)), section(html))


def worked_card(patient: Patient, references: Mapping[str, Reference]) -> Card:
    """Return the case with the right choice at every step, its consequence, its rule and its source."""
    head = f"{patient.name}, {patient.who}"
    facts = _facts(patient)
    lines = ["Worked patient", head, *(f"{name}: {value}" for name, value in facts)]
    html = eyebrow("Worked patient") + f'<p class="stem"><strong>{e(head)}</strong></p>' + _fact_list(facts)
    html += '<ol class="path">'
    for number, taken in enumerate(best_path(patient).path, start=1):
        step, choice = taken.step, taken.choice
        source = f"{choice.rule} ({named(choice.refs, references)})"
        lines += [f"{number}. {step.title}: {step.scene}", step.patient_says, f"   You: {choice.text}"]
        lines += [f"   {choice.consequence}", f"   Rule: {source}"]
        said = f'<p class="says">{e(step.patient_says)}</p>' if step.patient_says else ""
        html += (
            f"<li><strong>{e(step.title)}</strong><p>{e(step.scene)}</p>{said}"
            f'<p><span class="verdict right">✓ You:</span> {e(choice.text)}</p><p>{e(choice.consequence)}</p>'
            f'<p class="source">Rule: {e(source)}</p></li>'
        )
    lines += [f"Your note: {patient.note}", patient.debrief]
    html += f"</ol><p><strong>Your note:</strong> {e(patient.note)}</p><p>{e(patient.debrief)}</p>"
    return Card("\n".join(filter(None, lines)), section(html))


def paths(encounter: Encounter) -> list[dict[str, str]]:
    """Return, step by step of the path taken, what was chosen beside what the best path has there."""
    best = {taken.step.id: taken.choice.text for taken in best_path(encounter.patient).path}
    return [
        {"title": t.step.title, "taken": t.choice.text, "best": best.get(t.step.id, _right(t.step.choices))}
        for t in encounter.path
    ]


def _right(choices: tuple[object, ...]) -> str:
    return next((str(getattr(c, "text", "")) for c in choices if getattr(c, "tag", "") == "right"), "")


def _facts(patient: Patient) -> list[tuple[str, str]]:
    return [("Here for", patient.complaint), ("Order", patient.order_text), ("Known", patient.history)]


def _fact_list(facts: list[tuple[str, str]]) -> str:
    return f'<dl class="facts">{"".join(f"<div><dt>{e(n)}</dt><dd>{e(v)}</dd></div>" for n, v in facts)}</dl>'
