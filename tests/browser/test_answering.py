"""Answering in a real page: by mouse and by keyboard, right and wrong."""

import re

import pytest
from bridge import Bridge, stop_clock
from driving import expect, open_lesson
from lesson_page import RIGHT, WRONG, amara, check, heard, item, listen_aloud
from playwright.sync_api import Page

CELLS = (
    'from course_lib import lesson\n\nheat = lesson("heat-and-ice")\nheat',
    "heat.pack_timer()",
    'heat.item("time-limit")',
    'heat.item("heat-set-up")',
    'heat.item("hands-white-in-cold")',
    'heat.item("who-can-start")',
    "heat.decide()",
    "heat.draw()",
    'heat.patient("leon")',
    'heat.item("lump-on-shoulder")',
)


@pytest.fixture(scope="module")
def shared(bridge: Bridge, module_bridged: Page) -> Page:
    """One window for all tests, which answer different items."""
    open_lesson(module_bridged, bridge.add_page("answering.ipynb", *CELLS))
    return module_bridged


def test_a_wrong_answer_says_why_and_offers_another_try(shared: Page):
    card = amara(shared)
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


def test_steps_are_put_in_order_with_the_keyboard(shared: Page):
    card = item(shared, "Put your steps in order")
    steps = card.locator(".ordering li")
    last = steps.last.inner_text().strip()
    first = steps.first.inner_text().strip()
    steps.last.get_by_role("button").focus()
    shared.keyboard.press("Enter")
    expect(steps.first).to_contain_text(last)
    expect(card.get_by_role("button", name=f"Step 1: {last}")).to_be_attached()
    expect(steps.nth(1).get_by_role("button")).to_be_focused()
    shared.keyboard.press("Space")
    expect(steps.nth(1)).to_contain_text(first)
    card.get_by_role("button", name=f"Step 2: {first}").press("ArrowUp")
    expect(card.get_by_role("button", name=f"Step 1: {first}")).to_be_focused()
    card.get_by_role("button", name="Check", exact=True).click()
    expect(card.get_by_role("alert")).to_have_text("Give every step a number: tap them in order.")


def test_a_hint_keeps_what_was_chosen(shared: Page):
    card = item(shared, "Siobhan, 34, has twins")
    chosen = card.get_by_label("Give neither of the two, and tell the doctor about her hands.")
    chosen.check()
    card.get_by_label("Sure", exact=True).check()
    card.get_by_role("button", name="Hint").click()
    expect(card.locator("[data-focus=hint]")).to_be_focused()
    expect(chosen).to_be_checked()
    expect(card.get_by_label("Sure", exact=True)).to_be_checked()


def test_the_verdict_is_heard_once_where_the_focus_goes(shared: Page):
    card = item(shared, "Tomasz, 50, is a roofer")
    listen_aloud(shared)
    check(card, "Use a cold pack")
    expect(card.locator(".result [tabindex], .result[tabindex]").first).to_be_focused()
    assert heard(shared) == []


def test_checking_nothing_asks_for_an_answer(shared: Page):
    card = item(shared, "Five patients have a clear order")
    card.get_by_role("button", name="Check", exact=True).click()
    expect(card.get_by_role("alert")).to_have_text("Choose an answer first.")


def test_the_decision_changes_at_once_when_a_finding_is_ticked(shared: Page):
    card = shared.get_by_label("Heat or ice? · Look it up")
    asked = card.get_by_label("I asked everything; nothing came up")
    first = card.get_by_role("heading", name="Ask the safety questions first")
    first.scroll_into_view_if_needed()
    expect(first).to_be_visible()
    expect(card.locator(".sticky")).to_be_hidden()  # it says the same
    expect(card.get_by_role("heading", name="Heat, as ordered")).to_have_count(0)
    asked.check()
    expect(card.get_by_role("heading", name="Heat, as ordered")).to_be_visible()
    card.get_by_role("searchbox").fill("patch on or near")
    card.get_by_label(re.compile("Medicated patch on or near the site")).check()
    expect(card.get_by_role("heading", name="Not heat")).to_be_visible()
    expect(card.get_by_text("fentanyl this can kill")).to_be_visible()
    card.get_by_label("Heat or ice", exact=True).check()
    expect(card.get_by_role("heading", name="Ask the doctor first")).to_be_visible()
    card.get_by_role("button", name=re.compile("Take away: Medicated patch")).click()
    expect(card.get_by_role("heading", name="Ask the safety questions first")).to_be_visible()
    asked.check()
    expect(card.get_by_role("heading", name="Heat or ice, as the patient likes")).to_be_visible()


def test_a_drawn_patient_is_decided_before_the_table_speaks(shared: Page):
    card = shared.get_by_label("Heat or ice? · Practice")
    expect(card.locator(".outcome")).to_have_count(0)
    expect(card.get_by_text("What decides it?")).to_have_count(0)
    card.get_by_role("button", name="Call 911").click()
    card.get_by_label("Nothing stands in the way.").check()
    card.get_by_role("button", name="Decide").click()
    expect(card.locator(".outcome")).to_be_visible()
    before = card.locator(".stem").inner_text()
    card.get_by_role("button", name="Next patient").click()
    expect(card.get_by_text("patient 2")).to_be_visible()
    expect(card.locator(".stem")).not_to_have_text(before)


def test_leon_is_seen_through_to_the_debrief(shared: Page):
    card = shared.get_by_label(re.compile("Patient: Leon"))
    for choice in ("Let him lie on the pack", None):
        if choice:
            card.get_by_label(re.compile(choice)).check()
            card.get_by_role("button", name="Do this").click()
            expect(card.get_by_text("✗ Not safe.")).to_be_visible()
            card.get_by_role("button", name="Go back and try the other way").click()
            expect(card.locator(".event")).to_have_count(0)
            continue
        on = card.get_by_role("button", name=re.compile("^(Go on from here|See how it ends)$"))
        while card.get_by_role("button", name="Do this").count():
            done = card.locator(".path > li, .event").count()
            card.get_by_role("radio").nth(1).check()
            card.get_by_role("button", name="Do this").click()
            expect(card.locator(".path > li, .event")).to_have_count(done + 1)
            if on.is_visible():
                on.click()
    expect(card.get_by_role("heading", name="Looking back")).to_be_visible()
    expect(card.get_by_text("The note to the doctor").first).to_be_visible()


def test_the_pack_timer_runs_can_be_paused_and_shows_patches_when_layers_are_few(shared: Page):
    card = shared.get_by_label("Hot pack session")
    card.get_by_label("Dry towel layers").select_option("2")
    stop_clock(shared)
    card.get_by_role("button", name="Put the pack on").click()
    for minute in range(1, 6):
        shared.clock.run_for(1000)
        expect(card.get_by_text(re.compile(f"^{minute} minutes? on"))).to_be_visible()
    expect(card.get_by_text("5 minutes on. Ordered: 20. Never above 30.")).to_be_visible()
    card.get_by_role("button", name="Pause").click()
    shared.clock.resume()
    card.get_by_role("button", name="Look at the skin").click()
    expect(card.get_by_text("Patches of white and red")).to_be_visible()
    card.get_by_role("button", name="Take the pack off").click()
    expect(card.get_by_text("✗ Not safe.")).to_be_visible()
    expect(card.get_by_text("Use 6 to 8 dry layers. You used 2.")).to_be_visible()
    assert card.inner_text().count("Not safe") == 1
