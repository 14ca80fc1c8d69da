"""Somebody in a hurry, on a phone: clicks twice, reloads before checking, and hands in without a look."""

from datetime import UTC, datetime

import pytest
from bridge import Bridge
from driving import expect, open_lesson, open_whole, reload
from lesson_page import KNOWN, LESSON, QUESTIONS, answer, item_of, rail, step
from playwright.sync_api import Locator, Page

from course_lib.classroom.demo_answers import right_answer
from course_lib.model import SingleChoice
from course_lib.record import Record
from course_lib.record.final_check import FinalCheck
from course_lib.record.journal import Journal
from course_lib.rules.encounter import best_path

PHONE = {"width": 390, "height": 844}
CHOSEN = """(form) => [
    ...[...form.querySelectorAll("input:checked")].map((one) => one.value),
    ...[...form.querySelectorAll("select, textarea, input[type=text]")].map((one) => one.value),
    ...[...form.querySelectorAll(".placed")].map((one) => one.textContent),
]"""
"""What is chosen, typed or put in order in a form."""


@pytest.fixture
def phone(bridged: Page) -> Page:
    bridged.set_viewport_size(PHONE)
    return bridged


def open_item(bridge: Bridge, page: Page, lesson: str, name: str) -> Locator:
    """Show one question, and return its card."""
    cells = ("from course_lib import lesson", f'lesson("{lesson}").item("{name}")')
    open_lesson(page, bridge.add_page(f"hurry_{name}.ipynb", *cells))
    return page.locator("section.card").first


@pytest.mark.parametrize(("lesson", "name"), [(each, name) for each in QUESTIONS for name in QUESTIONS[each]])
def test_what_is_not_checked_yet_is_there_after_a_reload(
    bridge: Bridge, phone: Page, lesson: str, name: str
) -> None:
    card = open_item(bridge, phone, lesson, name)
    answer(card, item_of(card))
    chosen = card.locator("form").evaluate(CHOSEN)
    assert any(chosen)
    reload(phone)
    assert card.locator("form").evaluate(CHOSEN) == chosen


def test_a_double_click_on_a_step_gives_one_number(bridge: Bridge, phone: Page) -> None:
    card = open_item(bridge, phone, "heat-and-ice", "heat-set-up")
    third = card.locator(".ordering button").nth(2)
    words = third.locator(".text").inner_text()
    third.dblclick()
    assert card.locator(".placed .text").all_inner_texts() == [words]


def test_a_double_click_on_an_empty_question_leaves_the_focus_on_its_button(
    bridge: Bridge, phone: Page
) -> None:
    card = open_item(bridge, phone, "heat-and-ice", "time-limit")
    check = card.get_by_role("button", name="Check", exact=True)
    check.dblclick(delay=20)
    expect(card.get_by_text("Choose an answer first.")).to_be_visible()
    expect(check).to_be_focused()
    assert phone.evaluate("getSelection().toString()") == ""


def test_a_double_click_on_the_words_of_a_choice_leaves_the_focus_on_it(bridge: Bridge, phone: Page) -> None:
    card = open_item(bridge, phone, "heat-and-ice", "time-limit")
    for choice in card.locator("input[type=radio]").all():
        choice.locator("xpath=..").dblclick()
        expect(choice).to_be_focused()
        expect(choice).to_be_checked()


def test_a_double_click_on_a_box_that_opens_leaves_the_focus_on_it(bridge: Bridge, phone: Page) -> None:
    card = open_item(bridge, phone, "heat-and-ice", "time-limit")
    answer(card, item_of(card))
    card.get_by_role("button", name="Check", exact=True).click()
    more = card.get_by_text("Why not the others?")
    for _ in range(2):
        more.dblclick()
        expect(more).to_be_focused()


def nearly_passed(bridge: Bridge) -> None:
    """Keep a final check that runs: everything right but one question on safety, both patients seen."""
    with Record(f"sqlite:///{bridge.record.as_posix()}") as record:
        patients = {name: KNOWN.patients[name] for name in KNOWN.final_patients}
        journal = Journal(record, lambda: datetime.now(UTC))
        check = FinalCheck(KNOWN.blueprint, KNOWN.items, patients, journal.bound())
        form = check.start().form
        missed = next(
            each
            for each in form.items
            if KNOWN.items[each.item].safety and isinstance(KNOWN.items[each.item], SingleChoice)
        )
        for each in form.items:
            item = KNOWN.items[each.item]
            wrong = next(name for name in each.options if name != item.key) if each is missed else None
            check.answer(each, wrong or right_answer(item))
        for name in form.patients:
            for taken in best_path(KNOWN.patients[name]).path:
                check.choose(name, taken.choice.id)


