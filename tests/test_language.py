"""Codes and words: rules say what is so by a code; language has a sentence for each code and for no other."""

import ast
import re
from typing import get_args

import pytest

from course_lib.folders import PACKAGE
from course_lib.language.certificate import NOTICES
from course_lib.language.errors import ERRORS
from course_lib.language.pads import PADS
from course_lib.language.scope import ALLOWED
from course_lib.language.terms import CHOICES, CONFIDENCE, DIFFICULTIES, GROUPS, ORDER_NAMES, PHASES, TAGS, WHEN
from course_lib.language.verdicts import HINTS, JUDGMENTS, VERDICTS
from course_lib.model import Confidence, Order
from course_lib.model.content import Group
from course_lib.model.patient import Tag
from course_lib.model.scope import Allowed
from course_lib.rules.certificate import Notice
from course_lib.rules.decision import OUTCOMES
from course_lib.rules.drawn import HARDEST, Judgment
from course_lib.rules.marking import Verdict
from course_lib.rules.pads import Code
from course_lib.rules.review import When
from course_lib.rules.tries import Phase


def raised_codes() -> set[str]:
    """Return every text that stands where an error takes its code."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CODED:
                found.add(ast.unparse(node.args[0]))
    return found


CODED = {
    "AnswerError",
    "ClockError",
    "CodedError",
    "DetailsError",
    "EraseError",
    "NotNowError",
    "PadError",
    "UnprintableError",
}
"""The errors that are raised by a code."""


def test_every_error_that_is_raised_has_its_sentence_and_no_sentence_is_left_over() -> None:
    assert raised_codes() == {repr(code) for code in ERRORS}


def test_every_code_has_its_words_and_no_words_are_left_over() -> None:
    assert set(VERDICTS) == set(get_args(Verdict))
    assert set(HINTS) < set(VERDICTS)
    assert set(ALLOWED) == set(get_args(Allowed))
    assert set(JUDGMENTS) == set(get_args(Judgment))
    assert set(PADS) == set(get_args(Code))
    assert set(NOTICES) == set(get_args(Notice))
    assert set(WHEN) == set(get_args(When))
    assert set(PHASES) == set(get_args(Phase))
    assert set(ORDER_NAMES) == set(get_args(Order))
    assert set(CHOICES) == set(OUTCOMES)
    assert set(TAGS) == set(get_args(Tag))
    assert set(GROUPS) == set(get_args(Group))
    assert set(CONFIDENCE) == set(get_args(Confidence))
    assert len(DIFFICULTIES) == HARDEST


def test_every_error_says_what_to_do_in_whole_sentences() -> None:
    for code, sentence in ERRORS.items():
        assert sentence.endswith((".", "?")), code
        assert sentence[0].isupper() or sentence[0] in "“{", code


SENTENCE = re.compile(r"[A-Z“{][\w,:’{}]* [\w,:’“” {}]* [\w,:’“” {}]*[.?!](?:\s|$)")
"""Three words or more, from a capital to a full stop."""


@pytest.mark.parametrize("room", ["rules", "record"])
def test_no_sentence_for_a_reader_stands_where_codes_do(room: str) -> None:
    found = []
    for path in (PACKAGE / room).rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        texts = [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
        found += [f"{path.name}: {n.value}" for n in texts if id(n) not in docs and SENTENCE.search(n.value)]
    assert found == []


def test_a_sentence_is_told_from_a_code_and_from_sql() -> None:
    assert SENTENCE.search("Nothing was erased. Try again.")
    assert SENTENCE.search("{name} is no place.")
    assert not SENTENCE.search("not_that_one")
    assert not SENTENCE.search("SELECT id FROM attempt WHERE attempt.learner = ?")
