"""Places on the body: what is sent never tells which region is which, and answers come back as real ids."""

import json
import re

import pytest

from course_lib.catalog import Catalog
from course_lib.model import Matching, Spot
from course_lib.record import Record
from course_lib.record.journal import Journal
from course_lib.record.office import Office
from course_lib.render.body import FINGER, body, thickness, unnamed_body
from course_lib.render.item import question
from course_lib.render.transcript import e
from course_lib.rules.marking import AnswerError
from course_lib.widgets.item import ItemWidget

FIGURES = ("body-back", "body-front")


def spots(known: Catalog) -> list[Spot]:
    return [item for item in known.items.values() if isinstance(item, Spot)]


def matchings(known: Catalog) -> list[Matching]:
    return [item for item in known.items.values() if isinstance(item, Matching)]


def widget(item, known: Catalog, record: Record, block="practice") -> ItemWidget:
    office = Office(known.scopes, known.treatments.values())
    return ItemWidget("a-lesson", block, "1 of 1", [item], Journal(record), known.references, office)


def say(widget: ItemWidget, **message) -> dict:
    widget._receive(widget, message, [])
    return dict(widget.view)


def sent_by(widget: ItemWidget) -> str:
    """Return all that the page and the notebook file get beside the stem, the JavaScript and the style."""
    state = {name: value for name, value in widget.get_state().items() if name != "_esm"}
    stem = widget.view["stem"]
    shown = [widget._transcript.text.replace(stem, ""), widget._transcript.html.replace(e(stem), "")]
    return json.dumps([{**state, "view": {**state["view"], "stem": ""}}, *shown], default=str)


def test_the_catalog_has_items_of_both_kinds(known):
    assert len(spots(known)) >= 3
    assert len(matchings(known)) >= 3


def test_every_option_of_a_spot_item_is_a_region_of_its_figure(known):
    for item in spots(known):
        assert set(item.option_ids) <= set(unnamed_body(item.figure).regions.values()), item.id


def test_nothing_that_is_sent_names_a_region(known, record):
    for item in spots(known):
        sent = sent_by(widget(item, known, record))
        for region in unnamed_body(item.figure).regions.values():
            assert not re.search(rf"(?<![a-z]){region}(?![a-z])", sent), (
                item.id,
                region,
            )
        for secret in (item.otherwise, item.hint, *(option.feedback for option in item.options)):
            assert json.dumps(secret)[1:-1] not in sent


@pytest.mark.parametrize("figure", FIGURES)
def test_the_drawing_to_ask_on_has_no_words_about_its_regions(figure):
    svg = unnamed_body(figure).svg
    assert not re.search(r"<!--|<title|<desc|aria-label|data-region| id=", svg)
    assert set(re.findall(r'data-(?:r|near)="([^"]+)"', svg)) == set(unnamed_body(figure).regions)
    assert len(set(re.findall(r"<text[^>]*>([^<]*)", svg)) - {"Back", "Front"}) <= 4


def test_the_numbers_of_the_regions_do_not_depend_on_the_item(known):
    figures = {}
    for item in spots(known):
        assert figures.setdefault(item.figure, question(item)["figure"]) == question(item)["figure"]


def test_the_page_answers_with_a_number_and_the_record_keeps_the_region(known, record):
    item = known.items["spot-gluteus-medius"]
    name = unnamed_body(item.figure).name(item.key)
    view = say(widget(item, known, record), do="answer", answer=name)
    (attempt,) = record.attempts(record.learner().id)
    assert (attempt.answer, attempt.right) == (item.key, True)
    assert view["feedback"]["marks"] == {name: "right"}


def test_a_place_that_is_no_option_is_an_answer_too(known, record):
    item = known.items["spot-gluteus-medius"]
    name = unnamed_body(item.figure).name("rhomboid")
    view = say(widget(item, known, record), do="answer", answer=name)
    (attempt,) = record.attempts(record.learner().id)
    assert (attempt.answer, attempt.right) == ("rhomboid", False)
    assert view["feedback"]["marks"] == {name: "wrong"}
    assert view["feedback"]["lines"][0]["why"] == item.otherwise
    assert item.key not in json.dumps(view["feedback"])


