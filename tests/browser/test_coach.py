"""The stretch coach in a real page: it moves, counts, pauses, stops, switches sides; by mouse and by keyboard."""

import pytest
from conftest import listen
from driving import SCREENS, Lab, axe, open_lesson, sideways
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from playwright.sync_api import Browser, Locator, Page, expect

NAME = "coach.ipynb"
MOVING = '[data-move^="157 -17 -55"]'  # the near thigh


@pytest.fixture
def notebook(lab: Lab) -> str:
    code = 'from course_lib import lesson\n\nlesson("heat-and-ice").coach()'
    stored = new_output("execute_result", {"text/plain": "what is stored"})
    cells = [
        new_markdown_cell("# Watch and count", id="coach-0"),
        new_code_cell(code, id="coach-1", outputs=[stored]),
    ]
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    metadata = {"course": {"autorun": True}, "kernelspec": kernel, "language_info": {"name": "python"}}
    return lab.add(NAME, new_notebook(cells=cells, metadata=metadata))


@pytest.fixture
def moving(lab: Lab, browser: Browser, notebook: str):
    """A page of somebody who has not asked for less motion."""
    context = browser.new_context(
        base_url=lab.url, viewport={"width": 1280, "height": 800}, reduced_motion="no-preference"
    )
    page = context.new_page()
    troubles: list[str] = []
    listen(page, troubles)
    open_lesson(page, notebook)
    yield coach(page)
    context.close()
    lab.end_kernels()
    assert troubles == []


def coach(page: Page) -> Locator:
    return page.locator(".course-lesson").get_by_label("Stretch coach", exact=True)


def angle(card: Locator) -> float:
    """How far the thigh that moves is turned."""
    transform = card.locator(MOVING).first.get_attribute("transform")
    assert transform
    return float(transform.split("rotate(")[1].split(")")[0])


def press(card: Locator, name: str) -> None:
    card.get_by_role("button", name=name).click()


@pytest.mark.parametrize("screen", SCREENS, indirect=True, ids=str)
def test_every_stretch_is_shown_at_rest_and_held_without_a_flaw(page: Page, notebook: str) -> None:
    open_lesson(page, notebook)
    card = coach(page)
    for number in "1234":
        card.get_by_role("radio", name=number, exact=True).check()
        card.get_by_text("Say it first, then look").click()
        expect(card.get_by_text("Felt", exact=True)).to_be_visible()
        assert sideways(page) == []
        press(card, "Start")
        card.get_by_label("3 × faster").check()
        expect(card.get_by_role("status")).to_contain_text("Hold: 2" if number != "4" else "Small, slow roll")
        press(card, "Pause")
        assert axe(page) == []
        assert sideways(page) == []


def test_it_counts_and_pauses_and_goes_on_where_it_was(page: Page, notebook: str) -> None:
    open_lesson(page, notebook)
    card, said = coach(page), coach(page).get_by_role("status")
    card.get_by_label("3 × faster").check()
    press(card, "Start")
    expect(said).to_have_text("On the back, knees bent.")
    expect(card.get_by_text("Right leg")).to_be_visible()
    expect(said).to_have_text("Hold: 3", timeout=15_000)
    expect(card.get_by_text("Time 1 of 5 · right leg")).to_be_visible()
    press(card, "Pause")
    counted = said.text_content()
    page.wait_for_timeout(1500)
    assert said.text_content() == counted
    press(card, "Go on")
    expect(said).to_have_text("Let it down.")
    expect(card.get_by_text("Time 2 of 5 · right leg")).to_be_visible()


def test_stop_puts_it_back_to_the_start(page: Page, notebook: str) -> None:
    open_lesson(page, notebook)
    card = coach(page)
    start = angle(card)
    press(card, "Start")
    card.get_by_label("3 × faster").check()
    expect(card.get_by_role("status")).to_have_text("Hold: 1", timeout=15_000)
    assert angle(card) != start
    press(card, "Stop")
    expect(card.get_by_role("status")).to_have_text("Stopped.")
    assert angle(card) == start
    expect(card.get_by_role("button", name="Start")).to_be_visible()
    page.wait_for_timeout(1200)
    expect(card.get_by_role("status")).to_have_text("Stopped.")


def test_the_keyboard_alone_is_enough(page: Page, notebook: str) -> None:
    open_lesson(page, notebook)
    card = coach(page)
    card.get_by_role("radio", name="1", exact=True).focus()
    page.keyboard.press("ArrowRight")
    expect(card.get_by_role("radio", name="2", exact=True)).to_be_checked()
    page.keyboard.press("Tab")
    expect(card.get_by_role("button", name="Start")).to_be_focused()
    page.keyboard.press("Enter")
    expect(card.get_by_role("button", name="Pause")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    expect(card.get_by_label("3 × faster")).to_be_checked()
    expect(card.get_by_role("status")).to_have_text("Hold: 2", timeout=15_000)
    page.keyboard.press("Shift+Tab")
    expect(card.get_by_role("button", name="Stop")).to_be_focused()
    page.keyboard.press("Space")
    expect(card.get_by_role("status")).to_have_text("Stopped.")


def test_it_says_each_thing_once_and_not_at_every_frame(page: Page, notebook: str) -> None:
    open_lesson(page, notebook)
    card = coach(page)
    card.get_by_role("status").evaluate(
        """(node) => {
            window.said = [];
            new MutationObserver(() => window.said.push(node.textContent)).observe(node, {childList: true});
        }"""
    )
    card.get_by_label("3 × faster").check()
    press(card, "Start")
    expect(card.get_by_role("status")).to_have_text("Let it down.", timeout=15_000)
    assert page.evaluate("window.said") == [
        "On the back, knees bent.",
        "One knee slowly to the chest. Breathe out.",
        *(f"Hold: {second}" for second in range(1, 6)),
        "Let it down.",
    ]


def test_with_reduced_motion_it_switches_between_poses(page: Page, notebook: str) -> None:
    open_lesson(page, notebook)
    card = coach(page)
    poses = seen_angles(card)
    assert len(poses) == 2


def test_otherwise_it_moves_smoothly(moving: Locator) -> None:
    poses = seen_angles(moving)
    assert len(poses) > 8
    assert max(abs(a - b) for a, b in zip(poses, poses[1:], strict=False)) < 45


def seen_angles(card: Locator) -> list[float]:
    """Return every angle of the thigh from the start to the hold."""
    card.locator(MOVING).first.evaluate(
        """(node) => {
            window.poses = [node.getAttribute("transform")];
            new MutationObserver(() => window.poses.push(node.getAttribute("transform")))
                .observe(node, {attributes: true});
        }"""
    )
    press(card, "Start")
    expect(card.get_by_role("status")).to_have_text("Hold: 1", timeout=15_000)
    told = card.page.evaluate("window.poses")
    return [float(a) for a in dict.fromkeys(t.split("rotate(")[1].split(")")[0] for t in told)]


def test_the_sides_are_switched_and_the_end_is_told(page: Page, notebook: str) -> None:
    page.clock.install()
    open_lesson(page, notebook)
    card = coach(page)
    side = card.locator("[data-mirror]")
    press(card, "Start")
    page.clock.run_for(49_000)
    expect(card.get_by_text("Right leg")).to_have_count(0)
    expect(side).not_to_have_attribute("transform", "")
    page.clock.run_for(52_000)
    expect(card.get_by_role("status")).to_have_text("Done. For a patient, the order decides.")
    press(card, "Start")
    expect(card.get_by_role("status")).to_have_text("On the back, knees bent.")
    expect(side).to_have_attribute("transform", "")
