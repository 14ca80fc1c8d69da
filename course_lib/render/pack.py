"""The pack timer in words: its order, and the transcript."""

from course_lib.render.transcript import Transcript, e, eyebrow, section
from course_lib.rules.pack import ORDERED, Numbers

TITLE = "Hot pack · 60 × speed"
ORDER = f"The order: moist heat, low back, {ORDERED} minutes. You set it up; one second is one minute."
MADE_UP = "The minutes at which skin changes here are made up for practice. Real skin keeps no timetable."


def pack_transcript(numbers: Numbers) -> Transcript:
    """Return what stands for the pack timer where no widget runs: the order, and how to carry it out."""
    low, high = numbers.layers
    lines = [
        ORDER,
        "Set up: look at the skin, count dry layers, pack on the patient, bell in the hand, timer.",
        f"Then: look at about {numbers.check_at} minutes and again; off at {ORDERED}; "
        f"{low} to {high} layers; {numbers.wall} minutes is the limit.",
        MADE_UP,
    ]
    return Transcript(
        "\n".join([TITLE, *lines]), section(eyebrow(TITLE), *(f"<p>{e(line)}</p>" for line in lines))
    )
