"""Every notebook opens as a page: live, whole, accessible, on a wide and a narrow screen, light and dark."""

import pytest
from driving import COLORS, NOTEBOOKS, SCREENS, axe, expect, open_lesson, show_on, sideways
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


@pytest.mark.parametrize("name", LESSONS)
def test_a_notebook_is_live_whole_and_accessible_on_every_screen(page: Page, name: str):
    open_lesson(page, name)
    whole = page.locator(".course-lesson .jp-Notebook").inner_text()
    assert [words for words in BROKEN if words in whole] == []
    live = page.locator(".jp-OutputArea-output.lm-Panel .course")
    expect(live.first).to_be_visible()
    for screen in SCREENS:
        show_on(page, screen)
        # In the dark nothing but the colors differs from the same width in light.
        assert axe(page, rules=COLORS if screen.theme == "dark" else ()) == [], str(screen)
        assert sideways(page) == [], str(screen)
