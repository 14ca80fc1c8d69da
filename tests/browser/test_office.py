"""The office's scope profile: chosen on the start page, obeyed at once in every open lesson and window."""

import re

from driving import COLORS, SCREENS, axe, expect, open_lesson, show_on, sideways
from lesson_page import START, check, heard, item, listen_aloud
from playwright.sync_api import Page


def test_changing_the_profile_changes_what_other_windows_show_at_once(bridged: Page, bridged_part: str) -> None:
    page = bridged  # one of two windows
    open_lesson(page, bridged_part)
    gate = page.locator(".gate")
    expect(gate).to_contain_text("know, prepare, observe and report")
    question = page.locator("section.card").filter(has_text="Amara, 41, drives a bus").first
    expect(question.locator(".office")).to_have_text("Your office: prepare and watch")
    draft = question.get_by_label(re.compile("It can stay on for a whole hour"))
    draft.check()
    answered = item(page, "Tomasz, 50, is a roofer")
    check(answered, "Use a cold pack")
    expect(answered.locator(".result")).to_be_visible()
    listen_aloud(page)

    other = page.context.new_page()
    open_lesson(other, START)
    other.get_by_text("Your name and your office").click()
    other.get_by_label(re.compile("Where is your office")).select_option("North Carolina")
    expect(
        other.get_by_text("You need your certificate before you put on heat, ice or current.")
    ).to_be_visible()

    page.bring_to_front()  # one behind another draws only now and then
    expect(gate).to_contain_text("In your office (North Carolina)")
    expect(question.locator(".office")).to_have_count(0)
    expect(draft).to_be_checked()
    assert heard(page) == [], "what another window changed is no news to whoever reads here"
    other.bring_to_front()
    for screen in SCREENS:
        show_on(other, screen)
        # In the dark nothing but the colors differs from the same width in light.
        assert axe(other, rules=COLORS if screen.theme == "dark" else ()) == [], str(screen)
        assert sideways(other) == [], str(screen)
    other.close()
