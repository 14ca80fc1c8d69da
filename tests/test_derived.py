"""What pages derive from what is new is what the whole record says; a message reads the record once."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib import final_check, lesson, my_certificate, my_record, my_review, start
from course_lib.catalog import catalog
from course_lib.model import Place
from course_lib.pages.session import Session
from course_lib.record import Record, derived
from course_lib.record.final_check import FinalCheck, NotNowError
from course_lib.record.journal import Journal
from course_lib.rules import one_try, progress, review, tries
from course_lib.rules.calibration import calibration, confident_errors
from course_lib.rules.encounter import last_encounters

KNOWN = catalog()
PLAN = KNOWN.plans["heat-and-ice"]
LESSON_ITEMS = [*PLAN.practice[:4], *PLAN.exit[:3]]
ROOM = [KNOWN.patients[name] for name in KNOWN.room_patients]
BEGIN = datetime(2026, 10, 25, 12, tzinfo=UTC)

STEPS = st.sampled_from(["answer"] * 6 + ["patient", "check", "check", "check", "hand in", "other window"])
JUMPS = st.sampled_from([0, 1, 3, 30, 60 * 20, 60 * 26, 60 * 24 * 8, -60 * 30, 60 * 24 * 365 * 5])
"""Minutes by which the clock moves: also back, and to 2031."""


class Learning:
    """One learner in two windows of the same record, with a clock that moves as it likes."""

    def __init__(self, record: Record, other: Record, seed: int) -> None:
        self.now, self.random = BEGIN, Random(seed)
        self.journal = Journal(record, lambda: self.now)
        self.elsewhere = Journal(other, lambda: self.now)
        patients = {name: KNOWN.patients[name] for name in KNOWN.final_patients}
        self.check = FinalCheck(KNOWN.blueprint, KNOWN.items, patients, self.journal, lambda: 0.0)

    def do(self, step: str) -> None:
        """Do one step; what the final check does not allow now is not done."""
        pick = self.random
        try:
            match step:
                case "answer" | "other window":
                    journal = self.elsewhere if step == "other window" else self.journal
                    name = pick.choice(LESSON_ITEMS)
                    journal.write(
                        Place(PLAN.id, "practice" if name in PLAN.practice else "exit", name),
                        name,
                        KNOWN.items[name].version + (pick.random() < 0.1),
                        "a",
                        right=pick.random() < 0.6,
                        score=1,
                        unsafe=pick.random() < 0.1,
                        confidence=pick.choice([None, "guess", "sure"]),
                    )
                case "patient":
                    patient = pick.choice(ROOM)
                    choice = pick.choice(patient.steps[0].choices).id
                    place = Place("patients", "patient", patient.id)
                    self.journal.write(place, patient.id, patient.version, [choice], right=True, score=1)
                case "check":
                    if self.check.state.phase == "ready":
                        self.check.start()
                    form_item = pick.choice(self.check.running.form.items[:5])
                    item = KNOWN.items[form_item.item]
                    place = one_try.place(self.check.running.number, "item", form_item.position)
                    right = pick.random() < 0.5
                    self.journal.write(place, item.id, item.version, "a", right=right, score=1)
                case "hand in":
                    self.check.hand_in()
        except NotNowError:
            pass

    def assert_same(self) -> None:
        """Compare what was derived step by step with what all attempts say at once."""
        journal = self.journal
        every = journal.everything()
        shown = tries.released(every)
        judged = [
            attempt for attempt in shown if attempt.item not in KNOWN.items or KNOWN.items[attempt.item].judged
        ]
        assert derived.cards(journal, KNOWN.items) == review.cards(shown, KNOWN.items)
        found = derived.calibration(journal, KNOWN.items)
        assert found.levels == calibration(judged)
        assert found.errors == confident_errors(judged)
        lesson_places = journal.within(Place(PLAN.id))
        assert derived.standing(journal, PLAN, KNOWN.items, KNOWN.patients) == progress.standing(
            PLAN, KNOWN.items, KNOWN.patients, lesson_places
        )
        rooms = journal.within(Place("patients", "patient"))
        assert derived.encounters(journal, "patients", ROOM) == last_encounters(ROOM, rooms)
        of_check = journal.within(Place("final"))
        assert derived.check_state(journal, KNOWN.blueprint) == tries.state(
            of_check, KNOWN.blueprint, journal.now()
        )
        assert derived.answered(journal) == {attempt.item for attempt in every if not attempt.is_note}


@settings(max_examples=12)
@given(st.lists(st.tuples(STEPS, JUMPS), max_size=10), st.integers(0, 2**32))
def test_what_is_derived_step_by_step_is_what_all_attempts_say(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]], seed: int
) -> None:
    url = f"sqlite:///{(tmp_path_factory.mktemp('derived') / 'record.sqlite').as_posix()}"
    with Record(url) as record, Record(url) as other:
        record.rename("Ann")
        learning = Learning(record, other, seed)
        for step, minutes in steps:
            learning.now += timedelta(minutes=minutes)
            learning.do(step)
            learning.assert_same()


def test_after_everything_is_erased_nothing_is_derived_from_it(record: Record) -> None:
    record.rename("Ann")
    learning = Learning(record, record, 1)
    for _ in range(5):
        learning.do("answer")
    learning.assert_same()
    record.erase()
    learning.assert_same()
    assert derived.cards(learning.journal, KNOWN.items) == []


def test_what_waits_to_be_saved_is_derived_from_too(record: Record, disk: Any) -> None:
    record.rename("Ann")
    learning = Learning(record, record, 1)
    learning.do("answer")
    disk.fill()
    with pytest.raises(Exception, match="not saved yet"):
        learning.do("answer")
    learning.assert_same()
    disk.make_room()
    learning.do("answer")
    learning.assert_same()
    assert len(learning.journal.everything()) == 3


# How often the record is read.


Asserts = Callable[..., None]


@pytest.fixture
def reads(record: Record) -> Asserts:
    """Send a message to a widget; hold how often it reads learners and attempts beside its writings."""
    record.rename("Ann")
    record.learner()
    assert record._store
    statements: list[str] = []

    def note(executed: str) -> None:
        statements.append(" ".join(executed.split()))

    with record._store.engine.connect() as connection:
        connection.driver.set_trace_callback(note)  # type: ignore[union-attr]

    def sent(widget: Any, learners: int, attempts: int, **message: Any) -> None:
        statements.clear()
        widget._receive(None, message, None)
        assert not widget.view["problem"]
        writes = sum(statement.startswith("INSERT INTO attempt") for statement in statements)
        assert sum("FROM learner" in statement for statement in statements) <= learners + writes, statements
        assert (
            sum(statement.startswith("SELECT attempt.number") for statement in statements) <= attempts + writes
        ), statements

    return sent


def test_a_message_reads_the_record_once_and_once_more_for_each_writing(record: Record, reads: Asserts) -> None:
    here = Session.open(record, known=KNOWN)
    heat = lesson("heat-and-ice", here)
    item, _, first, check = heat.item("time-limit"), heat.progress(), start(here), final_check(here)
    due, certificate, mine = my_review(here).today(), my_certificate(here), my_record(here)
    for _ in range(3):
        reads(item, 2, 1, do="answer", answer="a")
        reads(item, 1, 1, do="again")
        for other in (first, due, certificate, mine):
            reads(other, 2, 2, do="changed")
        reads(mine, 2, 1, do="open")
    reads(check, 2, 2, do="start")
    for place in range(3):
        reads(check, 1, 1, do="go", to=place)
        asked = check.view["question"]["asked"]
        known = KNOWN.items[asked.partition("/")[2]]
        if known.kind == "single_choice":
            reads(check, 2, 1, do="answer", answer=known.key, asked=asked)
