"""A drawn patient in words: who, the order and the findings, and what a choice is worth."""

from course_lib.language.terms import CHOICES, ORDER_NAMES, outcome_title
from course_lib.language.verdicts import JUDGMENTS
from course_lib.render.transcript import Transcript, e, eyebrow, section
from course_lib.render.views import Scene, TextPair, Tone
from course_lib.rules.decision import Decision
from course_lib.rules.drawn import Drawn, Judgment, choices


def scene(patient: Drawn) -> Scene:
    """Return what is known of a patient: who it is, the order, and the findings."""
    person = patient.person
    age = f"{person.age}-year-old"
    ordered = ORDER_NAMES[patient.order].lower()
    if any(f.id == "no_order" for f in patient.findings):
        order = f"The patient asks for {ordered}."
    else:
        order = f"The order says: {ordered}."
    return {
        "who": f"{person.name}, {age} {person.sex}, {person.work}",
        "order": order,
        "findings": [{"says": f.patient_says, "sees": f.ca_sees, "label": f.label} for f in patient.findings],
    }


def choice_words(patient: Drawn) -> list[TextPair]:
    """Return what can be done with a patient's order, each with its words."""
    return [[name, CHOICES[name]] for name in choices(patient)]


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
