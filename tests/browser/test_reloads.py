"""Reloads and windows, one after the other and mixed: nothing is blank, and the kernel does not grow."""

import re

from driving import Lab, expect, open_lesson, reload, wait_until_ready
from lesson_page import ONE_OF_EACH, RIGHT, WRONG, amara, check
from playwright.sync_api import Page

BLANK = re.compile("[Mm]odel not found|Error displaying widget|Loading widget|javascript error")
OUTPUT = ".course-lesson .jp-OutputArea-output"


def nothing_is_blank(page: Page) -> None:
    for output in page.locator(OUTPUT).all():
        assert output.inner_text().strip() or output.locator("svg, input").count(), "an output is empty"
    assert not BLANK.search(page.locator(".course-lesson").inner_text())


def models(page: Page) -> int:
    """Return how many widgets the lesson's kernel holds, by the page's own count."""
    return page.locator(".course-lesson .jp-OutputArea-output .course").count()


def test_reloads_and_windows_show_every_widget_of_one_kernel(page: Page, lab: Lab) -> None:
    name = lab.add_page("one_of_each.ipynb", *ONE_OF_EACH)
    open_lesson(page, name)
    check(amara(page), WRONG)
    expect(amara(page).get_by_text("✗ Not safe.")).to_be_visible()
    count, (kernel,) = models(page), lab.kernels()
    threads = kernel.num_threads()
    for turn in range(2):
        page.bring_to_front()
        reload(page)
        nothing_is_blank(page)
        other = page.context.new_page()
        open_lesson(other, name)
        nothing_is_blank(other)
        assert (models(page), models(other)) == (count, count), turn
        expect(amara(other).get_by_text("✗ Not safe.")).to_be_visible()
        other.close()
    assert len(lab.ask("kernels")) == 1, "all windows of a lesson share one kernel"
    assert kernel.num_threads() == threads, "no opening leaves a thread behind"


def test_closing_one_of_two_windows_leaves_the_other_its_kernel(page: Page, part: str) -> None:
    open_lesson(page, part)
    other = page.context.new_page()
    open_lesson(other, part)
    other.close(run_before_unload=True)
    page.bring_to_front()
    check(amara(page), RIGHT)
    expect(amara(page).get_by_text("✓ Right.")).to_be_visible()


def test_a_double_click_on_check_is_one_answer_and_its_feedback_stays(page: Page, part: str) -> None:
    open_lesson(page, part)
    card = amara(page)
    card.get_by_label(re.compile(re.escape(WRONG))).check()
    box = card.get_by_role("button", name="Check", exact=True).bounding_box()
    assert box is not None
    place = (box["x"] + 10, box["y"] + box["height"] / 2)
    page.mouse.click(*place)
    page.wait_for_timeout(300)
    page.mouse.click(*place)
    expect(card.get_by_text("✗ Not safe.")).to_be_visible()
    page.wait_for_timeout(300)
    expect(card.get_by_text("✗ Not safe.")).to_be_visible()


def test_a_choice_that_was_not_sent_outlives_a_reload_and_a_killed_kernel(
    page: Page, part: str, lab: Lab, troubles: list[str]
) -> None:
    open_lesson(page, part)
    amara(page).get_by_label(re.compile(re.escape(RIGHT))).check()
    amara(page).get_by_label("Fairly sure").check()
    reload(page)
    expect(amara(page).get_by_label(re.compile(re.escape(RIGHT)))).to_be_checked()
    expect(amara(page).get_by_label("Fairly sure")).to_be_checked()
    lab.kill_kernels()
    page.get_by_role("button", name="Start again").click(timeout=30_000)
    wait_until_ready(page)
    expect(amara(page).get_by_label(re.compile(re.escape(RIGHT)))).to_be_checked()
    troubles.clear()  # a killed kernel may leave a message of JupyterLab's own


def test_a_stopped_server_is_told_in_one_sentence_until_it_answers_again(
    own_page: Page, part: str, lab: Lab, troubles: list[str]
) -> None:
    open_lesson(own_page, part)
    lab.stop()
    lost = own_page.get_by_role("alert").filter(has_text="The course does not answer.")
    expect(lost).to_be_visible(timeout=60_000)
    expect(own_page.get_by_role("dialog")).to_have_count(0)
    lab.start()
    expect(lost).to_have_count(0, timeout=30_000)
    own_page.close()  # it may still ask for the kernel that is gone
    troubles.clear()
