"""What each of the instructor's addresses answers, and the vote on a phone; without a server, to try it alone.

Whoever serves it lets in only the instructor (a learner for the vote), has checked the form's token, and hands
over what was asked for. See the table in `instructor_page`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from course_lib.catalog import Catalog
from course_lib.classroom.actions import Desk
from course_lib.classroom.instructor_page import (
    address_of,
    class_page,
    join_page,
    plan_parts,
    present_page,
    present_parts,
    report_page,
    trouble_parts,
    vote_page,
    vote_parts,
)
from course_lib.classroom.overview import Overview
from course_lib.classroom.poll import Poll
from course_lib.classroom.report import gradebook, report
from course_lib.errors import CourseError
from course_lib.formats.gradebook import roster_csv
from course_lib.language import class_notices, class_troubles
from course_lib.model.classroom import ClassFile
from course_lib.record import NotSaved, Record
from course_lib.record.clock import course_clock
from course_lib.render.certificate import certificates_pdf
from course_lib.render.class_parts import parts
from course_lib.render.subject import Subject, item_subject, patient_subject
from course_lib.rules.certificate import learned
from course_lib.rules.decision import Table

HOME = "/instructor"
ONCE = ("extra-time", "sign-off")
REPEATED = timedelta(seconds=5)
"""A form of these that is sent twice within so short a time was sent by a double click."""

NO_CERTIFICATE = "Nobody has a certificate yet: it takes the final check, passed, and a lesson that is done."

Asked = Mapping[str, Sequence[str]]
"""What a form or an address holds: every value, by name."""


@dataclass(frozen=True)
class Answer:
    """What is sent back: a page, what JSON can hold, a file to save, or where to go."""

    html: str = ""
    json: Any = None
    file: tuple[str, str, bytes] | None = None
    to: str = ""
    status: int = 200


NOT_THERE = Answer(status=404)


class Instructor:
    """The instructor's side of one class, for as long as the server runs."""

    def __init__(
        self,
        record: Record,
        known: Catalog,
        class_file: ClassFile,
        address: str,
        clock: Callable[[], datetime] = course_clock,
        troubles: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        """`address` is what learners type, such as http://192.168.1.7:8866.

        `troubles` gives what goes wrong with this computer now, each in a sentence.
        """
        self._record, self._troubles = record, troubles
        self._known, self._class, self._address, self._clock = known, class_file, address.rstrip("/"), clock
        self._overview = Overview(record, known, class_file)
        self._desk = Desk(record, known, class_file, clock)
        self._table = Table(known.findings, known.rules, known.limits)
        self.poll = Poll()
        self._began: dict[str, datetime] = {}
        self._notice = ""
        self._sent: tuple[str, Asked, datetime, str] = ("", {}, datetime.min.replace(tzinfo=UTC), "")

    def get(self, path: str, asked: Asked, token: str) -> Answer:
        """Return what stands at an address below /instructor, such as "" or "parts"."""
        now = self._clock()
        match path:
            case "":
                notice, self._notice = self._notice, ""
                state = self._overview.state(now)
                return Answer(
                    class_page(
                        self._class,
                        state,
                        self._known,
                        token,
                        self._address,
                        now,
                        self._began,
                        notice,
                        self._wrong(),
                    )
                )
            case "parts":
                state = self._overview.state(now)
                changing = {**plan_parts(self._known, now, self._began), **trouble_parts(self._wrong())}
                return Answer(json={**parts(state), **changing})
            case "present" | "present/parts":
                subject = self._subject(asked) or self.poll.subject
                if subject is None:
                    return Answer(to=HOME)
                if path == "present/parts":
                    return Answer(json=present_parts(subject, self.poll.state(), token))
                patient = self._known.patients.get(subject.id.partition("/")[0])
                steps = len(patient.steps) if patient and subject.kind == "patient" else 1
                return Answer(present_page(subject, self.poll.state(), token, self._address, steps))
            case "join":
                return Answer(join_page(self._class, self._overview.state(now), self._address))
            case "join/parts":
                return Answer(json=parts(self._overview.state(now)))
            case "report":
                found = report([self._overview], self._known, now)
                return Answer(report_page(found, *self._passed(now), token))
            case "gradebook.csv":
                return _csv(path, gradebook(self._overview, self._known, self._clock))
            case "roster.csv":
                return _csv(path, roster_csv(self._class))
        return NOT_THERE

    def post(self, path: str, asked: Asked) -> Answer:
        """Do what a form below /instructor asks for, then lead back; what is wrong stands on the page then."""
        *before, at, notice = self._sent
        if before == [path, asked] and abs(self._clock() - at) < REPEATED:
            self._notice = notice
            return Answer(to=HOME)
        try:
            answer = self._do(path, asked)
        except CourseError as error:
            answer, self._notice = Answer(to=HOME), str(error)
        except NotSaved:  # it waits, and the page says so until it is written
            answer, self._notice = Answer(to=HOME), ""
        if path in ONCE:
            self._sent = path, asked, self._clock(), self._notice
        return answer

    def vote_page(self, learner: str, token: str, notice: str = "") -> Answer:
        """Return the page on which a learner votes."""
        return Answer(vote_page(self.poll.subject, self.poll.state(), self.poll.voted(learner), token, notice))

    def vote_parts(self, learner: str, token: str) -> Answer:
        """Return the part of that page that changes."""
        return Answer(json=vote_parts(self.poll.subject, self.poll.state(), self.poll.voted(learner), token))

    def vote_open(self, learner: str) -> Answer:
        """Return whether the room is asked something that a learner has not voted on yet."""
        return Answer(json={"open": self.poll.stage == "asking" and not self.poll.voted(learner)})

    def vote(self, learner: str, asked: Asked, token: str) -> Answer:
        """Take a learner's vote, and show the page again."""
        try:
            self.poll.vote(learner, asked.get("choice", ()))
        except CourseError as error:
            return self.vote_page(learner, token, str(error))
        return Answer(to="/vote")

    def _do(self, path: str, asked: Asked) -> Answer:
        learner, name, by = _first(asked, "learner"), _first(asked, "name"), _first(asked, "by")
        match path:
            case "extra-time":
                typed = _first(asked, "minutes")
                minutes = int(typed) if typed.isdecimal() else 0
                self._desk.extra_time(learner, minutes, by)
                self._notice = class_notices.more_time(self._name(learner), minutes)
            case "sign-off":
                credential, refreshed = _first(asked, "credential"), _first(asked, "refreshed")
                opens = self._desk.sign_off(learner, name, credential, refreshed)
                self._notice = class_notices.one_more_try(self._name(learner), opens)
            case "plan":
                if (plan := _first(asked, "plan")) in self._known.workshops:
                    self._began = {plan: self._clock()}
            case "poll":
                return self._poll(asked)
            case "certificates.pdf":
                return self._certificates(path)
            case _:
                return NOT_THERE
        return Answer(to=HOME)

    def _name(self, learner: str) -> str:
        """Return the name under which a learner stands on the page."""
        self._overview.follow()
        return next((person.name for person in self._overview.people if person.id == learner), "this learner")

    def _passed(self, now: datetime) -> tuple[int, list[str]]:
        """Return how many can have a certificate, and who passed and cannot: no lesson is done."""
        done = [
            (person.name, learned(self._known.course_map, work.standings))
            for person, work in self._overview.working
            if work.check(now).passed
        ]
        without = [name for name, topics in done if not topics]
        return len(done) - len(without), without

    def _wrong(self) -> list[str]:
        """Return what goes wrong now, here and with the record; what waits is written if it can be."""
        record = self._record
        unread = class_troubles.not_read(record.unread) if record.unread else ""
        found = [class_troubles.put_aside(*record.aside), unread, *self._troubles()]
        try:
            self._record.retry()
        except NotSaved as trouble:
            found.append(class_troubles.not_saved(trouble.kind))
        return [each for each in found if each]

    def _poll(self, asked: Asked) -> Answer:
        subject = self._subject(asked)
        if subject is None:
            return NOT_THERE
        if _first(asked, "stage") in ("", self.poll.stage_of(subject)):  # else another window has gone on
            self.poll.go_on(_first(asked, "do"), subject)
        return Answer(to=f"{HOME}/present?{address_of(subject)}" if self.poll.subject else HOME)

    def _subject(self, asked: Asked) -> Subject | None:
        """Return what an address names, or None."""
        known, name = self._known, _first(asked, "patient")
        item = known.items.get(_first(asked, "item"))
        if item:
            return item_subject(item, known.findings, known.references)
        patient, step = known.patients.get(name), _first(asked, "step") or "0"
        if patient and step.isdecimal() and int(step) < len(patient.steps):
            return patient_subject(patient, int(step), self._table, known.references)
        return None

    def _certificates(self, name: str) -> Answer:
        issued = self._desk.certificates()
        reasons = " ".join(f"{who}: {why}" for who, why in issued.without)
        self._notice = f"No certificate. {reasons}" if reasons else ""
        if issued.certificates:
            return Answer(
                file=(name, "application/pdf", certificates_pdf(self._class.name, issued.certificates))
            )
        self._notice = self._notice or NO_CERTIFICATE
        return Answer(to=HOME)


def _csv(name: str, text: str) -> Answer:
    return Answer(file=(name, "text/csv; charset=utf-8", text.encode("utf-8-sig")))


def _first(asked: Asked, name: str) -> str:
    return next(iter(asked.get(name, ())), "").strip()[:200]
