"""The certificate on the page: what is missing for it, the form, the file, and the checklist to print."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

from course_lib.catalog import Catalog
from course_lib.errors import UnknownNameError
from course_lib.language.dates import day
from course_lib.model.certificate import Certificate
from course_lib.record import derived
from course_lib.record.journal import Journal
from course_lib.render.certificate import certificate_pdf
from course_lib.render.certificate_form import (
    IN_CLASS,
    MISSING,
    NO_LESSON,
    TITLE,
    certificate_transcript,
    counted,
    form_fields,
    typed_details,
)
from course_lib.render.checklist import checklist_title
from course_lib.render.file import file
from course_lib.render.views.certificate import CertificateView
from course_lib.render.views.file import File
from course_lib.rules.certificate import CERTIFICATE, CERTIFICATES, DetailsError, Passed, issue, learned
from course_lib.widgets.learner import LearnerWidget

NOTHING: CertificateView = {
    "title": TITLE,
    "ready": False,
    "about": "",
    "fields": [],
    "issued": [],
    "file": None,
}


class CertificateWidget(LearnerWidget[CertificateView]):
    """Makes certificates, keeps each one with the answers, and prints it again as a duplicate."""

    js = "certificate.js"
    does = LearnerWidget.does | {"issue", "again", "checklist"}

    def __init__(
        self,
        known: Catalog,
        journal: Journal,
        passed: Callable[[], Passed | None],
        checklist: Callable[[str, date], bytes],
        *,
        in_class: bool = False,
    ) -> None:
        """In a class, its instructor prints and signs the certificates.

        Take `passed`, which finds a check that was passed, and `checklist`, which prints the skills.
        """
        self._in_class = in_class
        self.does -= frozenset({"issue"} if in_class else ())
        self._known, self._passed, self._checklist = known, passed, checklist
        super().__init__(certificate_transcript(), NOTHING, journal)

    def begin(self) -> None:
        """Show what the learner has reached."""
        self.refresh()

    def follow(self) -> None:
        """Show it again: a final check may have been passed, or a lesson finished. A file stays."""
        self.refresh(self.view["file"])

    def refresh(self, file: File | None = None, focus: str = "") -> None:
        """Read again what the learner has reached, and what was issued."""
        passed, topics = self._passed(), learned(self._known.course_map, self._history.standings)
        learner = self._journal.learner
        issued = self._issued()
        last = issued[-1:]
        values = last[0].model_dump(mode="json") if last else {"name": learner.name}
        ready = passed is not None and bool(topics)
        counts = counted(len(topics), len(self._known.course_map.lessons))
        missing = NO_LESSON if passed else MISSING
        self.show(
            {
                "title": TITLE,
                "ready": ready and not self._in_class,
                "about": (IN_CLASS if self._in_class else counts) if ready else missing,
                "fields": form_fields(values),
                "issued": [[c.id, f"{c.name}, {day(c.issued)}"] for c in issued],
                "file": file,
                "focus": focus,
            }
        )

    def issue(self, **details: Any) -> Certificate:
        """Make a certificate, keep it and return it; the keywords are the fields of the form.

        Raises DetailsError where something has to be corrected, NotSaved where it could not be kept.
        """
        passed, history = self._passed(), self._history
        if passed is None or history.began is None:
            raise DetailsError("not_passed_yet")
        certificate = issue(
            uuid4().hex,
            typed_details(details),
            passed,
            self._known.course_map,
            learned(self._known.course_map, history.standings),
            began=history.began,
            today=self._today,
        )
        place = replace(CERTIFICATES, id=certificate.id)
        self._journal.note(place, CERTIFICATE, certificate.model_dump(mode="json"))
        return certificate

    def pdf(self, certificate_id: str, *, duplicate: bool = True) -> bytes:
        """Return a certificate that was issued as PDF. Raises UnknownNameError."""
        issued = {certificate.id: certificate for certificate in self._issued()}
        if certificate_id not in issued:
            raise UnknownNameError("certificate", certificate_id, issued)
        return certificate_pdf(issued[certificate_id], duplicate=duplicate)

    def checklist(self) -> bytes:
        """Return the checklist of hands-on skills as PDF, to print."""
        return self._checklist(self._journal.learner.name, self._today)

    @property
    def _history(self) -> derived.Learned:
        known = self._known
        return derived.learned(self._journal, known.plans, known.items, known.patients)

    @property
    def _today(self) -> date:
        return self._journal.now().astimezone().date()

    def _issued(self) -> list[Certificate]:
        return [
            Certificate.model_validate(note.answer) for note in self._journal.noted(CERTIFICATES, CERTIFICATE)
        ]

    # What the page asks for.

    def _on_issue(self, **details: Any) -> None:
        certificate = self.issue(**details)
        self._hand_out(certificate.id, "Your certificate is made.", duplicate=False)

    def _on_again(self, certificate: str) -> None:
        self._hand_out(certificate, "Your certificate again, marked as a duplicate.", duplicate=True)

    def _on_checklist(self) -> None:
        title = checklist_title(self._journal.learner.name)
        paper = file("hands-on checklist.pdf", "application/pdf", title, self.checklist())
        self.show({**self.shown, "file": paper, "focus": "file"})

    def _hand_out(self, certificate_id: str, title: str, *, duplicate: bool) -> None:
        data = self.pdf(certificate_id, duplicate=duplicate)
        name = f"certificate {certificate_id[:8]}{' duplicate' if duplicate else ''}.pdf"
        self.refresh(file(name, "application/pdf", title, data), focus="file")
