"""What some of the made-up learners have done in the final check: a few passed, one waits for a sign-off."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import count

from course_lib.catalog import Catalog
from course_lib.classroom.demo_answers import right_answer
from course_lib.model import Attempt, Learner, Owner
from course_lib.record import Record
from course_lib.record.final_check import FinalCheck
from course_lib.record.journal import Journal
from course_lib.rules.encounter import best_path

TAKES = timedelta(minutes=40)


def passes(known: Catalog, learner: Learner, ended: datetime) -> Sequence[Attempt]:
    """Return the attempts of a learner who passed the final check, and handed it in at `ended`."""
    return list(_taken(known, learner, [(ended, True)]))


def fails(known: Catalog, learner: Learner, ended: datetime) -> Sequence[Attempt]:
    """Return the attempts of a learner who failed as often as one may alone, the last time at `ended`."""
    each = timedelta(hours=known.blueprint.hours_between + 1)
    tries = known.blueprint.tries
    return list(_taken(known, learner, [(ended - each * (tries - 1 - n), False) for n in range(tries)]))


def _taken(known: Catalog, learner: Learner, tries: Sequence[tuple[datetime, bool]]) -> Iterator[Attempt]:
    """Take final checks in a record of their own, in memory, each from its start to its end."""
    numbers = count()
    now = [tries[0][0]]
    with Record("sqlite://") as record:
        record.switch(learner)
        journal = Journal(record, lambda: now[0], lambda: f"demo-final-{learner.id}-{next(numbers)}")
        patients = {name: known.patients[name] for name in known.final_patients}
        owner = Owner(record.owner().record, learner.id)
        check = FinalCheck(known.blueprint, known.items, patients, journal.of(owner), _stands)
        for ended, right in tries:
            now[0] = ended - TAKES
            form = check.start().form
            for form_item in form.items if right else ():
                check.answer(form_item, right_answer(known.items[form_item.item]))
            for name in form.patients if right else ():
                for taken in best_path(known.patients[name]).path:
                    check.choose(name, taken.choice.id)
            now[0] = ended
            check.hand_in()
        yield from record.attempts(learner.id)


def _stands() -> float:
    """Return the seconds of a clock that stands: only the record's times count."""
    return 0.0
