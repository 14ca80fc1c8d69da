"""The drawn body in a real page: to answer on, to look up, to place pads on; and matching."""

import re

import pytest
from bridge import Bridge
from driving import Screen, axe, expect, open_lesson, reload, show_on, sideways
from playwright.sync_api import Locator, Page

from course_lib.catalog import load
from course_lib.render.body import unnamed_body

KNOWN = load()
SPOT, MATCHING = KNOWN.items["spot-gluteus-medius"], KNOWN.items["where-each-is-felt"]
CELLS = (
    "from course_lib import lesson",
    'lesson("massage").item("spot-gluteus-medius")',
    'lesson("massage").item("where-each-is-felt")',
    'lesson("massage").body_map()',
    'lesson("massage").pads()',
)


@pytest.fixture
def page(bridge: Bridge, bridged: Page) -> Page:
    open_lesson(bridged, bridge.add_page("body.ipynb", *CELLS))
    return bridged


def cards(page: Page) -> list[Locator]:
    """The spot item, the matching item, the body map and the pads, each a card."""
    return page.locator(".course section.card").all()


def check(card: Locator) -> None:
    card.get_by_role("button", name="Check", exact=True).click()


def inside(card: Locator, region: str) -> tuple[float, float]:
    """Return a point of the window that lies in a region of the drawing."""
    path = card.locator(f'[data-r="{region}"]:visible')
    path.scroll_into_view_if_needed()
    x, y = path.evaluate(
        """(path) => {
            const box = path.getBoundingClientRect();
            for (let row = 1; row < 40; row += 1) for (let column = 1; column < 40; column += 1) {
                const [x, y] = [box.x + (box.width * column) / 40, box.y + (box.height * row) / 40];
                if (document.elementFromPoint(x, y) === path) return [x, y];
            }
        }"""
    )
    return x, y


def again(card: Locator) -> None:
    card.get_by_role("button", name="Try again").click()
    expect(card.get_by_role("button", name="Try again")).to_have_count(0)


def click_a_place(page: Page, card: Locator) -> None:
    names = unnamed_body("body-back")
    page.mouse.click(*inside(card, names.name("rhomboid")))
    expect(card.get_by_text("not in this list")).to_be_visible()
    check(card)
    expect(card.get_by_text("✗ Not right yet.")).to_be_visible()
    expect(card.get_by_text(SPOT.otherwise)).to_be_visible()
    expect(card.locator("[data-r].wrong")).to_have_count(1)
    expect(card.locator("[data-r].right")).to_have_count(0)
    again(card)
    page.mouse.click(*inside(card, names.name("glut_med")))
    expect(card.get_by_label("the side of the buttock")).to_be_checked()
    check(card)
    expect(card.get_by_text("✓ Right.")).to_be_visible()
    expect(card.locator("[data-r].right")).to_have_count(1)


def match_lines(card: Locator) -> None:
    check(card)
    expect(card.get_by_role("alert")).to_have_text("Choose one for every line first.")
    for pair in MATCHING.pairs:
        card.get_by_label(pair.text).select_option("other-hip")
    card.get_by_role("button", name="Hint").click()
    expect(card.get_by_role("button", name="Hint")).to_have_count(0)
    expect(card.get_by_label(MATCHING.pairs[0].text)).to_have_value("other-hip")
    check(card)
    expect(card.get_by_text("Not this one.", exact=True)).to_have_count(4)
    again(card)
    for pair in MATCHING.pairs:
        card.get_by_label(pair.text).select_option(pair.key)
    check(card)
    expect(card.get_by_text("✓ Right.")).to_be_visible()


def place_pads(page: Page, card: Locator) -> None:
    def tap(*places: str) -> None:
        for number, place in enumerate(places, start=1):
            page.mouse.click(*inside(card, place))
            expect(card.get_by_label(f"Pad {number}")).to_have_value(place)
        card.get_by_role("button", name="Check the pads").click()

    card.get_by_label("Front").check()
    page.mouse.click(*inside(card, "throat"))
    expect(card.get_by_text(KNOWN.findings["front_neck"].why["electrical_stimulation"])).to_be_visible()
    card.get_by_label("Back").check()
    tap("low_left", "blades_right")
    expect(card.get_by_text("✗ Not there.")).to_be_visible()
    again(card)
    tap("low_left", "low_right")
    expect(card.get_by_text("✓ Right. On the marks.")).to_be_visible()
    card.get_by_role("button", name="Next order").click()
    expect(card.get_by_text("Order 2 of 5")).to_be_visible()


def look_up(page: Page, card: Locator) -> None:
    region = KNOWN.regions["piriformis"]
    page.mouse.click(*inside(card, "piriformis"))
    found = card.locator(".found")
    expect(found.get_by_role("heading")).to_have_text(region.plain)
    expect(found).to_contain_text(region.where)
    card.get_by_role("searchbox").fill("PSOAS")
    expect(card.locator(".names button:visible")).to_have_count(1)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(found.get_by_role("heading")).to_have_text("the hip bender")
    expect(found).to_be_in_viewport()
    expect(card.get_by_label("Front")).to_be_checked()
    expect(card.locator("[data-r=psoas]:visible")).to_have_class(re.compile("chosen"))
    card.get_by_role("searchbox").fill("xyz")
    expect(card.get_by_text("No muscle of that name")).to_be_visible()


