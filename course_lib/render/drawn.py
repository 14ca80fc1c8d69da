"""A drawn patient in words: who, the order and the findings, and what a choice is worth."""

from course_lib.language.terms import CHOICES, KINDS, ORDER_NAMES, outcome_title
from course_lib.language.verdicts import JUDGMENTS
from course_lib.model import Finding
from course_lib.render.portrait import portrait
from course_lib.render.transcript import Transcript, e, eyebrow, section
from course_lib.render.views.drawn import DrawnKind, Scene
from course_lib.render.views.view import TextPair, Tone
from course_lib.rules.decision import Decision
from course_lib.rules.drawn import NOTHING, Drawn, Judgment, choices, kind_of
from course_lib.rules.looks import look_of


def scene(patient: Drawn, *, named: bool = True) -> Scene:
    """Return what is known of a patient: who it is, the order, and the findings, which may be `named`."""
    person = patient.person
    age = f"{person.age}-year-old"
    ordered = ORDER_NAMES[patient.order].lower()
    if any(f.id == "no_order" for f in patient.findings):
        order = f"The patient asks for {ordered}."
    else:
        order = f"The order says: {ordered}."
    return {
        "name": person.name,
        "face": portrait(look_of(person)),
        "who": f"{person.name}, {age} {person.sex}, {person.work}",
        "order": order,
        "findings": [
            {"says": f.patient_says, "sees": f.ca_sees, "label": f.label if named else ""}
            for f in patient.findings
        ],
    }


def kinds(patient: Drawn) -> list[DrawnKind]:
    """Return what can be done with a patient's order, by its kind, each with its words."""
    offered = choices(patient)
    return [
        {
            "id": kind,
            "symbol": symbol,
            "words": words,
            "choices": [[name, CHOICES[name]] for name in offered if kind_of(name) == kind],
        }
        for kind, (symbol, words) in KINDS.items()
    ]


def reasons(patient: Drawn, *, named: bool = True) -> list[TextPair]:
    """Return what can be the reason: each finding, by its name or as it is said or seen; or nothing."""
    words = [[f.id, f.label if named else _cue(f)] for f in patient.findings]
    return [*words, [NOTHING, "Nothing stands in the way."]]


def _cue(finding: Finding) -> str:
    return f"“{finding.patient_says}”" if finding.patient_says else f"You see: {finding.ca_sees}"


def judged(judgment: Judgment, decision: Decision) -> tuple[str, Tone]:
    """Return what to say about a choice of that worth, and its tone."""
    tones: dict[Judgment, Tone] = {"same": "right", "unsafe": "unsafe"}
    words = JUDGMENTS[judgment].format(title=outcome_title(decision.outcome, decision.order))
    return words, tones.get(judgment, "wrong")


def drawn_transcript(title: str, example: Drawn) -> Transcript:
    """Return how a patient looks, with the first of a series that is the same for everyone."""
    shown = scene(example)
    text = [title, "A new patient is drawn each time. An example:", shown["who"], shown["order"]]
    html = eyebrow(title) + "<p>A new patient is drawn each time. An example:</p>"
    html += f"<p><strong>{e(shown['who'])}</strong></p><p>{e(shown['order'])}</p><ul>"
    for found in shown["findings"]:
        parts = [
            f"Says: “{found['says']}”" if found["says"] else "",
            found["sees"] and f"You see: {found['sees']}",
        ]
        line = ". ".join(part for part in (*parts, f"You find: {found['label']}") if part)
        text.append(f"- {line}")
        html += f"<li>{e(line)}</li>"
    html += "</ul><p>What do you do?</p>"
    text += ["What do you do?", *(f"( ) {CHOICES[name]}" for name in choices(example))]
    html += "".join(f"<p>( ) {e(CHOICES[name])}</p>" for name in choices(example))
    return Transcript("\n".join(text), section(html))
