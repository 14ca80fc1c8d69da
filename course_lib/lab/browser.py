"""Opens a page in the learner's browser, in a way that leaves the terminal alone."""

import os
import shutil
import subprocess
import sys
import threading
import webbrowser
from pathlib import Path

IN_TERMINAL = {"browsh", "carbonyl", "chawan", "cha", "edbrowse", "elinks", "links", "links2", "lynx", "w3m"}
"""Browsers that show pages as text. They would take the terminal, and cannot show the course."""


def can_show() -> bool:
    """Return whether there is a browser that can show the course."""
    try:
        found = webbrowser.get()
    except Exception:  # whatever BROWSER was set to
        return False
    name = str(getattr(found, "name", "")).split(" ")[0]
    names = {Path(name).name, Path(shutil.which(name) or name).resolve().name}  # www-browser is a link to one
    return not {each.lower().removesuffix(".exe") for each in names} & IN_TERMINAL


def show(address: str, proxies: dict[str, str]) -> None:
    """Open an address in a process of its own that has no hold on the terminal, and prints nothing there.

    `proxies` are the variables by which a browser finds its way to other pages.
    """
    command = [sys.executable, "-I", "-m", "webbrowser", address]
    nowhere = subprocess.DEVNULL
    variables = {**os.environ, **proxies}
    browser = subprocess.Popen(
        command, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True, env=variables
    )
    threading.Thread(target=browser.wait, daemon=True).start()
