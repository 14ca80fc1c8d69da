"""The instructor's pages: each form names learner and token, nothing breaks out, a vote tells no answer."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from html.parser import HTMLParser

import pytest

from course_lib.catalog import Catalog
from course_lib.classroom.demo import Demo, demo
from course_lib.classroom.instructor_page import (
    class_page,
    plan_parts,
    present_page,
    present_parts,
    report_page,
    vote_page,
    vote_parts,
)
from course_lib.classroom.overview import Overview
from course_lib.classroom.poll import Poll, VoteError
from course_lib.classroom.report import report
from course_lib.folders import CLASSROOM, ROOT
from course_lib.model.classroom import ClassFile
from course_lib.record import Record
from course_lib.render.class_parts import people, stuck
from course_lib.render.class_state import ClassState, StuckState
from course_lib.render.subject import Subject, item_subject, patient_subject
from course_lib.rules.decision import Table
from course_lib.rules.workshop import in_hand, slots, timed

NOW = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)
ADDRESS = "http://192.168.1.7:8866"
EVIL = '"><script>alert(1)</script>'


class Balance(HTMLParser):
    """Reads a page, and notes what is opened and not closed, and every id."""

    VOID = frozenset({"meta", "link", "input", "br", "img", "rect", "path", "circle", "hr"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.scripts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids += [found["id"] or ""] if "id" in found else []
        if tag == "script":
            self.scripts.append(found.get("src") or "")
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Nothing is opened."""

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def read(page: str) -> Balance:
    found = Balance()
    found.feed(page)
    assert found.open == []
    assert len(found.ids) == len(set(found.ids))
    assert found.scripts == ["/course/classroom/static/instructor.js"]
    assert "onclick" not in page
    return found


@pytest.fixture(scope="module")
def demo_class(known: Catalog) -> Demo:
    return demo(known, NOW)


@pytest.fixture(scope="module")
def seen(known: Catalog, demo_class: Demo, tmp_path_factory: pytest.TempPathFactory) -> Overview:
    record = Record(f"sqlite:///{(tmp_path_factory.mktemp('class') / 'r.sqlite').as_posix()}")
    demo_class.put(record)
    return Overview(record, known, demo_class.class_file)


@pytest.fixture
def state(seen: Overview) -> ClassState:
    return seen.state(NOW)


@pytest.fixture(scope="module")
def subject(known: Catalog) -> Subject:
    return item_subject(known.items["time-limit"], known.findings, known.references)


def test_the_page_of_a_class_has_each_part_that_is_renewed(
    known: Catalog, demo_class: Demo, state: ClassState
) -> None:
    page = class_page(demo_class.class_file, state, known, "tok", ADDRESS, NOW)
    ids = read(page).ids
    assert {"class-count", "class-stuck", "class-missed", "class-people", "class-items", "class-plan"} <= set(
        ids
    )
    assert 'data-live="/instructor/parts"' in page
    assert f"Join at <strong>{ADDRESS}</strong>" in page
    assert demo_class.class_file.code in page
    assert demo_class.class_file.pin not in page
    assert not [enrolled.code for enrolled in demo_class.class_file.learners if enrolled.code in page]


def test_forms_for_extra_time_and_sign_off_are_there_for_those_who_need_them(
    known: Catalog, demo_class: Demo, state: ClassState
) -> None:
    people = state["people"]
    for person in people:
        person["phase"] = "passed"
    assert "/instructor/extra-time" not in class_page(demo_class.class_file, state, known, "tok", ADDRESS, NOW)
    people[0]["phase"], people[1]["phase"], people[2]["phase"] = "ready", "signoff", "running"
    page = class_page(demo_class.class_file, state, known, "tok", ADDRESS, NOW)
    for action, places in (("extra-time", (2, 0, 1)), ("sign-off", (1,))):
        (form,) = re.findall(rf'<form method="post" action="/instructor/{action}">(.*?)</form>', page)
        assert '<input type="hidden" name="_xsrf" value="tok">' in form
        assert re.findall(r'<option value="(.*?)">', form) == [people[place]["id"] for place in places]
    for name in ("minutes", "by", "name", "credential", "refreshed"):
        assert f'name="{name}"' in page
    assert f"Running now: {people[2]['name']}." in page
    assert f"Needs a sign-off: {people[1]['name']}." in page


