"""The stretch coach in a real page: it moves, counts, pauses, stops and switches sides; also by keyboard."""

from itertools import pairwise

import pytest
from bridge import Bridge, stop_clock
from driving import COLORS, SCREENS, Screen, axe, expect, open_lesson, show_on, sideways
from playwright.sync_api import Locator, Page

MOVING = '[data-move^="157 -17 -55"]'  # the near thigh
CELL = 'from course_lib import lesson\n\nlesson("heat-and-ice").coach()'


@pytest.fixture(scope="module")
def window(bridge: Bridge, module_bridged: Page) -> Page:
    """One window for all tests."""
    open_lesson(module_bridged, bridge.add_page("coach.ipynb", CELL))
    return module_bridged


@pytest.fixture
def shared(window: Page) -> Page:
    """It, at rest, as it was when it was opened; time passes only by `page.clock.run_for`, in milliseconds."""
    show_on(window, Screen())
    window.emulate_media(reduced_motion="reduce")
    stop_clock(window)
    card = coach(window)
    card.get_by_label("real time").check()
    for number in "21":  # choosing another stretch starts over
        card.get_by_role("radio", name=number, exact=True).check()
    return window


def coach(page: Page) -> Locator:
    return page.locator(".course-lesson").get_by_label("Stretch coach", exact=True)


def angle(card: Locator) -> float:
    """How far the thigh that moves is turned."""
    transform = card.locator(MOVING).first.get_attribute("transform")
    assert transform
    return float(transform.split("rotate(")[1].split(")")[0])


def press(card: Locator, name: str) -> None:
    card.get_by_role("button", name=name).click()


def test_every_stretch_fits_and_can_be_read_at_rest_and_in_it(shared: Page) -> None:
    card = coach(shared)
    for number, words in {"1": "Hold: 2", "2": "Hold: 2", "3": "Hold: 2", "4": "Small, slow roll."}.items():
        card.get_by_role("radio", name=number, exact=True).check()
        card.get_by_text("Say it first, then look").click()
        expect(card.get_by_text("Felt", exact=True)).to_be_visible()
        assert too_wide(shared) == {}
        press(card, "Start")
        shared.clock.run_for(8500 if number == "2" else 6500)
        expect(card.get_by_role("status")).to_have_text(words)
        press(card, "Pause")
        assert too_wide(shared) == {}
    shared.clock.resume()  # axe waits for the page's own clock
    for screen in SCREENS:
        show_on(shared, screen)
        # In the dark nothing but the colors differs from the same width in light.
        assert axe(shared, rules=COLORS if screen.theme == "dark" else ()) == [], str(screen)


def too_wide(page: Page) -> dict[int, list[str]]:
    """What is too wide in a wide and in a narrow window."""
    found = {}
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        found[width] = sideways(page)
    return {width: words for width, words in found.items() if words}


def test_it_counts_and_pauses_and_goes_on_where_it_was(shared: Page) -> None:
    card, status = coach(shared), coach(shared).get_by_role("status")
    press(card, "Start")
    expect(status).to_have_text("On the back, knees bent.")
    expect(card.get_by_text("Right leg")).to_be_visible()
    shared.clock.run_for(7500)
    expect(status).to_have_text("Hold: 3")
    expect(card.get_by_text("Time 1 of 5 · right leg")).to_be_visible()
    press(card, "Pause")
    shared.clock.run_for(5000)
    expect(status).to_have_text("Hold: 3")
    press(card, "Go on")
    shared.clock.run_for(1000)
    expect(status).to_have_text("Hold: 4")
    shared.clock.run_for(2000)
    expect(status).to_have_text("Let it down.")
    shared.clock.run_for(2000)
    expect(card.get_by_text("Time 2 of 5 · right leg")).to_be_visible()


def test_it_goes_three_times_faster(shared: Page) -> None:
    card = coach(shared)
    card.get_by_label("3 × faster").check()
    press(card, "Start")
    shared.clock.run_for(2500)
    expect(card.get_by_role("status")).to_have_text("Hold: 3")


def test_stop_puts_it_back_to_the_start(shared: Page) -> None:
    card = coach(shared)
    start = angle(card)
    press(card, "Start")
    shared.clock.run_for(5500)
    expect(card.get_by_role("status")).to_have_text("Hold: 1")
    assert angle(card) != start
    press(card, "Stop")
    expect(card.get_by_role("status")).to_have_text("Stopped.")
    assert angle(card) == start
    expect(card.get_by_role("button", name="Start")).to_be_visible()
    shared.clock.run_for(5000)
    expect(card.get_by_role("status")).to_have_text("Stopped.")


