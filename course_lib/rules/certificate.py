"""The certificate: who may have one, what stands on it, and what it must say that it is not. Pure.

The fields and the notices are those of the course's teaching plan: it is no approval for continuing education
without a provider's number, no license to work alone, and "theory only" without a signed hands-on checklist.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from course_lib.errors import CodedError
from course_lib.model import Attempt, CourseMap, Item, Patient, Place, Plan
from course_lib.model.certificate import Certificate, Details, Topic
from course_lib.rules.progress import Standing, standing
from course_lib.rules.tries import State

Notice = Literal["theory_only", "not_approved", "no_independent_practice", "unchecked", "in_class"]
"""What a certificate must say that it is not."""


class DetailsError(CodedError, ValueError):
    """Something in the form for the certificate has to be corrected; the message says what."""


@dataclass(frozen=True)
class Passed:
    """A final check that was passed: when, the score and the cut, and the same for the safety items.

    The fields are those of the certificate.
    """

    passed: date
    score: int
    items: int
    cut: int
    safety: int
    safety_items: int
    safety_cut: int


def passed(state: State) -> Passed | None:
    """Return the final check that was passed, or None; `state` is where the learner stands with it."""
    best = state.passed
    if best is None or best.ended is None:
        return None
    result = best.result
    on = max([best.ended, *(answer.at for answer in best.parallel_answers.values())])
    return Passed(
        passed=on.astimezone().date(),
        score=result.right,
        items=result.of,
        cut=result.pass_mark,
        safety=result.safety_right,
        safety_items=result.safety_of,
        safety_cut=result.safety_pass_mark,
    )


def topics(
    course: CourseMap,
    plans: Mapping[str, Plan],
    items: Mapping[str, Item],
    patients: Mapping[str, Patient],
    attempts: Sequence[Attempt],
) -> tuple[Topic, ...]:
    """Return the contact time by topic, as `learned` does; `attempts` are all of the learner's, in order."""
    by_page: dict[str, list[Attempt]] = {}
    for attempt in attempts:
        by_page.setdefault(attempt.where.page, []).append(attempt)
    standings = {name: standing(plan, items, patients, by_page.get(name, [])) for name, plan in plans.items()}
    return learned(course, standings)


def learned(course: CourseMap, standings: Mapping[str, Standing]) -> tuple[Topic, ...]:
    """Return the contact time by topic: the planned minutes of each lesson that is done.

    Breaks are not in the plan, so they are not counted; neither is the final check. `standings` says by the id
    of a lesson where the learner stands with it.
    """
    return tuple(
        Topic(topic=stop.title, minutes=stop.minutes)
        for stop in course.lessons
        if stop.id in standings and standings[stop.id].done
    )


def issue(
    certificate_id: str,
    details: Details,
    reached: Passed,
    course: CourseMap,
    learned: Sequence[Topic],
    began: date,
    today: date,
) -> Certificate:
    """Return a new certificate. Raises DetailsError where the details or the lessons do not allow one."""
    if not learned:
        raise DetailsError("no_lesson_done")
    if bool(details.hands_on_by) != bool(details.hands_on_on):
        raise DetailsError("half_a_checklist")
    if details.hands_on_on and details.hands_on_on > today:
        raise DetailsError("checklist_in_the_future")
    return Certificate(
        **details.model_dump(),
        **vars(reached),
        id=certificate_id,
        course=course.title,
        version=course.version,
        notice=course.notice,
        began=min(began, reached.passed),  # a clock that was set back since ran ahead when the course was begun
        issued=today,
        topics=tuple(learned),
    )


def notices(certificate: Certificate) -> tuple[Notice, ...]:
    """Return what the certificate must say that it is not, beside the notice of its course."""
    found: list[Notice] = ["theory_only"] if certificate.theory_only else []
    if not certificate.provider_number:
        found.append("not_approved")
    return (*found, "no_independent_practice", "in_class" if certificate.in_class else "unchecked")


CERTIFICATES = Place("certificate", "issued")
"""Where certificates that were issued are kept; the id follows."""

CERTIFICATE = "@certificate"
"""The note of a certificate that was issued."""