def test_nothing_that_somebody_typed_breaks_out_of_the_page(known: Catalog, state: ClassState) -> None:
    evil = ClassFile(name=f"A {EVIL}", starts=date(2026, 12, 1), code="HEAT24", open_places=2, signatory=EVIL)
    state["people"][0]["name"] = EVIL
    state["people"][0]["phase"] = "running"
    state["stuck"] = [{"name": EVIL, "where": EVIL, "why": EVIL, "minutes": 3}]
    page = class_page(evil, state, known, EVIL, EVIL, NOW, notice=EVIL)
    read(page)
    assert "<script>" not in page


def test_of_many_who_are_stuck_the_first_stand_and_the_others_can_be_opened() -> None:
    rows: list[StuckState] = [
        {"name": f"Learner {number}.", "where": "2. Heat and ice", "why": "Nothing done", "minutes": 7}
        for number in range(30)
    ]
    first, _, rest = stuck(rows).partition("<details")
    assert (first.count("<li>"), rest.count("<li>")) == (6, 24)
    assert "<summary>24 more</summary>" in rest
    assert "Learner 6." in rest
    assert "<details" not in stuck(rows[:6])


def test_the_final_check_has_a_column_once_somebody_has_begun_it(state: ClassState) -> None:
    assert "Final check" not in people(state["people"])
    state["people"][3]["check"] = "Running now"
    table = people(state["people"])
    assert '<th scope="col">Final check</th><th scope="col">Last answer</th>' in table
    assert table.count('<td class="check">Running now</td><td') == 1


def test_the_clock_of_a_plan_says_which_part_runs_and_how_long(known: Catalog) -> None:
    began = {"ninety-minutes": NOW - timedelta(minutes=17)}
    shown = plan_parts(known, NOW, began)["class-plan"]
    assert "Minute 17 of 90." in shown
    assert shown.count('aria-current="step"') == 1
    assert "Lesson 1" in shown.split('aria-current="step"')[1].split("</li>")[0]
    assert "No clock runs" in plan_parts(known, NOW, {})["class-plan"]


def test_each_plan_fits_into_its_time_and_takes_its_lessons_from_the_map(known: Catalog) -> None:
    minutes = {stop.id: stop.minutes for stop in known.course_map.lessons}
    assert {plan.minutes for plan in known.workshops.values()} == {90, 180}
    for plan in known.workshops.values():
        assert in_hand(plan, known.course_map) >= 0
        for part, length in timed(plan, known.course_map):
            assert length == (minutes[part.lesson] if part.lesson else part.minutes)


@pytest.mark.parametrize("minute", [0, 5, 36, 200])
def test_at_each_minute_at_most_one_part_runs_and_those_before_are_done(known: Catalog, minute: int) -> None:
    for plan in known.workshops.values():
        states = [slot.state for slot in slots(plan, known.course_map, timedelta(minutes=minute))]
        assert states == sorted(states, key=["done", "now", "next"].index)
        assert states.count("now") <= 1
    assert {slot.state for slot in slots(plan, known.course_map)} == {"next"}


def test_while_the_room_votes_only_how_many_have_is_shown(subject: Subject) -> None:
    poll = Poll()
    poll.go_on("ask", subject)
    first, second = list(subject.options)[:2]
    poll.vote("a", [first])
    poll.vote("b", [first])
    poll.vote("b", [second])
    assert poll.state()["voted"] == 2
    assert poll.state()["answers"] == []
    shown = present_parts(subject, poll.state(), "tok")["present-poll"]
    assert "<strong>2</strong> votes" in shown
    assert "✓" not in shown
    poll.go_on("votes", subject)
    counts = {row["words"]: row["count"] for row in poll.state()["answers"]}
    assert (counts[subject.options[first]], counts[subject.options[second]]) == (1, 1)
    assert not any(row["key"] for row in poll.state()["answers"])
    assert "✓" not in present_parts(subject, poll.state(), "tok")["present-poll"]
    poll.go_on("why", subject)
    assert [row["words"] for row in poll.state()["answers"] if row["key"]] == [
        subject.options[key] for key in subject.keys
    ]
    assert "The table of findings says" in present_parts(subject, poll.state(), "tok")["present-poll"]
    poll.go_on("closed", subject)
    assert poll.state() == {"stage": "closed", "subject": "", "voted": 0, "answers": []}


def test_a_vote_that_is_none_is_refused_with_a_sentence(subject: Subject) -> None:
    poll = Poll()
    with pytest.raises(VoteError, match="Nothing is asked now"):
        poll.vote("a", ["b"])
    poll.go_on("ask", subject)
    for chosen in (["no-such"], list(subject.options)[:2]):
        with pytest.raises(VoteError, match="no answer to the question"):
            poll.vote("a", chosen)
    with pytest.raises(VoteError, match="Choose an answer first"):
        poll.vote("a", [])
    poll.go_on("votes", subject)
    with pytest.raises(VoteError, match="Nothing is asked now"):
        poll.vote("a", [next(iter(subject.options))])


