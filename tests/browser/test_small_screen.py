"""A phone of 320 pixels, also with the largest text: no word is cut, and what happens is read whole."""

import pytest
from bridge import Bridge
from driving import expect, open_lesson, sideways
from lesson_page import KNOWN, QUESTIONS, WIDGETS, answer, item_of
from playwright.sync_api import Locator, Page, ViewportSize

from course_lib.model import Ordering

PHONE = {"width": 320, "height": 568}
LYING = {"width": 568, "height": 320}

BROKEN = """() => {
    const WORD = /(?<![^\\s“"'(—-])[\\p{L}’']+(?![^\\s.,;:!?…”"')—-]|[.:]\\S)/gu; // none of an address
    const seen = document.createTreeWalker(document.querySelector(".course-lesson"), NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const broken = [];
    for (let node = seen.nextNode(); node; node = seen.nextNode()) {
        if (node.parentElement.closest("svg, select, .visually-hidden")) continue;
        for (const { index, 0: word } of node.data.matchAll(WORD)) {
            range.setStart(node, index);
            range.setEnd(node, index + word.length);
            const lines = [...range.getClientRects()].filter((box) => box.width > 0.5);
            if (new Set(lines.map((box) => Math.round(box.top))).size > 1)
                broken.push(`${word}: ${node.data.slice(0, 50)}`);
        }
    }
    return broken;
}"""
"""The words that stand in two lines."""

CUT = """(select) => {
    const style = getComputedStyle(select);
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = style.font;
    const arrow = 20;
    const room = select.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - arrow;
    return [...select.options].map((one) => one.text).filter((text) => pen.measureText(text).width > room);
}"""
"""The choices of a list that are wider than the list."""

LEON = KNOWN.patients["leon"]
UNDER = LEON.steps[0].choice("under")
"""No choice of any patient has more to tell of what came of it."""


@pytest.fixture
def phone(bridged: Page) -> Page:
    bridged.set_viewport_size(PHONE)
    return bridged


def enlarge(page: Page) -> None:
    """Make the text as large as the player can."""
    page.evaluate("document.documentElement.dataset.courseSize = 'largest'")


@pytest.mark.parametrize("cell", ["start()", 'lesson("heat-and-ice")'])
def test_no_name_of_an_office_is_cut(bridge: Bridge, phone: Page, cell: str) -> None:
    open_lesson(phone, bridge.add_page("office.ipynb", f"from course_lib import lesson, start\n\n{cell}"))
    phone.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    offices = phone.get_by_label("Where is your office")
    for _ in range(2):
        assert offices.evaluate(CUT) == []
        enlarge(phone)


def whole(part: Locator) -> bool:
    """Whether all words of a part are drawn: none is cut at a side or at its foot."""
    return bool(
        part.evaluate(
            """(part) => {
                const { left, right, bottom } = part.getBoundingClientRect();
                const all = part.scrollHeight <= part.clientHeight + 1;
                return all && [...part.querySelectorAll("p")].every((one) => {
                    const box = one.getBoundingClientRect();
                    const inside = box.left >= left && box.right <= right && box.bottom <= bottom;
                    return inside && one.scrollWidth <= one.clientWidth + 1;
                });
            }"""
        )
    )


@pytest.mark.parametrize("large", [False, True], ids=["text", "largest-text"])
def test_a_long_consequence_is_whole_and_is_read_first(bridge: Bridge, phone: Page, large: bool) -> None:
    assert all(
        len(UNDER.consequence) >= len(choice.consequence)
        for each in KNOWN.patients.values()
        for step in each.steps
        for choice in step.choices
    )
    cells = ("from course_lib import lesson", 'lesson("heat-and-ice").patient("leon")')
    open_lesson(phone, bridge.add_page("long.ipynb", *cells))
    if large:
        enlarge(phone)
    phone.locator('input[value="under"]').check()
    phone.get_by_role("button", name="Do this").click()
    event = phone.locator(".event")
    expect(event.get_by_text(f"You: {UNDER.text}")).to_be_focused()
    expect(event.get_by_text(f"You: {UNDER.text}")).to_be_in_viewport(ratio=1)
    expect(event.locator(".happened")).to_contain_text(" ".join(UNDER.consequence.split()))
    assert whole(event)
    assert sideways(phone) == []
    phone.keyboard.press("Tab")
    back = phone.get_by_role("button", name="Go back and try the other way")
    expect(back).to_be_focused()
    expect(back).to_be_in_viewport(ratio=1)


