"""The map of the course: its transcript, each stop with how far the learner is, and the office's profile."""

from course_lib.language.dates import day
from course_lib.language.scope import ALLOWED
from course_lib.language.terms import ORDER_NAMES
from course_lib.model import CourseMap
from course_lib.model.scope import Scope
from course_lib.render.transcript import Transcript, e, eyebrow, section
from course_lib.render.views.view import TextPair

PRIVATE = "Your name and your answers stay on this computer."
SENTENCE = "Carry out what the doctor ordered. Know when to stop."
PICTURE = "hot-pack-layers"
"""The figure that stands on the start page."""


def scope_facts(scope: Scope) -> list[TextPair]:
    """Return what a scope profile says: of each modality, of training, and of the law."""
    allowed = [
        [ORDER_NAMES[modality], f"{ALLOWED[allowed][0].upper()}{ALLOWED[allowed][1:]}."]
        for modality, allowed in scope.areas.items()
    ]
    law = f"{scope.law}. Looked at on {day(scope.looked_at)}."
    return [*allowed, ["Training", scope.training], ["Law", law]]


def map_transcript(course: CourseMap) -> Transcript:
    """Return the map without anyone's progress."""
    rows = [
        f"{stop.number}. {stop.title} ({stop.minutes} minutes): {stop.about}"
        + ("" if stop.status == "ready" else " (being written)")
        for stop in course.lessons
    ]
    rows += [f"{page.number}. {page.title} ({page.minutes} minutes): {page.about}" for page in course.pages]
    listed = "".join(f"<li>{e(row)}</li>" for row in rows)
    lines = [SENTENCE, course.notice, PRIVATE]
    paragraphs = "".join(f"<p>{e(line)}</p>" for line in lines)
    html = section(eyebrow("The course"), paragraphs, f'<ul class="plain">{listed}</ul>')
    return Transcript("\n".join(["The course", *lines, *rows]), html)
