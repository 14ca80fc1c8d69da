"""A lesson is a path of steps: on, back, contents, one question at a time, whole page, print, a kept place.

What JupyterLab has to do with it is in test_player_lab.py.
"""

import io
import re

import pytest
from bridge import URL, Bridge
from driving import axe, expect, open_whole, reload, sideways
from lesson_page import KNOWN, LESSON, NUMBER, START, go_on, heard, item_of, listen_aloud, more, rail, step
from playwright.sync_api import Browser, Locator, Page
from pypdf import PdfReader

from course_lib.model import Item, Matching, MultipleResponse, Number, Ordering, Sentence, SingleChoice, Spot
from course_lib.render.body import unnamed_body
from course_lib.rules.encounter import best_path

HEADINGS = ["Before you read", "Stop and get the doctor", "Heat", "Ice, and when not", "Run a hot pack"]
ALL = "Where you stand"


@pytest.fixture
def page(module_bridged: Page) -> Page:
    """The lesson on its first step, 1280 px wide."""
    page = module_bridged
    page.set_viewport_size({"width": 1280, "height": 800})
    if f"/{LESSON}" not in page.url:
        open_whole(page, LESSON)
    page.get_by_role("navigation", name="Steps").get_by_role("link", name="Heat and ice, ").click()
    expect(page.get_by_text(NUMBER)).to_be_visible()
    return page


def start_anew(page: Page, bridge: Bridge) -> None:
    """Let nobody have answered anything, in the record and in the browser."""
    bridge.end_kernels()
    bridge.forget()
    page.evaluate("localStorage.clear()")
    page.goto("about:blank")


def test_continue_and_back_show_one_step_and_lead_the_focus_there(page: Page) -> None:
    expect(step(page, "Before you read")).to_be_hidden()
    go_on(page)
    expect(step(page, "Before you read")).to_be_focused()
    expect(page.get_by_text(NUMBER)).to_be_hidden()
    assert page.url.endswith("#before-you-read")
    said = page.get_by_role("status").get_by_text(re.compile("^Step 2 of"))
    expect(said).to_have_text(
        re.compile(r"^Step 2 of \d+, question 1 of 2$")
    )  # the heading is read as the focus goes to it
    page.get_by_role("button", name="Back", exact=True).click()
    expect(page.get_by_text(NUMBER)).to_be_visible()
    expect(page.get_by_role("button", name="Back", exact=True)).to_be_hidden()


def test_of_several_questions_one_is_shown_and_what_is_open_is_said_and_not_locked(page: Page) -> None:
    rail(page, "Your turn").click()
    asked = page.get_by_role("navigation", name="Questions of this step")
    expect(asked.get_by_text("Question 1 of 5")).to_be_visible()
    assert page.locator(".course form:visible").count() == 1
    # What is asked for and which question it is, the heading and the pager say.
    expect(page.locator(".eyebrow:visible")).to_have_text("Safety item", use_inner_text=True)
    expect(page.get_by_text("Not answered yet. You can come back.")).to_be_visible()
    go_on(page)
    expect(asked.get_by_text("Question 2 of 5")).to_be_visible()
    assert page.url.endswith("#your-turn/2")
    expect(step(page, "Your turn")).to_be_visible()
    first = asked.get_by_role("button", name="Question 1, not answered yet")
    first.focus()
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    expect(asked.get_by_text("Question 1 of 5")).to_be_visible()


def test_where_one_may_stop_with_a_question_open_both_are_said_also_where_there_is_little_room(
    page: Page,
) -> None:
    rail(page, r"Now what do you say\?").click()
    go_on(page)
    foot = page.locator(".player-foot")
    # How many are left hangs on what the tests before it have answered.
    said = re.compile(r"Not answered yet\. A good place to stop ?: \d+ minutes left\.")
    expect(foot.get_by_text(said)).to_be_visible()
    page.set_viewport_size({"width": 320, "height": 568})
    note = foot.get_by_text("A good place to stop")
    assert said.search(foot.aria_snapshot()), "it is read out"
    assert note.bounding_box()["height"] < foot.bounding_box()["height"]


def test_an_answer_is_counted_in_the_contents(page: Page) -> None:
    rail(page, "Exit check").click()
    form = page.locator(".course form:visible")
    form.get_by_role("radio").first.check()
    form.get_by_role("button", name="Check", exact=True).click()
    expect(rail(page, "Exit check")).to_contain_text("1 of 3")
    expect(page.get_by_text("Not answered yet")).to_be_hidden()
    asked = page.get_by_role("navigation", name="Questions of this step")
    expect(asked.get_by_role("button", name="Question 1, answered")).to_be_visible()


