"""The clock of the final check, alone in a page whose time stands still until it is moved."""

from driving import expect
from playwright.sync_api import Page

DRAW = """async (left) => {
  const { clock } = await import("./parts/clock.js");
  window.memory ??= {};
  window.sent ??= [];
  const main = document.querySelector("main");
  main.replaceChildren(clock({ left, minutes: 60 }, (it) => sent.push(it.do), window.memory));
}"""


def draw(page: Page, minutes: float) -> None:
    """Draw the clock as Python sends it, with so many minutes left."""
    page.evaluate(DRAW, minutes * 60)


def run(page: Page, minutes: float) -> None:
    page.clock.run_for(round(minutes * 60_000))


def test_it_counts_down_and_says_aloud_ten_five_and_one_minute(bare: Page) -> None:
    draw(bare, 12)
    spoken = bare.get_by_role("status")
    expect(bare.get_by_text("Time left: 12:00 of 60 minutes")).to_be_visible()
    expect(spoken).to_have_text("")
    for minutes, words in ((2, "10 minutes left."), (5, "5 minutes left."), (4, "1 minute left.")):
        run(bare, minutes)
        expect(spoken).to_have_text(words)
    assert bare.evaluate("sent") == []
    run(bare, 1)
    expect(bare.get_by_text("Time left: 0:00")).to_be_visible()
    run(bare, 1)
    assert bare.evaluate("sent") == ["time_up"]


def test_a_time_is_said_once_however_often_the_clock_is_drawn(bare: Page) -> None:
    draw(bare, 11)
    run(bare, 1.5)
    expect(bare.get_by_role("status")).to_have_text("10 minutes left.")
    draw(bare, 9.5)
    run(bare, 1)
    expect(bare.get_by_role("status")).to_have_text("")


def test_after_extra_time_a_time_is_said_again(bare: Page) -> None:
    draw(bare, 6)
    run(bare, 1.5)
    expect(bare.get_by_role("status")).to_have_text("5 minutes left.")
    draw(bare, 19.5)
    run(bare, 9.5)
    expect(bare.get_by_role("status")).to_have_text("10 minutes left.")
    run(bare, 5)
    expect(bare.get_by_role("status")).to_have_text("5 minutes left.")


def test_after_a_sleep_only_the_nearest_time_is_said(bare: Page) -> None:
    draw(bare, 20)
    bare.clock.fast_forward(round(19.2 * 60_000))
    run(bare, 0.1)
    expect(bare.get_by_role("status")).to_have_text("1 minute left.")


def test_a_clock_that_is_drawn_at_its_end_tells_it_once(bare: Page) -> None:
    draw(bare, 0)
    run(bare, 1)
    assert bare.evaluate("sent") == ["time_up"]


def test_a_hidden_clock_stays_hidden_when_it_is_drawn_again_and_still_speaks(bare: Page) -> None:
    draw(bare, 11)
    bare.get_by_role("button", name="Hide the clock").click()
    draw(bare, 10.5)
    expect(bare.get_by_text("The clock is hidden.")).to_be_visible()
    run(bare, 1)
    expect(bare.get_by_role("status")).to_have_text("10 minutes left.")
    expect(bare.get_by_text("Time left")).to_have_count(0)


STAND_STILL = "() => { const stood = performance.now(); performance.now = () => stood; }"
"""What a laptop does to the page's own time while it sleeps."""


def test_a_page_that_wakes_asks_how_much_time_is_left(bare: Page) -> None:
    draw(bare, 30)
    run(bare, 1)
    assert bare.evaluate("sent") == []
    bare.evaluate(STAND_STILL)
    bare.clock.fast_forward("20:00")
    run(bare, 0.1)
    assert bare.evaluate("sent") == ["time"], "it asks once"
    draw(bare, 9)
    expect(bare.get_by_text("Time left: 9:00 of 60 minutes")).to_be_visible()
    expect(bare.get_by_role("status")).to_have_text("9 minutes left.")


SHOW = """(state) => {
  Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def test_a_page_that_is_shown_again_asks_how_much_time_is_left_and_a_hidden_one_does_not(bare: Page) -> None:
    draw(bare, 30)
    bare.evaluate(SHOW, "hidden")
    bare.clock.fast_forward("10:00")
    run(bare, 0.1)
    assert bare.evaluate("sent") == []
    bare.evaluate(SHOW, "visible")
    assert bare.evaluate("sent") == ["time"]


def test_a_clock_that_is_no_longer_shown_asks_nothing(bare: Page) -> None:
    draw(bare, 30)
    bare.evaluate("document.querySelector('main').replaceChildren()")
    bare.evaluate(SHOW, "visible")
    bare.clock.fast_forward("10:00")
    run(bare, 0.1)
    assert bare.evaluate("sent") == []


def test_a_clock_that_is_drawn_again_asks_once(bare: Page) -> None:
    for minutes in (30, 29, 28):
        draw(bare, minutes)
    bare.evaluate(SHOW, "visible")
    assert bare.evaluate("sent") == ["time"]
