"""In a real Chromium: 40 reloads of each lesson and 10 more windows, mixed, on one kernel.

Nothing may be blank; the last opening is compared with the second one, and the kernel's memory at the end with
that after the second opening. It takes half an hour, so it is run alone: `python3 course.py run
benchmarks.reloads`, or with the names of some notebooks behind it.
"""

import os
import sys
import tempfile
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "browser"))

from driving import NOTEBOOKS, OPTIONS, Lab, find_chromium, is_kernel, listen, wait_until_ready
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.opening import seconds_to_live
from benchmarks.report import Figure, table

RELOADS, WINDOWS = 40, 10
SLOWER, LARGER = 1.2, 3.0
"""At most: the 40th opening against the 2nd; and the kernel's growth in MB."""

BLANK = """() => [...document.querySelectorAll(".course-lesson .jp-OutputArea-output")]
    .filter((node) => !node.innerText.trim() && !node.querySelector("svg, input")).length"""


def measure(names: list[str]) -> list[Figure]:
    """Return two figures for each notebook: the time of an opening, and the memory of the kernel."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        lab = Lab(Path(folder))
        lab.start()
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=[*OPTIONS, *(["--no-sandbox"] if root else [])]
        )
        try:
            return [figure for name in names for figure in _mixed(lab, browser, name)]
        finally:
            browser.close()
            lab.stop()


def _mixed(lab: Lab, browser: Browser, name: str) -> list[Figure]:
    context = browser.new_context(base_url=lab.url)
    troubles: list[str] = []
    page = context.new_page()
    listen(page, troubles)
    seconds_to_live(page, name)
    times = [_seconds_to_reload(page)]
    before = _kernel_megabytes(lab)
    for turn in range(1, RELOADS):
        if turn % (RELOADS // WINDOWS) == 0:
            other = context.new_page()
            listen(other, troubles)
            seconds_to_live(other, name)
            _demand_whole(other, name)
            other.close()
        times.append(_seconds_to_reload(page))
        _demand_whole(page, name)
    grown = _kernel_megabytes(lab) - before
    context.close()
    lab.end_kernels()
    if troubles:
        raise AssertionError(f"{name}: {troubles[:3]}")
    # Neighbors are taken together, because one opening alone is at the mercy of the machine.
    early, late = sorted(times[:5])[2], sorted(times[-5:])[2]
    return [
        Figure(
            f"{name}: opening after {RELOADS} reloads, {WINDOWS} windows",
            f"{late:.2f} s",
            f"2nd to 6th opening {early:.2f} s",
            f"{late / early:.2f}×",
            f"at most {SLOWER}×",
            late / early <= SLOWER,
        ),
        Figure(
            f"{name}: kernel", f"{grown:+.1f} MB", "2nd opening", "", f"under {LARGER:.0f} MB", grown < LARGER
        ),
    ]


def _seconds_to_reload(page: Page) -> float:
    """Reload the page; return the seconds until all of it is live."""
    page.reload()
    wait_until_ready(page)
    return float(page.evaluate("performance.getEntriesByName('course-ready').at(-1).startTime")) / 1000


def _demand_whole(page: Page, name: str) -> None:
    if page.evaluate(BLANK) or "not found" in page.locator(".course-lesson").inner_text():
        raise AssertionError(f"{name}: a widget is blank")


def _kernel_megabytes(lab: Lab) -> float:
    """Return the memory of the one kernel in MB, what it shares with the warm process included.

    Of a kernel made by splitting, what it has for itself grows with each shared page that it first writes to,
    although nothing new is taken.
    """
    kernels = [
        process
        for process in psutil.process_iter(["cmdline", "environ"])
        if is_kernel(process) and (process.info["environ"] or {}).get("HOME") == str(lab.home)
    ]
    if len(kernels) != 1:
        raise AssertionError(f"{len(kernels)} kernels for one lesson")
    return float(kernels[0].memory_info().rss) / 1e6


if __name__ == "__main__":
    everything = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
    print(table(measure(sys.argv[1:] or everything)))
