"""The certificate on paper, and what stands on it in words."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from course_lib.language.certificate import MODES, NOTICES, THEORY_ONLY
from course_lib.language.dates import day, hours
from course_lib.model.certificate import Certificate
from course_lib.rules.certificate import notices

if TYPE_CHECKING:
    from course_lib.render.pdf import Sheet

TITLE = "Certificate of completion"
DUPLICATE = "Duplicate"


def heading(certificate: Certificate, *, duplicate: bool) -> str:
    """Return the certificate's heading, such as 'Certificate of completion · Theory only · Duplicate'."""
    parts = [TITLE, THEORY_ONLY if certificate.theory_only else "", DUPLICATE if duplicate else ""]
    return " · ".join(filter(None, parts))


def facts(certificate: Certificate) -> list[tuple[str, str]]:
    """Return what stands on the certificate beside the name and the hours; a value may be empty."""
    c = certificate
    instructor = ", ".join(filter(None, (c.instructor, c.credential)))
    provider = ", ".join(filter(None, (c.provider, f"number {c.provider_number}" if c.provider_number else "")))
    hands_on = f"Signed by {c.hands_on_by}, {day(c.hands_on_on)}" if c.hands_on_on else ""
    return [
        ("License number", c.license),
        ("Dates", day(c.passed) if c.began == c.passed else f"{day(c.began)} to {day(c.passed)}"),
        ("Place", c.place),
        ("Mode", MODES.get(c.mode, c.mode)),
        ("Final check", f"{c.score} of {c.items} right; to pass, {c.cut} are needed"),
        ("Safety items", f"{c.safety} of {c.safety_items} right at first; to pass, {c.safety_cut} are needed"),
        ("Hands-on checklist", hands_on),
        ("Provider", provider),
        ("Instructor", instructor),
        ("Issued", day(c.issued)),
        ("Certificate id", c.id),
    ]


def notice_lines(certificate: Certificate) -> list[str]:
    """Return what the certificate must say that it is not, in plain sentences."""
    found = [NOTICES[notice] for notice in notices(certificate)]
    return [*found, certificate.notice] if certificate.notice else found


def certificate_pdf(certificate: Certificate, *, duplicate: bool = False) -> bytes:
    """Return the certificate as PDF: the same bytes for the same certificate."""
    from course_lib.render.pdf import Sheet  # noqa: PLC0415 - fpdf takes long to load

    title = heading(certificate, duplicate=duplicate)
    sheet = Sheet(f"{title}: {certificate.name}", certificate.issued)
    _write(sheet, certificate, title)
    return sheet.finished()


def certificates_pdf(title: str, certificates: Sequence[Certificate]) -> bytes:
    """Return the certificates of a class as one PDF, each on a page of its own.

    Raises ValueError where there is none, UnprintableError for letters that cannot be printed.
    """
    from course_lib.render.pdf import Sheet  # noqa: PLC0415 - fpdf takes long to load

    if not certificates:
        raise ValueError("no certificate to print")
    sheet = Sheet(title, max(certificate.issued for certificate in certificates))
    for number, certificate in enumerate(certificates):
        if number:
            sheet.add_page()
        _write(sheet, certificate, heading(certificate, duplicate=False))
    return sheet.finished()


def _write(sheet: "Sheet", certificate: Certificate, title: str) -> None:
    sheet.line_of(title, 18, bold=True, after=5)
    sheet.line_of("This is to say that", soft=True)
    sheet.line_of(certificate.name, 22, bold=True, after=2)
    sheet.line_of("finished the course", soft=True)
    sheet.line_of(f"{certificate.course} (version {certificate.version})", 12, bold=True, after=2)
    sheet.heading("The course")
    for name, value in facts(certificate):
        sheet.fact(name, value)
    sheet.heading("Contact time by topic, without breaks")
    for topic in certificate.topics:
        sheet.fact(hours(topic.minutes), topic.topic, width=24)
    sheet.fact(hours(certificate.minutes), "in all", width=24)
    sheet.heading("What this certificate is not")
    for notice in notice_lines(certificate):
        sheet.line_of(notice, 9, after=0.5)
    sheet.rule_to_sign("Signature of the instructor or doctor of chiropractic", "Date")
