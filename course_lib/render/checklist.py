"""The checklist for the hands-on part, to print: what a doctor of chiropractic watches and signs."""

from collections.abc import Sequence
from datetime import date

from course_lib.render.pdf import Sheet

TITLE = "Checklist of hands-on skills"
HOW = (
    "A doctor of chiropractic watches each skill, then writes initials and the date. What your state or your "
    "office does not let you do is only prepared or watched: the doctor then writes W beside the initials."
)
SIGNED = "I watched this assistant do what is initialed above, and it was done safely."


def checklist_pdf(parts: Sequence[tuple[str, Sequence[str]]], name: str, office: str, on: date) -> bytes:
    """Return the checklist as PDF. `parts` are titles with the skills below them, `office` is its scope."""
    sheet = Sheet(TITLE, on)
    sheet.line_of(TITLE, 18, bold=True, after=2)
    sheet.line_of(HOW, 9)
    sheet.line_of(office, 9, bold=True, after=2)
    sheet.fact("Name", name or "_" * 40, width=16)
    for title, skills in parts:
        sheet.heading(title, to_initial=True)
        for skill in skills:
            sheet.to_initial(skill)
    sheet.heading("Signed")
    sheet.line_of(SIGNED, 9)
    sheet.rule_to_sign("Doctor of chiropractic, license number", "Signature", "Date")
    return sheet.made()
