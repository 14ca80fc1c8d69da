"""The checklist for the hands-on part, to print: what a doctor of chiropractic watches and signs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from course_lib.model import Limit, VisitStep
from course_lib.render.letters import has_letters

TITLE = "Checklist of hands-on skills"
HOW = (
    "A doctor of chiropractic watches each skill, then writes initials and the date. What your state or your "
    "office does not let you do is only prepared or watched: the doctor then writes W beside the initials."
)
SIGNED = "I watched this assistant do what is initialed above, and it was done safely."
PRINT = "Print this checklist."
PACKS = {"heat": "Moist heat", "ice": "Ice"}


def skills(
    visit: Iterable[VisitStep], limits: Mapping[str, tuple[Limit, ...]], electrical: Sequence[str]
) -> list[tuple[str, list[str]]]:
    """Return the parts of the checklist, a title and its skills: a safe visit, then each treatment's set-up."""
    return [
        ("A safe visit, in order", [f"{step.n}. {step.name}. {' '.join(step.ca_does)}" for step in visit]),
        *(
            (title, [f"{limit.item}: {limit.value}" for limit in limits[modality]])
            for modality, title in PACKS.items()
        ),
        ("Electrical stimulation", list(electrical)),
    ]


def checklist_pdf(parts: Sequence[tuple[str, Sequence[str]]], name: str, office: str, on: date) -> bytes:
    """Return the checklist as PDF. `parts` are titles with the skills below them, `office` is its scope.

    Where the name has letters that cannot be printed, there is a line to write it on (`unprintable` tells).
    """
    from course_lib.render.pdf import Sheet, unprintable  # noqa: PLC0415 - fpdf takes long to load

    sheet = Sheet(TITLE, on)
    sheet.line_of(TITLE, 18, bold=True, after=2)
    sheet.line_of(HOW, 9)
    sheet.line_of(office, 9, bold=True, after=2)
    written = has_letters(name) and not unprintable(name)
    sheet.fact("Name", name if written else "_" * 40, width=16)
    for title, listed in parts:
        sheet.heading(title, to_initial=True)
        for skill in listed:
            sheet.to_initial(skill)
    sheet.heading("Signed")
    sheet.line_of(SIGNED, 9)
    sheet.rule_to_sign("Doctor of chiropractic, license number", "Signature", "Date")
    return sheet.finished()


def checklist_title(name: str) -> str:
    """Return what is said above the checklist: print it, and write your name where it cannot be printed."""
    from course_lib.render.pdf import unprintable  # noqa: PLC0415 - fpdf takes long to load

    if letters := unprintable(name):
        return f"{PRINT} These letters cannot be printed: {letters}. Write your name on the line."
    return PRINT
