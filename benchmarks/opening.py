"""In a real Chromium: seconds until a lesson is live in JupyterLab, milliseconds from click to feedback.

The floor is a stock JupyterLab without the course's extension, in which a notebook with one empty ipywidget is
run as soon as that can be done. It is opened in turn with the lesson. `busy=True` keeps both cores busy.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import BinaryIO

import nbformat

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "browser"))

from driving import OPTIONS, TOKEN, Lab, find_chromium, open_lesson
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.report import Figure, table

LESSON, NEXT = "02_heat_and_ice.ipynb", "03_soft_tissue_mobilization.ipynb"
EMPTY = "empty.ipynb"
GOALS = {
    "the step that is shown": 1.0,
    "the whole lesson": 1.2,
    "the next lesson of a sitting, whole": 0.6,
}
CLICK_GOAL = 60
FLOOR = """async () => {
    const until = async (found) => {
        let value;
        while (!(value = found())) await new Promise((done) => setTimeout(done, 10));
        return value;
    };
    const app = await until(() => window.jupyterapp);
    await app.started;
    const panel = await until(() => app.shell.currentWidget?.content?.model && app.shell.currentWidget);
    await panel.context.ready;
    await panel.sessionContext.ready;
    await app.commands.execute("notebook:run-all-cells");
    await until(() => document.querySelector(".widget-text input"));
    return performance.now() / 1000;
}"""
GO_ON = """async (name) => {
    performance.clearMarks("course-ready");
    const link = Object.assign(document.createElement("a"), { href: "#" });
    link.dataset.notebook = name;
    document.body.append(link);
    const begun = performance.now();
    link.click();
    while (!performance.getEntriesByName("course-ready").length)
        await new Promise((done) => setTimeout(done, 10));
    return (performance.getEntriesByName("course-ready").at(-1).startTime - begun) / 1000;
}"""
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


class Stock(Lab):
    """JupyterLab as it comes, with the packages that are installed beside it, and without the course."""

    def launch(self, log: BinaryIO) -> subprocess.Popen[bytes]:
        """Start its process."""
        jupyter = {f"JUPYTER_{name}_DIR": str(self.home / name) for name in ("DATA", "RUNTIME", "CONFIG")}
        options = {
            "port": self.port,
            "IdentityProvider.token": TOKEN,
            "ServerApp.root_dir": self.root,
            "LabApp.news_url": "",
            "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        }
        command = [
            sys.executable,
            "-m",
            "jupyterlab",
            "--no-browser",
            "--allow-root",
            "--expose-app-in-browser",
        ]
        return subprocess.Popen(
            [*command, *(f"--{name}={value}" for name, value in options.items())],
            cwd=self.home,
            env={**os.environ, **jupyter, "HOME": str(self.home)},
            stdout=log,
            stderr=log,
        )


def seconds_to_live(page: Page, name: str) -> float:
    """Open a notebook in a new window; return the seconds from going there until all of it is live."""
    open_lesson(page, name)
    return _mark(page, "course-ready")


def _mark(page: Page, name: str) -> float:
    return float(page.evaluate("(name) => performance.getEntriesByName(name).at(-1).startTime", name)) / 1000


def _floor(browser: Browser, stock: Stock) -> float:
    page = browser.new_page(base_url=stock.url)
    try:
        page.goto(f"/lab/tree/{EMPTY}?token={TOKEN}&reset")
        return float(page.evaluate(FLOOR))
    finally:
        page.close()
        stock.end_kernels()


def _lesson(browser: Browser, lab: Lab) -> tuple[float, float, float]:
    """Return when the step, the whole lesson, and after it the next one was live."""
    page = browser.new_page(base_url=lab.url)
    try:
        whole = seconds_to_live(page, LESSON)
        return _mark(page, "course-step"), whole, float(page.evaluate(GO_ON, NEXT))
    finally:
        page.close()
        lab.end_kernels()


@contextmanager
def _load(busy: bool) -> Iterator[None]:
    loops = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2 if busy else 0)]
    try:
        yield
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()


def measure(rounds: int = 7, clicks: int = 100, busy: bool = False) -> list[Figure]:
    """Return the figures for opening a lesson and for answering."""
    chromium = find_chromium()
    if chromium is None:
        return [Figure("opening a lesson", "not measured", "", "no Chromium found")]
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with (
        tempfile.TemporaryDirectory() as own,
        tempfile.TemporaryDirectory() as bare,
        sync_playwright() as playwright,
    ):
        lab, stock = Lab(Path(own)), Stock(Path(bare))
        cell = nbformat.v4.new_code_cell("import ipywidgets\n\nipywidgets.Text()")
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
        stock.add(EMPTY, nbformat.v4.new_notebook(cells=[cell], metadata=kernel), trusted=False)
        lab.start()
        stock.start()
        browser = playwright.chromium.launch(
            executable_path=chromium, args=[*OPTIONS, *(["--no-sandbox"] if root else [])]
        )
        try:
            with _load(busy):
                _floor(browser, stock), _lesson(browser, lab)  # what is fetched and compiled once
                pairs = [(_floor(browser, stock), _lesson(browser, lab)) for _ in range(rounds)]
                page = browser.new_page(base_url=lab.url)
                open_lesson(page, LESSON)
                page.evaluate(CLICKS, 5)
                times = page.evaluate(CLICKS, clicks)
        finally:
            browser.close()
            lab.stop()
            stock.stop()
    when = ", both cores busy" if busy else ""
    least = median(floor for floor, _ in pairs)
    figures = []
    for n, (what, goal) in enumerate(GOALS.items()):
        ratio = median(ours[n] / floor for floor, ours in pairs)
        figures.append(
            Figure(
                f"until {what} is live{when}",
                f"{median(ours[n] for _, ours in pairs):.2f} s",
                f"stock JupyterLab, one empty ipywidget {least:.2f} s",
                f"{ratio:.2f}×",
                f"at most {goal}×",
                ratio <= goal,
            )
        )
    most = quantiles(times, n=20)[-1]
    figures.append(
        Figure(
            f"click to feedback (marked and durably written){when}",
            f"{median(times):.0f} ms",
            f"{clicks} answers in one page",
            f"95th percentile {most:.0f} ms",
            f"95th at most {CLICK_GOAL} ms",
            most <= CLICK_GOAL,
        )
    )
    return figures


if __name__ == "__main__":
    print(table(measure(busy="busy" in sys.argv[1:])))
