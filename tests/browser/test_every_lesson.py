"""Every notebook opens as a page: whole and accessible on each screen. One is looked at in JupyterLab, too."""

import pytest
from driving import (
    COLORS,
    NOTEBOOKS,
    SCREENS,
    SIZES,
    WHOLE_PAGE,
    Screen,
    axe,
    expect,
    open_lesson,
    open_whole,
    show_on,
    sideways,
)
from lesson_page import LESSON
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


def differing(screen: Screen) -> tuple[str, ...]:
    """Return the rules of axe-core that can find what they did not find at 1280 px in light; none for all."""
    if screen.theme == "dark":
        return COLORS
    return () if screen.width == 1280 else (*COLORS, *SIZES)


def nothing_is_broken(page: Page) -> None:
    whole = page.locator(".course-lesson .jp-Notebook").inner_text()
    assert [words for words in BROKEN if words in whole] == []
    expect(page.locator(".jp-OutputArea-output .course").first).to_be_visible()


@pytest.mark.parametrize("name", LESSONS)
def test_a_notebook_is_whole_and_accessible_on_every_screen(bridged: Page, name: str):
    bridged.add_init_script(WHOLE_PAGE)
    open_whole(bridged, name)
    nothing_is_broken(bridged)
    for screen in SCREENS:
        show_on(bridged, screen)
        assert axe(bridged, rules=differing(screen)) == [], str(screen)
        assert sideways(bridged) == [], str(screen)


def test_a_lesson_is_live_whole_and_accessible_in_jupyterlab(page: Page):
    open_lesson(page, LESSON)
    nothing_is_broken(page)
    assert page.locator(".jp-OutputArea-output.lm-Panel .course").count(), "it is drawn by its kernel"
    assert axe(page) == []
    assert sideways(page) == []
