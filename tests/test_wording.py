"""The course says what a US instructor would say: turns that nobody says in the US stay out of all content.

A turn that a reader stumbled over is added here, with a better one, and taken out everywhere.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from course_lib.catalog import yaml_file
from course_lib.folders import CONTENT, EXERCISES, NOTEBOOKS, ROOT

TURNS = {
    r"also (?:when|if|though|where|with|for|an? aside)": "even when, even if, even though",
    r"if [^.?!]{1,60} is not clear": "it is not clear whether ...",
    r"anew": "again",
    r"in the seat|the seat hurts": "in the buttock",
    r"co-workers?": "coworker",
    r"any more": "anymore, or: no longer",
    r"mend(?:s|ed|ing)?": "fix, correct",
    r"sound (?:ball|lead|one|pack|tool|wire)": "undamaged, whole",
    r"comes? round": "wakes up",
    r"face piece": "headpiece",
    r"ropey": "like rope",
    r"(?:need|have) no leave": "need no one's permission",
    r"less of an advice": "is less like advice",
    r"in the door is late": "at the door is too late",
    r"stays? longer in (?:the|your) mind": "you remember it for longer",
    r"must not meet": "that rules out",
    r"that (?:it|ice|heat) (?:heals|speeds \w+) (?:is|has)": "it has not been shown to ...",
    r"walks with a stick": "walks with a cane",
    r"tram driver": "streetcar driver",
    r"how it mostly goes on": "how most episodes go",
    r"the most careful rule counts": "follow the most careful rule",
    r"from something else than": "when ... does not come from",
    r"sees its main use in": "works best on",
    r"the advice of a holistic provider who knows the field": "advice from a holistic provider",
    r"finds all this very useful": "calls this very useful",
    r"easy talk": "small talk",
    r"all that the course keeps of you": "everything the course stores about you",
    r"shall (?:I|he|she|they|we)": "should I ...?",
    r"tick(?:s|ed)? (?:what|all|each|the)": "check",
    r"burnt|learnt|spelt": "burned, learned, spelled",
    r"at the least|on one's own": "at least, on your own",
    r"stands (?:in|on) the (?:chart|note|order|plan|sheet)": "is in the chart",
    r"glazier": "window installer",
    r"if it suits the caller": "whether it suits the caller is for the doctor to decide",
    r"no one posture is shown": "no single posture",
    r"colour|favour|grey|labour|licence|mum|tumour|centre|programme|anaesth\w+|oedema": "the US spelling",
}
"""Turns as patterns, without case and on whole words, each with what to say in its place."""

NOT_READ = {
    "id", "next", "key", "refs", "claims", "findings", "see_also", "slot", "seen_at", "citation", "ids",
    "words", "without", "practice", "pretest", "exit", "notebook", "first", "then",
}  # fmt: skip
"""Fields that hold names, addresses and titles, which are as they are."""


def sentences(node: Any, field: str = "") -> Iterator[str]:
    """Every text that somebody reads in a file of content or exercises, at any depth."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield from () if name in NOT_READ else sentences(value, str(name))
    elif isinstance(node, list | tuple):
        for value in node:
            yield from sentences(value, field)
    elif isinstance(node, str):
        yield " ".join(node.split())


def texts(path: Path) -> Iterator[str]:
    """What a file of content, exercises or a notebook tells its readers."""
    if path.suffix == ".ipynb":
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        yield from (" ".join("".join(c["source"]).split()) for c in cells if c["cell_type"] == "markdown")
    else:
        yield from sentences(yaml_file.read(path))


def turns_in(texts: Iterator[str], turns: Mapping[str, str] = TURNS) -> list[str]:
    """Each turn that is found, with the words around it and what to say in its place."""
    found = []
    for text in texts:
        for turn, better in turns.items():
            for hit in re.finditer(rf"\b(?:{turn})\b", text, re.IGNORECASE):
                around = text[max(0, hit.start() - 30) : hit.end() + 30]
                found.append(f"{around!r}: {better}")
    return found


FILES = sorted(
    path
    for folder, pattern in (
        (CONTENT, "**/*.yaml"),
        (EXERCISES, "**/*.yaml"),
        (NOTEBOOKS, "*.ipynb"),
        (NOTEBOOKS, "instructor/*.ipynb"),
    )
    for path in folder.glob(pattern)
    if path.name != "references.yaml"
)
"""All that is read, but the references: their titles and notes are as their authors wrote them."""


CODE_TURNS = {
    r"anew": "again, or: start over",
    r"mend(?:s|ed|ing)?": "fix, correct",
    r"(?:tells?|told|to tell) (?:whether|if)": "return whether",
    r"(?:tell|told|tells|kept|keeps?) (?:\w+ )?apart": "distinguish, separate",
    r"any more": "no longer, anymore",
    r"practis(?:e|es|ed|ing)": "practice",
    r"whilst|amongst|learnt|colour|favour|behaviour|grey|licence|centre|programme": "the US spelling",
}
"""Turns that a US engineer would not write in a comment, a docstring or a word for authors."""

CODE = sorted(
    path
    for folder in ("course_lib", "tests", "benchmarks")
    for kind in ("py", "js", "css")
    for path in (ROOT / folder).rglob(f"*.{kind}")
    if path != Path(__file__)
)
CODE += [*sorted(ROOT.glob("course*.py")), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]


def test_code_and_its_words_are_written_as_a_us_engineer_would() -> None:
    found = {
        f"{path.relative_to(ROOT)}: {hit}"
        for path in CODE
        for hit in turns_in(iter([path.read_text(encoding="utf-8")]), CODE_TURNS)
    }
    assert sorted(found) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_turn_is_used_that_nobody_says_in_the_us(path: Path) -> None:
    assert turns_in(texts(path)) == []


def test_a_turn_is_found_whatever_its_case_and_wherever_its_line_ends() -> None:
    texts = sentences({"rule": "Read it each time, Also\n  when you know it.", "id": "also-when"})
    assert turns_in(texts) == ["'Read it each time, Also when you know it.': even when, even if, even though"]


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.name)
def test_no_line_above_a_card_says_the_heading_again(path: Path):
    heading = ""
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "markdown":
            headings = re.findall(r"^#+ (.+)$", "".join(cell["source"]), re.MULTILINE)
            heading = bare(headings[-1]) if headings else heading
            continue
        for output in cell["outputs"]:
            html = "".join(output.get("data", {}).get("text/html", ""))
            for line in re.findall(r'class="eyebrow">(.*?)[<]', html):
                assert heading not in [bare(part) for part in line.split("·")], line


def bare(words: str) -> str:
    """Return what is left of a heading where its article and its capital letters do not count."""
    return words.strip().lower().removeprefix("the ")
