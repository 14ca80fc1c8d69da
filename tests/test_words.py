"""Words are compared in one way, whoever typed them."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.rules.words import APOSTROPHES, cleaned, marked_words


def found(sentence: str, *words: str) -> list[str]:
    text = cleaned(sentence)
    return [text[start:end] for start, end in marked_words(text, words)]


def test_there_are_more_than_eight_apostrophes_and_all_are_one() -> None:
    assert len(set(APOSTROPHES)) > 8
    assert {cleaned(f"don{mark}t") for mark in APOSTROPHES} == {"don't"}


@pytest.mark.parametrize("learner", APOSTROPHES)
@pytest.mark.parametrize("author", APOSTROPHES)
def test_a_learners_apostrophe_meets_any_of_the_authors(learner: str, author: str) -> None:
    assert found(f"It won{learner}t hurt you", f"won{author}t hurt") == ["won't hurt"]


def test_words_are_found_without_case_whole_or_by_how_they_start() -> None:
    assert found("It won\u2019t hurt. It CURES you; ringing is fine.", "won't hurt", "cure*", "ring") == [
        "won't hurt",
        "CURES",
    ]


def test_words_that_overlap_are_marked_once() -> None:
    assert marked_words("ten more minutes", ["ten more", "more minutes"]) == [(0, 16)]


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("it cu\u00adres", "cures"),
        ("it cu\u200bres", "cures"),
        ("for\u00a0sure", "for sure"),
        ("for\n sure", "for  sure"),
        ("x\u2011ray", "x-ray"),
        ("an x\u2013ray", "x\u2014ray"),
        ("cafe\u0301", "caf\u00e9"),
        ("caf\u00e9", "cafe\u0301"),
        ("cures", "cu\u200bres"),
        ("\u201ccures\u201d", '"cures"'),
    ],
)
def test_what_looks_the_same_is_the_same(sentence: str, word: str) -> None:
    assert len(found(sentence, word)) == 1


@given(st.text(st.characters(exclude_categories=())))
def test_what_is_cleaned_can_be_kept_and_sent_and_is_clean(text: str) -> None:
    plain = cleaned(text)
    plain.encode()
    assert cleaned(plain) == plain
    assert not any(unicodedata.category(letter) in ("Cf", "Cs") for letter in plain)


@given(st.text(), st.lists(st.text(min_size=1)))
def test_marks_stand_in_order_inside_what_was_said(sentence: str, words: list[str]) -> None:
    plain = cleaned(sentence)
    spans = marked_words(plain, words)
    assert all(0 <= start < end <= len(plain) for start, end in spans)
    assert all(span[1] < other[0] for span, other in pairwise(spans))
