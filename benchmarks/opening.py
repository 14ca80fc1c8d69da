"""In a real Chromium: seconds until a lesson is live in JupyterLab, milliseconds from click to feedback.

The peer is a notebook with one empty ipywidget, opened in turn with the lesson in the same JupyterLab.
"""

import os
import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles

import nbformat

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "browser"))

from driving import OPTIONS, Lab, find_chromium, open_lesson
from playwright.sync_api import Page, sync_playwright

from benchmarks.report import Figure, in_turn

LESSON = "02_heat_and_ice.ipynb"
OPENING_GOAL, CLICK_GOAL = 1.3, 60
CLICKS = """async (rounds) => {
    const card = [...document.querySelectorAll(".jp-OutputArea-output.lm-Panel .course section.card")]
        .find((node) => node.textContent.includes("Amara, 41"));
    const root = card.closest(".course");
    const find = (selector) => root.querySelector(selector);
    const seen = (selector) => new Promise((done) => {
        const look = () => find(selector) && (watch.disconnect(), done());
        const watch = new MutationObserver(look);
        watch.observe(root, { childList: true, subtree: true });
        look();
    });
    const times = [];
    for (let n = 0; n < rounds; n += 1) {
        find("input[type=radio]").click();
        const start = performance.now();
        find("button[type=submit]").click();
        await seen(".result");
        times.push(performance.now() - start);
        [...root.querySelectorAll("button")].find((b) => b.textContent === "Try again").click();
        await seen("button[type=submit]");
    }
    return times;
}"""


def seconds_to_live(page: Page, name: str) -> float:
    """Open a notebook in a new window; return the seconds from going there until all of it is live."""
    open_lesson(page, name)
    return float(page.evaluate("performance.getEntriesByName('course-ready').at(-1).startTime")) / 1000


def measure(rounds: int = 9, clicks: int = 100) -> list[Figure]:
    """Return the figures for opening a lesson and for answering."""
    chromium = find_chromium()
    if chromium is None:
        return [Figure("opening a lesson", "not measured", "", "no Chromium found")]
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        lab = Lab(Path(folder))
        empty = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell("import ipywidgets\n\nipywidgets.Text()")],
            metadata={
                "course": {"autorun": True},
                "kernelspec": {"name": "python3", "display_name": "Python 3"},
            },
        )
        lab.add("empty.ipynb", empty)
        lab.start()
        browser = playwright.chromium.launch(
            executable_path=chromium, args=[*OPTIONS, *(["--no-sandbox"] if root else [])]
        )
        try:

            def opened(name: str) -> float:
                page = browser.new_page(base_url=lab.url)
                try:
                    return seconds_to_live(page, name)
                finally:
                    page.close()
                    lab.end_kernels()

            lesson, alone, ratio = in_turn(lambda: opened(LESSON), lambda: opened("empty.ipynb"), rounds)
            page = browser.new_page(base_url=lab.url)
            open_lesson(page, LESSON)
            page.evaluate(CLICKS, 5)
            times = page.evaluate(CLICKS, clicks)
        finally:
            browser.close()
            lab.stop()
    most = quantiles(times, n=20)[-1]
    return [
        Figure(
            "opening a lesson until the last widget is live",
            f"{lesson:.2f} s",
            f"one empty ipywidget {alone:.2f} s",
            f"{ratio:.2f}×",
            f"at most {OPENING_GOAL}×",
            ratio <= OPENING_GOAL,
        ),
        Figure(
            "click to feedback (marked and durably written)",
            f"{median(times):.0f} ms",
            f"{clicks} answers in one page",
            f"95th percentile {most:.0f} ms",
            f"95th at most {CLICK_GOAL} ms",
            most <= CLICK_GOAL,
        ),
    ]