def test_the_browsers_back_and_forward_go_between_steps(page: Page) -> None:
    go_on(page)
    rail(page, "Heat").click()
    expect(step(page, "Heat")).to_be_visible()
    page.go_back()
    expect(step(page, "Before you read")).to_be_visible()
    page.go_forward()
    expect(step(page, "Heat")).to_be_focused()
    expect(step(page, "Before you read")).to_be_hidden()


def test_whole_page_shows_all_steps_until_it_is_step_by_step_again(page: Page) -> None:
    more(page, "Whole page")
    for heading in HEADINGS:
        expect(step(page, heading)).to_be_visible()
    expect(page.get_by_role("button", name="Continue")).to_be_hidden()
    expect(page.get_by_text("Practice 1 of 5")).to_be_visible()
    rail(page, ALL).click()
    expect(step(page, ALL)).to_be_in_viewport()
    more(page, "Step by step")
    expect(step(page, "Heat")).to_be_hidden()
    expect(step(page, ALL)).to_be_visible()


LIGHT, DARK = "rgb(31, 35, 40)", "rgb(230, 232, 235)"
INK = """() => ["h1", ".course .stem"].map((part) => getComputedStyle(document.querySelector(part)).color)"""


def test_paper_is_light_where_the_screen_is_dark(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.locator('body[data-jp-theme-light="false"]').wait_for(state="attached")
    assert page.evaluate(INK)[1] == DARK
    page.emulate_media(media="print")
    assert page.evaluate(INK) == [LIGHT, LIGHT]
    page.emulate_media(color_scheme="light", media="null")


def test_on_paper_stand_all_steps_and_no_buttons(page: Page) -> None:
    text = "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf())).pages)
    flat = " ".join(text.split())
    assert [heading for heading in [NUMBER, *HEADINGS, "Exit check", ALL] if heading not in flat] == []
    assert "Heat on a fresh injury can add to swelling, so we hold it." in flat, "what is folded is printed"
    assert "Old spinal cord injury, well today" in flat, "in the look-up too"
    assert "Count 6 to 8 dry towel layers. Put the bell in her hand." in flat, "steps to order are printed"
    useless = ("What is your name", "Where is your office", "Nothing is due today", "Go there", "All lessons")
    assert [words for words in useless if words in flat] == []
    assert flat.count("Nothing ticked yet.") == 1, "and it stands there once"
    assert {"Continue", "Back", "Check", "Hint", "Do this"} & {
        line.strip() for line in text.splitlines()
    } == set()


def test_the_stop_box_and_the_key_points_fit_on_one_sheet(page: Page) -> None:
    page.evaluate("window.print = () => {}")
    more(page, "Print: stop box and key points")
    (sheet,) = PdfReader(io.BytesIO(page.pdf())).pages
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    text = " ".join(sheet.extract_text().split())
    assert "Heat and ice" in text
    assert "Key points" in text
    assert text.count("Stop and get the doctor") == 1
    assert "911" in text
    assert "Your turn" not in text


@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 568)])
def test_on_a_phone_the_contents_are_a_drawer_and_nothing_is_small_or_sideways(
    page: Page, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    opener = page.get_by_role("button", name="Contents")
    assert "minutes left" in page.get_by_role("region", name="This page").aria_snapshot(), "it is read out"
    opener.click()
    expect(page.get_by_role("navigation", name="Steps").locator("[aria-current]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("navigation", name="Steps")).to_be_hidden()
    expect(opener).to_be_focused()
    opener.click()
    rail(page, "Your turn").click()
    expect(page.get_by_role("navigation", name="Steps")).to_be_hidden()
    expect(step(page, "Your turn")).to_be_focused()
    assert sideways(page) == []
    assert "Question 1 of 5" in page.get_by_role("navigation", name="Questions of this step").aria_snapshot()
    small = page.evaluate(
        """() => [".player-bar", ".player-foot", ".player-pager"]
            .flatMap((part) => [...document.querySelectorAll(`${part} :is(a, button)`)])
            .map((one) => [one.textContent, one.getBoundingClientRect()])
            .filter(([, box]) => box.width && (box.height < 44 || box.width < 44)).map(([name]) => name)"""
    )
    assert small == ["Skip to the lesson"] or small == []


WORDS = """(name) => {
    const words = Object.assign(document.createElement("p"), { className: name, textContent: "Words" });
    document.querySelector(".course-lesson").append(words);
    return ["normal", "largest", "normal"].map((size) => {
        document.documentElement.dataset.courseSize = size;
        return getComputedStyle(words).fontSize;
    });
}"""


def test_what_is_said_over_the_page_has_the_size_that_the_reader_chose(page: Page) -> None:
    for name in ("course-notice course-lost", "course-help", "player-news"):
        assert page.evaluate(WORDS, name) == ["16px", "23.2px", "16px"], name


def test_the_frame_is_accessible(page: Page) -> None:
    assert axe(page, ".player-frame .player-bar, .player-frame .player-rail, .player-frame .player-foot") == []
    rail(page, "Your turn").click()
    assert axe(page, ".player-frame .player-pager") == []


def test_a_reload_and_another_day_open_at_the_same_step(page: Page) -> None:
    rail(page, "Before you read").click()
    reload(page)
    expect(step(page, "Before you read")).to_be_visible()
    open_whole(page, START)
    open_whole(page, LESSON)
    expect(step(page, "Before you read")).to_be_visible()
    page.goto(re.sub("#.*", "", page.url) + "#your-turn/2")
    reload(page)
    expect(page.get_by_text("Question 2 of 5")).to_be_visible()


def test_the_end_leads_to_what_is_left_and_to_the_next_lesson(page: Page) -> None:
    rail(page, ALL).click()
    page.get_by_role("link", name=re.compile("^Go there: Leon: not seen")).click()
    expect(step(page, "A patient: Leon")).to_be_visible()
    expect(page.get_by_label(re.compile("^Patient: Leon")).locator(":focus")).to_be_attached()
    page.wait_for_url("**#a-patient-leon")
    page.go_back()
    expect(step(page, ALL)).to_be_visible()
    expect(page.get_by_role("button", name="Continue")).to_be_hidden()
    page.get_by_role("link", name=re.compile("^Next: 3. Soft tissue mobilization")).click()
    expect(step(page, "Soft tissue mobilization")).to_be_visible()


GO_ON = re.compile(r"^Go on: Back spasm and your role, step 2 · \d+ minutes$")


def test_the_start_page_has_one_button_that_begins_and_goes_on(bridge: Bridge, page: Page) -> None:
    start_anew(page, bridge)
    open_whole(page, START)
    begin = page.get_by_role("region", name="Begin or go on").get_by_role("link")
    expect(begin).to_have_text("Begin lesson 1")
    expect(begin).to_be_in_viewport()
    waits = page.context.new_page()
    open_whole(waits, START)
    begin.click()
    expect(step(page, "Back spasm and your role")).to_be_visible()
    go_on(page)
    form = page.locator(".course form:visible")
    form.get_by_role("radio").first.check()
    form.get_by_role("button", name="Save my guess").click()
    expect(rail(page, "Before you read")).to_contain_text("1 of 2")
    open_whole(page, START)
    expect(begin).to_have_text(GO_ON)

    # Where it stayed open, it reads again when somebody comes back to it.
    begin = waits.get_by_role("region", name="Begin or go on").get_by_role("link")
    expect(begin).to_have_text("Begin lesson 1")
    for shown in ("none", "block"):  # as JupyterLab does with a page behind another one
        waits.locator("body").evaluate("(body, shown) => (body.style.display = shown)", shown)
        waits.wait_for_timeout(100)
    expect(begin).to_have_text(GO_ON)
    waits.close()


PLACES = (
    'from course_lib import lesson\n\nheat = lesson("heat-and-ice")\nheat',
    "## First",
    'heat.item("time-limit")',
    "## Second",
    'heat.item("hands-white-in-cold")',
    'heat.item("lump-on-shoulder")',
)


NOW_BO = "Bo <i> learns here now, so this page shows their work. If that is not you, say so on the start page."


def test_the_place_is_kept_for_its_learner_on_every_device_and_for_nobody_else(
    page: Page, bridge: Bridge, browser: Browser
) -> None:
    name = bridge.add_page("places.ipynb", *PLACES)
    open_whole(page, name)
    rail(page, "Second").click()
    go_on(page)
    expect(page.get_by_text("Question 2 of 2", exact=True)).to_be_visible()
    device = browser.new_context(base_url=URL, reduced_motion="reduce")
    bridge.connect(device)
    other = device.new_page()
    open_whole(other, name)
    expect(other.get_by_text("Question 2 of 2", exact=True)).to_be_visible()
    other.wait_for_url("**/places.ipynb#second/2")
    rail(other, "A page").click()
    expect(other.get_by_label("What is your name")).to_be_visible()
    rail(other, "Second").click()
    open_whole(other, START)
    other.get_by_text("Your name and your office").click()
    other.get_by_label("What is your name").fill("Ana")
    other.get_by_role("button", name="Save my name").click()
    beside = device.new_page()
    open_whole(beside, f"{name}#second")
    beside.get_by_role("radio").locator("visible=true").first.check()
    listen_aloud(beside)
    other.get_by_label("Someone else learns here now").fill("Bo <i>")
    other.get_by_role("button", name="Start as someone else").click()
    expect(other.get_by_text("Welcome, Bo <i>.").first).to_be_focused()
    expect(other.get_by_text("Welcome, Bo <i>.").first).to_be_in_viewport(ratio=1)
    expect(step(beside, "A page")).to_be_focused()
    expect(beside.get_by_text(NOW_BO)).to_be_in_viewport(ratio=1)
    assert any(NOW_BO in words for words in heard(beside))
    rail(beside, "A page").click()
    expect(beside.get_by_text(NOW_BO)).to_be_hidden()
    beside.close()
    open_whole(other, name)
    expect(step(other, "A page")).to_be_visible()
    expect(step(other, "Second")).to_be_hidden()
    device.close()


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the focus is on an element, or on one of its group of radio buttons."""
    target.wait_for(state="attached")
    there = """(node) => node === document.activeElement
        || (node.type === "radio" && node.name && node.name === document.activeElement.name)"""
    for _ in range(150):
        if target.evaluate(there):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no Tab leads to {target}")


def choose(page: Page, radio: Locator) -> None:
    """Choose one of a group of radio buttons by the arrows."""
    tab_to(page, radio)
    page.keyboard.press("Space")
    for _ in range(40):
        if radio.is_checked():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no arrow leads to {radio}")


def answer_by_keyboard(page: Page, form: Locator, item: Item) -> None:
    match item:
        case Number() | Sentence():
            tab_to(page, form.get_by_role("textbox"))
            page.keyboard.insert_text(f"{item.key:g}" if isinstance(item, Number) else item.model)
        case MultipleResponse():
            for name in item.key:
                tab_to(page, form.locator(f'input[value="{name}"]'))
                page.keyboard.press("Space")
        case Matching():
            for pair in item.pairs:
                chosen = form.locator(f'select[data-pair="{pair.id}"]')
                tab_to(page, chosen)
                for _ in range(12):
                    if chosen.input_value() == pair.key:
                        break
                    page.keyboard.press("ArrowDown")
        case Ordering():
            for name in item.key:
                words = " ".join(item.option(name).text.split())
                tab_to(page, form.locator(".ordering").get_by_role("button", name=words, exact=True))
                page.keyboard.press("Enter")
        case SingleChoice():
            choose(page, form.locator(f'input[value="{item.key}"]'))
        case Spot():
            choose(page, form.locator(f'input[value="{unnamed_body(item.figure).name(item.key)}"]'))


def test_a_whole_lesson_is_done_by_the_keyboard_alone(page: Page, bridge: Bridge) -> None:
    start_anew(page, bridge)
    open_whole(page, LESSON)
    step(page, "Heat and ice").focus()
    for _ in range(40):
        shown = page.locator(".course-lesson:not(.lm-mod-hidden) .player-cell:not(.player-off)")
        sends = page.get_by_role("button", name=re.compile("^(Check|Save my guess|Do this)$"))
        cards = shown.locator("section.card:visible").filter(has=sends)
        card = cards.first
        if cards.count() and card.get_by_role("button", name="Do this").count():
            for taken in best_path(KNOWN.patients["leon"]).path:
                choose(page, card.locator(f'input[value="{taken.choice.id}"]'))
                tab_to(page, card.get_by_role("button", name="Do this"))
                page.keyboard.press("Enter")
                expect(shown.locator(f'input[value="{taken.choice.id}"]')).to_have_count(0)
            expect(shown.get_by_text("Looking back")).to_be_visible()
        elif cards.count() and card.locator('[data-focus="question"]').count():
            answer_by_keyboard(page, card.locator("form").first, item_of(card))
            tab_to(page, card.get_by_role("button", name=re.compile("^(Check|Save my guess)$")))
            page.keyboard.press("Enter")
            expect(shown.locator("[data-standing=done]").first).to_be_attached()
        going_on = page.get_by_role("button", name="Continue")
        if not going_on.is_visible():
            break
        before = page.url
        tab_to(page, going_on)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url, before=before: url != before)
        assert page.evaluate("document.activeElement.closest('.jp-Cell') !== null"), "the focus is on the step"
    expect(shown.get_by_text("Lesson done")).to_be_visible()
    tab_to(page, page.get_by_role("link", name=re.compile("^Next: 3.")))
