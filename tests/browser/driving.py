"""Drives a real Chromium against a real JupyterLab that shows copies of the course's notebooks."""

from __future__ import annotations

import copy
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import axe_playwright_python
import nbformat
import psutil
from nbformat.sign import NotebookNotary
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import ConsoleMessage, Locator, Page, Request, Response, TimeoutError
from playwright.sync_api import expect as assert_that

ROOT = Path(__file__).parent.parent.parent
NOTEBOOKS = ROOT / "notebooks"
TOKEN = "course-tests"
LONGEST_OPENING = 60_000  # milliseconds; far more than is needed, for a busy computer
LONGEST_WAIT = 20_000  # the same, for what an answer changes
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first of these that is there is taken. The very first draws no window around a page: half the work."""

OPTIONS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--js-flags=--no-opt --no-maglev",  # a page lives too short for what the optimizing compilers cost
)
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
COLORS = ("color-contrast", "link-in-text-block")
"""The rules of axe-core that look at colors."""

WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


WHOLE_PAGE = """try {
    localStorage.setItem("course-player", JSON.stringify({ whole: true }));
    localStorage.removeItem("course-workbench");
} catch {}"""
"""Lets a lesson show all its steps, for tests that look for a widget wherever it stands."""

EXPOSE_APP = """document.addEventListener("readystatechange", () => {
    const node = document.getElementById("jupyter-config-data");
    if (!node || node.dataset.exposed) return;
    node.dataset.exposed = "true";
    node.textContent = JSON.stringify({ ...JSON.parse(node.textContent), exposeAppInBrowser: true });
});"""
"""Lets a test give JupyterLab orders, as JupyterLab's own tests do, by its own setting for this."""


ON_AN_ELEMENT = ("to_have_text", "to_contain_text", "to_have_value", "to_be_focused", "to_be_checked")
"""Assertions about an element that first has to be there."""


class Expected:
    """Playwright's assertions about an element, which first wait for it.

    Playwright's own draw up the whole page's accessibility tree at each look that finds nothing, and look again
    only after a tenth, a quarter, half a second and each second.
    """

    def __init__(self, locator: Locator, message: str | None) -> None:
        self._locator, self._message = locator, message

    def to_be_visible(self, timeout: float = LONGEST_WAIT) -> None:
        """Wait until it is seen."""
        self._wait(self._locator, "visible", timeout)

    def to_be_hidden(self, timeout: float = LONGEST_WAIT) -> None:
        """Wait until it is not there, or not seen."""
        self._wait(self._locator, "hidden", timeout)

    def __getattr__(self, name: str) -> Any:
        """Return one of Playwright's own."""
        if name in ON_AN_ELEMENT:
            self._wait(self._locator.first, "attached", LONGEST_WAIT)
        return getattr(assert_that(self._locator, self._message), name)

    def _wait(self, locator: Locator, state: Any, timeout: float) -> None:
        try:
            locator.wait_for(state=state, timeout=timeout)
        except TimeoutError as late:
            raise AssertionError(f"{self._message or ''} not {state}: {late}") from None


def expect(locator: Locator, message: str | None = None) -> Expected:
    """Say what is expected of an element."""
    return Expected(locator, message)


@dataclass(frozen=True)
class Screen:
    """How wide the window is, in pixels, and whether the system is set to light or dark."""

    width: int = 1280
    theme: str = "light"

    def __str__(self) -> str:
        return f"{self.width}-{self.theme}"


SCREENS = [Screen(width, theme) for theme in ("light", "dark") for width in (1280, 320)]
"""In an order in which the theme changes once."""


def find_chromium() -> str | None:
    """Return the path of a Chromium: the one that COURSE_CHROMIUM names, or one that is installed."""
    names = (os.environ.get("COURSE_CHROMIUM"), *BROWSERS)
    return next((found for name in names if name and (found := shutil.which(name))), None)


def demand_chromium() -> bool:
    """Whether a missing Chromium is a failure."""
    return os.environ.get("COURSE_DEMAND_BROWSER") == "1"


