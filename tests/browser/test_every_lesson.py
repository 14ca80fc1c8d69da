"""Every notebook opens as a page: whole and accessible on each screen. One is looked at in JupyterLab, too."""

import re

import pytest
from driving import (
    COLORS,
    NOTEBOOKS,
    SCREENS,
    WHOLE_PAGE,
    Lab,
    axe,
    expect,
    open_lesson,
    open_whole,
    show_on,
    sideways,
)
from lesson_page import ONE_OF_EACH
from playwright.sync_api import Page

LESSONS = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
BROKEN = (
    "model not found",
    "Error displaying widget",
    "Traceback",
    "Loading widget",
    "cannot be shown",
    "went wrong",
)

REPEATED = """() => {
    const bare = (words) => words.trim().replace(/^the |¶/gi, "").toLowerCase();
    const found = [];
    let heading = "";
    for (const each of document.querySelectorAll(".course-lesson :is(h1, h2, h3, .eyebrow)")) {
        if (!each.checkVisibility()) continue;
        if (!each.closest(".course")) heading = bare(each.innerText);
        else if (each.innerText.split("·").map(bare).includes(heading)) found.push(each.innerText);
    }
    return found;
}"""
"""What stands above a card, where the heading before it says the same."""


def nothing_is_broken(page: Page) -> None:
    whole = page.locator(".course-lesson .jp-Notebook").inner_text()
    assert [words for words in BROKEN if words in whole] == []
    expect(page.locator(".jp-OutputArea-output .course").first).to_be_visible()


@pytest.mark.parametrize("name", LESSONS)
def test_a_notebook_is_whole_and_accessible_on_every_screen(bridged: Page, name: str):
    bridged.add_init_script(WHOLE_PAGE)
    open_whole(bridged, name)
    nothing_is_broken(bridged)
    assert bridged.evaluate(REPEATED) == []
    for screen in SCREENS:
        show_on(bridged, screen)
        # In the dark nothing but the colors differs from the same width in light.
        assert axe(bridged, rules=COLORS if screen.theme == "dark" else ()) == [], str(screen)
        assert sideways(bridged) == [], str(screen)


def test_a_lesson_that_offers_two_sittings_says_once_where_to_stop_and_no_other_page_does(bridged: Page):
    open_whole(bridged, "09_patients.ipynb")
    assert stops(bridged) == []
    open_whole(bridged, "01_back_spasm_and_your_role.ipynb")
    assert stops(bridged) == ["A good place to stop: 14 minutes left."]
    expect(bridged.get_by_text("Step 12 of 12 · about 1 minute left")).to_be_visible()
    open_whole(bridged, "00_start_here.ipynb")
    go_on = bridged.get_by_role("region", name="Begin or go on").get_by_role("link")
    expect(go_on).to_have_text("Go on: Back spasm and your role, step 12 · 1 minute")


def stops(page: Page) -> list[str]:
    """Go through all of a page; return where it says that one may stop."""
    found = []
    on = page.get_by_role("button", name="Continue")
    while on.is_visible():
        found += page.get_by_text(re.compile("^A good place to stop: ")).all_inner_texts()
        on.press("Enter")  # clicks as fast as these would be taken for double clicks
    return [each for each in found if each]


def test_each_notebook_is_live_in_jupyterlab(page: Page):
    for name in LESSONS:
        open_lesson(page, name)
        nothing_is_broken(page)
        assert page.locator(".jp-OutputArea-output.lm-Panel .course").count(), f"{name}: drawn by its kernel"


def test_a_widget_of_each_sort_is_accessible_in_jupyterlab(page: Page, lab: Lab):
    open_lesson(page, lab.add_page("each.ipynb", *ONE_OF_EACH))
    assert axe(page) == []
    assert sideways(page) == []
