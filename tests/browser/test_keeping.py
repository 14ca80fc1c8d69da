"""What was answered is found again: after a reload, a killed kernel, a full disk, in another window."""

import re

import pytest
from bridge import Bridge
from driving import COLORS, SCREENS, Lab, axe, expect, open_lesson, reload, show_on, sideways
from lesson_page import RIGHT, START, WRONG, amara, check, item
from playwright.sync_api import Page

ANSWERED = (
    'from course_lib import lesson\n\nheat = lesson("heat-and-ice")\nheat',
    'heat.item("time-limit")',
    'heat.item("lump-on-shoulder")',
    "heat.decide()",
    "heat.draw()",
    'heat.patient("leon")',
)


UNSENT = ("draw()", "pack_timer()", 'patient("leon")')


@pytest.fixture
def lesson(bridged: Page, bridged_part: str) -> Page:
    """A window in which a part of a lesson is open."""
    open_lesson(bridged, bridged_part)
    return bridged


def test_a_reloaded_page_stands_where_the_learner_stood(lesson: Page):
    check(amara(lesson), WRONG)
    expect(amara(lesson).get_by_text("✗ Not safe.")).to_be_visible()
    reload(lesson)
    expect(amara(lesson).get_by_text("✗ Not safe.")).to_be_visible()
    expect(amara(lesson).get_by_role("button", name="Try again")).to_be_visible()