def test_places_lines_and_pads_are_answered_with_the_mouse(page: Page):
    spot, matching, _, pads = cards(page)
    click_a_place(page, spot)
    match_lines(matching)
    place_pads(page, pads)


def test_pads_that_are_not_checked_yet_outlast_a_reload_a_new_kernel_and_one_that_is_taken_off_stays_off(
    page: Page, bridge: Bridge
):
    for names in (["low_left", "low_right"], ["", "low_right"]):
        pads = cards(page)[3]
        for number, name in enumerate(names, start=1):
            pads.get_by_label(f"Pad {number}").select_option(name)
            expect(pads.get_by_label(f"Pad {number}")).to_have_value(name)
        bridge.end_kernels()
        reload(page)
        for number, name in enumerate(names, start=1):
            expect(cards(page)[3].get_by_label(f"Pad {number}")).to_have_value(name)


def test_pads_chosen_with_the_mouse_are_there_at_once_and_checked_by_the_first_press(page: Page):
    pads = cards(page)[3]
    for number, name in enumerate(["low_left", "low_right"], start=1):
        pads.get_by_label(f"Pad {number}").select_option(name)
    pads.get_by_role("button", name="Check the pads").click()
    expect(pads.get_by_text(re.compile("^[✓✗]"))).to_be_visible()


def test_places_and_pads_are_answered_with_the_keyboard_alone(page: Page):
    card, _, _, pads = cards(page)
    names = unnamed_body("body-back")
    card.get_by_label("the strap down the outer thigh").focus()
    page.keyboard.press("ArrowDown")
    expect(card.locator("[data-r].chosen")).to_have_attribute("data-r", names.name("glut_med"))
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(card.get_by_text("✓ Right.")).to_be_focused()
    card = pads
    card.get_by_label("Pad 1").focus()
    page.keyboard.type("Front of")
    expect(card.get_by_text("Front of the neck: never.")).to_be_visible()
    expect(card.get_by_label("Pad 1")).to_be_focused()
    for number, place, text in ((1, "low_left", "Low back, l"), (2, "low_right", "Low back, r")):
        card.get_by_label(f"Pad {number}").focus()
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        expect(card.locator(f'[data-r="{place}"]')).to_have_class(re.compile("pad"))
        expect(card.get_by_label(f"Pad {number}")).to_have_value(place)
        expect(card.get_by_label(f"Pad {number}")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(card.get_by_text("✓ Right. On the marks.")).to_be_focused()


def test_a_finger_beside_a_narrow_region_means_it_on_a_narrow_screen(page: Page):
    show_on(page, Screen(320))
    card, names = cards(page)[0], unnamed_body("body-back")
    for region in ("tfl", "ql", "levator", "multifidus"):
        name = names.name(region)
        width = card.locator(f'[data-near="{name}"]').evaluate(
            """(room) => {
                const svg = room.ownerSVGElement;
                room.scrollIntoView({ block: "center" });
                const to = svg.getScreenCTM(), { y, height } = room.getBBox(), row = y + height / 2;
                const found = [];
                for (let x = 0; x < 340; x += 1) {
                    const { x: clientX, y: clientY } = new DOMPoint(x, row).matrixTransform(to);
                    const on = document.elementFromPoint(clientX, clientY);
                    const touch = { bubbles: true, pointerType: "touch", clientX, clientY };
                    on.dispatchEvent(new PointerEvent("click", touch));
                    if (svg.querySelector(".chosen")?.dataset.r === room.dataset.near) found.push(x);
                }
                return found.length * to.a;
            }"""
        )
        assert width >= 24, (region, width)


def test_nothing_is_amiss_before_and_after_the_answers(page: Page):
    spot, matching, muscles, pads = cards(page)
    look_up(page, muscles)
    spot.get_by_label("the big buttock muscle").check()
    for pair in MATCHING.pairs:
        matching.get_by_label(pair.text).select_option(MATCHING.label_ids[0])
    pads.get_by_label("Pad 1").select_option("chest")
    expect(pads.get_by_text("Chest: never.")).to_be_visible()
    assert amiss(page) == {}
    for card in (spot, matching):
        check(card)
        card.get_by_role("button", name="Show me the answer").click()
    pads.get_by_role("button", name="No pads").click()
    expect(pads.get_by_text("✗ Nothing stands in the way here.")).to_be_visible()
    expect(spot.locator("[data-r].right")).to_have_count(1)
    assert amiss(page) == {}


def amiss(page: Page) -> dict[str, list[str]]:
    """What axe-core finds, or what is too wide, on the widest and the narrowest screen."""
    found = {}
    for screen in (Screen(), Screen(320, "dark")):
        show_on(page, screen)
        found[str(screen)] = axe(page) + sideways(page)
    return {name: words for name, words in found.items() if words}
