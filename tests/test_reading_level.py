"""The course can be read: lessons at or under US grade 8, safety and what is said to a patient at or under 6.

How a grade is measured stands in `reading.py`. A short text gets no grade of its own, as one long word moves
it by whole grades ("Swelling." is grade 8). So a text of 40 words and more is held to its limit alone; shorter
ones are held to it together, as the page, the gate or the set that they stand in. A line of a safety gate is
short, but read on the run: no line of 15 words and more may lie more than two grades above its limit.

The words of the reviewed register (`content/`) are shown as they are: evidence, certainty and handling of a
claim, how to check a finding. They are not measured; what is said to a patient and the danger signs are.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from reading import Level, level, prose, syllables

from course_lib.catalog import Catalog
from course_lib.model import Item, Matching, Number, Patient, Sentence

LESSON, SAFETY = 8.0, 6.0
LONG, LINE = 40, 15
NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="session")
def terms(known: Catalog) -> tuple[str, ...]:
    return tuple(term.term for term in known.terms.values())


def too_hard(
    texts: dict[str, list[str]], terms: Iterable[str], limit: float, least: int = LONG
) -> dict[str, float]:
    """The texts of at least so many words that lie above the limit, with their grades."""
    levels = {name: level(blocks, terms) for name, blocks in texts.items()}
    return {name: round(it.grade, 1) for name, it in levels.items() if it.words >= least and it.grade > limit}


def markdown(path: Path) -> dict[str, list[str]]:
    """The prose of a notebook, by cell."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return {cell["id"]: prose("".join(cell["source"])) for cell in cells if cell["cell_type"] == "markdown"}


def asked(item: Item) -> list[str]:
    """What a learner reads of an item before the answer."""
    match item:
        case Matching():
            return [item.stem, *(pair.text for pair in item.pairs), *(label.text for label in item.labels)]
        case Number() | Sentence():
            return [item.stem]
        case _:
            return [item.stem, *(option.text for option in item.options)]


def texts(item: Item) -> list[str]:
    """What a learner reads of an item after the answer."""
    match item:
        case Matching():
            return [pair.feedback for pair in item.pairs]
        case Number():
            return [item.right, item.otherwise, *(near.feedback for near in item.near)]
        case Sentence():
            return [item.model, *(line.feedback for line in item.checklist)]
        case _:
            return [option.feedback for option in item.options]


def encounter(patient: Patient) -> Iterator[str]:
    """All that is read in a patient's case."""
    yield from (patient.who, patient.complaint, patient.order_text, patient.history, patient.debrief)
    for step in patient.steps:
        yield from (step.scene, step.prompt)
        for choice in step.choices:
            yield from (choice.text, choice.consequence, choice.rule)


# The measure itself.


def test_the_grade_is_that_of_the_formula() -> None:
    """A known sentence, counted by hand: 30 words, 49 syllables (the dictionary has two in "our")."""
    address = (
        "Four score and seven years ago our fathers brought forth on this continent, a new nation, conceived "
        "in Liberty, and dedicated to the proposition that all men are created equal."
    )
    assert level([address]) == Level(words=30, sentences=1, syllables=49)
    assert level([address]).grade == pytest.approx(0.39 * 30 + 11.8 * 49 / 30 - 15.59)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("doctor", 2),
        ("doctor's", 2),
        ("Massage", 2),
        ("911", 1),
        ("TENS", 1),
        ("tizanidine", 4),
        ("rhomboid", 2),
    ],
)
def test_syllables_are_counted_as_they_are_spoken(word: str, count: int) -> None:
    assert syllables(word) == count


def test_terms_are_exempt_and_their_neighbors_are_not() -> None:
    text = ["The contraindications of interferential current are complicated."]
    assert level(text).syllables > level(text, ["contraindication", "interferential current"]).syllables
    assert level(text, ["contraindication", "interferential current"]) == Level(7, 1, 6 * 1 + 4)


def test_headings_buttons_and_marks_are_no_prose() -> None:
    page = '# Heat\n\n<button x="y">Start</button>\n\n- **One** line.\n- Two [lines](a.md).\n'
    page += "\n|A|B|\n|---|---|\n|C. D.|E|"
    assert prose(page) == ["One line.", "Two lines.", "A", "B", "C. D.", "E"]


