"""Finds its way on the page of the lesson on heat and ice, and on one with a part of its widgets."""

import re

from playwright.sync_api import Locator, Page

from course_lib.catalog import load
from course_lib.model import Item, Matching, MultipleResponse, Number, Ordering, Sentence, SingleChoice
from course_lib.render.body import unnamed_body

KNOWN = load()
BY_STEM = {" ".join(item.stem.split()): item for item in KNOWN.items.values()}
LESSON = "02_heat_and_ice.ipynb"
NUMBER = f"Lesson 2 of {len(KNOWN.course_map.lessons)}"
"""What stands above its title."""

START = "00_start_here.ipynb"
PART = (
    'from course_lib import lesson\n\nheat = lesson("heat-and-ice")\nheat',
    "heat.safety_gate()",
    'heat.item("time-limit")',
    'heat.item("hands-white-in-cold")',
    'heat.item("lump-on-shoulder")',
    "heat.progress()",
)
"""What most tests need of the lesson: a page of these cells opens in half the time."""

ONE_OF_EACH = (
    *PART,
    'heat.item("say-what-heat-does")',
    'heat.item("heat-set-up")',
    "heat.decide()",
    "heat.draw()",
    "heat.pack_timer()",
    'heat.patient("leon")',
    'heat.again("time-limit")',
    'lesson("massage").body_map()',
    'lesson("muscle-stimulation").pads()',
    'lesson("stretching").coach()',
)
"""A page with a widget of each sort that lessons have."""

QUESTIONS = {
    "heat-and-ice": (
        "time-limit",
        "timer-for-rosa",
        "ask-before-the-pack",
        "heat-set-up",
        "say-what-heat-does",
    ),
    "massage": ("spot-gluteus-medius", "where-each-is-felt"),
}
"""Questions of every kind, by their lessons."""

WIDGETS = {
    "start page": (
        "from course_lib import start\n\nstart()",
        "from course_lib import my_record\n\nmy_record()",
    ),
    "lesson": (
        'from course_lib import lesson\n\nheat = lesson("heat-and-ice")\nheat',
        "heat.safety_gate()",
        "heat.key_points()",
        "heat.progress()",
        'heat.worked("dana")',
        'heat.figure("hot-pack-layers")',
        'heat.evidence("2a")',
    ),
    "to practice with": (
        'from course_lib import lesson\n\nheat = lesson("heat-and-ice")\nheat.decide()',
        "heat.draw()",
        "heat.pack_timer()",
        'lesson("massage").body_map()',
        'lesson("muscle-stimulation").pads()',
        'lesson("stretching").coach()',
    ),
    "patients": (
        'from course_lib import patients\n\nroom = patients()\nroom.waiting_room("rufus", "tess")',
        "room.progress()",
    ),
    "review": (
        "from course_lib import my_review\n\nmine = my_review()\nmine.today()",
        "mine.ahead()",
        "mine.calibration()",
    ),
    "final check": ("from course_lib import final_check, my_certificate\n\nfinal_check()", "my_certificate()"),
}
"""Pages that have all other widgets between them."""

RIGHT, WRONG = "30 minutes is the most there is", "It can stay on until it goes cool"


def item_of(card: Locator) -> Item:
    """Return the item that is asked in a card."""
    stem = card.locator('[data-focus="question"]').inner_text()
    return BY_STEM[" ".join(stem.split())]


def rail(page: Page, name: str) -> Locator:
    """Return the link to a step in the contents."""
    return page.get_by_role("navigation", name="Steps").get_by_role("link", name=re.compile(f"^{name}, "))


def step(page: Page, name: str) -> Locator:
    """Return the heading of a step."""
    return page.locator(".course-lesson:not(.lm-mod-hidden)").get_by_role("heading", name=name, exact=True)


def more(page: Page, entry: str) -> None:
    """Choose what stands under "More"."""
    page.locator(".course-lesson:not(.lm-mod-hidden)").get_by_role("button", name="More", exact=True).click()
    page.get_by_role("button", name=entry, exact=True).click()


def go_on(page: Page) -> None:
    """Go to what comes next."""
    page.get_by_role("button", name="Continue").click()


def item(page: Page, words: str) -> Locator:
    """Return the card of the item whose question holds these words."""
    return page.locator("section.card").filter(has_text=words).first


def amara(page: Page) -> Locator:
    """Return the item on the time limit, which has the answers RIGHT and WRONG."""
    return item(page, "Amara, 41, drives a bus")


def check(card: Locator, *answers: str) -> None:
    """Choose answers by their words, and check them."""
    for answer in answers:
        card.get_by_label(re.compile(re.escape(answer))).check()
    card.get_by_role("button", name="Check", exact=True).click()


def answer(card: Locator, item: Item) -> None:
    """Give the right answer in a form, whatever its kind."""
    form = card.locator("form").first
    match item:
        case Number():
            form.get_by_role("textbox").fill(f"{item.key:g}")
        case MultipleResponse():
            for name in item.key:
                form.locator(f'input[value="{name}"]').check()
        case Matching():
            for pair in item.pairs:
                form.locator(f'select[data-pair="{pair.id}"]').select_option(pair.key)
        case Ordering():
            put_in_order(form, [item.option(name).text for name in item.key])
        case SingleChoice():
            form.locator(f'input[value="{item.key}"]').check()
        case Sentence():
            form.get_by_role("textbox").fill(item.model)
        case _:
            form.locator(f'input[value="{unnamed_body(item.figure).name(item.key)}"]').check()


def put_in_order(form: Locator, texts: list[str]) -> None:
    """Give the steps their numbers, by keyboard: clicks as fast as these would be taken for double clicks."""
    for text in texts:
        step = form.locator(".ordering").get_by_role("button", name=" ".join(text.split()), exact=True)
        step.press("Enter")


def listen_aloud(page: Page) -> None:
    """Write down from now on what a screen reader would say by itself: see `heard`."""
    page.evaluate(
        """() => {
            const LIVE = "[role=status], [role=alert], [aria-live]";
            window.heard = [];
            const hear = (node) => {
                const live = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest(LIVE);
                const words = live?.textContent.trim();
                if (words) window.heard.push(words);
            };
            new MutationObserver((changes) =>
                changes.forEach(({ target, addedNodes }) => [target, ...addedNodes].forEach(hear)),
            ).observe(document.body, { subtree: true, childList: true, characterData: true });
        }"""
    )


def heard(page: Page) -> list[str]:
    """Return what a screen reader would have said by itself since `listen_aloud`."""
    page.wait_for_timeout(300)  # nothing more comes after what was waited for
    return page.evaluate("window.heard")