def test_an_answer_given_with_the_keyboard_alone_outlives_a_kernel_that_is_killed_right_after_it(
    page: Page, part: str, lab: Lab, troubles: list[str]
):
    open_lesson(page, part)
    card = amara(page)
    card.get_by_label(re.compile(re.escape(WRONG))).focus()
    page.keyboard.press("ArrowDown")
    expect(card.get_by_label(re.compile(re.escape(RIGHT)))).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(card.get_by_label("Guess")).to_be_checked()
    page.keyboard.press("Tab")
    expect(card.get_by_role("button", name="Check", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(card.get_by_text("✓ Right.")).to_be_focused()
    lab.kill_kernels()
    expect(page.get_by_text("Your answers are kept.").first).to_be_visible(timeout=30_000)
    troubles.clear()  # a killed kernel may leave a message of JupyterLab's own
    open_lesson(page, part)
    expect(amara(page).get_by_text("✓ Right.")).to_be_visible()
    troubles.clear()


def test_two_windows_answer_at_once_and_both_answers_are_kept(lesson: Page, bridged_part: str, bridge: Bridge):
    other = lesson.context.new_page()
    open_lesson(other, bridged_part)
    check(item(other, "Tomasz, 50, is a roofer"), "Put no pack on")
    lesson.bring_to_front()  # one behind another draws only now and then
    check(amara(lesson), RIGHT)
    expect(amara(lesson).get_by_text("✓ Right.")).to_be_visible()
    expect(item(other, "Tomasz, 50").get_by_text("✓ Right.")).to_be_visible()
    bridge.end_kernels()
    open_lesson(lesson, bridged_part)
    expect(amara(lesson).get_by_text("✓ Right.")).to_be_visible()
    expect(item(lesson, "Tomasz, 50").get_by_text("✓ Right.")).to_be_visible()
    other.close()


def test_a_window_that_missed_an_answer_shows_it_at_the_first_press_and_never_goes_back(
    lesson: Page, bridged_part: str, bridge: Bridge
):
    other = lesson.context.new_page()
    open_lesson(other, bridged_part)
    bridge.away.add(other)
    lesson.bring_to_front()  # one behind another draws only now and then
    check(amara(lesson), WRONG)
    amara(lesson).get_by_role("button", name="Try again").click()
    check(amara(lesson), WRONG)
    expect(amara(lesson).get_by_role("button", name="Try again")).to_be_visible()
    other.bring_to_front()
    other.wait_for_timeout(100)
    bridge.away.clear()
    expect(amara(other).get_by_role("button", name="Check")).to_be_visible()
    check(amara(other), RIGHT)
    expect(amara(other).get_by_role("button", name="Try again")).to_be_visible()

    bridge.send_late()
    check(item(other, "Tomasz, 50, is a roofer"), "Put no pack on")
    expect(item(other, "Tomasz, 50").get_by_text("✓ Right.")).to_be_visible()
    amara(other).get_by_role("button", name="Try again").click()
    check(amara(other), RIGHT)
    expect(amara(other).get_by_text("✓ Right.")).to_be_visible()
    other.close()


def test_choices_not_sent_with_patients_and_a_hot_pack_outlast_a_reload_and_a_new_kernel(
    bridged: Page, bridge: Bridge
):
    cells = ("from course_lib import lesson", *(f'lesson("heat-and-ice").{call}' for call in UNSENT))
    open_lesson(bridged, bridge.add_page("unsent.ipynb", *cells))
    drawn, pack = bridged.get_by_label("Heat or ice? · Practice"), bridged.get_by_label("Hot pack session")
    leon = bridged.get_by_label(re.compile("Patient: Leon"))
    pack.get_by_role("button", name="Put the pack on").click()
    pack.get_by_role("button", name="Take the pack off").click()
    pack.get_by_role("button", name="Finish").click()  # from here on somebody is known who learns
    pack.get_by_role("button", name="Again from the start").click()
    drawn.get_by_role("button", name="Not this").click()
    drawn.get_by_label("Neither heat nor ice.").check()
    drawn.get_by_label("Nothing stands in the way.").check()
    pack.get_by_label("I looked at the skin first").check()
    pack.get_by_label("Dry towel layers").select_option("7")
    pack.get_by_label("under the patient").check()
    pack.get_by_label("20", exact=True).check()
    leon.get_by_label(re.compile("Let him lie on the pack")).check()
    bridge.end_kernels()
    reload(bridged)
    expect(drawn.get_by_role("button", name="Not this")).to_have_attribute("aria-pressed", "true")
    expect(drawn.get_by_label("Neither heat nor ice.")).to_be_checked()
    expect(drawn.get_by_label("Nothing stands in the way.")).to_be_checked()
    expect(pack.get_by_label("I looked at the skin first")).to_be_checked()
    expect(pack.get_by_label("Bell in the patient’s hand")).not_to_be_checked()
    expect(pack.get_by_label("Dry towel layers")).to_have_value("7")
    expect(pack.get_by_label("under the patient")).to_be_checked()
    expect(pack.get_by_label("20", exact=True)).to_be_checked()
    expect(leon.get_by_label(re.compile("Let him lie on the pack"))).to_be_checked()
    drawn.get_by_role("button", name="Decide").click()
    expect(drawn.get_by_text("You: Neither heat nor ice.")).to_be_visible()
    drawn.get_by_role("button", name="Next patient").click()
    expect(drawn.locator("[aria-pressed=true]")).to_have_count(0)
    leon.get_by_role("button", name="Do this").click()
    leon.get_by_role("button", name="Go back and try the other way").click()
    expect(leon.get_by_role("radio").first).to_be_visible()
    expect(leon.locator("input:checked")).to_have_count(0)


def test_two_windows_of_a_final_check_each_keep_their_place_and_share_the_answers(
    bridged: Page, bridge: Bridge
):
    name = bridge.add_page("check.ipynb", "from course_lib import final_check\n\nfinal_check()")
    first, second = bridged, bridged.context.new_page()
    open_lesson(first, name)
    open_lesson(second, name)
    first.get_by_role("button", name="Begin the final check").click()
    second.bring_to_front()  # one behind another draws only now and then
    second.get_by_role("button", name="Skip for now").click()
    expect(second.locator(".eyebrow")).to_contain_text("Question 2 of 40")
    first.bring_to_front()
    expect(first.locator(".eyebrow")).to_contain_text("Question 1 of 40")
    first.get_by_role("button", name="Mark to look at again").click()
    expect(first.get_by_role("button", name="Take the mark away")).to_be_focused()
    second.bring_to_front()
    second.get_by_text(re.compile("All questions and patients")).click()
    expect(second.get_by_role("button", name="Question 1, open, marked")).to_be_visible()
    expect(second.get_by_role("button", name="Question 2, open, here now")).to_be_visible()
    first.bring_to_front()
    reload(first)
    expect(first.locator(".eyebrow")).to_contain_text("Question 1 of 40")


def test_an_answer_that_cannot_be_saved_is_told_and_saved_later(
    lesson: Page, bridged_part: str, bridge: Bridge
):
    bridge.forget()
    bridge.record.mkdir()  # no database can be where a folder is
    try:
        card = amara(lesson)
        check(card, RIGHT)
        expect(lesson.locator(".notice", has_text="This is not saved yet")).to_be_visible(timeout=20_000)
        expect(card.get_by_text("✓ Right.")).to_have_count(0)
    finally:
        bridge.record.rmdir()
    lesson.get_by_role("button", name="Save again").click()
    expect(card.get_by_text("✓ Right.")).to_be_visible()
    bridge.end_kernels()
    open_lesson(lesson, bridged_part)
    expect(amara(lesson).get_by_text("✓ Right.")).to_be_visible()


def test_the_name_is_asked_once_and_the_map_leads_to_the_lesson(bridged: Page):
    open_lesson(bridged, START)
    expect(bridged.get_by_label(re.compile("What is your name"))).to_be_hidden()
    bridged.get_by_text("Your name and your office").click()
    bridged.get_by_label(re.compile("What is your name")).fill("Ana Lee")
    bridged.get_by_role("button", name="Save my name").click()
    expect(bridged.get_by_text("Welcome, Ana Lee.").first).to_be_visible()
    open_lesson(bridged, START)
    expect(bridged.get_by_text("Welcome, Ana Lee.").first).to_be_visible()
    bridged.get_by_role("link", name="2. Heat and ice").click()
    expect(amara(bridged)).to_be_visible(timeout=30_000)


def test_answered_widgets_are_accessible_and_fit_every_screen(bridged: Page, bridge: Bridge):
    open_lesson(bridged, bridge.add_page("answered.ipynb", *ANSWERED))
    check(amara(bridged), WRONG)
    bridged.get_by_label("Heat or ice? · Look it up").get_by_role("searchbox").fill("tumor")
    bridged.get_by_label(re.compile("Cancer or an unexplained lump")).check()
    drawn = bridged.get_by_label("Heat or ice? · Practice")
    drawn.get_by_role("button", name="Ask first").click()
    drawn.get_by_label("Nothing stands in the way.").check()
    drawn.get_by_role("button", name="Decide").click()
    expect(drawn.locator(".outcome")).to_be_visible()
    leon = bridged.get_by_label(re.compile("Patient: Leon"))
    leon.get_by_role("radio").first.check()
    leon.get_by_role("button", name="Do this").click()
    expect(leon.locator(".event")).to_have_count(1)
    check(item(bridged, "Tomasz, 50, is a roofer"), "Use a cold pack")
    for screen in SCREENS:
        show_on(bridged, screen)
        # In the dark nothing but the colors differs from the same width in light.
        assert axe(bridged, rules=COLORS if screen.theme == "dark" else ()) == [], str(screen)
        assert sideways(bridged) == [], str(screen)


def test_a_number_is_typed_and_enter_checks_it(bridged: Page, bridge: Bridge):
    cell = "from course_lib import lesson\n\nlesson('posture-and-prevention').item('percent-lower')"
    open_lesson(bridged, bridge.add_page("number.ipynb", cell))
    card = item(bridged, "Bettina, 38, answers phones")
    card.get_by_role("textbox").fill("99")
    card.get_by_role("textbox").press("Enter")
    expect(card.locator(".result")).to_contain_text("✗")
    card.get_by_role("button", name="Show me the answer").click()
    expect(card.get_by_text("The right answer.")).to_be_visible()