def test_what_is_seen_has_the_whole_width_and_the_face_stands_beside_what_is_said(
    bridge: Bridge, phone: Page
) -> None:
    cells = ("from course_lib import lesson", 'lesson("heat-and-ice").patient("leon")')
    open_lesson(phone, bridge.add_page("scene.ipynb", *cells))
    scene, seen, said, face = (
        phone.locator(f".scene{part}").bounding_box() for part in ("", " p:not(.bubble)", " .bubble", " .face")
    )
    assert scene and seen and said and face
    assert seen["width"] == pytest.approx(scene["width"], abs=1)
    assert seen["y"] + seen["height"] <= min(said["y"], face["y"])
    assert face["x"] + face["width"] < said["x"]
    assert face["y"] + face["height"] == pytest.approx(said["y"] + said["height"], abs=1)


@pytest.mark.parametrize("size", [PHONE, LYING], ids=["upright", "lying"])
def test_with_the_largest_text_nothing_is_sideways_and_no_word_is_broken(
    bridge: Bridge, phone: Page, size: ViewportSize
) -> None:
    phone.set_viewport_size(size)
    questions = [f'lesson("{lesson}").item("{name}")' for lesson, names in QUESTIONS.items() for name in names]
    for name, cells in {**WIDGETS, "questions": ("from course_lib import lesson", *questions)}.items():
        open_lesson(phone, bridge.add_page(f"large_{name}.ipynb".replace(" ", "_"), *cells))
        enlarge(phone)
        phone.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        assert sideways(phone) == [], name
        assert phone.evaluate(BROKEN) == [], name


SMALL = """() => [...document.querySelectorAll(".course :is(a, button, summary, label:has(input))")]
    .map((one) => [one.textContent.trim(), Math.round(one.getBoundingClientRect().height)])
    .filter(([, height]) => height > 1 && height < 44)"""
"""What is pressed and less high than a finger, with its height."""


HIGH = ("start()", 'lesson("heat-and-ice").progress()', 'lesson("heat-and-ice").pack_timer()')


def test_what_is_pressed_is_as_high_as_a_finger(bridge: Bridge, phone: Page) -> None:
    open_lesson(phone, bridge.add_page("high.ipynb", "from course_lib import lesson, start", *HIGH))
    assert phone.locator(".course a").count() > 1
    assert phone.locator(".course .tick").count() == 2
    assert phone.evaluate(SMALL) == []


def test_beside_the_face_of_a_patient_who_is_worked_out_no_word_is_broken(bridge: Bridge, phone: Page) -> None:
    cells = [f'lesson("heat-and-ice").worked("{name}")' for name in KNOWN.patients]
    open_lesson(phone, bridge.add_page("worked.ipynb", "from course_lib import lesson", *cells))
    enlarge(phone)
    assert phone.evaluate(BROKEN) == []


def test_steps_with_their_numbers_and_handles_leave_room_for_each_word(bridge: Bridge, phone: Page) -> None:
    orders = {
        name: plan.id
        for plan in KNOWN.plans.values()
        for name in (*plan.practice, *plan.exit)
        if isinstance(KNOWN.items[name], Ordering)
    }
    cells = [f'lesson("{lesson}").item("{name}")' for name, lesson in orders.items()]
    open_lesson(phone, bridge.add_page("orders.ipynb", "from course_lib import lesson", *cells))
    enlarge(phone)
    for card in phone.locator("section.card:has(.ordering)").all():
        answer(card, item_of(card))
    assert phone.locator(".placed").count() == sum(len(KNOWN.items[name].key) for name in orders)
    assert phone.evaluate(BROKEN) == []
