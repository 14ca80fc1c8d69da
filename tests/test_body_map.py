"""The body map: every muscle is on the drawing, and found by each of its names."""

import pytest

from course_lib import lesson
from course_lib.errors import UnknownNameError
from course_lib.pages.session import Session
from course_lib.render.body import body


@pytest.fixture
def body_map(record):
    return lesson("back-spasm-and-your-role", Session.open(record)).body_map()


def test_the_drawings_and_the_register_have_the_same_muscles(known):
    drawn = {name for figure in ("body-back", "body-front") for name in body(figure).regions}
    assert drawn == set(known.regions)


def test_every_muscle_is_told_whole(body_map, known):
    for shown, region in zip(body_map.view["regions"], known.regions.values(), strict=True):
        assert (shown["plain"], shown["anatomical"]) == (region.plain, region.anatomical)
        facts = dict(shown["facts"])
        assert (facts["Where"], facts["What it does"]) == (region.where, region.job)
        assert (facts["Stretches"], facts["How sure"]) == (region.stretches, region.certainty)
        assert facts.get("Note", "") == region.note


def test_a_muscle_is_found_by_its_id_and_by_both_names(body_map, known):
    for region in known.regions.values():
        for name in (region.id, region.plain.upper(), f" {region.anatomical} "):
            assert body_map.choose(name) == region
            assert body_map.view["chosen"] == region.id
    with pytest.raises(UnknownNameError, match="piriformis"):
        body_map.choose("piriforms")


def test_the_transcript_names_every_muscle(body_map, known):
    for region in known.regions.values():
        assert region.anatomical in repr(body_map)
