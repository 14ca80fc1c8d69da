"""How long each lesson takes, counted from its notebook: what course_map.yaml says has to be that (a test).

`python3 course.py run course_lib.authoring.minutes` prints the minutes of each lesson and of the patients.
"""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from course_lib.catalog import Catalog, load
from course_lib.folders import NOTEBOOKS
from course_lib.rules.minutes import Work, case_minutes, minutes

FOLDED = ("details", "style", "svg")
"""What is not read by everyone: it is folded away, or no text."""

KINDS = {"questions": r"\.(?:item|again)\(", "patients": r"\.patient\(", "due": r"\.due\("}
LIVE = ("words", "questions", "patients", "due")


class _Words(HTMLParser):
    """Counts the words of a page that are seen without unfolding anything."""

    def __init__(self) -> None:
        super().__init__()
        self.count, self._inside = 0, 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self._inside += tag in FOLDED

    def handle_endtag(self, tag: str) -> None:
        self._inside -= tag in FOLDED

    def handle_data(self, data: str) -> None:
        self.count += 0 if self._inside else len(data.split())


def work_of(notebook: Path) -> Work:
    """Return what a notebook asks of who reads it; its stored outputs say how much the cells show."""
    found = dict.fromkeys(LIVE, 0)
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            found["words"] += _seen(source)
            continue
        for kind, calls in KINDS.items():
            found[kind] += len(re.findall(calls, source))
        for output in cell["outputs"]:
            found["words"] += _seen("".join(output.get("data", {}).get("text/html", "")))
    return Work(**found)


def _seen(html: str) -> int:
    words = _Words()
    words.feed(html)
    words.close()
    return words.count


def patients_minutes(known: Catalog) -> int:
    """Return how long the page of patients takes: what is read on it, and its cases."""
    page = next(page for page in known.course_map.pages if page.id == "patients")
    read = minutes(Work(words=work_of(NOTEBOOKS / page.notebook).words))
    return read + case_minutes(known.patients[name] for name in known.room_patients)


def main() -> None:
    """Print each lesson with the minutes that it takes, and the page of patients with those of its cases."""
    known = load()
    page = next(page for page in known.course_map.pages if page.id == "patients")
    print(f"{page.id}: {patients_minutes(known)} minutes, course_map.yaml says {page.minutes}")
    for stop in known.course_map.lessons:
        work = work_of(NOTEBOOKS / stop.notebook)
        print(f"{stop.id}: {minutes(work)} minutes ({work.words} words), course_map.yaml says {stop.minutes}")


if __name__ == "__main__":
    main()