def test_a_choice_that_was_not_saved_counts_for_who_goes_on_or_hands_in(bridge: Bridge, phone: Page) -> None:
    open_lesson(phone, bridge.add_page("check.ipynb", "from course_lib import final_check\n\nfinal_check()"))
    phone.get_by_role("button", name="Begin the final check").click()
    card = phone.locator("section.card")
    for number, leave in enumerate(("Skip for now", "Hand in …"), start=1):
        expect(phone.get_by_text(f"Question {number} of 40")).to_be_visible()
        answer(card, item_of(card))
        phone.get_by_role("button", name=leave).click()
    expect(phone.get_by_text("38 questions have no answer yet")).to_be_visible()
    reload(phone)
    expect(phone.get_by_text("All questions and patients (40 open)")).to_be_visible()


def tap_quickly(page: Page, button: Locator) -> None:
    """Tap three times, as a finger does: not quite at the same place. In one go, which is quick anywhere."""
    box = button.bounding_box()
    assert box
    page.evaluate(THREE_TAPS, [box["x"] + 20, box["y"] + 20])


THREE_TAPS = """async ([x, clientY]) => {
    for (const drift of [0, 10, -5]) {
        const clientX = x + drift;
        const tap = { bubbles: true, cancelable: true, detail: 1, clientX, clientY };
        document.elementFromPoint(clientX, clientY).dispatchEvent(new MouseEvent("click", tap));
        await new Promise((go) => setTimeout(go, 150));
    }
}"""


def test_three_quick_taps_skip_one_question(bridge: Bridge, bridged: Page) -> None:
    open_lesson(bridged, bridge.add_page("check.ipynb", "from course_lib import final_check\n\nfinal_check()"))
    bridged.get_by_role("button", name="Begin the final check").click()
    skip = bridged.get_by_role("button", name="Skip for now")
    bridged.add_style_tag(content="form .row { position: fixed; bottom: 0; left: 0 }")  # of each, at one place
    skip.press("Enter")  # from now on there is a way back beside it
    expect(bridged.get_by_text("Question 2 of 40")).to_be_visible()
    tap_quickly(bridged, skip)
    expect(bridged.get_by_text("Question 3 of 40")).to_be_visible()


def test_three_quick_taps_lead_one_step_on_or_back_and_to_nothing_that_stands_under_a_list(
    bridge: Bridge, phone: Page
) -> None:
    open_whole(phone, LESSON)
    tap_quickly(phone, phone.get_by_role("button", name="Continue"))
    expect(step(phone, "Before you read")).to_be_visible()
    assert phone.url.endswith("#before-you-read")
    tap_quickly(phone, phone.get_by_role("button", name="Continue"))
    assert phone.url.endswith("#before-you-read/2")
    tap_quickly(phone, phone.get_by_role("button", name="Back", exact=True))
    assert phone.url.endswith("#before-you-read")
    tap_quickly(phone, phone.get_by_role("button", name="Contents"))
    lists = rail(phone, "Your turn")
    expect(lists).to_be_visible()
    tap_quickly(phone, lists)
    expect(lists).to_be_hidden()
    assert phone.url.endswith("#your-turn")
    assert phone.locator("input:checked:visible").count() == 0
    expect(step(phone, "Your turn")).to_be_focused()


def test_who_missed_a_safety_question_is_led_to_the_similar_one(bridge: Bridge, phone: Page) -> None:
    nearly_passed(bridge)
    open_lesson(phone, bridge.add_page("check.ipynb", "from course_lib import final_check\n\nfinal_check()"))
    phone.get_by_role("button", name="Hand in …").click()
    phone.get_by_role("button", name="Yes, hand in").click()
    told = phone.get_by_text("You missed one safety question.")
    expect(told).to_be_focused()
    expect(told).to_be_in_viewport(ratio=1)
