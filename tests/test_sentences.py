"""A sentence is compared by the learner: it feeds no mark, no review, no calibration and no pass."""

from datetime import UTC, datetime

import pytest

from course_lib import lesson
from course_lib.catalog import Catalog
from course_lib.model import Attempt, Place, Plan, Sentence
from course_lib.pages.session import Session
from course_lib.record import Record
from course_lib.rules.progress import standing
from course_lib.rules.review import cards
from course_lib.widgets.calibration import CalibrationWidget


@pytest.fixture(params=["exit", "practice"])
def asked(request: pytest.FixtureRequest, known: Catalog) -> tuple[Plan, str, Sentence]:
    """A sentence of a lesson, in the exit check or in practice."""
    for plan in known.plans.values():
        for name in getattr(plan, request.param):
            item = known.items[name]
            if isinstance(item, Sentence):
                return plan, request.param, item
    pytest.skip("no lesson asks for a sentence here")


def attempt(plan: Plan, block: str, item: Sentence, **changes: object) -> Attempt:
    fields = {
        "id": "a",
        "learner": "l",
        "place": str(Place(plan.id, block, item.id)),
        "item": item.id,
        "version": item.version,
        "answer": "I do not know what to say.",
        "right": True,
        "score": 1.0,
        "at": datetime(2026, 11, 25, tzinfo=UTC),
    }
    return Attempt.model_validate(fields | changes)


@pytest.mark.parametrize("right", [True, False])
def test_a_sentence_counts_as_done_and_as_nothing_else(known: Catalog, asked, right: bool) -> None:
    plan, block, item = asked
    safety = item.model_copy(update={"safety": True})
    items = {**known.items, item.id: safety}
    before = standing(plan, items, known.patients, [])
    # An earlier version of the course kept some as wrong, and by its Python path also as sure.
    given = attempt(plan, block, item, right=right, score=float(right), confidence="sure")
    after = standing(plan, items, known.patients, [given])
    counted = after.exit_answered if block == "exit" else after.tried
    assert counted == 1
    assert (after.practice, after.exit) == (before.practice, before.exit)
    assert (after.open_safety, after.sure_but_wrong) == ((), ())
    assert cards([given], items) == []


def test_words_however_wrong_are_compared_and_never_called_right_or_wrong(
    known: Catalog, record: Record, asked
) -> None:
    plan, block, item = asked
    session = Session.open(record)
    widget = lesson(plan.id, session).item(item.id)
    widget.answer("This is a disc and it will be cured for sure.", "sure")
    feedback = widget.view["feedback"]
    assert feedback["tone"] == "saved"
    assert feedback["model"] == item.model
    assert {line["verdict"] for line in feedback["lines"]} == {""}
    assert feedback["note"] == ""
    assert feedback["actions"] == (["again"] if block == "practice" else [])
    shown = CalibrationWidget(known.items, known.references, session.journal)
    assert shown.view["errors"] == []
    assert "Say how sure you are when you answer" in shown.view["plot"]
