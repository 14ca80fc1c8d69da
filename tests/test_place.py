"""Where something was answered: one place for each, read back as it was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.model import Place

NAMES = st.text(min_size=1).filter(lambda name: "/" not in name)


@given(NAMES, NAMES, st.text())
def test_a_place_is_read_back_as_it_was_written(page: str, part: str, name: str) -> None:
    place = Place(page, part, name)
    assert Place.parse(str(place)) == place


@given(NAMES, NAMES, NAMES, NAMES)
def test_a_place_lies_within_its_page_and_in_no_other(page: str, other: str, part: str, name: str) -> None:
    place = Place(page, part, name)
    assert place.covers(place)
    assert Place(page).covers(place)
    assert Place(page, part).covers(place)
    assert not place.covers(Place(page, part))
    assert Place(other).covers(place) == (other == page)
    assert not Place(page, part, name).covers(Place(page, part, f"{name}-2"))


def test_a_place_in_the_final_check_has_an_inside() -> None:
    assert Place.parse("final/1/item/20") == Place("final", "1", "item/20")
    assert Place.parse("final/1/item/20").inner == ("item", "20")
    assert Place.parse("final/1").inner == ()


@pytest.mark.parametrize("parts", [("",), ("a/b",), ("a", "b/c"), ("a", "", "c")])
def test_what_could_not_be_read_back_is_no_place(parts: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="no place"):
        Place(*parts)
