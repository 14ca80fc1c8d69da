"""What a learner types is taken as people write it, or refused in a sentence that says what to write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.rules.typed import AnswerError, marked_words, plain_quotes, typed_number


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("15", 15),
        (" 15 ", 15),
        ("15.0", 15),
        ("15.", 15),
        (".5", 0.5),
        ("7,5", 7.5),
        ("30,0", 30),
        ("1,234,567", 1234567),
        ("1 234", 1234),
        ("15 minutes", 15),
        ("15min", 15),
        ("15 min.", 15),
        ("15 Minutes", 15),
        ("15 m", 15),
        ("\u221215", -15),
        ("\uff11\uff15", 15),
        ("15\u200b", 15),
        ("\u00a015\u00a0minutes", 15),
        ("\u00bd", 0.5),
        ("1\u00bd", 1.5),
        ("1 1/2", 1.5),
        ("3/4", 0.75),
        ("fifteen", 15),
        ("twenty-five minutes", 25),
        ("Thirty", 30),
        ("\u0661\u0665", 15),
        (15, 15),
        (15.5, 15.5),
    ],
)
def test_a_number_is_taken_as_people_write_it(typed: object, value: float) -> None:
    assert typed_number(typed, "minutes") == value


@pytest.mark.parametrize(
    ("typed", "unit", "told"),
    [
        ("15,000", "minutes", "Do you mean 15 thousand, or 15 and a part?"),
        ("15,500", "minutes", "Do you mean 15 thousand 500, or 15 and a part?"),
        ("15 hours", "minutes", "The answer here is in minutes"),
        ("15 %", "minutes", "The answer here is in minutes"),
        ("15 apples", "minutes", "Type the number alone, in minutes"),
        ("15-20", "minutes", "Type one number, not several"),
        ("15 to 20", "minutes", "Type one number, not several"),
        ("2_0", "minutes", "Write the number out in digits"),
        ("1e3", "minutes", "Write the number out in digits"),
        ("0x10", "times", "Write the number out in digits"),
        ("1/0", "minutes", "cannot be divided by 0"),
        ("inf", "minutes", "Type a number"),
        ("nan", "minutes", "Type a number"),
        ("half an hour", "minutes", "Type a number"),
        ("", "minutes", "Type a number"),
        ("99999999999", "minutes", "far too large"),
        (None, "minutes", "Type a number"),
        (["15"], "minutes", "Type a number"),
        (float("inf"), "minutes", "Type a number"),
    ],
)
def test_each_refusal_says_what_to_write_instead(typed: object, unit: str, told: str) -> None:
    with pytest.raises(AnswerError, match=told):
        typed_number(typed, unit)


def test_the_items_own_unit_may_stand_behind_the_number() -> None:
    assert typed_number("40%", "percent") == 40
    assert typed_number("40 percent", "percent") == 40
    assert typed_number("4 s", "seconds") == 4
    assert typed_number("8 layers", "towel layers") == 8
    assert typed_number("8 towel layers", "towel layers") == 8
    assert typed_number("69 people in 100", "people in 100") == 69
    assert typed_number("4", "") == 4


@given(st.text() | st.none() | st.booleans() | st.lists(st.text()))
def test_whatever_is_typed_is_a_number_or_gets_one_sentence(typed: object) -> None:
    try:
        assert abs(typed_number(typed, "minutes")) < 1e9
    except AnswerError as told:
        assert str(told).endswith((".", "?"))
        assert "\n" not in str(told)


@given(st.integers(-(10**8), 10**8))
def test_digits_are_the_number_that_they_say(number: int) -> None:
    assert typed_number(str(number), "minutes") == number
    assert typed_number(f"{number} minutes", "minutes") == number


def test_every_apostrophe_is_the_same_one() -> None:
    for mark in "\u2018\u2019\u201b\u2032\u02bc\u00b4`\uff07":
        assert plain_quotes(f"don{mark}t") == "don't"


def test_dangerous_words_are_found_whatever_the_apostrophe_and_the_case() -> None:
    said = "It won\u2019t hurt. It CURES you; ringing is fine."
    found = [said[begin:end] for begin, end in marked_words(said, ["won't hurt", "cure*", "ring"])]
    assert found == ["won\u2019t hurt", "CURES"]


def test_words_that_overlap_are_marked_once() -> None:
    assert marked_words("ten more minutes", ["ten more", "more minutes"]) == [(0, 16)]
