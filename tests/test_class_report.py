"""The report and the gradebook of a class, certificates for all, and what an instructor does for a learner."""

import csv
import io
import re
from datetime import UTC, date, datetime, timedelta

import pypdf
import pytest
from clocks import Clock

from course_lib.catalog import Catalog
from course_lib.classroom.actions import Desk, NobodyError
from course_lib.classroom.demo import Demo, demo
from course_lib.classroom.demo_answers import right_answer
from course_lib.classroom.overview import Overview
from course_lib.classroom.report import gradebook, report
from course_lib.formats.gradebook import roster_csv
from course_lib.model import Attempt, Learner, Owner, Place
from course_lib.model.classroom import ClassFile, Enrolled
from course_lib.record import Record
from course_lib.record.final_check import FinalCheck, NotNowError
from course_lib.record.journal import Journal
from course_lib.render.certificate import certificates_pdf
from course_lib.render.plots import (
    Reached,
    calibration_plot,
    correlation_words,
    progress_plot,
    share_bar,
    share_words,
    together,
)
from course_lib.rules.calibration import calibration
from course_lib.rules.certificate import notices
from course_lib.rules.encounter import best_path
from course_lib.rules.item_statistics import Correlation, share
from course_lib.rules.one_try import FINAL

NOW = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)
CLASS = ClassFile(
    name="Tuesday",
    starts=date(2026, 12, 1),
    code="HEAT24",
    open_places=9,
    provider="Made-up School",
    signatory="Lee Doe",
    credential="DC",
)


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def demo_class(known: Catalog, record: Record) -> Demo:
    found = demo(known, NOW)
    found.put(record)
    return found


def check_of(known: Catalog, record: Record, learner: str, clock: Clock) -> FinalCheck:
    record.switch(Learner(id=learner, name=learner.title()))
    patients = {name: known.patients[name] for name in known.final_patients}
    journal = Journal(record, clock).of(Owner("", learner))
    return FinalCheck(known.blueprint, known.items, patients, journal)


def take(known: Catalog, check: FinalCheck, *, right: bool) -> None:
    """Take a final check from its start to its end."""
    current = check.start()
    for form_item in current.form.items if right else ():
        check.answer(form_item, right_answer(known.items[form_item.item]))
    for name in current.form.patients if right else ():
        for taken in best_path(known.patients[name]).path:
            check.choose(name, taken.choice.id)
    check.hand_in()


def learn(known: Catalog, record: Record, learner: str) -> None:
    """Do the first lesson, all of it right."""
    plan = min(known.plans.values(), key=lambda plan: plan.number)
    found = []
    for block in ("practice", "exit"):
        for name in getattr(plan, block):
            item = known.items[name]
            found.append((str(Place(plan.id, block, name)), name, item.version, right_answer(item)))
    for name in plan.patients:
        path = [taken.choice.id for taken in best_path(known.patients[name]).path]
        found.append((str(Place(plan.id, "patient", name)), name, known.patients[name].version, path))
    record.append_all(
        Attempt(
            id=f"{learner}/{number}", learner=learner, place=place, item=item, version=version,
            answer=answer, right=True, score=1, at=NOW,
        )
        for number, (place, item, version, answer) in enumerate(found)
    )  # fmt: skip


def test_each_figure_of_the_report_has_its_interval(known: Catalog, record: Record, demo_class: Demo) -> None:
    found = report([Overview(record, known, demo_class.class_file)], known, NOW)
    lines = [line for line in found.text.splitlines() if line.startswith("- ")]
    assert len(lines) > 20
    for line in lines:
        assert " of " in line
        assert "% (" in line
        assert "discrimination: " in line
        assert "time: " in line
    assert "28 people have answered." in found.text
    assert "This is a small class" in found.text
    plots = len(known.course_map.lessons) + 1
    assert found.html.count('role="img"') == found.html.count('aria-label="Right first time') + plots