# Lessons.


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_reads_at_grade_8_as_a_whole_and_in_each_long_cell(notebook: Path, terms) -> None:
    cells = markdown(notebook)
    page = [block for blocks in cells.values() for block in blocks]
    assert too_hard({"the whole notebook": page, **cells}, terms, LESSON) == {}


def test_objectives_and_key_points_read_at_grade_8(known: Catalog, terms) -> None:
    texts = {plan.id: [*plan.objectives, *plan.key_points] for plan in known.plans.values()}
    assert too_hard(texts, terms, LESSON) == {}


def test_the_pads_and_the_hot_pack_read_at_grade_8(known: Catalog, terms) -> None:
    pads, pack = known.pads, known.hot_pack
    texts = {
        "the orders for pads": [
            pads.ready,
            *(text for order in pads.orders for text in (order.order, order.seen)),
        ],
        "the hot pack": [pack.order, *pack.how, pack.made_up],
    }
    assert too_hard(texts, terms, LESSON) == {}


def test_the_course_map_reads_at_grade_8(known: Catalog, terms) -> None:
    assert too_hard({"map": [stop.about for stop in known.course_map.lessons]}, terms, LESSON) == {}


def test_every_item_and_its_feedback_read_at_grade_8(known: Catalog, terms) -> None:
    items = known.items.values()
    assert too_hard({item.id: [*asked(item), item.hint] for item in items}, terms, LESSON) == {}
    assert too_hard({item.id: texts(item) for item in items}, terms, LESSON) == {}


def test_every_case_reads_at_grade_8(known: Catalog, terms) -> None:
    assert (
        too_hard({patient.id: list(encounter(patient)) for patient in known.patients.values()}, terms, LESSON)
        == {}
    )


# Safety.


def test_every_safety_gate_reads_at_grade_6(known: Catalog, terms) -> None:
    assert too_hard({plan.id: list(plan.safety_gate) for plan in known.plans.values()}, terms, SAFETY) == {}


def test_no_line_of_a_safety_gate_is_more_than_two_grades_harder(known: Catalog, terms) -> None:
    lines = {line: [line] for plan in known.plans.values() for line in plan.safety_gate}
    assert too_hard(lines, terms, SAFETY) == {}
    assert too_hard(lines, terms, SAFETY + 2, least=LINE) == {}


def test_the_danger_signs_under_every_gate_read_at_grade_6(known: Catalog, terms) -> None:
    signs = {"danger signs": [text for flag in known.red_flags.values() for text in (flag.see, flag.do)]}
    assert too_hard(signs, terms, SAFETY) == {}


def test_what_happens_under_a_hot_pack_and_what_burns_reads_at_grade_6(known: Catalog, terms) -> None:
    pack = known.hot_pack
    texts = {
        "what happens": [event.text for event in pack.events.values()],
        "what could burn": [fault.text for fault in pack.faults.values() if fault.unsafe],
    }
    assert too_hard(texts, terms, SAFETY) == {}


def test_every_safety_item_reads_at_grade_6(known: Catalog, terms) -> None:
    texts = {item.id: asked(item) for item in known.items.values() if item.safety}
    short = [text for blocks in texts.values() for text in blocks if level(blocks, terms).words < LONG]
    assert too_hard({**texts, "the short ones together": short}, terms, SAFETY) == {}


# What is said to a patient, and by one.


def test_what_is_said_to_a_patient_reads_at_grade_6(known: Catalog, terms) -> None:
    spoken = {
        "what to say to each statement of the article": [claim.plain_line for claim in known.claims.values()],
        "what to say for a term": [term.say_it_like_this for term in known.terms.values()],
        "pads": [known.pads.say],
        "model sentences": [item.model for item in known.items.values() if isinstance(item, Sentence)],
    }
    single = {f"{name}: {line}": [line] for name, lines in spoken.items() for line in lines}
    assert too_hard({**spoken, **single}, terms, SAFETY) == {}


def test_what_patients_say_reads_at_grade_6(known: Catalog, terms) -> None:
    spoken = {patient.id: [step.patient_says for step in patient.steps] for patient in known.patients.values()}
    spoken["the findings"] = [finding.patient_says for finding in known.findings.values()]
    together = [line for lines in spoken.values() for line in lines]
    assert too_hard({**spoken, "all": together}, terms, SAFETY) == {}
