"""What a screen reader makes of every kind of widget: all has a name, nothing is noise or said twice."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from bridge import Bridge
from driving import expect, open_lesson
from lesson_page import KNOWN, QUESTIONS, WIDGETS, answer, heard, listen_aloud, put_in_order
from playwright.sync_api import Locator, Page

from course_lib.model import Item, Matching, MultipleResponse, Number, Ordering, Sentence, SingleChoice
from course_lib.rules.encounter import best_path

NAMED = {
    "button",
    "checkbox",
    "combobox",
    "heading",
    "img",
    "link",
    "progressbar",
    "radio",
    "radiogroup",
    "region",
    "searchbox",
    "textbox",
}
"""Roles that say nothing without a name."""

READ_AS_NAMED = {"button", "img", "link", "option"}
"""Roles of which the name is read, and not what stands in them."""

NOISE = re.compile("[✓✗✕●▲■☎∥○◐•⚑⠿‹›]")
STEP = 2  # the level of the heading under which every widget stands

ITEMS = [KNOWN.items[name] for names in QUESTIONS.values() for name in names]


@dataclass(frozen=True)
class Node:
    """One line of what is read: a role, a name, and the words in it."""

    role: str
    name: str
    words: str
    level: int | None


LINE = re.compile(
    r"^\s*- '?(?P<role>[a-z]+)(?: \"(?P<name>(?:[^\"\\]|\\.)*)\")?(?P<more>(?: \[[^\]]*\])*)'?:?(?P<words>.*)$"
)


def read(page: Page) -> list[Node]:
    """Return the page as a screen reader reads it, line by line."""
    nodes = []
    for line in page.locator("main").aria_snapshot().splitlines():
        if found := LINE.match(line):
            level = re.search(r"level=(\d)", found["more"])
            name = (found["name"] or "").replace('\\"', '"').replace("''", "'")
            nodes.append(
                Node(found["role"], name, found["words"].strip(" \"'"), int(level[1]) if level else None)
            )
    return nodes


def faults(page: Page) -> list[str]:
    """Return what is wrong with how a page reads."""
    nodes, found = read(page), []
    before, level = Node("", "", "", None), STEP
    for node in nodes:
        if node.role in NAMED and not (node.name or (node.role == "heading" and node.words)):
            found.append(f"no name: {node}")
        said = node.name if node.role in READ_AS_NAMED else f"{node.name} {node.words}"
        if NOISE.search(said):
            found.append(f"a symbol is read: {node}")
        if node.role in ("group", "radiogroup") and node.name and node.name in (before.words, before.name):
            found.append(f"said twice: {node}")
        if node.level is not None:
            if node.level > level + 1:
                found.append(f"level {node.level} after {level}: {node}")
            level = node.level
        if node.role == "list" and node.name and not node.words and nodes[-1] is node:
            found.append(f"an empty list: {node}")
        before = node
    unnamed = page.locator(
        "fieldset:visible:not(:has(> legend)), [role=group]:not([aria-label], [aria-labelledby]):visible"
    )
    found += [f"a group without a name: {each}" for each in unnamed.all_inner_texts()]
    empty = page.locator(":is(ul, ol)[aria-label]:visible:not(:has(li))")
    return [*found, *(f"an empty list: {each.get_attribute('aria-label')}" for each in empty.all())]


def test_every_widget_reads_well_as_it_opens(bridge: Bridge, bridged: Page) -> None:
    for name, cells in WIDGETS.items():
        open_lesson(bridged, bridge.add_page(f"{name}.ipynb".replace(" ", "_"), *cells))
        assert read(bridged), name
        assert faults(bridged) == [], name


def slip(form: Locator, item: Item) -> None:
    """Give a wrong answer, whatever the kind."""
    match item:
        case SingleChoice():
            wrong = next(option.id for option in item.options if option.id != item.key)
            form.locator(f'input[value="{wrong}"]').check()
        case MultipleResponse():
            form.locator(f'input[value="{item.key[0]}"]').check()
        case Number():
            form.get_by_role("textbox").fill("999")
        case Matching():
            for pair in item.pairs:
                form.locator(f'select[data-pair="{pair.id}"]').select_option(item.pairs[0].key)
        case Ordering():
            put_in_order(form, [item.option(name).text for name in reversed(item.key)])
        case Sentence():
            form.get_by_role("textbox").fill("It heals the muscle for good.")
        case _:
            form.get_by_role("radio").first.check()


@pytest.mark.parametrize(
    "give", [slip, lambda form, item: answer(form.locator(".."), item)], ids=["wrong", "right"]
)
def test_every_kind_of_question_reads_well_asked_and_answered(
    bridge: Bridge, bridged: Page, give: Callable[[Locator, Item], None]
) -> None:
    cells = [f'lesson("{lesson}").item("{name}")' for lesson, names in QUESTIONS.items() for name in names]
    open_lesson(bridged, bridge.add_page("kinds.ipynb", "from course_lib import lesson", *cells))
    assert faults(bridged) == []
    for card, item in zip(bridged.locator("section.card").all(), ITEMS, strict=True):
        give(card.locator("form"), item)
        card.get_by_role("button", name="Check", exact=True).click()
        expect(card.locator(".result")).to_be_focused()
    assert faults(bridged) == []


def test_what_is_practiced_reads_well_at_every_turn(bridge: Bridge, bridged: Page) -> None:
    open_lesson(bridged, bridge.add_page("turns.ipynb", *WIDGETS["to practice with"]))
    look_up, drawn, pack, body, pads, _ = bridged.locator("section.card").all()
    look_up.get_by_role("searchbox").fill("lump")
    look_up.get_by_role("checkbox", name=re.compile("lump")).first.check()
    expect(look_up.get_by_role("list", name="Ticked").get_by_role("button")).to_have_count(1)
    drawn.get_by_role("button", name="Hold").click()
    for group in drawn.locator("fieldset").all():
        group.get_by_role("radio").first.check()
    drawn.get_by_role("button", name="Decide").click()
    expect(drawn.locator(".result")).to_be_focused()
    body.get_by_role("button").first.click()
    expect(body.locator(".found").get_by_role("heading")).to_be_visible()
    pads.get_by_label("Pad 1").select_option("throat")
    expect(pads.locator(".never").first).to_be_visible()
    pack.get_by_role("button", name="Put the pack on").click()
    expect(pack.get_by_role("heading", name="The pack is on")).to_be_visible()
    pack.get_by_role("button", name="Take the pack off").click()
    pack.get_by_role("button", name="Finish").click()
    expect(pack.locator(".result")).to_be_visible()
    assert faults(bridged) == []


def test_a_patient_reads_well_to_the_end(bridge: Bridge, bridged: Page) -> None:
    cells = ("from course_lib import lesson", 'lesson("heat-and-ice").patient("leon")')
    open_lesson(bridged, bridge.add_page("leon.ipynb", *cells))
    leon, step = KNOWN.patients["leon"], KNOWN.patients["leon"].steps[0]
    wrong = next(choice for choice in step.choices if choice.tag == "unsafe")
    bridged.locator(f'input[value="{wrong.id}"]').check()
    bridged.get_by_role("button", name="Do this").click()
    back = bridged.get_by_role("button", name="Go back and try the other way")
    expect(back).to_be_focused()
    expect(back).to_have_accessible_description(re.compile(re.escape(" ".join(wrong.consequence.split()))))
    assert faults(bridged) == []
    back.click()
    for taken in best_path(leon).path:
        bridged.locator(f'input[value="{taken.choice.id}"]').check()
        bridged.get_by_role("button", name="Do this").click()
        expect(bridged.locator(".happened")).to_be_focused()
        assert faults(bridged) == []
    expect(bridged.get_by_role("heading", name="Looking back")).to_be_visible()


def test_what_is_said_by_itself_is_short_and_said_once(bridge: Bridge, bridged: Page) -> None:
    cells = ('heat = lesson("heat-and-ice")\nheat.item("heat-set-up")', "heat.decide()")
    open_lesson(bridged, bridge.add_page("said.ipynb", "from course_lib import lesson", *cells))
    steps = bridged.locator(".ordering").get_by_role("button")
    listen_aloud(bridged)
    steps.first.click()
    expect(bridged.get_by_role("status").get_by_text("Step 1. 5 still without a number.")).to_be_attached()
    steps.first.press("Enter")  # a second click would be one of a double click
    expect(bridged.get_by_role("status").get_by_text("No number now.")).to_be_attached()
    assert set(heard(bridged)) == {
        "Step 1. 5 still without a number.",
        "No number now. 6 still without a number.",
    }
    listen_aloud(bridged)
    bridged.get_by_role("searchbox").fill("fever")
    bridged.get_by_role("checkbox", name=re.compile("fever", re.IGNORECASE)).first.check()
    expect(bridged.get_by_role("status").get_by_text(re.compile("^[A-Z]")).last).to_be_attached()
    assert not [words for words in heard(bridged) if NOISE.search(words)]
