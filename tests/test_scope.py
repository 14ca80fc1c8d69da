"""Scope profiles: the most cautious one applies until another is chosen, and every part obeys it."""

import json
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib import final_check, lesson, patients, start
from course_lib.catalog import Catalog, catalog
from course_lib.errors import UnknownNameError
from course_lib.folders import CONTENT, ROOT
from course_lib.language.scope import TAGS, tag, your_part
from course_lib.model import Attempt, Item
from course_lib.model.scope import MOST_CAUTIOUS, Scope
from course_lib.pages.session import Session
from course_lib.record import Record
from course_lib.record.journal import Journal
from course_lib.record.office import Office
from course_lib.rules.decision import MODALITIES, ORDERS
from course_lib.rules.scope import FREE, NOTE, allowed, chosen, held, narrowest, treatments

KNOWN = catalog()
SCOPES, TREATMENTS = KNOWN.scopes, [*KNOWN.treatments.values()]
TAG = "Your office: prepare and watch"
STIM = "same-sciatica-current"


def limit(scope: Scope, item: Item) -> str:
    return tag(scope, held(scope, item, TREATMENTS))


def choose(record: Record, name: str) -> None:
    start(Session.open(record)).choose_scope(name)


# The profiles.


def test_each_file_is_a_profile_and_the_instructor_can_look_up_its_id() -> None:
    files = {path.stem.replace("_", "-") for path in (CONTENT / "scope").iterdir()}
    assert set(SCOPES) == files
    assert {"oregon", "north-carolina", "maryland", "arizona", MOST_CAUTIOUS} <= files
    guide = (ROOT / "docs" / "instructor.md").read_text(encoding="utf-8")
    (row,) = re.findall(r"^\| `office` .*", guide, re.MULTILINE)
    assert set(re.findall(r"`([a-z-]+)`", row)) - {"office"} == files


@pytest.mark.parametrize("name", sorted(SCOPES))
def test_each_profile_names_its_law_its_date_and_that_the_doctor_must_confirm_it(name: str) -> None:
    scope = SCOPES[name]
    assert scope.looked_at >= date(2026, 11, 22)
    assert "doctor of your office must confirm" in scope.confirm
    assert scope.law
    assert set(scope.areas) == set(MODALITIES)


def test_the_laws_are_those_of_the_teaching_plan() -> None:
    laws = {"oregon": "OAR 811-010-0110", "north-carolina": "GS 90-143.4"}
    laws |= {"maryland": "COMAR 10.43.07", "arizona": "R4-7-1102"}
    assert {name: SCOPES[name].law for name in laws} == laws


def test_the_most_cautious_profile_lets_an_assistant_carry_out_nothing() -> None:
    assert set(SCOPES[MOST_CAUTIOUS].areas.values()) == {"prepare_and_observe"}


@pytest.mark.parametrize("name", sorted(SCOPES))
def test_nowhere_does_an_assistant_use_the_tool_or_give_a_massage_without_a_license(name: str) -> None:
    assert SCOPES[name].areas["instrument_soft_tissue"] == "prepare_and_observe"
    assert SCOPES[name].areas["massage"] not in FREE


# The choice.


def note(answer: object) -> Attempt:
    return Attempt.model_validate(
        {
            "id": "1", "learner": "a", "place": "settings/scope", "item": NOTE, "version": 1,
            "answer": answer, "right": True, "score": 1, "at": "2026-11-25T12:00:00Z",
        }
    )  # fmt: skip


@given(
    st.lists(
        st.sampled_from([{"scope": "oregon"}, {"scope": "maryland"}, {"scope": "atlantis"}, {}, "x", None])
    )
)
def test_the_last_known_choice_counts_and_without_one_the_most_cautious(answers: list[object]) -> None:
    known = [a["scope"] for a in answers if isinstance(a, dict) and a.get("scope") in SCOPES]
    assert chosen([note(a) for a in answers], SCOPES).id == (known[-1] if known else MOST_CAUTIOUS)


@given(st.sampled_from(sorted(SCOPES)), st.sampled_from(ORDERS))
def test_whoever_carries_it_out_is_told_for_every_order(name: str, order: str) -> None:
    held_back = narrowest(allowed(SCOPES[name], order))
    words = tag(SCOPES[name], held_back)
    assert words == "" if held_back is None else words.endswith(TAGS[held_back])
    assert (held_back is None) == all(code in FREE for code in allowed(SCOPES[name], order))


def test_the_office_is_said_once_in_a_persons_words() -> None:
    assert your_part(SCOPES["oregon"], ["heat", "ice"]) == (
        "In Oregon somebody else puts the pack on. You learn it so that you can prepare, watch and speak up. "
        "Answer the questions as if your office let you do it."
    )
    assert your_part(SCOPES["oregon"], ["electrical_stimulation"]) == (
        "In Oregon you may start the current, as ordered, once you are trained and your doctor has said so."
    )
    assert your_part(SCOPES["maryland"], ["massage"]).startswith(
        "In Maryland you may give the massage only with a license of your own."
    )
    assert your_part(SCOPES["oregon"], []) == ""


