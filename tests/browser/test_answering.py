"""Answering in a real page: by mouse and by keyboard, right and wrong, and finding it all again."""

import re

import pytest
from driving import SCREENS, Lab, Screen, axe, open_lesson, sideways
from playwright.sync_api import Locator, Page, expect

LESSON = "02_heat_and_ice.ipynb"
START = "00_start_here.ipynb"


def item(page: Page, words: str) -> Locator:
    """Return the card of the item whose question holds these words."""
    return page.locator("section.card").filter(has_text=words).first


def amara(page: Page) -> Locator:
    return item(page, "Amara, 41, drives a bus")


def check(card: Locator, *answers: str) -> None:
    for answer in answers:
        card.get_by_label(re.compile(re.escape(answer))).check()
    card.get_by_role("button", name="Check", exact=True).click()


RIGHT, WRONG = "30 minutes is the most there is", "It can stay on until it goes cool"


@pytest.fixture
def lesson(page: Page) -> Page:
    open_lesson(page, LESSON)
    return page


def test_a_wrong_answer_says_why_and_offers_another_try(lesson: Page):
    card = amara(lesson)
    check(card, WRONG)
    expect(card.get_by_text("✗ Not safe.")).to_be_visible()
    expect(card.get_by_text("How warm the pack feels is not the rule")).to_be_visible()
    expect(card.get_by_text("The article and this course set 30 minutes")).to_have_count(0)
    card.get_by_role("button", name="Try again").click()
    check(card, RIGHT)
    expect(card.get_by_text("✓ Right.")).to_be_visible()
    expect(card.get_by_text("The article and this course set 30 minutes")).to_be_visible()
    card.get_by_text("Why not the others?").click()
    expect(card.get_by_text("More towels are for a pack that feels too hot")).to_be_visible()


def test_everything_is_answered_with_the_keyboard_alone(lesson: Page):
    card = amara(lesson)
    card.get_by_label(re.compile(re.escape(WRONG))).focus()
    lesson.keyboard.press("ArrowDown")
    expect(card.get_by_label(re.compile(re.escape(RIGHT)))).to_be_checked()
    lesson.keyboard.press("Tab")
    lesson.keyboard.press("Space")
    expect(card.get_by_label("Guess")).to_be_checked()
    lesson.keyboard.press("Tab")
    expect(card.get_by_role("button", name="Check", exact=True)).to_be_focused()
    lesson.keyboard.press("Enter")
    expect(card.get_by_text("✓ Right.")).to_be_focused()


def test_steps_are_put_in_order_with_the_keyboard(lesson: Page):
    card = item(lesson, "Put your steps in order")
    first = card.locator(".ordering li").first.inner_text()
    card.get_by_role("button", name=re.compile("Move down")).first.focus()
    lesson.keyboard.press("Enter")
    second = card.locator(".ordering li").nth(1)
    expect(second).to_contain_text(first.splitlines()[1])
    expect(second.get_by_role("button", name=re.compile("Move down"))).to_be_focused()


def test_a_number_is_typed_and_enter_checks_it(lesson: Page):
    card = lesson.locator("section.card").filter(has_text="Wei, 29, is a bike courier")
    card.get_by_role("textbox").fill("999")
    card.get_by_role("textbox").press("Enter")
    expect(card.locator(".result")).to_contain_text("✗")
    card.get_by_role("button", name="Show me the answer").click()
    expect(card.get_by_text("The right answer.")).to_be_visible()


def test_a_hint_keeps_what_was_chosen(lesson: Page):
    card = amara(lesson)
    card.get_by_label(re.compile(re.escape(RIGHT))).check()
    card.get_by_label("Sure", exact=True).check()
    card.get_by_role("button", name="Hint").click()
    expect(card.get_by_text("Hint:")).to_be_visible()
    expect(card.get_by_label(re.compile(re.escape(RIGHT)))).to_be_checked()
    expect(card.get_by_label("Sure", exact=True)).to_be_checked()


def test_checking_nothing_asks_for_an_answer(lesson: Page):
    card = amara(lesson)
    card.get_by_role("button", name="Check", exact=True).click()
    expect(card.get_by_role("alert")).to_have_text("Choose an answer first.")


def test_a_reloaded_page_stands_where_the_learner_stood(lesson: Page):
    check(amara(lesson), WRONG)
    expect(amara(lesson).get_by_text("✗ Not safe.")).to_be_visible()
    open_lesson(lesson, LESSON)
    expect(amara(lesson).get_by_text("✗ Not safe.")).to_be_visible()
    expect(amara(lesson).get_by_role("button", name="Try again")).to_be_visible()


def test_an_answer_outlives_a_kernel_that_is_killed_right_after_it(lesson: Page, lab: Lab, troubles: list[str]):
    check(amara(lesson), RIGHT)
    expect(amara(lesson).get_by_text("✓ Right.")).to_be_visible()
    lab.kill_kernels()
    expect(lesson.get_by_text("Your answers are kept.").first).to_be_visible(timeout=30_000)
    troubles.clear()  # a killed kernel may leave a message of JupyterLab's own
    open_lesson(lesson, LESSON)
    expect(amara(lesson).get_by_text("✓ Right.")).to_be_visible()
    troubles.clear()


def test_two_windows_answer_at_once_and_both_answers_are_kept(lesson: Page):
    other = lesson.context.new_page()
    open_lesson(other, LESSON)
    check(amara(lesson), RIGHT)
    check(item(other, "Tomasz, 50, is a roofer"), "Put no pack on, and tell the doctor")
    expect(amara(lesson).get_by_text("✓ Right.")).to_be_visible()
    expect(item(other, "Tomasz, 50").get_by_text("✓ Right.")).to_be_visible()
    open_lesson(lesson, LESSON)
    expect(amara(lesson).get_by_text("✓ Right.")).to_be_visible()
    expect(item(lesson, "Tomasz, 50").get_by_text("✓ Right.")).to_be_visible()
    other.close()


