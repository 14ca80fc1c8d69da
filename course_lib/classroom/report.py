"""The report of a class, from its record: for the page, for paper, for a spreadsheet."""

from collections.abc import Callable, Sequence
from datetime import datetime

from course_lib.catalog import Catalog
from course_lib.classroom.overview import Overview, pooled
from course_lib.formats.gradebook import Grade, gradebook_csv
from course_lib.language.terms import PHASES
from course_lib.record.clock import course_clock
from course_lib.render.plots import Reached, together
from course_lib.render.report import report_transcript
from course_lib.render.transcript import Transcript
from course_lib.rules.classwork import Work


def report(cohorts: Sequence[Overview], known: Catalog, now: datetime, title: str = "") -> Transcript:
    """Return the report of a class, or of several pooled."""
    states = [cohort.state(now) for cohort in cohorts]
    levels = together([work.levels for cohort in cohorts for _, work in cohort.working])
    names = " and ".join(state["name"] for state in states if state["name"])
    return report_transcript(
        title or names or "The class",
        [person for state in states for person in state["people"]],
        pooled(cohorts, known),
        known.items,
        known.plans,
        levels,
        [row for state in states for row in state["missed"]],
        _progress(cohorts, known),
    )


def _progress(cohorts: Sequence[Overview], known: Catalog) -> list[Reached]:
    """Return how far everyone is with each lesson, whether they have come or not."""
    everyone = [person.work.standings if person.work else {} for cohort in cohorts for person in cohort.people]
    lessons = [stop for stop in known.course_map.lessons if stop.id in known.plans]
    found = []
    for stop in lessons:
        done = [standings[stop.id].done for standings in everyone if stop.id in standings]
        found.append(
            Reached(f"{stop.number}. {stop.title}", done.count(True), done.count(False), len(everyone))
        )
    return found


def gradebook(overview: Overview, known: Catalog, clock: Callable[[], datetime] = course_clock) -> str:
    """Return a line of CSV for everyone of a class, whether they have come or not."""
    overview.follow()
    titles = [f"{stop.number}. {stop.title}" for stop in known.course_map.lessons]
    return gradebook_csv(titles, [_grade(p.name, p.work, known, clock()) for p in overview.people])


def _grade(name: str, work: Work | None, known: Catalog, now: datetime) -> Grade:
    standings = work.standings if work else {}
    state = work.check(now) if work else None
    best = (state.passed or state.last) if state else None
    result = best.result if best and best.ended else None
    practice = [answer for answer in work.firsts.values() if answer.where.part == "practice"] if work else []
    done = {True: "done", False: "begun"}
    return Grade(
        name=name,
        lessons=tuple(
            done[standings[stop.id].done] if stop.id in standings else "" for stop in known.course_map.lessons
        ),
        practice_right=sum(answer.right for answer in practice),
        practice_of=len(practice),
        final=PHASES[state.phase][2:] if state and state.tries else "",
        score=result.right if result else None,
        items=result.of if result else None,
        safety=result.safety_right if result else None,
        safety_items=result.safety_of if result else None,
        tries=len(state.tries) if state else 0,
        began=work.began if work else None,
        last=work.last if work else None,
    )
