"""Where a learner stands, in lines: with a lesson, and with the patients of their own page."""

from collections.abc import Sequence

from course_lib.language.terms import WHEN
from course_lib.model import Patient, Plan
from course_lib.model.lesson import Page
from course_lib.render.transcript import Transcript, e, section
from course_lib.render.views.progress import Following, Progress
from course_lib.rules.encounter import Encounter
from course_lib.rules.progress import Standing
from course_lib.rules.review import Ahead

TITLE = "Where you stand"


def lesson_progress_transcript() -> Transcript:
    """Return what stands for a lesson's progress where no widget runs."""
    text = "Where you stand: practice, exit check, and what comes next."
    return Transcript(text, section(f"<p>{e(text)}</p>"))


def lesson_progress(
    plan: Plan, now: Standing, patients: Sequence[Patient], back: Ahead, following: Page | None
) -> Progress:
    """Return how far a learner is with a lesson: what was done and what was not, each line with where it leads.

    `patients` are the lesson's, `back` is when its questions come back, `following` is what comes next.
    """
    practice, check = now.left
    lines = [(f"Practice: {now.practice[0]} of {now.practice[1]} right.", next(iter(practice), ""))]
    for patient in patients:
        waits = patient.id in now.to_see
        state = "not seen to the end yet" if waits else "seen to the end"
        lines.append((f"{patient.name}: {state}.", patient.id if waits else ""))
    answered = f"Exit check: {now.exit_answered} of {now.to_answer} answered, "
    lines.append((f"{answered}{now.exit[0]} of {now.exit[1]} right at first.", next(iter(check), "")))
    if now.open_safety:
        again = "A safety item waits for a right answer: press “Try a similar one” there."
        lines.append((again, now.open_safety[0]))
    if now.sure_but_wrong:
        sure = f"Sure but wrong: {len(now.sure_but_wrong)}. Read those answers once more."
        here = [name for name in now.sure_but_wrong if name in (*plan.pretest, *plan.practice, *plan.exit)]
        lines.append((sure, next(iter(here), "")))
    return {
        "title": "Lesson done" if now.done else "Not finished yet",
        "done": now.done,
        "lines": [line for line, _ in lines],
        "leads": [lead for _, lead in lines],
        "back": _comes_back(back),
        "following": _following(following),
    }


def _comes_back(back: Ahead) -> str:
    """Return when the questions of a lesson come back, or nothing while none does."""
    when = [f"{count} {WHEN[when].lower()}" for when, count in back.counts.items() if count]
    return f"Comes back for review: {', '.join(when)}." if when else ""


def _following(page: Page | None) -> Following | None:
    if page is None:
        return None
    return {"name": f"Next: {page.number}. {page.title} · {page.minutes} minutes", "notebook": page.notebook}


def patients_progress_transcript(count: int) -> Transcript:
    """Return what stands for the progress with `count` patients where no widget runs."""
    text = f"{count} patients, about 5 minutes each. Take them on different days."
    return Transcript(f"{TITLE}\n{text}", section(f"<p>{e(text)}</p>"))


def patients_state(last: Sequence[Encounter], count: int) -> str:
    """Return how far a learner is with `count` patients, for the course map; see `patients_progress`."""
    ended = sum(encounter.step is None for encounter in last)
    return f"{'✓' if ended == count else '◐' if last else '○'} {ended} of {count} seen"


def patients_progress(last: Sequence[Encounter], count: int) -> Progress:
    """Return how far a learner is with `count` patients: a title, lines, and whether it is done.

    `last` is how the learner last left each patient who was begun.
    """
    ended = sum(encounter.step is None for encounter in last)
    unsafe = [encounter.patient.name for encounter in last if encounter.unsafe]
    lines = [f"Seen to the end: {ended} of {count}."]
    if unsafe:
        lines.append(f"A choice was not safe: {', '.join(unsafe)}. Go back there and try the other way.")
    done = ended == count and not unsafe
    title = "All patients seen" if done else "About 5 minutes a patient. Take them on different days."
    leads = ["" for _ in lines]
    return {"title": title, "done": done, "lines": lines, "leads": leads, "back": "", "following": None}
