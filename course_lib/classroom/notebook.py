"""What the instructor's notebook calls: a class as it is now, and its report, from a record or made up."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from course_lib.catalog import Catalog, catalog
from course_lib.classroom.class_file import read, record_url
from course_lib.classroom.demo import demo
from course_lib.classroom.overview import Overview
from course_lib.classroom.report import gradebook, report
from course_lib.record import Record
from course_lib.record.clock import course_clock
from course_lib.render.class_parts import missed, people, stuck
from course_lib.render.transcript import Transcript, e, eyebrow, section

DEMO_NOW = datetime(2026, 12, 1, 11, 55, tzinfo=UTC)
"""The moment at which the made-up class is looked at, the same each time and everywhere:
almost nobody on earth has midnight in the hour before it."""

DEMO_LEARNERS = 12


class ClassRoom:
    """One class, or several that are pooled. It only reads."""

    def __init__(
        self, cohorts: tuple[Overview, ...], known: Catalog, clock: Callable[[], datetime] = course_clock
    ) -> None:
        self._cohorts, self._known, self._clock = cohorts, known, clock

    @property
    def now(self) -> Transcript:
        """Who is stuck, which safety questions are open, and who is where."""
        texts, html = [], ""
        for cohort in self._cohorts:
            state = cohort.state(self._clock())
            title = f"{state['name']}: {state['here']} of {state['of']} have joined"
            texts += [title, *(f"- stuck: {r['name']}, {r['minutes']} min, {r['why']}" for r in state["stuck"])]
            texts += [f"- {r['name']}: {r['where'] or 'not here yet'} {r['lessons']}" for r in state["people"]]
            html += section(
                eyebrow("The class"),
                f"<h2>{e(title)}</h2><h3>Who is stuck</h3>{stuck(state['stuck'])}",
                f"<h3>Safety questions that are open</h3>{missed(state['missed'], links=False)}",
                f"<h3>Who is where</h3>{people(state['people'])}",
            )
        return Transcript("\n".join(texts), html)

    @cached_property
    def report(self) -> Transcript:
        """Each question with its intervals, and how sure against how right."""
        return report(self._cohorts, self._known, self._clock())

    def save_gradebook(self, path: str) -> str:
        """Write a line for everyone into a CSV file, and return what was done. Raises OSError."""
        tables = [gradebook(cohort, self._known, self._clock) for cohort in self._cohorts]
        head, _, rest = tables[0].partition("\r\n")
        lines = rest + "".join(table.partition("\r\n")[2] for table in tables[1:])
        Path(path).write_text(f"{head}\r\n{lines}", encoding="utf-8-sig", newline="")
        return f"Saved as {Path(path).resolve()}"


def class_of(*files: str, record: str = "") -> ClassRoom:
    """Return a class by its file, several pooled, all in a `record` (a database URL), or one that is made up.

    Raises ContentError where a class file has to be corrected.
    """
    known = catalog()
    if record:
        return ClassRoom((Overview(Record(record), known),), known)
    if files:
        paths = [(read(Path(name)), Path(name)) for name in files]
        found = (Overview(Record(record_url(file, path)), known, file) for file, path in paths)
        return ClassRoom(tuple(found), known)
    example = demo(known, DEMO_NOW, DEMO_LEARNERS)
    in_memory = Record("sqlite://")
    example.put(in_memory)
    return ClassRoom((Overview(in_memory, known, example.class_file),), known, lambda: DEMO_NOW)