def is_kernel(process: psutil.Process) -> bool:
    """Whether a process is a kernel: made by a warm process (course_lib/lab/warm.py), or started by itself."""
    warm = "course_lib.lab.warm"
    try:
        command, parent = process.cmdline(), process.parent()
        return "course_lib.lab.kernel" in command or (
            warm in command and bool(parent) and warm in parent.cmdline()
        )
    except psutil.Error:  # it has ended
        return False


class Lab:
    """A JupyterLab of its own, on copies of the notebooks, with a record and settings of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.root = home / "notebooks"
        self.record = home / "record.sqlite"
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = home / "start.log"
        self._days = home / "days"
        shutil.copytree(NOTEBOOKS, self.root, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
        self._server: subprocess.Popen[bytes] | None = None
        self.set_days(0)

    def start(self) -> None:
        """Start it, and wait until it answers. All notebooks that are there by now are trusted."""
        with self.log.open("wb") as log:
            self._server = self.launch(log)
        end = time.monotonic() + 60
        while True:
            try:
                self.ask("status")
            except OSError:
                if self._server.poll() is not None or time.monotonic() > end:
                    raise AssertionError(f"JupyterLab did not start:\n{self.log.read_text()}") from None
                time.sleep(0.1)
            else:
                return

    def launch(self, log: BinaryIO) -> subprocess.Popen[bytes]:
        """Start its process."""
        variables = {key: value for key, value in os.environ.items() if not key.startswith("JUPYTER_")}
        variables |= {
            "HOME": str(self.home),
            "IPYTHONDIR": str(self.home / "ipython"),
            "COURSE_DATA": str(self.home / "data"),
            "COURSE_RECORD": f"sqlite:///{self.record.as_posix()}",
            "COURSE_CLOCK": str(self._days),
            "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH")))),
        }
        command = [sys.executable, "-m", "course_lib.lab.start", "--root", str(self.root), "--no-browser"]
        command += ["--port", str(self.port), "--token", TOKEN]
        return subprocess.Popen(command, cwd=self.home, env=variables, stdout=log, stderr=log)

    def stop(self) -> None:
        """End it, with its kernels."""
        if self._server is not None:
            self.end_kernels()
            self._server.terminate()
            try:
                self._server.wait(20)
            except subprocess.TimeoutExpired:
                self._server.kill()
                self._server.wait()

    def ask(self, what: str, method: str = "GET") -> Any:
        """Ask the server's API something."""
        request = urllib.request.Request(
            f"{self.url}/api/{what}", method=method, headers={"Authorization": f"token {TOKEN}"}
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def end_kernels(self) -> None:
        """End all kernels, so that the next test starts over."""
        for kernel in self.ask("kernels"):
            try:
                self.ask(f"kernels/{kernel['id']}", "DELETE")
            except urllib.error.HTTPError as error:  # closing its page may have ended it by now
                error.close()

    def set_days(self, days: float) -> None:
        """Let it be so many days later for the course, from now on."""
        self._days.write_text(str(days))

    def forget(self) -> None:
        """Throw away all answers, and let it be today again."""
        self.set_days(0)
        for file in self.home.glob(f"{self.record.name}*"):
            file.unlink()

    def kill_kernels(self) -> None:
        """Kill the kernels hard, as a crash would; JupyterLab does not know of it."""
        assert self._server is not None
        for process in self.kernels():
            process.kill()

    def kernels(self) -> list[psutil.Process]:
        """Return the processes of the kernels that run."""
        if self._server is None:
            return []
        return list(filter(is_kernel, psutil.Process(self._server.pid).children(recursive=True)))

    def add(self, name: str, notebook: Any, trusted: bool = True) -> str:
        """Put a notebook where JupyterLab finds it, and return its name. A trusted one is signed."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, path)
        if trusted:
            notary = NotebookNotary(data_dir=str(self.home / "data" / "jupyter" / "data"))
            notary.sign(nbformat.read(path, as_version=4))
            notary.store.close()
        return name

    def add_page(self, name: str, *cells: str) -> str:
        """Put a lesson of just these code cells there, trusted, and return its name; "## …" begins a step.

        What is tried on one widget is tried on such a page: it opens much faster than a whole lesson.
        """
        notebook = new_notebook(cells=[new_markdown_cell("# A page")])
        for cell in cells:
            notebook.cells.append(new_markdown_cell(cell) if cell.startswith("## ") else new_code_cell(cell))
        notebook.metadata["course"] = {"autorun": True}
        notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
        notebook.metadata["language_info"] = {"name": "python"}
        return self.add(name, notebook)

    def add_untrusted(self, name: str) -> str:
        """Put a copy of a notebook beside it that somebody else changed, and return the copy's name."""
        notebook = copy.deepcopy(nbformat.read(self.root / name, as_version=4))
        notebook.metadata["from"] = uuid.uuid4().hex  # a copy with the same content would be trusted
        return self.add(f"untrusted_{name}", notebook, trusted=False)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


CLOSE_ALL = """async () => {
    const { commands, shell } = window.jupyterapp;
    // One behind another would be shown for a moment, and JupyterLab stumbles over what is closed just then.
    for (const each of [...shell.widgets("main")]) if (!each.isVisible) each.close();
    await commands.execute("application:close-all");
}"""
OPEN_INSTEAD = f"""async (path) => {{
    await ({CLOSE_ALL})();
    await window.jupyterapp.commands.execute("docmanager:open", {{ path }});
}}"""
PUT_TO_REST = f"""async () => {{
    for (const {{ context }} of window.jupyterapp.shell.widgets("main"))
        if (context) context.model.dirty = false; // else JupyterLab asks whether to save what a test changed
    await ({CLOSE_ALL})();
    localStorage.clear();
    sessionStorage.clear();
}}"""


def load_lesson(page: Page, name: str) -> None:
    """Load a page that shows a notebook, as one that remembers nothing; do not wait for the lesson."""
    page.goto(f"/lab/workspaces/{uuid.uuid4().hex}/tree/{name}?token={TOKEN}")


def go_to_lesson(page: Page, name: str) -> None:
    """Go to a notebook, without waiting for the lesson.

    In a JupyterLab that is there, it takes the place of what is open; else the page is loaded.
    """
    if page.evaluate("Boolean(window.jupyterapp)"):
        page.evaluate(OPEN_INSTEAD, name)
    else:
        load_lesson(page, name)


def open_lesson(page: Page, name: str) -> None:
    """Open a notebook as `go_to_lesson` does, and wait until all of it ran and every widget is drawn."""
    go_to_lesson(page, name)
    wait_until_ready(page)


def open_whole(page: Page, name: str) -> None:
    """Open a notebook's whole page, with its player, in a window of the bridge, and wait until it is drawn."""
    page.goto(f"/course/{name}")
    wait_until_ready(page)


def reload(page: Page) -> None:
    """Load the page again, and wait for its lesson."""
    page.reload()
    wait_until_ready(page)


def put_to_rest(page: Page) -> None:
    """Close all that is open in a JupyterLab window, and let the page remember nothing."""
    page.evaluate(PUT_TO_REST)
    page.evaluate(WHOLE_PAGE)


def wait_until_ready(page: Page) -> None:
    """Wait until the lesson that is shown ran. Raises AssertionError with what is shown instead."""
    try:
        page.locator('.course-lesson:not(.lm-mod-hidden)[data-course-ready="true"]').wait_for(
            timeout=LONGEST_OPENING
        )
    except TimeoutError:
        raise AssertionError(f"not ready: {page.url} shows\n{page.locator('body').inner_text()}") from None


def listen(page: Page, troubles: list[str]) -> None:
    """Write down all that goes wrong in a page."""

    def console(message: ConsoleMessage) -> None:
        if message.type == "error":
            troubles.append(f"console: {message.text} ({message.location.get('url')})")

    def failed(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # it was on its way when the page was left
            troubles.append(f"request: {request.failure} {request.url}")

    def answered(response: Response) -> None:
        if response.status >= 400:
            troubles.append(f"response: {response.status} {response.request.method} {response.url}")

    page.on("console", console)
    page.on("pageerror", lambda error: troubles.append(f"error: {error.stack or error}"))
    page.on("requestfailed", failed)
    page.on("response", answered)


def menu(page: Page, *names: str) -> None:
    """Go through JupyterLab's menus. (The name of an entry ends in its key.)"""
    open_as_notebook(page)
    for name in names:
        page.get_by_role("menuitem", name=re.compile(f"^{re.escape(name)}")).first.click()


def open_as_notebook(page: Page) -> None:
    """Bring all of JupyterLab back, where the course's own frame is shown."""
    more = page.locator(".course-framed:not(.lm-mod-hidden)").get_by_role("button", name="More", exact=True)
    if more.is_visible():
        more.click()
        page.get_by_role("button", name="Open as notebook").click()


def close_lesson(page: Page) -> None:
    """Close the notebook by JupyterLab's own menu."""
    menu(page, "File", "Close Tab")


def show_on(page: Page, screen: Screen) -> None:
    """Make the window as wide and as light or dark as a screen.

    JupyterLab shows a splash while it changes its theme, and stumbles over a second change before that is gone.
    """
    page.set_viewport_size({"width": screen.width, "height": 800})
    page.emulate_media(color_scheme=screen.theme)  # type: ignore[arg-type]
    theme = str(screen.theme == "light").lower()
    page.locator(f'body[data-jp-theme-light="{theme}"]').wait_for(state="attached")
    page.locator("#jupyterlab-splash").wait_for(state="detached")


def sideways(page: Page) -> list[str]:
    """Return what is wider than the window or than the box that it stands in, where it should not be."""
    return page.evaluate(
        """() => {
            const page = document.querySelector(
                ".course-lesson .jp-WindowedPanel-outer, .course-lesson > .jp-NotebookPanel-notebook");
            const { left, right } = page.getBoundingClientRect();
            const scrolls = (node) => ["auto", "scroll"].includes(getComputedStyle(node).overflowX);
            const mayBeWide = (node) => {
                if (node.closest("svg") || getComputedStyle(node).visibility === "hidden") return true;
                for (let box = node; box !== page; box = box.parentElement) if (scrolls(box)) return true;
                return false;
            };
            const sticksOut = (node) => {
                const box = node.getBoundingClientRect();
                const seen = box.width > 1 && box.height > 1;
                return seen && (box.right > right + 1 || box.left < left - 1) && !mayBeWide(node);
            };
            const tooWide = (node) => node.scrollWidth > node.clientWidth + 1;
            return [
                ...[document.documentElement, document.body, page].filter(tooWide),
                ...[...page.querySelectorAll(".jp-Cell *")].filter(sticksOut),
            ].map((node) => `${node.tagName}.${node.className}: ${(node.textContent || "").slice(0, 60)}`);
        }"""
    )


def axe(page: Page, selector: str = ".course", rules: Sequence[str] = ()) -> list[str]:
    """Return what axe-core finds wrong in some parts of the page, at WCAG 2.2 AA; a line for each.

    Where `rules` are named, by these alone.
    """
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        """async ([selector, runOnly]) => {
            const parts = document.querySelectorAll(selector).length;
            if (!parts) return [{ id: "nothing-to-look-at", help: selector, nodes: [] }];
            const options = { runOnly, resultTypes: ["violations"] };
            return (await axe.run({ include: [selector] }, options)).violations;
        }""",
        [selector, {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": WCAG_22_AA}],
    )
    return [
        f"{rule['id']}: {rule['help']}: "
        + "; ".join(f"{node['target']} {node['html'][:120]}" for node in rule["nodes"])
        for rule in found
    ]
