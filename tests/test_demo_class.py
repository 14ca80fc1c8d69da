"""The made-up class: the same for the same seed, marked by the course's own rules; some in it are stuck."""

import csv
import io
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from course_lib.catalog import Catalog
from course_lib.classroom.actions import Desk
from course_lib.classroom.class_file import check_pin
from course_lib.classroom.demo import FAILED, PASSED, PIN, Demo, demo
from course_lib.classroom.overview import Overview
from course_lib.classroom.report import gradebook
from course_lib.model.classroom import learner_id
from course_lib.record import Record
from course_lib.rules.marking import mark

NOW = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo_class(known: Catalog) -> Demo:
    return demo(known, NOW)


def test_it_is_the_same_for_the_same_seed_and_another_for_another(known: Catalog, demo_class: Demo) -> None:
    assert demo(known, NOW).attempts == demo_class.attempts
    assert demo(known, NOW, seed=2).attempts != demo_class.attempts


def test_each_answer_is_marked_as_the_course_marks_it(known: Catalog, demo_class: Demo) -> None:
    answered = [attempt for attempt in demo_class.attempts if attempt.item in known.items]
    assert len(answered) > 500
    for attempt in answered:
        marked = mark(known.items[attempt.item], attempt.answer)
        assert (marked.right, marked.unsafe, marked.score) == (attempt.right, attempt.unsafe, attempt.score)
    assert 0.4 < sum(attempt.right for attempt in answered) / len(answered) < 0.95


def test_nobody_answers_in_the_future_and_some_have_stopped(demo_class: Demo) -> None:
    last = {attempt.learner: attempt.at for attempt in demo_class.attempts}
    assert max(last.values()) <= NOW
    waiting = [at for at in last.values() if NOW - at > timedelta(minutes=8)]
    assert 2 <= len(waiting) <= len(last) // 2


def test_people_differ_in_what_they_know(demo_class: Demo) -> None:
    right, of = Counter[str](), Counter[str]()
    for attempt in demo_class.attempts:
        right[attempt.learner] += attempt.right and not attempt.is_note
        of[attempt.learner] += not attempt.is_note
    shares = [right[name] / of[name] for name in of]
    assert min(shares) < 0.6 < 0.85 < max(shares)


def test_it_can_be_kept_and_read_again_with_one_query(demo_class: Demo, record: Record) -> None:
    demo_class.put(record)
    assert [row.attempt for row in record.of_all()] == list(demo_class.attempts)
    assert {learner.name for learner in record.learners()} == {learner.name for learner in demo_class.learners}
    later = record.of_all(since=record.of_all()[-3].number)
    assert [row.attempt for row in later] == list(demo_class.attempts[-3:])


def test_a_learner_of_it_who_joins_is_the_same_one(demo_class: Demo) -> None:
    assert demo_class.learners[0].id == learner_id(
        demo_class.class_file.name, demo_class.class_file.learners[0].name
    )
    assert check_pin(PIN, demo_class.class_file.pin)


def test_with_a_final_check_two_have_their_certificate_and_one_waits_for_a_sign_off(
    known: Catalog, record: Record
) -> None:
    example = demo(known, NOW, final=True)
    assert example.attempts == demo(known, NOW, final=True).attempts
    assert max(attempt.at for attempt in example.attempts) <= NOW
    example.put(record)
    issued = Desk(record, known, example.class_file, lambda: NOW).certificates()
    names = [learner.name for learner in example.learners]
    assert [certificate.name for certificate in issued.certificates] == [names[place] for place in PASSED]
    assert issued.without == ()
    overview = Overview(record, known, example.class_file)
    rows = {row["name"]: row for row in csv.DictReader(io.StringIO(gradebook(overview, known, lambda: NOW)))}
    assert rows[names[FAILED]]["final check"] == "Needs a sign-off"


def test_a_class_may_have_more_people_than_there_are_names(known: Catalog) -> None:
    names = [learner.name for learner in demo(known, NOW, count=65).class_file.learners]
    assert len(set(names)) == 65
