"""What a learner types is taken as people write it, or refused in a sentence that says what to write."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.catalog import Catalog
from course_lib.language.errors import ERRORS
from course_lib.model import Number
from course_lib.rules.typed import AnswerError, typed_number, written_number


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("15", 15),
        (" 15 ", 15),
        ("15.0", 15),
        ("15.", 15),
        ("15,", 15),
        ("7.5.", 7.5),
        ("7.5 minutes.", 7.5),
        ("15 minute(s)", 15),
        (".5", 0.5),
        (",5", 0.5),
        ("7,5", 7.5),
        ("30,0", 30),
        ("0,500", 0.5),
        ("1234,567", 1234.567),
        ("1,234,567", 1234567),
        ("15,000.5", 15000.5),
        ("1,50,000", 150000),
        ("12,34,567.5", 1234567.5),
        ("1 234", 1234),
        ("1\u202f234", 1234),
        ("1\u2019234", 1234),
        ("15 minutes", 15),
        ("15minutes", 15),
        ("15min", 15),
        ("15 min.", 15),
        ("15-minute", 15),
        ("(15 min)", 15),
        ("15 Minutes", 15),
        ("15 m", 15),
        ("15 m?", 15),
        ("+15", 15),
        ("-15", -15),
        ("\u221215", -15),
        ("\u2013 15", -15),
        ("\uff11\uff15", 15),
        ("\u246e", 15),
        ("15\u200b", 15),
        ("1\u00ad5", 15),
        ("\u2066 15 \u2069", 15),
        ("15\ufe0f", 15),
        ("\u00a015\u00a0minutes", 15),
        ("\u00bd", 0.5),
        ("-\u00bd", -0.5),
        ("1\u00bd", 1.5),
        ("1 \u00bd hours", None),
        ("1 1/2", 1.5),
        ("3/4", 0.75),
        ("3 / 4", 0.75),
        ("3\u20444", 0.75),
        ("zero", 0),
        ("fifteen", 15),
        ("twenty-five minutes", 25),
        ("twenty five", 25),
        ("Thirty", 30),
        ("a hundred and five", 105),
        ("two and a half", 2.5),
        ("\u0661\u0665", 15),
        ("\u0967\u096b", 15),
        ("\u0661\u066b\u0665", 1.5),
        (15, 15),
        (15.5, 15.5),
        (Fraction(1, 2), 0.5),
    ],
)
def test_a_number_is_taken_as_people_write_it(typed: object, value: float | None) -> None:
    if value is None:
        with pytest.raises(AnswerError, match="The answer here is in minutes"):
            typed_number(typed, "minutes")
    else:
        assert typed_number(typed, "minutes") == value


@pytest.mark.parametrize(
    ("typed", "code", "sentence"),
    [
        ("15,000", "thousand_or_part", "Do you mean 15 thousand, or 15 and a part? Write 15000, or 15."),
        ("15,500", "thousand_or_part", "Do you mean 15 thousand 500, or 15 and a part? Write 15500, or 15.5."),
        ("-1,050 min", "thousand_or_part", "Do you mean -1 thousand 50, or -1 and a part?"),
        ("1.234.567", "points_for_thousands", "without points for the thousands, such as 1234567"),
        ("1.234,5", "points_for_thousands", "such as 1234"),
        ("15 hours", "other_unit", "The answer here is in minutes"),
        ("15 %", "other_unit", "The answer here is in minutes"),
        ("15\u00b0", "other_unit", "The answer here is in minutes"),
        ("fifteen seconds", "other_unit", "The answer here is in minutes"),
        ("15 apples", "number_alone_in", "Type the number alone, in minutes"),
        ("15 minutes of heat", "number_alone_in", "Type the number alone, in minutes"),
        ("about 15", "number_alone_in", "Type the number alone, in minutes"),
        ("~15", "number_alone_in", "Type the number alone, in minutes"),
        ("15+", "number_alone_in", "Type the number alone, in minutes"),
        ("--15", "number_alone_in", "Type the number alone, in minutes"),
        ("15-20", "one_number", "Type one number, not several"),
        ("15\u201320", "one_number", "Type one number, not several"),
        ("15 to 20", "one_number", "Type one number, not several"),
        ("15 20", "one_number", "Type one number, not several"),
        ("15\n20", "one_number", "Type one number, not several"),
        ("15, 20", "one_number", "Type one number, not several"),
        ("15 min to 20 min", "one_number", "Type one number, not several"),
        ("15 minutes 30 seconds", "one_number", "Type one number, not several"),
        ("fifteen or twenty", "one_number", "Type one number, not several"),
        ("two-five", "one_number", "Type one number, not several"),
        ("15:00", "clock_time", "without a colon"),
        ("2_0", "number_in_digits", "Write the number out in digits"),
        ("1e3", "number_in_digits", "Write the number out in digits"),
        ("1E+3", "number_in_digits", "Write the number out in digits"),
        ("0x10", "number_in_digits", "Write the number out in digits"),
        ("0b11", "number_in_digits", "Write the number out in digits"),
        ("2\u2070", "number_in_digits", "Write the number out in digits"),
        ("5\u00d73", "number_in_digits", "Write the number out in digits"),
        ("15\u00f72", "number_in_digits", "Write the number out in digits"),
        ("2\u00b2", "number_in_digits", "Write the number out in digits"),
        ("15 thousand", "number_in_digits", "Write the number out in digits"),
        ("1/0", "divided_by_zero", "cannot be divided by 0"),
        ("inf", "type_a_number", "Type a number"),
        ("nan", "type_a_number", "Type a number"),
        ("-Infinity", "type_a_number", "Type a number"),
        ("\u221e", "type_a_number", "Type a number"),
        ("half an hour", "type_a_number", "Type a number"),
        ("a few", "type_a_number", "Type a number"),
        ("1.2.3", "type_a_number", "Type a number"),
        ("", "type_a_number", "Type a number"),
        ("-", "type_a_number", "Type a number"),
        ("99999999999", "number_too_large", "far too large"),
        ("9" * 5000, "number_too_large", "far too large"),
        ("9" * 5000 + "/1", "number_too_large", "far too large"),
        (1e9, "number_too_large", "far too large"),
        (None, "type_a_number", "Type a number"),
        (True, "type_a_number", "Type a number"),
        (["15"], "type_a_number", "Type a number"),
        (float("inf"), "type_a_number", "Type a number"),
        (float("nan"), "type_a_number", "Type a number"),
        (10**400, "type_a_number", "Type a number"),
    ],
)
def test_each_refusal_says_what_to_write_instead(typed: object, code: str, sentence: str) -> None:
    with pytest.raises(AnswerError) as refused:
        typed_number(typed, "minutes")
    assert refused.value.code == code
    assert sentence in str(refused.value)


def test_no_two_refusals_have_one_sentence() -> None:
    assert len(set(ERRORS.values())) == len(ERRORS)


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("40%", "percent", 40),
        ("40 %", "percent", 40),
        ("40 percent", "percent", 40),
        ("40/100", "percent", 40),
        ("40 out of 100", "percent", 40),
        ("40 in 100", "percent", 40),
        ("40 / 100 %", "percent", 40),
        ("4 s", "seconds", 4),
        ("10x", "times", 10),
        ("10 \u00d7", "times", 10),
        ("40 \u066a", "percent", 40),
        ("40 out of 100 percent", "percent", 40),
        ("69 out of 100 people", "people in 100", 69),
        ("69 of 100 people", "people in 100", 69),
        ("158 \u2070F", "degrees Fahrenheit", 158),
        ("158\u1d52 f", "degrees Fahrenheit", 158),
        ("3 wks", "weeks", 3),
        ("6 in", "inches", 6),
        ("8 layers", "towel layers", 8),
        ("8 towels", "towel layers", 8),
        ("8 towel layers", "towel layers", 8),
        ("158 F", "degrees Fahrenheit", 158),
        ("158\u00b0F", "degrees Fahrenheit", 158),
        ("158 \u00b0F", "\u00b0F", 158),
        ("158\u00baF", "degrees Fahrenheit", 158),
        ("158 \u02daF", "degrees Fahrenheit", 158),
        ("158\u2109", "degrees Fahrenheit", 158),
        ("158 degrees", "degrees Fahrenheit", 158),
        ("70 C", "degrees Celsius", 70),
        ("69 people in 100", "people in 100", 69),
        ("69 people", "people in 100", 69),
        ("69%", "people in 100", 69),
        ("69/100", "people in 100", 69),
        ("69 out of 100", "people in 100", 69),
        ("8 of 100", "points of 100", 8),
        ("5/10", "on the scale from 0 to 10", 5),
        ("5 out of 10", "on the scale from 0 to 10", 5),
        ("80 Hz", "beats a second", 80),
        ("80/s", "beats a second", 80),
        ("80 beats per second", "beats a second", 80),
        ("4", "", 4),
    ],
)
def test_the_items_own_unit_may_stand_behind_the_number(typed: str, unit: str, value: float) -> None:
    assert typed_number(typed, unit) == value


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("70 C", "degrees Fahrenheit"),
        ("70\u00b0C", "\u00b0F"),
        ("3 months", "weeks"),
        ("5 m", "seconds"),
        ("40 degrees", "percent"),
    ],
)
def test_another_unit_is_refused(typed: str, unit: str) -> None:
    with pytest.raises(AnswerError, match=f"The answer here is in {unit}"):
        typed_number(typed, unit)


def test_every_number_of_the_bank_may_be_typed_with_its_unit(known: Catalog) -> None:
    numbers = [item for item in known.items.values() if isinstance(item, Number)]
    assert numbers
    for item in numbers:
        for typed in (written_number(item.key), f"{item.key} {item.unit}", f"{item.key:g}{item.unit}"):
            assert typed_number(typed, item.unit) == item.key, (item.id, typed)


ANYTHING = st.text() | st.text("0123456789.,/+-e_x '\u00bd\u2212%minutes") | st.floats() | st.integers()


@given(ANYTHING | st.none() | st.booleans() | st.lists(st.text()), st.sampled_from(["minutes", "", "percent"]))
def test_whatever_is_typed_is_a_number_or_gets_one_sentence(typed: object, unit: str) -> None:
    try:
        assert abs(typed_number(typed, unit)) < 1e9
    except AnswerError as refused:
        assert str(refused).endswith((".", "?"))
        assert "\n" not in str(refused)


SHAPES = ["{}", " {} ", "{} minutes", "{}min", "\u2066{}\u2069", "{}\u200b", "({})", "{}.0", "{}/1"]


@given(st.integers(-(10**8), 10**8), st.sampled_from(SHAPES))
def test_digits_are_the_number_that_they_say(number: int, shape: str) -> None:
    assert typed_number(shape.format(number), "minutes") == number
    assert typed_number(shape.format(str(number).replace("-", "\u2212")), "minutes") == number


@given(st.integers(0, 10**8), st.sampled_from([ord("\uff10"), ord("\u0660"), ord("\u0966")]))
def test_digits_of_other_scripts_are_the_same_number(number: int, zero: int) -> None:
    typed = "".join(chr(zero + int(digit)) for digit in str(number))
    assert typed_number(typed, "minutes") == number


@given(st.integers(10**6, 10**8), st.sampled_from([",", " ", "\u202f", "'", "\u2019"]))
def test_marks_between_the_thousands_change_nothing(number: int, mark: str) -> None:
    assert typed_number(f"{number:,}".replace(",", mark), "minutes") == number


@given(st.integers(1, 999), st.integers(0, 999))
def test_one_comma_before_three_digits_is_asked_about(before: int, after: int) -> None:
    with pytest.raises(AnswerError, match="Do you mean"):
        typed_number(f"{before},{after:03}", "minutes")


@given(st.integers(0, 50), st.integers(0, 50), st.integers(1, 50))
def test_a_fraction_is_its_part(whole: int, above: int, below: int) -> None:
    assert math.isclose(typed_number(f"{whole} {above}/{below}"), whole + above / below)


@given(st.floats(-1e8, 1e8))
def test_a_number_is_written_so_that_it_can_be_typed_again(value: float) -> None:
    assert "e" not in written_number(value)
    assert typed_number(written_number(value)) == pytest.approx(value, abs=1e-6)
