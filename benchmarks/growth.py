"""How the course's work grows with a learner's record: opening a lesson, one answer, the list of what is due.

One learner with 500, 5,000 and 50,000 attempts, each compared with the least of them in the same run.
Run: python -m benchmarks.growth
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.report import Figure, table
from course_lib import lesson
from course_lib.catalog import catalog
from course_lib.model import Attempt
from course_lib.pages.session import Session
from course_lib.record import Record
from course_lib.record.derived import cards
from course_lib.record.store import ATTEMPT, row_of

SIZES = (500, 5_000, 50_000)
ROUNDS = 15
LESSON, ITEM = "heat-and-ice", "time-limit"


def fill(record: Record, learner: str, count: int) -> None:
    """Write attempts over all lessons and over the days before today, in one go."""
    known = catalog()
    plans = [plan for plan in known.plans.values() for _ in plan.practice]
    asked = [(plan.id, name) for plan in known.plans.values() for name in plan.practice]
    began = datetime.now(UTC) - timedelta(days=400)
    rows = []
    for number in range(count):
        page, name = asked[number % len(plans)]
        attempt = Attempt(
            id=f"{number:032x}",
            learner=learner,
            place=f"{page}/practice/{name}",
            item=name,
            version=known.items[name].version,
            answer="a",
            right=number % 3 > 0,
            score=1,
            at=began + timedelta(days=399) * number / count,
        )
        rows.append(row_of(attempt))
    store = record._open(record._url, writing=True)
    with store.writing() as connection:
        connection.execute(ATTEMPT.insert(), rows)


def seconds(work: Callable[[], object]) -> float:
    """How long something takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def at_size(count: int) -> dict[str, float]:
    """Return the median seconds of each piece of work with a record of that size."""
    with tempfile.TemporaryDirectory() as folder:
        record = Record(f"sqlite:///{Path(folder, 'record.sqlite').as_posix()}")
        learner = record.rename("Ann").id
        fill(record, learner, count)
        here = Session.open(record)

        def open_lesson() -> None:
            heat = lesson(LESSON, Session.open(Record(record._url)))
            for name in (*heat.plan.pretest, *heat.plan.practice, *heat.plan.exit):
                heat.item(name)
            heat.progress()

        opening = [seconds(open_lesson) for _ in range(3)]
        heat = lesson(LESSON, here)
        item, _ = heat.item(ITEM), heat.progress()
        item.answer("a")  # the first one reads what there is
        answers = [seconds(lambda: item.answer("a")) for _ in range(ROUNDS)]
        first = seconds(lambda: cards(here.journal, here.catalog.items))
        again = [seconds(lambda: cards(here.journal, here.catalog.items)) for _ in range(ROUNDS)]
        record.close()
    return {
        "opening a lesson (all its questions)": statistics.median(opening),
        "one answer, with where one stands": statistics.median(answers),
        "what is due, first look in a kernel": first,
        "what is due, every look after it": statistics.median(again),
    }


def measure() -> list[Figure]:
    """Measure each size, and compare it with the least."""
    found = {size: at_size(size) for size in SIZES}
    least = found[SIZES[0]]
    return [
        Figure(
            f"{name}, {size:,} attempts",
            f"{1000 * found[size][name]:.1f} ms",
            f"{SIZES[0]} attempts {1000 * least[name]:.1f} ms",
            f"{found[size][name] / least[name]:.2f}×",
            "at most 1.5×" if name.startswith("one answer") else "",
            found[size][name] / least[name] <= 1.5 if name.startswith("one answer") else None,
        )
        for name in least
        for size in SIZES[1:]
    ]


if __name__ == "__main__":
    print(table(measure()))