@pytest.mark.parametrize(
    "name", ["tank-and-packs", "minutes-still-wet", "say-what-heat-does", "four-lines-after-the-tool"]
)
def test_cleaning_words_and_records_have_no_limit_anywhere(name: str) -> None:
    assert {limit(scope, KNOWN.items[name]) for scope in SCOPES.values()} == {""}


def test_an_item_tells_its_limit_only_where_the_office_has_one() -> None:
    items = [
        item for item in KNOWN.items.values() if treatments(item, TREATMENTS) == ("electrical_stimulation",)
    ]
    current = KNOWN.items[STIM]
    about = next(item for item in items if not item.findings)
    assert limit(SCOPES["oregon"], current) == ""
    assert limit(SCOPES[MOST_CAUTIOUS], current) == TAG
    assert limit(SCOPES[MOST_CAUTIOUS], about) == "", "it asks what is known, not what to do"
    words = next(item for item in KNOWN.items.values() if not treatments(item, TREATMENTS))
    assert limit(SCOPES[MOST_CAUTIOUS], words) == ""


def test_an_item_that_tests_no_statement_of_the_article_is_known_by_its_slot() -> None:
    thin_bones = KNOWN.items["stooped-and-thin-bones"]
    assert thin_bones.claims == ()
    assert treatments(thin_bones, TREATMENTS) == ("stretching",)
    assert limit(SCOPES[MOST_CAUTIOUS], thin_bones) == TAG


def test_a_profile_that_does_not_exist_is_told(record: Record) -> None:
    with pytest.raises(UnknownNameError, match="oregon"):
        Office(SCOPES, TREATMENTS, Journal(record)).choose("oregano")


# What obeys it.


def seen(widget: object) -> str:
    return json.dumps(widget.view, ensure_ascii=False)  # type: ignore[attr-defined]


def parts(record: Record) -> dict[str, str]:
    """What several parts of the course show of the office."""
    stim = lesson("muscle-stimulation", Session.open(record))
    look_up = stim.decide()
    look_up.decide("electrical_stimulation", ["stiff_old"], asked=True)
    drawn = stim.draw()
    drawn.decide("electrical_stimulation")
    return {
        "head": seen(stim.head()),
        "gate": seen(stim.safety_gate()),
        "look-up": seen(look_up),
        "item": seen(stim.item(STIM)),
        "patient": seen(stim.patient("bill")),
        "page 9": seen(patients(Session.open(record)).patient("anton")),
    }


def test_every_part_obeys_the_profile_that_was_chosen(record: Record) -> None:
    texts = parts(record)
    assert "In your office somebody else starts the current." in texts.pop("head")
    assert "know, prepare, observe and report" in texts.pop("gate")
    for name, text in texts.items():
        assert TAG in text, name
    choose(record, "oregon")
    texts = parts(record)
    assert "In Oregon you may start the current, as ordered" in texts.pop("head")
    assert "In your office (Oregon)" in texts.pop("gate")
    for name, text in texts.items():
        assert "prepare and watch" not in text, name  # nothing limits it there


def test_the_page_of_patients_and_the_final_check_say_your_part_once(record: Record) -> None:
    choose(record, "oregon")
    session = Session.open(record)
    sentence = "In Oregon somebody else puts the pack on, works with the tool and gives the massage."
    assert sentence in patients(session).head().view["html"]
    assert final_check(session).view["part"].startswith(sentence)


def test_a_widget_follows_when_the_profile_changes(record: Record) -> None:
    stim = lesson("muscle-stimulation", Session.open(record))
    widgets = [stim.safety_gate(), stim.head(), stim.item(STIM), stim.patient("bill")]
    assert [widget.view["scope"] for widget in widgets[2:]] == [TAG, TAG]
    choose(record, "north-carolina")
    for widget in widgets:
        assert "In your office (North" not in seen(widget)
        widget._receive(None, {"do": "changed"}, None)
    assert [
        ("n North Carolina" in seen(widget) or "(North Carolina" in seen(widget)) for widget in widgets
    ] == [True, True, False, False]
    assert [widget.view["scope"] for widget in widgets[2:]] == ["", ""]


def test_the_transcripts_show_the_most_cautious_profile_to_everyone(record: Record, known: Catalog) -> None:
    before = repr(lesson("muscle-stimulation", Session.open(record)).safety_gate())
    choose(record, "oregon")
    assert repr(lesson("muscle-stimulation", Session.open(record)).safety_gate()) == before
    assert "know, prepare, observe and report" in before
