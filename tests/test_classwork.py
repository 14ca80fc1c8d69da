"""What a class is doing, from its record: who is stuck and for how long, what was missed and answered."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from course_lib.catalog import Catalog
from course_lib.classroom.demo import demo
from course_lib.classroom.demo_answers import right_answer, wrong_answer
from course_lib.classroom.overview import Overview, pooled, state
from course_lib.model import Attempt, Learner
from course_lib.model.classroom import ClassFile, Enrolled, learner_id
from course_lib.record import Record
from course_lib.render.class_parts import parts
from course_lib.rules.certificate import CERTIFICATE, CERTIFICATES
from course_lib.rules.classwork import Course, Work
from course_lib.rules.marking import mark
from course_lib.rules.one_try import AHEAD, SIGN_OFF, SIGNED, TIME
from course_lib.rules.stood import NOTE, place_of
from course_lib.rules.taking import taken

START = datetime(2026, 12, 1, 9, tzinfo=UTC)
LESSON = "heat-and-ice"


@pytest.fixture(scope="module")
def course(known: Catalog) -> Course:
    return Course(known.plans, known.items, known.patients, known.blueprint)


class Pen:
    """Writes attempts of one learner, a minute apart."""

    def __init__(self, known: Catalog, learner: str = "ana") -> None:
        self.known, self.learner = known, learner
        self.written: list[Attempt] = []

    def answer(self, name: str, *, right: bool, block: str = "practice", **more: Any) -> "Pen":
        from random import Random

        item = self.known.items[name]
        marked = mark(item, right_answer(item) if right else wrong_answer(item, Random(name)))
        answer = list(marked.answer) if isinstance(marked.answer, tuple) else marked.answer
        return self.note(
            f"{LESSON}/{block}/{name}",
            name,
            answer,
            version=item.version,
            right=right,
            unsafe=marked.unsafe,
            score=marked.score,
            **more,
        )

    def note(self, place: str, item: str, answer: Any, **more: Any) -> "Pen":
        fields = {"version": 1, "right": True, "score": 1.0, **more}
        self.written.append(
            Attempt(
                id=f"{self.learner}-{len(self.written)}",
                learner=self.learner,
                place=place,
                item=item,
                answer=answer,
                at=START + timedelta(minutes=len(self.written)),
                **fields,
            )
        )
        return self


@pytest.fixture
def pen(known: Catalog) -> Pen:
    return Pen(known)


@pytest.fixture(scope="module")
def practice(known: Catalog) -> Sequence[str]:
    return [name for name in known.plans[LESSON].practice if known.items[name].judged]


def work(course: Course, pen: Pen) -> Work:
    return taken(Work(course), pen.written)


def test_three_wrong_tries_at_a_question_are_stuck_since_the_first(
    course: Course, pen: Pen, practice: Sequence[str]
) -> None:
    pen.answer(practice[1], right=True)
    for _ in range(2):
        pen.answer(practice[0], right=False)
    assert work(course, pen).stuck(START + timedelta(minutes=3)) is None
    pen.answer(practice[0], right=False)
    found = work(course, pen).stuck(START + timedelta(minutes=3))
    assert found is not None
    assert (found.why, found.item, found.tries, found.since) == (
        "tries",
        practice[0],
        3,
        START + timedelta(minutes=1),
    )
    pen.answer(practice[0], right=True)
    assert work(course, pen).stuck(START + timedelta(minutes=5)) is None


def test_wrong_tries_at_other_questions_do_not_add_up(
    course: Course, pen: Pen, practice: Sequence[str]
) -> None:
    for name in (*practice[:2], *practice[:2]):
        pen.answer(name, right=False)
    assert work(course, pen).stuck(START + timedelta(minutes=4)) is None


@pytest.mark.parametrize(("minutes", "stuck"), [(5, False), (6, True), (44, True), (45, False)])
def test_whoever_does_nothing_within_a_lesson_is_stuck_until_they_have_gone(
    course: Course, pen: Pen, practice: Sequence[str], minutes: int, stuck: bool
) -> None:
    pen.answer(practice[0], right=True)
    found = work(course, pen).stuck(START + timedelta(minutes=minutes))
    assert (found is not None) == stuck
    assert found is None or (found.why, found.since) == ("idle", START)


def test_where_a_page_is_no_lesson_nobody_is_idle(course: Course, pen: Pen) -> None:
    pen.note(str(place_of("patients")), NOTE, {"at": "a", "step": 1, "left": 3})
    assert work(course, pen).stuck(START + timedelta(minutes=20)) is None


@pytest.mark.parametrize("note", [TIME, SIGN_OFF, CERTIFICATE])
def test_what_an_instructor_notes_moves_nobody(
    course: Course, pen: Pen, practice: Sequence[str], note: str
) -> None:
    pen.answer(practice[0], right=True)
    place = {TIME: AHEAD, SIGN_OFF: SIGNED, CERTIFICATE: CERTIFICATES}[note]
    pen.note(str(place), note, {"minutes": 10})
    found = work(course, pen)
    assert (found.page, found.last) == (LESSON, START)
    assert found.stuck(START + timedelta(minutes=7)) is not None
    assert found.check(START).ahead == (10 if note == TIME else 0)


def test_a_missed_safety_question_is_open_until_one_like_it_is_right(course: Course, pen: Pen) -> None:
    safety = next(item for item in pen.known.items.values() if item.safety and item.judged)
    other = next(item for item in pen.known.items.values() if item.slot == safety.slot and item.id != safety.id)
    pen.answer(safety.id, right=False, block="exit")
    assert [answer.item for answer in work(course, pen).missed] == [safety.id]
    pen.answer(other.id, right=True, block="exit")
    assert work(course, pen).missed == ()


def test_what_was_asked_before_the_reading_is_not_held_against_anybody(course: Course, pen: Pen) -> None:
    safety = next(item for item in pen.known.items.values() if item.safety and item.judged)
    for _ in range(4):
        pen.answer(safety.id, right=False, block="pretest")
    found = work(course, pen)
    assert (found.missed, found.stuck(START + timedelta(minutes=4))) == ((), None)


def test_the_first_answer_counts_and_a_running_final_check_tells_nothing(
    course: Course, pen: Pen, practice: Sequence[str]
) -> None:
    pen.answer(practice[0], right=False).answer(practice[0], right=True)
    pen.note("final/1/item/3", practice[1], "a", right=True)
    found = work(course, pen)
    assert {name: answer.right for name, answer in found.firsts.items()} == {practice[0]: False}
    assert found.page == "final"


def test_taken_one_by_one_it_is_the_same_as_all_at_once(known: Catalog, course: Course) -> None:
    demo_class = demo(known, START, count=3)
    for learner in demo_class.learners:
        every = [attempt for attempt in demo_class.attempts if attempt.learner == learner.id]
        growing = Work(course)
        for number, attempt in enumerate(every, start=1):
            growing.take(attempt)
            if number % 20 == 0:
                fresh = taken(Work(course), every[:number])
                assert growing.stuck(START) == fresh.stuck(START)
                assert (growing.missed, growing.firsts) == (fresh.missed, fresh.firsts)
                assert growing.standings == fresh.standings


CLASS = ClassFile(
    name="Tuesday",
    starts=date(2026, 12, 1),
    code="HEAT24",
    learners=(Enrolled(name="Ana", code="AAAA"), Enrolled(name="Ben", code="BBBB")),
)


@pytest.fixture
def joined(known: Catalog, record: Record) -> Pen:
    """Ana has joined by the roster, and nobody else."""
    pen = Pen(known, learner_id("Tuesday", "Ana"))
    record.switch(Learner(id=pen.learner, name="Ana"))
    return pen


def test_an_overview_takes_what_is_new_and_shows_who_is_missing(
    known: Catalog, record: Record, joined: Pen, practice: Sequence[str]
) -> None:
    seen = Overview(record, known, CLASS)
    first = seen.state(START)
    assert [(person["name"], person["here"]) for person in first["people"]] == [("Ana", True), ("Ben", False)]
    assert (first["here"], first["of"], first["items"]) == (1, 2, [])
    record.append_all(joined.answer(practice[0], right=False, confidence="sure").written)
    then = seen.state(START + timedelta(minutes=2))
    assert [(item["id"], item["right"], item["of"]) for item in then["items"]] == [(practice[0], 0, 1)]
    assert [(row["id"], row["names"]) for row in then["errors"]] == [(practice[0], ["Ana"])]
    assert then == state(record, CLASS, known, START + timedelta(minutes=2))
    assert then["people"][0]["where"].startswith("2. Heat and ice")
    assert then["people"][0]["idle"] == 2


def test_looking_again_reads_no_row_twice(
    known: Catalog, record: Record, joined: Pen, practice: Sequence[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    record.append_all(joined.answer(practice[0], right=True).answer(practice[1], right=True).written)
    seen = Overview(record, known, CLASS)
    seen.state(START)
    asked: list[int] = []
    whole = Record.of_all

    def noted(self: Record, since: int = 0) -> Any:
        found = whole(self, since)
        asked.append(len(found))
        return found

    monkeypatch.setattr(Record, "of_all", noted)
    seen.state(START)
    assert asked == [1]


def test_somebody_who_erased_everything_is_not_shown_again(
    known: Catalog, record: Record, joined: Pen, practice: Sequence[str]
) -> None:
    record.append_all(joined.answer(practice[0], right=False).written)
    seen = Overview(record, known, CLASS)
    assert seen.state(START)["people"][0]["here"]
    record.erase()
    after = seen.state(START)
    assert (after["people"][0]["here"], after["items"], after["errors"]) == (False, [], [])


def test_two_classes_are_pooled(known: Catalog, record: Record, tmp_path: Any, practice: Sequence[str]) -> None:
    with Record(f"sqlite:///{(tmp_path / 'other.sqlite').as_posix()}") as other:
        found = []
        for place, opened in enumerate((record, other)):
            pen = Pen(known, f"p{place}")
            opened.switch(Learner(id=pen.learner, name=f"P{place}"))
            opened.append_all(pen.answer(practice[0], right=bool(place)).written)
            found.append(Overview(opened, known))
            found[-1].follow()
        share = pooled(found, known)[practice[0]].facility
    assert (share.right, share.of) == (1, 2)


def test_what_is_shown_of_a_class_is_escaped(known: Catalog, record: Record, practice: Sequence[str]) -> None:
    pen = Pen(known, "x")
    record.switch(Learner(id="x", name='<img src=x onerror="alert(1)">'))
    for _ in range(4):
        pen.answer(practice[0], right=False, confidence="sure")
    record.append_all(pen.written)
    shown = parts(Overview(record, known).state(START + timedelta(minutes=4)))
    for name in ("class-people", "class-stuck"):
        assert "&lt;img src=x" in shown[name]
    assert "<img" not in "".join(shown.values())


def test_what_is_shown_names_the_ones_to_go_to_first(known: Catalog, record: Record) -> None:
    demo_class = demo(known, START)
    demo_class.put(record)
    found = Overview(record, known, demo_class.class_file).state(START)
    assert found["here"] == 28
    assert 2 <= len(found["stuck"]) <= 5
    assert found["stuck"][0]["why"].startswith("4 wrong tries")
    shown = parts(found)
    assert "28 of 30 have joined" in shown["class-count"]
    assert shown["class-people"].count("Not here yet") == 2
    assert found["items"][0]["of"] > 3
