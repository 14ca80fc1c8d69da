"""How the course's work grows with a learner's record: opening a lesson, one answer, the list of what is due.

One learner with 500, 5,000 and 50,000 attempts, measured in turns and compared with the least of them.
Run: python -m benchmarks.growth
"""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.report import Figure, table
from course_lib import lesson
from course_lib.catalog import catalog
from course_lib.model import Attempt
from course_lib.pages.session import Session
from course_lib.record import Record
from course_lib.record.database.queries import ADD
from course_lib.record.derived import cards
from course_lib.record.rows import row_of

SIZES = (500, 5_000, 50_000)
ROUNDS = 31
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
        connection.execute(ADD, rows)


def seconds(work: Callable[[], object]) -> float:
    """How long something takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


Work = dict[str, Callable[[], object]]


@contextmanager
def at_size(count: int) -> Iterator[Work]:
    """Make a record of that size; yield each piece of work with it, by its name."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder, 'record.sqlite').as_posix()}"
        with Record(url) as record:
            fill(record, record.rename("Ann").id, count)
            here = Session.open(record)
            heat = lesson(LESSON, here)
            item, _ = heat.item(ITEM), heat.progress()
            item.answer("a")  # the first one reads what there is

            def open_lesson() -> None:
                with Record(url) as reopened:
                    opened = lesson(LESSON, Session.open(reopened))
                    for name in (*opened.plan.pretest, *opened.plan.practice, *opened.plan.exit):
                        opened.item(name)
                    opened.progress()

            def first_look() -> None:
                with Record(url) as reopened:
                    cards(Session.open(reopened).journal, here.catalog.items)

            yield {
                "opening a lesson (all its questions)": open_lesson,
                "one answer, with where one stands": lambda: item.answer("a"),
                "what is due, first look in a kernel": first_look,
                "what is due, every look after it": lambda: cards(here.journal, here.catalog.items),
            }


def measure() -> list[Figure]:
    """Measure the sizes in turns, because a machine is shared, and compare each with the least."""
    with ExitStack() as stack:
        works = {size: stack.enter_context(at_size(size)) for size in SIZES}
        names = list(works[SIZES[0]])
        found: dict[int, dict[str, float]] = {size: {} for size in SIZES}
        for name in names:
            rounds = 3 if "opening" in name or "first" in name else ROUNDS
            taken = [[seconds(works[size][name]) for size in SIZES] for _ in range(rounds)]
            for size, each in zip(SIZES, zip(*taken, strict=True), strict=True):
                found[size][name] = statistics.median(each)
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
        for name in names
        for size in SIZES[1:]
    ]


if __name__ == "__main__":
    print(table(measure()))