def test_the_right_place_is_shown_with_the_answer(known, record):
    item = known.items["spot-gluteus-medius"]
    asked = widget(item, known, record)
    say(asked, do="answer", answer="r1")
    key = unnamed_body(item.figure).name(item.key)
    assert key not in asked.view["feedback"]["marks"]
    assert say(asked, do="explain")["feedback"]["marks"] == {"r1": "wrong", key: "right"}


def test_before_the_lesson_the_choice_is_shown_and_not_judged(known, record):
    view = say(widget(known.items["spot-psoas"], known, record, "pretest"), do="answer", answer="r2")
    assert view["feedback"]["marks"] == {"r2": "chosen"}
    assert view["feedback"]["lines"] == []


def test_the_plain_path_takes_the_real_id_and_refuses_what_is_no_place(known, record):
    asked = widget(known.items["spot-psoas"], known, record)
    assert asked.answer("psoas").right
    for nothing in ("r99", "", None, ["psoas"]):
        with pytest.raises(AnswerError, match="Choose a place"):
            asked.answer(nothing)


def test_a_reloaded_page_shows_the_place_that_was_chosen(known, record):
    item = known.items["spot-psoas"]
    say(widget(item, known, record), do="answer", answer="r1")
    assert widget(item, known, record).view["feedback"]["marks"] == {"r1": "wrong"}


@pytest.mark.parametrize("figure", FIGURES)
def test_narrow_regions_have_room_around_them(figure):
    svg = body(figure).svg
    for path, region in re.findall(r'data-r="([^"]+)"', svg) and re.findall(
        r' d="([^"]+)" data-r="([^"]+)"', svg
    ):
        room = re.search(rf'data-near="{region}" stroke-width="(\d+)"', svg)
        assert thickness(path) + (int(room[1]) / 2 if room else 0) >= FINGER - 0.5, region


def test_a_matching_item_is_sent_without_its_keys(known, record):
    for item in matchings(known):
        asked = widget(item, known, record)
        view = asked.view
        assert [set(pair) for pair in view["pairs"]] == [{"id", "text"}] * len(item.pairs)
        assert [set(label) for label in view["labels"]] == [{"id", "text"}] * len(item.labels)
        sent = sent_by(asked)
        for secret in (item.hint, *(pair.feedback for pair in item.pairs)):
            assert json.dumps(secret)[1:-1] not in sent


def test_a_wrong_matching_does_not_tell_the_labels_before_another_try(known, record):
    for item in matchings(known):
        wrong = {p.id: next(n for n in item.label_ids if n != p.key) for p in item.pairs}
        asked = widget(item, known, record)
        feedback = say(asked, do="answer", answer=wrong)["feedback"]
        assert {line["verdict"] for line in feedback["lines"]} <= {"Not this one.", "Not safe."}
        assert all(bool(line["why"]) is line["unsafe"] for line in feedback["lines"]), (
            "only harm has its reason"
        )
        full = say(asked, do="explain")["feedback"]
        assert all("It is: " in line["verdict"] and line["why"] for line in full["lines"])


def test_a_matching_before_the_lesson_is_said_back_in_words(known, record):
    item = matchings(known)[0]
    right = {pair.id: pair.key for pair in item.pairs}
    feedback = say(widget(item, known, record, "pretest"), do="answer", answer=right)["feedback"]
    assert item.pairs[0].text in feedback["phrase"]


def test_lines_without_a_label_are_asked_for(known, record):
    item = matchings(known)[0]
    view = say(widget(item, known, record), do="answer", answer={item.pairs[0].id: item.label_ids[0]})
    assert "every line" in view["problem"]
