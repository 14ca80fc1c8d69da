"""What the cells of the final check's notebook call: the check itself, and the certificate."""

from datetime import date

from course_lib.language.scope import office
from course_lib.pages.session import Session
from course_lib.record.derived import check_state
from course_lib.render.checklist import checklist_pdf, skills
from course_lib.rules.certificate import passed
from course_lib.widgets.certificate import CertificateWidget
from course_lib.widgets.final_check import FinalCheckWidget


def final_check(session: Session | None = None) -> FinalCheckWidget:
    """Return the final check: its rules, the form that runs, or the result."""
    here = session or Session.open()
    return here.shown.widget(
        FinalCheckWidget,
        "final-check",
        lambda: FinalCheckWidget(here.catalog, here.journal, here.office, in_class=here.seat is not None),
    )


def my_certificate(session: Session | None = None) -> CertificateWidget:
    """Return the certificate: what is missing for it, or the form for it."""
    here = session or Session.open()
    known = here.catalog

    def checklist(name: str, on: date) -> bytes:
        scope = here.office.refresh()
        parts = skills(known.visit.values(), known.limits, known.electrical_set_up)
        return checklist_pdf(parts, name, f"{office(scope)}: {' '.join(scope.lines)}", on)

    return here.shown.widget(
        CertificateWidget,
        "final-check",
        lambda: CertificateWidget(
            known,
            here.journal,
            passed=lambda: passed(check_state(here.journal, known.blueprint)),
            checklist=checklist,
            in_class=here.seat is not None,
        ),
    )
