"""What the cells of the final check's notebook call: the check itself, and the certificate."""

from datetime import date

from course_lib.catalog import catalog
from course_lib.record import Record, default_url
from course_lib.record.journal import Journal
from course_lib.record.office import Office
from course_lib.render.checklist import checklist_pdf, skills
from course_lib.rules.certificate import passed
from course_lib.rules.scope import office
from course_lib.widgets.certificate import CertificateWidget
from course_lib.widgets.final_check import FinalCheckWidget


def final_check(record: Record | None = None) -> FinalCheckWidget:
    """Return the final check: its rules, the form that runs, or the result."""
    known, journal = catalog(), Journal(record or Record(default_url()))
    patients = {name: known.patients[name] for name in known.final_patients}
    here = Office(known.scopes, journal)
    return FinalCheckWidget(
        known.course_map, known.blueprint, known.items, patients, known.references, journal, here
    )


def my_certificate(record: Record | None = None) -> CertificateWidget:
    """Return the certificate: what is missing for it, or the form for it."""
    known, journal = catalog(), Journal(record or Record(default_url()))

    def checklist(name: str, on: date) -> bytes:
        scope = Office(known.scopes, journal).scope
        parts = skills(known.visit.values(), known.limits, known.electrical_set_up)
        return checklist_pdf(parts, name, f"{office(scope)}: {' '.join(scope.lines)}", on)

    return CertificateWidget(
        known.course_map,
        known.plans,
        known.items,
        journal,
        passed=lambda attempts: passed(attempts, known.blueprint, journal.now()),
        checklist=checklist,
    )