def test_the_plot_of_progress_says_how_many_have_done_and_begun_each_lesson(
    known: Catalog, record: Record, demo_class: Demo
) -> None:
    overview = Overview(record, known, demo_class.class_file)
    rows = list(csv.DictReader(io.StringIO(gradebook(overview, known, lambda: NOW))))
    assert len(rows) == 30
    found = report([overview], known, NOW)
    for title in (f"{stop.number}. {stop.title}" for stop in known.course_map.lessons):
        stands = [row[title] or "not begun" for row in rows]
        counts = {how: stands.count(how) for how in ("done", "begun", "not begun")}
        words = ", ".join(f"{count} {how}" for how, count in counts.items() if count)
        assert f"{title}: {words}" in found.text.splitlines()
        bar = found.html.split(f'<span class="words">{title}</span>')[1].split("</li>")[0]
        assert f'role="img" aria-label="{words}"' in bar
        assert f'<span aria-hidden="true">{words}</span>' in bar  # seen beside the bar, and read aloud once
    assert (
        "1. Back spasm and your role: 42 done, 14 begun, 4 not begun" in report([overview] * 2, known, NOW).text
    )


def test_a_bar_of_progress_is_as_long_as_the_share_of_the_class() -> None:
    plot = progress_plot([Reached("1. Heat <and> ice", 5, 2, 8), Reached("2. Stretching", 0, 0, 0)])
    assert 'width="125.0" height="16"/>' in plot  # 5 of 8, of 200
    assert 'x="125.0" y="8" width="50.0" height="8"/>' in plot
    assert 'aria-label="5 done, 2 begun, 1 not begun"' in plot
    assert "1. Heat &lt;and&gt; ice" in plot
    assert 'aria-label="nobody"' in plot


def test_a_plot_has_colors_of_its_own_where_no_style_is(
    known: Catalog, record: Record, demo_class: Demo
) -> None:
    found = report([Overview(record, known, demo_class.class_file)], known, NOW)
    shapes = re.findall(r"<(?:rect|circle|path) [^>]+>", found.html)
    assert len(shapes) > 100
    assert [shape for shape in shapes if " fill=" not in shape and " stroke=" not in shape] == []


def test_the_report_of_two_classes_pools_their_answers(
    known: Catalog, record: Record, demo_class: Demo
) -> None:
    overview = Overview(record, known, demo_class.class_file)
    assert "56 people have answered." in report([overview, overview], known, NOW).text


def test_a_class_in_which_nobody_has_answered_says_so(known: Catalog, record: Record) -> None:
    assert "Nobody has answered yet." in report([Overview(record, known, CLASS)], known, NOW).text


def test_the_gradebook_has_a_line_for_everyone_and_starts_no_formula(known: Catalog, record: Record) -> None:
    roster = ClassFile(
        name="=1+1",
        starts=date(2026, 12, 1),
        code="HEAT24",
        learners=(Enrolled(name="=cmd|' /C calc'!A0", code="AAAA"), Enrolled(name="Ben, Jr.", code="BBBB")),
    )
    rows = list(csv.reader(io.StringIO(gradebook(Overview(record, known, roster), known, lambda: NOW))))
    assert [row[0] for row in rows[1:]] == ["'=cmd|' /C calc'!A0", "Ben, Jr."]
    assert len({len(row) for row in rows}) == 1
    codes = list(csv.reader(io.StringIO(roster_csv(roster))))
    assert codes[1] == ["'=cmd|' /C calc'!A0", "AAAA", "HEAT24", "'=1+1"]


def test_the_gradebook_says_who_passed_and_with_what(known: Catalog, record: Record, clock: Clock) -> None:
    take(known, check_of(known, record, "ana", clock), right=True)
    learn(known, record, "ana")
    rows = list(csv.DictReader(io.StringIO(gradebook(Overview(record, known, CLASS), known, clock))))
    assert rows[0]["name"] == "Ana"
    assert rows[0]["final check"] == "Passed"
    assert rows[0]["score"] == "40"
    assert rows[0]["1. Back spasm and your role"] == "done"