def test_an_answer_that_cannot_be_saved_is_told_and_saved_later(lesson: Page, lab: Lab):
    lab.forget()
    lab.record.mkdir()  # no database can be where a folder is
    try:
        card = amara(lesson)
        check(card, RIGHT)
        expect(lesson.locator(".notice", has_text="This is not saved yet")).to_be_visible(timeout=20_000)
        expect(card.get_by_text("✓ Right.")).to_have_count(0)
    finally:
        lab.record.rmdir()
    lesson.get_by_role("button", name="Save again").click()
    expect(card.get_by_text("✓ Right.")).to_be_visible()
    open_lesson(lesson, LESSON)
    expect(amara(lesson).get_by_text("✓ Right.")).to_be_visible()


def test_the_decision_changes_at_once_when_a_finding_is_ticked(lesson: Page):
    card = lesson.get_by_label("Heat or ice? · Look it up")
    expect(card.get_by_role("heading", name="Heat, as ordered")).to_be_visible()
    card.get_by_role("searchbox").fill("patch on or near")
    card.get_by_label(re.compile("Medicated patch on or near the site")).check()
    expect(card.get_by_role("heading", name="Not heat")).to_be_visible()
    expect(card.get_by_text("fentanyl this can kill")).to_be_visible()
    card.get_by_label("Heat or ice", exact=True).check()
    expect(card.get_by_role("heading", name="Ask the doctor first")).to_be_visible()
    card.get_by_role("button", name=re.compile("Take away: Medicated patch")).click()
    expect(card.get_by_role("heading", name="Heat or ice, as the patient likes")).to_be_visible()


def test_a_drawn_patient_is_decided_before_the_table_speaks(lesson: Page):
    card = lesson.get_by_label("Heat or ice? · Practice")
    expect(card.locator(".outcome")).to_have_count(0)
    card.get_by_label("Apply nothing. Call 911 and get the doctor.").check()
    card.get_by_role("button", name="Decide").click()
    expect(card.locator(".outcome")).to_be_visible()
    before = card.locator(".stem").inner_text()
    card.get_by_role("button", name="Next patient").click()
    expect(card.get_by_text("patient 2")).to_be_visible()
    expect(card.locator(".stem")).not_to_have_text(before)


def test_leon_is_seen_through_to_the_debrief(lesson: Page):
    card = lesson.get_by_label(re.compile("Patient: Leon"))
    for choice in ("Let him lie on the pack", None):
        if choice:
            card.get_by_label(re.compile(choice)).check()
            card.get_by_role("button", name="Do this").click()
            expect(card.get_by_text("✗ Not safe.")).to_be_visible()
            card.get_by_role("button", name="Go back and try the other way").click()
            continue
        while card.get_by_role("button", name="Do this").count():
            done = card.locator(".path > li").count()
            card.get_by_role("radio").nth(1).check()
            card.get_by_role("button", name="Do this").click()
            expect(card.locator(".path > li")).to_have_count(done + 1)
    expect(card.get_by_role("heading", name="Looking back")).to_be_visible()
    expect(card.get_by_text("The note to the doctor").first).to_be_visible()


def test_the_pack_timer_runs_can_be_paused_and_shows_patches_when_layers_are_few(lesson: Page):
    card = lesson.get_by_label("Hot pack session")
    card.get_by_label("Dry towel layers").select_option("2")
    card.get_by_role("button", name="Put the pack on").click()
    expect(card.get_by_text("5 of 30 minutes")).to_be_visible(timeout=15_000)
    card.get_by_role("button", name="Pause").click()
    card.get_by_role("button", name="Look at the skin").click()
    expect(card.get_by_text("Patches of white and red")).to_be_visible()
    card.get_by_role("button", name="Take the pack off").click()
    expect(card.get_by_text("✗ Not safe.")).to_be_visible()
    expect(card.get_by_text("Use 6 to 8 dry layers. You used 2.")).to_be_visible()


def test_the_name_is_asked_once_and_the_map_leads_to_the_lesson(page: Page):
    open_lesson(page, START)
    page.get_by_label(re.compile("What is your name")).fill("Ana Lee")
    page.get_by_role("button", name="Save my name").click()
    expect(page.get_by_text("Welcome, Ana Lee.").first).to_be_visible()
    open_lesson(page, START)
    expect(page.get_by_text("Welcome, Ana Lee.").first).to_be_visible()
    page.get_by_role("link", name="2. Heat and ice").click()
    expect(amara(page)).to_be_visible(timeout=30_000)


@pytest.mark.parametrize("screen", SCREENS, indirect=True, ids=str)
def test_answered_widgets_are_accessible_and_fit_the_screen(page: Page, screen: Screen):
    open_lesson(page, LESSON)
    assert axe(page) == []
    check(amara(page), WRONG)
    page.get_by_label("Heat or ice? · Look it up").get_by_role("searchbox").fill("tumor")
    page.get_by_label(re.compile("Cancer or an unexplained lump")).check()
    drawn = page.get_by_label("Heat or ice? · Practice")
    drawn.get_by_role("radio").first.check()
    drawn.get_by_role("button", name="Decide").click()
    expect(drawn.locator(".outcome")).to_be_visible()
    leon = page.get_by_label(re.compile("Patient: Leon"))
    leon.get_by_role("radio").first.check()
    leon.get_by_role("button", name="Do this").click()
    expect(leon.locator(".path > li")).to_have_count(1)
    check(item(page, "Tomasz, 50, is a roofer"), "Use a cold pack there")
    assert axe(page) == []
    assert sideways(page) == []
