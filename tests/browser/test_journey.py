"""Whole journeys: a lesson, a patient, what is due three days later, the final check, the certificate.

The short one goes through JupyterLab, step by step; the long one through bare pages.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bridge import Bridge
from driving import COLORS, SCREENS, Lab, axe, expect, listen, open_lesson, show_on, sideways
from lesson_page import LESSON, NUMBER, RIGHT, WRONG, amara, answer, check, go_on, item_of, rail
from playwright.sync_api import BrowserContext, Locator, Page
from pypdf import PdfReader

from course_lib.catalog import load
from course_lib.model import Item, SingleChoice
from course_lib.record import Record
from course_lib.record.journal import Journal
from course_lib.rules.encounter import best_path

KNOWN = load()
FINAL, PATIENTS, REVIEW = "10_final_check.ipynb", "09_patients.ipynb", "11_review.ipynb"


FRAME = """(href) => {
    const frame = document.createElement("iframe");
    frame.id = "paper";
    frame.src = href;
    frame.style.cssText = "position: fixed; inset: 0; width: 900px; height: 780px; z-index: 9999";
    document.body.append(frame);
}"""


def finish_lesson(file: Path) -> None:
    """Answer the rest of the lesson on heat and ice, as its widgets would keep it."""
    plan = KNOWN.plans["heat-and-ice"]
    with Record(f"sqlite:///{file.as_posix()}") as record:
        journal = Journal(record)
        for block in ("practice", "exit"):
            for name in getattr(plan, block):
                item = KNOWN.items[name]
                journal.write(f"{plan.id}/{block}/{name}", name, item.version, "b", right=True, score=1.0)
        for name in plan.patients:
            seen = best_path(KNOWN.patients[name])
            path = [taken.choice.id for taken in seen.path]
            journal.write(f"{plan.id}/patient/{name}", name, seen.patient.version, path, right=True, score=1.0)


def final(page: Page) -> Locator:
    return page.get_by_label("The final check", exact=True)


def answer_amara(page: Page) -> None:
    """Answer the item on the time limit wrongly, then right."""
    check(amara(page), WRONG)
    expect(amara(page).get_by_text("✗ Not safe.")).to_be_visible()
    amara(page).get_by_role("button", name="Try again").click()
    check(amara(page), RIGHT)
    expect(amara(page).get_by_text("✓ Right.")).to_be_visible()


def err_with_rufus(page: Page) -> Locator:
    """Call in the patient Rufus, and make a mistake; the way back has the focus."""
    page.get_by_role("button", name="Today: Rufus").click()
    rufus = page.get_by_label(re.compile("^Patient: Rufus"))
    rufus.get_by_label(re.compile("heals it")).check()
    rufus.get_by_role("button", name="Do this").click()
    expect(rufus.get_by_text("✗ Outside your role.")).to_be_visible()
    expect(rufus.get_by_role("button", name="Go back and try the other way")).to_be_focused()
    expect(rufus.get_by_role("button", name="Do this")).to_be_hidden()
    return rufus


def answer_what_is_due(page: Page) -> None:
    """Answer the first card of today, and go on to the next."""
    due = page.get_by_label("Due today", exact=True)
    expect(due.get_by_text(re.compile("Card 1 of"))).to_be_visible()
    answer(due, item_of(due))
    due.get_by_role("button", name="Check", exact=True).press("Enter")
    expect(due.get_by_text("✓ Right.")).to_be_focused()
    expect(due.get_by_text("From:")).to_be_visible()
    due.get_by_role("button", name="Next card").click()
    expect(due.get_by_text(re.compile("Card 2 of"))).to_be_visible()


def begin_the_final_check(page: Page) -> tuple[Item, Item]:
    """Begin it, answer its first question, and return that and the second one, which is asked now."""
    final(page).get_by_role("button", name="Begin the final check").click()
    expect(final(page).get_by_text("Question 1 of 40")).to_be_visible()
    first = item_of(final(page))
    answer(final(page), first)
    final(page).get_by_role("button", name="Save and go on").click()
    expect(final(page).get_by_text("Question 2 of 40")).to_be_visible()
    return first, item_of(final(page))


def nothing_is_amiss(page: Page) -> None:
    """Look at the page on all four screens."""
    for screen in SCREENS:
        show_on(page, screen)
        # In the dark nothing but the colors differs from the same width in light.
        assert axe(page, rules=COLORS if screen.theme == "dark" else ()) == [], str(screen)
        assert sideways(page) == [], str(screen)


@pytest.fixture
def stepwise(lab: Lab, steps: BrowserContext, troubles: list[str]) -> Iterator[Page]:
    """A window in which lessons open step by step."""
    lab.forget()
    page = steps.new_page()
    listen(page, troubles)
    yield page
    page.close()
    lab.end_kernels()
    lab.set_days(0)
    assert troubles == []


def test_from_the_first_answer_to_a_final_check_that_outlives_its_kernel(
    stepwise: Page, lab: Lab, troubles: list[str]
) -> None:
    page = stepwise
    # A lesson, step by step: answered wrongly, then right.
    open_lesson(page, LESSON)
    go_on(page)
    expect(page.get_by_role("button", name="Save my guess")).to_be_visible()
    page.get_by_role("button", name="Back", exact=True).click()
    expect(page.get_by_text(NUMBER)).to_be_visible()
    rail(page, "Your turn").click()
    answer_amara(page)

    # A patient: a mistake, and one step the other way.
    open_lesson(page, PATIENTS)
    go_on(page)
    rufus = err_with_rufus(page)
    page.keyboard.press("Enter")
    taken = best_path(KNOWN.patients["rufus"]).path[0]
    rufus.locator(f'input[value="{taken.choice.id}"]').check()
    rufus.get_by_role("button", name="Do this").click()
    expect(rufus.get_by_text(taken.choice.consequence)).to_be_visible()
    page.get_by_role("button", name="Back", exact=True).click()
    expect(page.get_by_label("Where you stand").get_by_text("Seen to the end: 0 of 12.")).to_be_visible()

    # Three days later: what was missed is due.
    finish_lesson(lab.record)
    lab.end_kernels()
    lab.set_days(3)
    open_lesson(page, REVIEW)
    answer_what_is_due(page)

    # The final check: a question answered, then a killed kernel.
    open_lesson(page, FINAL)
    second = begin_the_final_check(page)[1]
    lab.kill_kernels()
    expect(page.get_by_text("Your answers are kept.").first).to_be_visible(timeout=30_000)
    open_lesson(page, FINAL)
    troubles.clear()  # JupyterLab writes of the lost kernel to the console
    expect(final(page).get_by_text("Question 2 of 40")).to_be_visible()
    assert item_of(final(page)) == second
    final(page).get_by_role("button", name="Back", exact=True).click()
    expect(final(page).get_by_text("Your answer is saved.")).to_be_visible()


def test_from_the_first_answer_to_the_certificate(bridged: Page, bridge: Bridge, tmp_path: Path) -> None:
    page = bridged
    # A lesson: answered wrongly, then right.
    open_lesson(page, LESSON)
    answer_amara(page)

    # A patient: a mistake, back, and the best way to the debrief.
    open_lesson(page, PATIENTS)
    rufus = err_with_rufus(page)
    page.keyboard.press("Enter")
    for taken in best_path(KNOWN.patients["rufus"]).path:
        rufus.locator(f'input[value="{taken.choice.id}"]').check()
        rufus.get_by_role("button", name="Do this").click()
    expect(rufus.get_by_text("Looking back")).to_be_visible()
    expect(page.get_by_label("Where you stand").get_by_text("Seen to the end: 1 of 12.")).to_be_visible()
    page.get_by_role("button", name="Waiting room").click()
    expect(page.get_by_role("button", name=re.compile("^Rufus .*done"))).to_be_focused()
    page.get_by_role("button", name="Today: Greta").click()
    expect(page.get_by_label(re.compile("^Patient: Greta"))).to_be_visible()
    expect(rufus).to_have_count(0)

    # Three days later: what was missed is due.
    finish_lesson(bridge.record)
    bridge.end_kernels()
    bridge.set_days(3)
    open_lesson(page, REVIEW)
    answer_what_is_due(page)

    # The final check, failed: two questions answered, another kernel in between, handed in with gaps.
    open_lesson(page, FINAL)
    first, second = begin_the_final_check(page)
    bridge.end_kernels()
    open_lesson(page, FINAL)
    expect(final(page).get_by_text("Question 2 of 40")).to_be_visible()
    assert item_of(final(page)) == second
    final(page).get_by_role("button", name="Back", exact=True).click()
    expect(final(page).get_by_text("Your answer is saved.")).to_be_visible()
    nothing_is_amiss(page)
    final(page).get_by_role("button", name="Hand in …").click()
    expect(final(page).get_by_text("39 questions have no answer yet.")).to_be_visible()
    final(page).get_by_role("button", name="Yes, hand in").click()
    expect(final(page).get_by_text("✗ Try 1: not passed.")).to_be_visible()
    expect(final(page).get_by_text("You can try again on")).to_be_visible()
    expect(final(page).get_by_role("button", name="Begin the next try")).to_have_count(0)

    # A day later, passed on another form.
    bridge.end_kernels()
    bridge.set_days(4.1)
    open_lesson(page, FINAL)
    final(page).get_by_role("button", name="Begin the next try").click()
    seen = set()
    for number in range(1, 41):
        expect(final(page).get_by_text(f"Question {number} of 40")).to_be_visible()
        item = item_of(final(page))
        seen.add(item.id)
        answer(final(page), item)
        final(page).get_by_role("button", name="Save and go on").click()
    assert len(seen) == 40
    assert seen & {first.id, second.id} == set()
    for number in (1, 2):
        expect(final(page).get_by_text(f"Patient {number} of 2")).to_be_visible()
        who = final(page).locator(".stem").first.inner_text().split(",")[0]
        patient = next(
            KNOWN.patients[name] for name in KNOWN.final_patients if KNOWN.patients[name].name == who
        )
        for taken in best_path(patient).path:
            expect(final(page).get_by_role("heading", name=taken.step.title)).to_be_visible()
            final(page).locator(f'input[value="{taken.choice.id}"]').check()
            final(page).get_by_role("button", name="Do this").click()
    expect(final(page).get_by_text("You are finished with this patient.")).to_be_visible()
    final(page).get_by_role("button", name="Hand in …").press("Enter")
    expect(final(page).get_by_text("Everything is answered.")).to_be_visible()
    final(page).get_by_role("button", name="Yes, hand in").click()
    expect(final(page).get_by_text("✓ Try 2: passed.")).to_be_visible()
    nothing_is_amiss(page)

    # The certificate: made, opened and seen.
    paper = page.get_by_label("Your certificate", exact=True)
    paper.get_by_label("Your name, as it should be printed").fill("Łucja Nguyễn")
    paper.get_by_role("button", name="Make my certificate").click()
    with page.expect_download() as saved:
        paper.get_by_role("link", name=re.compile("^Save it as certificate")).click()
    data = Path(saved.value.path()).read_bytes()
    found = " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(data)).pages).split())
    for words in ("Łucja Nguyễn", "Theory only", "40 of 40 right", "Heat and ice", "30 min in all"):
        assert words in found
    assert colors(page, paper, tmp_path) > 20, "a page that shows nothing has one color"


def wake(page: Page) -> None:
    """Tell the page what a browser tells it when the lid of a laptop is opened again."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_a_page_that_wakes_shows_the_time_that_is_left_keeps_a_choice_and_says_why_the_check_ended(
    bridged: Page, bridge: Bridge
) -> None:
    page = bridged
    open_lesson(page, FINAL)
    final(page).get_by_role("button", name="Begin the final check").click()
    while not isinstance(item_of(final(page)), SingleChoice):
        final(page).get_by_role("button", name="Skip for now").click()
    choice = final(page).get_by_role("radio").first
    choice.check()
    bridge.set_days(0.02)  # 29 minutes
    wake(page)
    expect(final(page).get_by_text(re.compile("Time left: 3[01]:"))).to_be_visible()
    expect(choice).to_be_checked()
    expect(choice).to_be_focused()
    bridge.set_days(0.1)
    wake(page)
    expect(final(page).get_by_text("Your time was up, so the check ended by itself.")).to_be_visible()
    expect(final(page).get_by_text("✗ Try 1: not passed.")).to_be_visible()


def colors(page: Page, paper: Locator, folder: Path) -> int:
    """Open the certificate as a picture, in the browser, and return how many colors it has."""
    from PIL import Image

    address = paper.get_by_role("link", name="Open it").get_attribute("href")
    page.set_viewport_size({"width": 900, "height": 780})
    page.evaluate(FRAME, address)
    picture = folder / "certificate.png"
    for _ in range(40):
        page.locator("#paper").screenshot(path=picture)
        found = Image.open(picture).convert("RGB").getcolors(1 << 24)
        if found and len(found) > 20:
            break
        page.wait_for_timeout(250)
    page.evaluate("document.getElementById('paper').remove()")
    return len(found or [])
