"""What the instructor's addresses answer: pages, what forms do, files to save, and the room's votes."""

from datetime import date, timedelta

import pytest
from clocks import Clock
from test_class_report import NOW, check_of, learn, take

from course_lib.catalog import Catalog
from course_lib.classroom.instructor import Instructor
from course_lib.language.dates import moment
from course_lib.model.classroom import ClassFile, Enrolled
from course_lib.record import Record
from course_lib.record.final_check import FinalCheck
from course_lib.render.final_check import intro

CLASS = ClassFile(
    name="Tuesday", starts=date(2026, 12, 1), code="HEAT24", open_places=9, signatory="Lee Doe", credential="DC"
)
ITEM = {"item": ["time-limit"]}


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def desk(known: Catalog, record: Record, clock: Clock) -> Instructor:
    return Instructor(record, known, CLASS, "http://192.168.1.7:8866/", clock)


def page(desk: Instructor) -> str:
    return desk.get("", {}, "tok").html


def test_the_page_and_its_parts_are_there_and_nothing_else(desk: Instructor) -> None:
    assert "<h1>Tuesday</h1>" in page(desk)
    assert "http://192.168.1.7:8866</strong>" in page(desk)
    assert set(desk.get("parts", {}, "tok").json) >= {"class-people", "class-plan"}
    for path in ("no-such", "../class.yaml", "certificates.pdf", "parts/"):
        assert desk.get(path, {}, "tok").status == 404
        assert path == "certificates.pdf" or desk.post(path, {}).status == 404


def test_the_room_is_shown_how_to_join_and_nobodys_name(known: Catalog, record: Record, clock: Clock) -> None:
    ana = Enrolled(name="Ana Ruiz", code="K7MP")
    known_class = CLASS.model_copy(update={"learners": (ana,), "open_places": None})
    desk = Instructor(record, known, known_class, "http://192.168.1.7:8866/", clock)
    shown = desk.get("join", {}, "tok").html
    for part in ("http://192.168.1.7:8866</strong>", ">HEAT24</strong>", "Type your own code, too.", "0 of 1"):
        assert part in shown
    assert 'role="img" aria-label="http://192.168.1.7:8866 as a QR code"><svg' in shown
    assert "Ana" not in shown
    assert "K7MP" not in shown
    assert desk.get("join/parts", {}, "tok").json["class-count"] == "0 of 1 have joined"
    assert '<a class="button" href="/instructor/join">Show how to join</a>' in page(desk)


def test_extra_time_is_granted_once_and_said_once(
    known: Catalog, record: Record, clock: Clock, desk: Instructor
) -> None:
    check = check_of(known, record, "ana", clock)
    check.start()
    assert '<option value="ana">Ana</option>' in page(desk)
    answer = desk.post("extra-time", {"learner": ["ana"], "minutes": ["15"], "by": ["Lee Doe"]})
    assert answer.to == "/instructor"
    assert check.running.minutes == 75
    assert "Saved: Ana has 15 more minutes." in page(desk)
    assert "Saved:" not in page(desk)


def test_a_double_click_gives_extra_time_once_and_a_later_click_gives_more(
    known: Catalog, record: Record, clock: Clock, desk: Instructor
) -> None:
    check = check_of(known, record, "ana", clock)
    check.start()
    form = {"learner": ["ana"], "minutes": ["15"], "by": ["Lee Doe"]}
    for _ in range(2):
        desk.post("extra-time", form)
        assert "Saved: Ana has 15 more minutes." in page(desk)
    assert check.running.minutes == 75
    clock.now += timedelta(seconds=30)
    desk.post("extra-time", form)
    assert check.running.minutes == 90


def test_a_sign_off_says_when_the_try_opens_also_after_a_double_click(
    known: Catalog, record: Record, clock: Clock, desk: Instructor
) -> None:
    check = check_of(known, record, "ana", clock)
    for _ in range(2):
        clock.now += timedelta(days=2)
        take(known, check, right=False)
        while check.state.phase == "parallel":
            check.answer_parallel(None)
    form = {"learner": ["ana"], "name": ["Lee Doe"], "credential": ["DC"], "refreshed": ["Heat"]}
    opens = moment(clock.now + timedelta(hours=known.blueprint.hours_between))
    for _ in range(2):
        desk.post("sign-off", form)
        assert f"Saved: Ana can try once more on {opens}." in page(desk)
    assert check.state.phase == "waiting"


def test_extra_time_that_is_granted_before_a_try_is_there_when_it_begins_and_once(
    known: Catalog, record: Record, clock: Clock, desk: Instructor
) -> None:
    check = check_of(known, record, "ana", clock)
    assert '<option value="ana">Ana</option>' in page(desk)
    for minutes in ("15", "5"):
        desk.post("extra-time", {"learner": ["ana"], "minutes": [minutes], "by": ["Lee Doe"]})
    assert "Saved: Ana has 5 more minutes." in page(desk)
    assert check.state.ahead == 20
    assert "You have 80 minutes: 60, and the 20 that your instructor gave you." in told(check)
    assert check.start().minutes == 80
    check.grant(10, "Lee Doe")
    assert check.running.minutes == 90
    check.hand_in()
    while check.state.phase == "parallel":
        check.answer_parallel(None)
    clock.now += timedelta(days=2)
    assert check.state.phase == "ready"
    assert "You have 60 minutes." in told(check)
    assert check.start().minutes == 60, "what was granted for one try is not for the next"