def test_the_keyboard_alone_is_enough(shared: Page) -> None:
    card = coach(shared)
    card.get_by_role("radio", name="1", exact=True).focus()
    shared.keyboard.press("ArrowRight")
    expect(card.get_by_role("radio", name="2", exact=True)).to_be_checked()
    shared.keyboard.press("Tab")
    expect(card.get_by_role("button", name="Start")).to_be_focused()
    shared.keyboard.press("Enter")
    expect(card.get_by_role("button", name="Pause")).to_be_focused()
    shared.clock.run_for(8500)
    expect(card.get_by_role("status")).to_have_text("Hold: 2")
    shared.keyboard.press("Space")
    expect(card.get_by_role("button", name="Go on")).to_be_focused()
    shared.keyboard.press("Tab")
    expect(card.get_by_role("button", name="Stop")).to_be_focused()
    shared.keyboard.press("Space")
    expect(card.get_by_role("status")).to_have_text("Stopped.")
    shared.keyboard.press("Tab")
    shared.keyboard.press("ArrowRight")
    expect(card.get_by_label("3 × faster")).to_be_checked()


def test_it_says_each_thing_once_and_not_at_every_frame(shared: Page) -> None:
    card = coach(shared)
    card.get_by_role("status").evaluate(
        """(node) => {
            window.said = [];
            new MutationObserver(() => window.said.push(node.textContent)).observe(node, {childList: true});
        }"""
    )
    press(card, "Start")
    for _ in range(11):
        shared.clock.run_for(1000)
    assert shared.evaluate("window.said") == [
        "On the back, knees bent.",
        "One knee slowly to the chest. Breathe out.",
        *(f"Hold: {second}" for second in range(1, 6)),
        "Let it down.",
    ]


def test_of_both_knees_one_leads_and_the_other_follows(shared: Page) -> None:
    card = coach(shared)
    card.get_by_role("radio", name="2", exact=True).check()
    far = card.locator('[data-turn="2"] [data-move^="160 -19 -51"]')
    start = far.get_attribute("transform")
    press(card, "Start")
    shared.clock.run_for(5500 - 1000)
    expect(card.get_by_role("status")).to_have_text("Bring up one knee. Breathe out.")
    assert angle(card) < -100
    assert far.get_attribute("transform") == start
    shared.clock.run_for(3000)
    assert far.get_attribute("transform") != start


def test_with_reduced_motion_it_switches_between_poses(shared: Page) -> None:
    assert len(seen_angles(shared)) == 2


def test_otherwise_it_moves_smoothly(shared: Page) -> None:
    shared.emulate_media(reduced_motion="no-preference")
    angles = seen_angles(shared)
    assert len(angles) > 8
    assert max(abs(a - b) for a, b in pairwise(angles)) < 10


def seen_angles(page: Page) -> list[float]:
    """Return every angle of the thigh from the start to the hold."""
    coach(page).locator(MOVING).first.evaluate(
        """(node) => {
            window.poses = [node.getAttribute("transform")];
            new MutationObserver(() => window.poses.push(node.getAttribute("transform")))
                .observe(node, {attributes: true});
        }"""
    )
    press(coach(page), "Start")
    for _ in range(55):
        page.clock.run_for(100)
    expect(coach(page).get_by_role("status")).to_have_text("Hold: 1")
    poses = page.evaluate("window.poses")
    return [float(a) for a in dict.fromkeys(t.split("rotate(")[1].split(")")[0] for t in poses)]


def test_the_sides_are_switched_and_the_end_is_told(shared: Page) -> None:
    card = coach(shared)
    side = card.locator("[data-mirror]")
    press(card, "Start")
    shared.clock.run_for(49_000)
    expect(card.get_by_role("status")).to_have_text("Now the other side: left leg.")
    expect(card.get_by_text("Left leg", exact=True)).to_be_visible()
    expect(side).not_to_have_attribute("transform", "")
    shared.clock.run_for(49_000)
    expect(card.get_by_role("status")).to_have_text("Done. For a patient, the order decides.")
    press(card, "Start")
    expect(card.get_by_role("status")).to_have_text("On the back, knees bent.")
    expect(side).to_have_attribute("transform", "")


def test_for_the_ball_no_seconds_and_no_times_are_counted(shared: Page) -> None:
    card = coach(shared)
    card.get_by_role("radio", name="4", exact=True).check()
    expect(card.get_by_text("The article gives no seconds and no times. As ordered.").first).to_be_visible()
    press(card, "Start")
    shared.clock.run_for(8000)
    expect(card.get_by_role("status")).to_have_text("Small, slow roll.")
    expect(card.get_by_text("Time 1")).to_have_count(0)
