"""High contrast (`forced-colors`): where the system sets every color, nothing is told by color alone."""

import io
import re

import pytest
from bridge import Bridge, stop_clock
from driving import expect, open_lesson
from lesson_page import answer, item_of
from PIL import Image
from playwright.sync_api import Locator, Page

CELLS = (
    "from course_lib import final_check, lesson\n\nfinal_check()",
    'lesson("heat-and-ice").pack_timer()',
    'lesson("heat-and-ice").figure("hot-pack-layers")',
    'lesson("muscle-stimulation").pads()',
)


@pytest.fixture(scope="module")
def contrast(bridge: Bridge, module_bridged: Page) -> Page:
    """A page of one widget for each test, as Windows shows it in high contrast; it is dark."""
    module_bridged.emulate_media(forced_colors="active", color_scheme="dark", reduced_motion="reduce")
    open_lesson(module_bridged, bridge.add_page("contrast.ipynb", *CELLS))
    return module_bridged


def colors(part: Locator, left: float, right: float) -> set[tuple[int, ...]]:
    """Return the colors along the middle of a part, between two shares of its width."""
    with Image.open(io.BytesIO(part.screenshot())) as image:
        shown = image.convert("RGB")
    middle = shown.height // 2
    return {shown.getpixel((x, middle)) for x in range(int(shown.width * left), int(shown.width * right))}


def test_an_answered_question_has_a_mark_in_the_list_of_all(contrast: Page) -> None:
    contrast.get_by_role("button", name="Begin the final check").click()
    check = contrast.get_by_label("The final check", exact=True)
    check.get_by_text("Question 1 of 40").wait_for()
    check.get_by_text(re.compile("All questions and patients")).click()
    listed = [check.get_by_role("button", name=re.compile(rf"^Question {n},")) for n in (1, 2)]
    answer(check, item_of(check))
    check.get_by_role("button", name="Save and go on").click()
    expect(listed[0]).to_have_accessible_name("Question 1, answered")
    expect(listed[0]).to_have_text("✓ 1")
    expect(listed[1]).to_have_text("2")


def test_the_minutes_of_a_pack_are_seen_in_its_bar(contrast: Page) -> None:
    pack = contrast.get_by_label("Hot pack session")
    stop_clock(contrast)
    pack.get_by_role("button", name="Put the pack on").click()
    bar = pack.get_by_role("progressbar")
    for minute in range(1, 4):
        contrast.clock.run_for(1000)
        expect(pack.get_by_text(re.compile(f"^{minute} minutes? on"))).to_be_visible()
    pack.get_by_role("button", name="Pause").click()
    contrast.clock.resume()
    assert colors(bar, 0.02, 0.08).isdisjoint(colors(bar, 0.6, 0.98))


def test_a_chosen_place_on_the_body_differs_from_the_others(contrast: Page) -> None:
    pads = contrast.get_by_label("Place the pads · Practice")
    place = pads.locator(".body-figure:visible [data-r]").first
    free = place.evaluate("(one) => getComputedStyle(one).fill")
    name = place.get_attribute("data-r")
    pads.get_by_label("Pad 1").select_option(name)
    expect(pads.locator(f".body-figure:visible [data-r='{name}']")).to_have_class(re.compile("pad"))
    lying = pads.locator(f".body-figure:visible [data-r='{name}']")
    assert lying.evaluate("(one) => getComputedStyle(one).fill") != free


def test_a_drawing_is_drawn_in_the_colors_of_the_system(contrast: Page) -> None:
    ink = contrast.locator(".course .figure svg").first.evaluate(
        "(one) => getComputedStyle(one).getPropertyValue('--ink').trim()"
    )
    assert ink == "CanvasText"