def told(check: FinalCheck) -> str:
    return intro(check.blueprint, check.state.number, check.state.ahead)["rules"][0]


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"learner": ["nobody"], "minutes": ["15"], "by": ["Lee"]}, "Nobody of that name is in this class."),
        ({"learner": ["ana"], "minutes": ["-5"], "by": ["Lee"]}, "Extra time is from 1 to 240 minutes."),
        ({"learner": ["ana"], "minutes": ["١٥"], "by": [""]}, "Write who granted the extra time."),
        ({}, "Nobody of that name is in this class."),
    ],
)
def test_a_form_that_cannot_be_used_says_why(
    known: Catalog, record: Record, clock: Clock, desk: Instructor, form: dict[str, list[str]], sentence: str
) -> None:
    check_of(known, record, "ana", clock).start()
    desk.post("extra-time", form)
    assert sentence in page(desk)


def test_a_plan_that_is_started_has_its_clock(desk: Instructor) -> None:
    desk.post("plan", {"plan": ["no-such"]})
    assert "No clock runs" in page(desk)
    desk.post("plan", {"plan": ["ninety-minutes"]})
    assert "Minute 0 of 90." in page(desk)


def test_the_room_votes_and_then_sees_why(desk: Instructor) -> None:
    assert desk.get("present", {}, "tok").to == "/instructor"
    shown = desk.get("present", ITEM, "tok").html
    assert "Let the room vote" in shown
    assert "Nothing is asked now" in desk.vote_page("ana", "tok").html
    assert desk.post("poll", {**ITEM, "do": ["ask"]}).to == "/instructor/present?item=time-limit"
    assert 'name="choice" value="b"' in desk.vote_page("ana", "tok").html
    assert desk.vote("ana", {"choice": ["b"]}, "tok").to == "/vote"
    assert 'value="b" checked' in desk.vote_parts("ana", "tok").json["vote"]
    assert "<strong>1</strong> vote" in desk.get("present/parts", ITEM, "tok").json["present-poll"]
    desk.post("poll", {**ITEM, "do": ["votes"]})
    assert "Nothing is asked now" in desk.vote("ben", {"choice": ["b"]}, "tok").html
    desk.post("poll", {**ITEM, "do": ["why"]})
    assert "<h2>Why</h2>" in desk.get("present", {}, "tok").html
    assert desk.post("poll", {**ITEM, "do": ["closed"]}).to == "/instructor"


def test_a_window_that_is_behind_takes_no_vote_away_and_gets_the_buttons_of_now(desk: Instructor) -> None:
    ask = {**ITEM, "do": ["ask"], "stage": ["closed"]}
    assert 'name="stage" value="closed"' in desk.get("present", ITEM, "tok").html
    desk.post("poll", ask)
    desk.vote("ana", {"choice": ["b"]}, "tok")
    desk.post("poll", ask)
    assert "<strong>1</strong> vote" in desk.get("present/parts", ITEM, "tok").json["present-poll"]
    ways = desk.get("present/parts", ITEM, "tok").json["present-ways"]
    assert "Show the votes" in ways
    assert "Let the room vote" not in ways
    desk.post("poll", {**ITEM, "do": ["votes"], "stage": ["asking"]})
    desk.post("poll", {**ITEM, "do": ["ask"], "stage": ["votes"]})
    assert "<strong>0</strong> votes" in desk.get("present/parts", ITEM, "tok").json["present-poll"]


def test_a_case_is_shown_step_by_step(known: Catalog, desk: Instructor) -> None:
    steps = len(known.patients["dana"].steps)
    shown = desk.get("present", {"patient": ["dana"], "step": ["1"]}, "tok").html
    assert shown.count("/instructor/present?patient=dana&amp;step=") >= steps
    assert shown.count("aria-current=step") == 1
    answer = desk.post("poll", {"patient": ["dana"], "step": ["1"], "do": ["ask"]})
    assert answer.to == "/instructor/present?patient=dana&step=1"
    for step in (str(steps), "-1", "x"):
        asked = {"patient": ["dana"], "step": [step], "do": ["ask"]}
        assert desk.post("poll", asked).status == 404


def test_files_can_be_saved(known: Catalog, record: Record, clock: Clock, desk: Instructor) -> None:
    assert desk.post("certificates.pdf", {}).to == "/instructor"
    assert "Nobody has a certificate yet" in page(desk)
    take(known, check_of(known, record, "ben", clock), right=True)
    take(known, check_of(known, record, "ana", clock), right=True)
    learn(known, record, "ana")
    report = desk.get("report", {}, "tok").html
    assert "Certificates of 1 who passed (PDF)" in report
    assert "No certificate yet, because no lesson is done: Ben." in report
    paper = desk.post("certificates.pdf", {}).file
    assert paper is not None
    assert (paper[0], paper[2][:5]) == ("certificates.pdf", b"%PDF-")
    assert "No certificate. Ben: No lesson is done yet." in page(desk)
    for name in ("gradebook.csv", "roster.csv"):
        table = desk.get(name, {}, "tok").file
        assert table is not None
        assert table[2].decode("utf-8-sig").startswith("name,")


def test_a_thousand_letters_are_cut_and_a_list_without_end_is_no_trouble(desk: Instructor) -> None:
    desk.post("extra-time", {"learner": ["x" * 10_000], "minutes": ["9" * 5_000], "by": ["y"] * 10_000})
    assert "Nobody of that name" in page(desk)