def test_everyone_who_passed_gets_the_same_certificate_each_time_in_one_file(
    known: Catalog, record: Record, clock: Clock
) -> None:
    for name in ("ana", "ben"):
        take(known, check_of(known, record, name, clock), right=True)
        learn(known, record, name)
    take(known, check_of(known, record, "cleo", clock), right=False)
    desk = Desk(record, known, CLASS, clock)
    issued = desk.certificates()
    assert [certificate.name for certificate in issued.certificates] == ["Ana", "Ben"]
    assert {
        (certificate.instructor, certificate.credential, certificate.provider)
        for certificate in issued.certificates
    } == {("Lee Doe", "DC", "Made-up School")}
    assert all(certificate.theory_only for certificate in issued.certificates)
    said = {notice for certificate in issued.certificates for notice in notices(certificate)}
    assert "in_class" in said
    assert "unchecked" not in said, "nothing on it was typed on a learner's page"
    clock.now += timedelta(days=3)
    assert desk.certificates() == issued
    paper = certificates_pdf("Tuesday", issued.certificates)
    pages = pypdf.PdfReader(io.BytesIO(paper)).pages
    texts = [page.extract_text() for page in pages]
    assert [sum(name in text for text in texts) for name in ("Ana", "Ben", "Cleo")] == [1, 1, 0]
    assert paper == certificates_pdf("Tuesday", issued.certificates)


def test_who_passed_and_did_no_lesson_is_named_with_the_reason(
    known: Catalog, record: Record, clock: Clock
) -> None:
    take(known, check_of(known, record, "ana", clock), right=True)
    issued = Desk(record, known, CLASS, clock).certificates()
    assert issued.certificates == ()
    assert [name for name, _ in issued.without] == ["Ana"]
    assert "lesson" in issued.without[0][1]


def test_extra_time_is_the_instructors_and_counts_for_that_learner_alone(
    known: Catalog, record: Record, clock: Clock
) -> None:
    ana, ben = (check_of(known, record, name, clock) for name in ("ana", "ben"))
    ana.start()
    ben.start()
    desk = Desk(record, known, CLASS, clock)
    desk.extra_time("ana", 15, "Lee Doe")
    assert (ana.running.minutes, ben.running.minutes) == (75, 60)
    for minutes, by in ((0, "Lee Doe"), (999, "Lee Doe"), (5, " ")):
        with pytest.raises(NotNowError):
            desk.extra_time("ana", minutes, by)
    with pytest.raises(NobodyError):
        desk.extra_time("nobody", 5, "Lee Doe")
    assert [learner.name for learner in record.learners()] == ["Ana", "Ben"]


def test_a_sign_off_opens_one_more_try(known: Catalog, record: Record, clock: Clock) -> None:
    check = check_of(known, record, "ana", clock)
    for _ in range(2):
        take(known, check, right=False)
        clock.now += timedelta(hours=25)
    assert check.state.phase == "signoff"
    Desk(record, known, CLASS, clock).sign_off("ana", "Lee Doe", "DC", "Heat and ice")
    assert check.state.phase == "ready"
    with pytest.raises(NotNowError):
        Desk(record, known, CLASS, clock).sign_off("ana", "Lee Doe", "DC", "Heat and ice")


def test_what_an_instructor_does_makes_nobody_up(known: Catalog, record: Record, clock: Clock) -> None:
    check_of(known, record, "ana", clock).start()
    with Record(record._url) as other:
        Desk(other, known, CLASS, clock).extra_time("ana", 5, "Lee Doe")
        assert [learner.name for learner in other.learners()] == ["Ana"]
        assert len([row for row in other.of_all() if row.attempt and row.attempt.where.page == FINAL]) == 2


def test_figures_are_said_in_words_that_a_screen_reader_reads() -> None:
    assert share_words(share(8, 12)) == "67% (39 to 86)"
    assert share_words(share(0, 0)) == "no answers"
    assert correlation_words(Correlation(0.3, -0.331, 0.745, 12)) == "0.30 (−0.33 to 0.74)"
    assert correlation_words(None) == "cannot be said"
    assert 'aria-label="Right: 8 of 12, 67% (39 to 86)"' in share_bar(share(8, 12), "Right")
    assert share_bar(share(0, 0), "Right") == ""


def test_the_plot_of_calibration_says_every_level(demo_class: Demo) -> None:
    people = [
        calibration(a for a in demo_class.attempts if a.learner == learner.id)
        for learner in demo_class.learners
    ]
    levels = together(people)
    assert [level.of for level in levels] == [
        sum(each) for each in zip(*[[x.of for x in p] for p in people], strict=True)
    ]
    plot = calibration_plot(levels)
    for level in levels:
        assert f"{level.right} of {level.of} right" in plot