def test_a_question_without_options_is_shown_with_its_reasons_and_not_voted_on(known: Catalog) -> None:
    poll = Poll()
    ordering = next(item for item in known.items.values() if item.kind == "ordering")
    found = item_subject(ordering, known.findings, known.references)
    page = present_page(found, poll.state(), "tok", ADDRESS)
    read(page)
    assert 'value="ask"' not in page
    with pytest.raises(VoteError, match="no options to vote on"):
        poll.go_on("ask", found)
    poll.go_on("why", found)
    assert "Why" in present_parts(found, poll.state(), "tok")["present-poll"]


def test_every_question_and_every_step_of_every_patient_can_be_shown(known: Catalog, table: Table) -> None:
    subjects = [item_subject(item, known.findings, known.references) for item in known.items.values()]
    for patient in known.patients.values():
        subjects += [
            patient_subject(patient, place, table, known.references) for place in range(len(patient.steps))
        ]
    for found in subjects:
        assert found.keys <= found.options.keys(), found.id
        assert found.why, found.id
        assert bool(found.keys) == bool(found.options), found.id


def test_a_phone_gets_the_question_without_its_answer(subject: Subject) -> None:
    poll = Poll()
    poll.ask(subject)
    asking = poll.state()
    page = vote_page(subject, asking, (), "tok")
    read(page)
    assert page.count('type="radio" name="choice"') == len(subject.options)
    assert subject.why not in page
    assert " checked" not in page
    chosen = next(iter(subject.options))
    assert f'value="{chosen}" checked' in vote_parts(subject, asking, {chosen}, "tok")["vote"]
    assert "Nothing is asked now" in vote_page(None, Poll().state(), (), "tok")
    poll.vote("a", [chosen])
    poll.go_on("votes", subject)
    votes = vote_parts(subject, poll.state(), {chosen}, "tok")["vote"]
    assert f"Your vote: {subject.options[chosen]}" in unescape(votes)
    assert "<form" not in votes
    assert "Why" not in votes
    poll.go_on("why", subject)
    assert "<h2>Why</h2>" in vote_parts(subject, poll.state(), (), "tok")["vote"]
    assert "You did not vote." in vote_parts(subject, poll.state(), (), "tok")["vote"]
    poll.go_on("close", subject)
    assert "Nothing is asked now" in vote_parts(subject, poll.state(), (), "tok")["vote"]


def test_the_report_is_a_page_with_what_can_be_saved(known: Catalog, seen: Overview) -> None:
    page = report_page(report([seen], known, NOW), 2, (), "tok")
    read(page)
    for name in ("gradebook.csv", "roster.csv"):
        assert f'href="/instructor/{name}"' in page
    assert '<form method="post" action="/instructor/certificates.pdf"><input type="hidden" name="_xsrf"' in page
    assert "certificates.pdf" not in report_page(report([seen], known, NOW), 0, (), "tok")


def test_the_guide_names_parts_and_buttons_as_the_pages_do(
    known: Catalog, seen: Overview, demo_class: Demo, state: ClassState, subject: Subject
) -> None:
    guide = (ROOT / "docs" / "instructor.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| ([A-Z][^|`]+?) \| .+ \| .*\|$", guide.split("**Your page**")[1], re.M)[1:9]
    named += [re.sub(r"\s+", " ", each) for each in re.findall(r"(?<![*\w])\*([^*]+)\*(?!\*)", guide)]
    poll, pages = Poll(), [(CLASSROOM / name).read_text("utf-8") for name in ("door.py", "static/vote.js")]
    pages.append(class_page(demo_class.class_file, state, known, "tok", ADDRESS, NOW))
    pages.append(report_page(report([seen], known, NOW), 9, (), "tok"))
    for step in ("closed", "ask", "votes", "why"):
        poll.go_on(step, subject)
        pages.append(present_page(subject, poll.state(), "tok", ADDRESS))
    shown = unescape(" ".join(pages))
    missing = [name for name in named if f">{name}" not in shown and f'"{name}' not in shown]
    assert missing == ["Review", "Ana Ruiz (1)", "Ana Ruiz (2)"]  # no parts and no buttons of these pages
    assert {"Who is stuck", "Show on the projector", "Certificates of 9 who passed (PDF)"} <= set(named)
