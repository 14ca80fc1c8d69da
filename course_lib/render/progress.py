"""Where a learner stands, in lines: with a lesson, and with the patients of their own page."""

from collections.abc import Sequence

from course_lib.render.transcript import Transcript, e, eyebrow, section
from course_lib.render.views import Progress
from course_lib.rules.encounter import Encounter
from course_lib.rules.progress import Standing

TITLE = "Where you stand"


def lesson_progress_transcript() -> Transcript:
    """Return what stands for a lesson's progress where no widget runs."""
    text = "Where you stand: practice, exit check, and what comes next."
    return Transcript(text, section(eyebrow(TITLE), f"<p>{e(text)}</p>"))


def lesson_progress(now: Standing) -> Progress:
    """Return how far a learner is with a lesson: a title, the lines below it, and whether it is done."""
    lines = [
        f"Practice: {now.practice[0]} of {now.practice[1]} right.",
        f"Exit check: {now.exit_answered} of {now.to_answer} answered, "
        f"{now.exit[0]} of {now.exit[1]} right at first.",
    ]
    if now.open_safety:
        lines.append("A safety item waits for a right answer: press “Try a similar one” there.")
    if now.sure_but_wrong:
        lines.append(f"Sure but wrong: {len(now.sure_but_wrong)}. Read those answers once more.")
    return {"title": "Lesson done" if now.done else "Not finished yet", "done": now.done, "lines": lines}


def patients_progress_transcript(count: int) -> Transcript:
    """Return what stands for the progress with `count` patients where no widget runs."""
    text = f"{count} patients, about 5 minutes each. Take them on different days."
    return Transcript(f"{TITLE}\n{text}", section(eyebrow(TITLE), f"<p>{e(text)}</p>"))


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
    return {"title": title, "done": done, "lines": lines}
