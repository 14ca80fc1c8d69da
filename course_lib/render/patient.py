"""A patient case: who it is, each step, what was chosen and its rule, the debrief; and the case worked out."""

from collections.abc import Mapping

from course_lib.language.terms import TAGS, named
from course_lib.model import Patient, Reference
from course_lib.render.happening import happening
from course_lib.render.portrait import portrait
from course_lib.render.transcript import Transcript, e, section, sign
from course_lib.render.views.patient import Compared, Debrief, Introduced, StepView, TakenView
from course_lib.render.views.view import Outcome
from course_lib.rules.encounter import GOOD, Encounter, Taken, best_path

TONES: dict[str, Outcome] = {"right": "go", "acceptable": "go", "unsafe": "stop"}
"""What a consequence looks like; any other one asks to think again."""


def face(patient: Patient) -> str:
    """Return a patient's portrait as SVG, or nothing where none is written; the name stands beside it."""
    return portrait(patient.look) if patient.look else ""


def bubble(name: str, says: str) -> str:
    """Return what somebody says as a speech bubble; nothing where they say nothing."""
    return f'<p class="bubble"><small>{e(name)}</small> “{e(says)}”</p>' if says else ""


def opening_transcript(patient: Patient) -> Transcript:
    """Return the case up to its first decision, without telling which choice is right."""
    step = patient.steps[0]
    head = f"{patient.name}, {patient.who}"
    facts = _facts(patient)
    says = f"{patient.name}: {step.patient_says}" if step.patient_says else ""
    choices = [f"({choice.id}) {choice.text}" for choice in step.choices]
    lines = ["Patient", head, *(f"{name}: {value}" for name, value in facts)]
    lines += [f"1. {step.title}", step.scene, says, step.prompt, *choices]
    html = f'<p class="stem"><strong>{e(head)}</strong></p>' + _fact_list(facts)
    html += f"<p><strong>1. {e(step.title)}</strong></p><p>{e(step.scene)}</p>"
    html += f'<div class="scene">{face(patient)}<div>{bubble(patient.name, step.patient_says)}</div></div>'
    html += f'<p>{e(step.prompt)}</p><ul class="plain">{"".join(f"<li>{e(c)}</li>" for c in choices)}</ul>'
    return Transcript("\n".join(filter(None, lines)), section(html))


def worked_transcript(patient: Patient, references: Mapping[str, Reference]) -> Transcript:
    """Return the case with the right choice at every step, its consequence, its rule and its source."""
    head = f"{patient.name}, {patient.who}"
    facts = _facts(patient)
    lines = ["Worked patient", head, *(f"{name}: {value}" for name, value in facts)]
    html = f'<div class="scene">{face(patient)}<p class="stem"><strong>{e(head)}</strong></p></div>'
    html += _fact_list(facts)
    html += '<ol class="path">'
    yes = sign("✓")
    for number, taken in enumerate(best_path(patient).path, start=1):
        step, choice = taken.step, taken.choice
        source = f"{choice.rule} ({named(choice.refs, references)})"
        lines += [f"{number}. {step.title}: {step.scene}", step.patient_says, f"   You: {choice.text}"]
        lines += [f"   {choice.consequence}", f"   Rule: {source}"]
        says = bubble(patient.name, step.patient_says)
        html += (
            f"<li><strong>{e(step.title)}</strong><p>{e(step.scene)}</p>{says}"
            f'<p><span class="verdict right">{yes} You:</span> {e(choice.text)}</p>'
            f"<p>{e(choice.consequence)}</p>"
            f'<p class="source">Rule: {e(source)}</p></li>'
        )
    lines += [f"Your note: {patient.note}", patient.debrief]
    html += f"</ol><p><strong>Your note:</strong> {e(patient.note)}</p><p>{e(patient.debrief)}</p>"
    return Transcript("\n".join(filter(None, lines)), section(html))


def introduction(patient: Patient) -> Introduced:
    """Return who the patient is, and what is known at the start."""
    return {
        "name": patient.name,
        "who": f"{patient.name}, {patient.who}",
        "face": face(patient),
        "facts": [list(fact) for fact in _facts(patient)],
    }


def step_to_decide(encounter: Encounter) -> StepView | None:
    """Return the step to decide now, without what its choices are worth; None at the end."""
    step = encounter.step
    if step is None:
        return None
    return {
        "number": len(encounter.path) + 1,
        "title": step.title,
        "scene": step.scene,
        "says": step.patient_says,
        "prompt": step.prompt,
        "choices": [[choice.id, choice.text] for choice in step.choices],
    }


def taken_step(taken: Taken, references: Mapping[str, Reference], patient: Patient) -> TakenView:
    """Return a choice that was made, with its consequence, its worth and the rule; see `Choice.happens`."""
    look, happens = patient.look, taken.choice.happens
    return {
        "tone": TONES.get(taken.choice.tag, "ask"),
        "drawing": happening(look, happens) if look and happens else "",
        "title": taken.step.title,
        "choice": taken.choice.text,
        "good": taken.choice.tag in GOOD,
        "tag": TAGS[taken.choice.tag],
        "consequence": taken.choice.consequence,
        "rule": f"{taken.choice.rule} ({named(taken.choice.refs, references)})",
    }


def debrief(encounter: Encounter) -> Debrief:
    """Return how an encounter went, for after its end: the path beside the best one, the note, and why."""
    return {
        "count": f"{encounter.good} of {len(encounter.path)} decisions were right or acceptable.",
        "unsafe": "A choice on this path could have hurt the patient." if encounter.unsafe else "",
        "paths": paths(encounter),
        "note": encounter.patient.note,
        "why": encounter.patient.debrief,
    }


def paths(encounter: Encounter) -> list[Compared]:
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
