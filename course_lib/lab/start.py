"""Starts JupyterLab on the course's notebooks, with the course's own look, log and settings.

It is run by itself inside .venv (`python -m course_lib.lab.start --help`): by course.py for a learner, and by
the browser tests. JupyterLab serves this computer alone (127.0.0.1), behind a token. Where the learner's own
Jupyter keeps its settings, nothing is read or written.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import secrets
import signal
import sys
import traceback
from pathlib import Path
from typing import TextIO
from urllib.parse import quote

from course_lib.folders import LAB, NOTEBOOKS
from course_lib.lab.apart import data_folder, keep_apart, log_of
from course_lib.lab.browser import can_show, show
from course_lib.lab.limits import demand_open_files
from course_lib.lab.port import FIRST_PORT, HOST, demand_free
from course_lib.lab.rehearsal import rehearsed
from course_lib.lab.running import find
from course_lib.lab.trouble import CannotStartError, unknown

LONGEST_LOG = 1_000_000  # bytes


def main(arguments: list[str]) -> int:
    """Serve the notebooks until told to stop; give the exit code. Whatever goes wrong is told in a sentence."""
    asked = understand(arguments)
    terminal = os.fdopen(os.dup(1), "w", encoding="utf-8", errors="replace", buffering=1)
    log = None
    try:
        if not asked.root.is_dir():
            raise CannotStartError(f"There are no notebooks in {asked.root}. Get the whole course once more.")
        demand_open_files()
        if asked.port is not None:
            demand_free(asked.port)
        data = data_folder(asked.data, terminal)
        asked.proxies = keep_apart(data)
        running = None if asked.port is not None else find(asked.root, Path(os.environ["JUPYTER_RUNTIME_DIR"]))
        if running:
            print("The course is already running, in another window.", file=terminal)
            present(running.url, running.token, asked, terminal)
        else:
            log = log_of(data)
            send_chatter_to(log)
            serve(asked, data, terminal)
    except CannotStartError as error:
        print(error, file=terminal)
        return error.code
    except (Exception, SystemExit) as error:  # Jupyter's way of giving up is to exit
        if log:  # else the sentence has to do
            end_chatter(traceback.format_exc())
        with contextlib.suppress(OSError):
            print(trouble := unknown(error, log, asked.repaired), file=terminal)
        return trouble.code
    return 0


def understand(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="course_lib.lab.start", description=__doc__)
    parser.add_argument("--root", type=Path, default=NOTEBOOKS, help="the folder with the notebooks")
    parser.add_argument("--notebook", default="00_start_here.ipynb", help="the notebook to open, within root")
    parser.add_argument(
        "--port", type=int, help=f"this port and no other; else the next free from {FIRST_PORT}"
    )
    parser.add_argument("--token", help="the password in the address; else one is drawn")
    parser.add_argument("--no-browser", action="store_true", help="print the address instead of opening it")
    parser.add_argument("--no-sign", action="store_true", help="leave the notebooks as trusted as they are")
    parser.add_argument("--data", type=Path, help="where settings and log go (or the variable COURSE_DATA)")
    parser.add_argument("--repaired", action="store_true", help="the packages were just installed again")
    asked = parser.parse_args(arguments)
    asked.root = asked.root.resolve()
    return asked


def send_chatter_to(log: Path) -> None:
    """Send all that Jupyter and its kernels print to a file: the terminal is for our own sentences."""
    sys.stdout.flush()
    grown = log.exists() and log.stat().st_size > LONGEST_LOG
    with log.open("w" if grown else "a", encoding="utf-8") as file:  # others may be writing to it
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)


def end_chatter(last: str) -> None:
    """Write the last words into the log, and no more, not even what a full disk did not take."""
    with contextlib.suppress(OSError):
        print(last, file=sys.stderr, flush=True)
    with contextlib.suppress(OSError):
        sys.stdout.flush()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def serve(asked: argparse.Namespace, data: Path, terminal: TextIO) -> None:
    """Run JupyterLab until Ctrl-C, or until it is told to end."""
    token = asked.token or secrets.token_urlsafe(24)
    with rehearsed(asked.root, asked.repaired) as rehearsal:
        from course_lib.lab.server import make_server, sign  # noqa: PLC0415 (it takes a second, and may fail)

        os.chdir(LAB)  # see server.from_here
        server = make_server(asked.root, asked.notebook, data, asked.port, token, rehearsal.warm)
        if not asked.no_sign:
            sign(server, asked.root)
    print(*rehearsal.remarks, sep="\n", end="\n" if rehearsal.remarks else "", file=terminal)

    def stop() -> None:
        server.stop()
        with contextlib.suppress(OSError):  # the window may be closed already
            print("\nThe course is stopped. Your answers are kept.", file=terminal)

    def hear(*_: object) -> None:
        for number in signals:
            signal.signal(number, signal.SIG_IGN)
        server.io_loop.add_callback_from_signal(stop)  # a signal may come in the middle of a print

    signals = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    for number in signals:
        signal.signal(number, hear)

    def announce() -> None:
        present(f"http://{HOST}:{server.port}/", token, asked, terminal)
        print("Leave this window open while you learn. To stop, press Ctrl-C in it.", file=terminal)

    server.io_loop.add_callback(announce)
    server.start()


def present(base: str, token: str, asked: argparse.Namespace, terminal: TextIO) -> None:
    """Open the notebook in the learner's browser, or only print its address, on a line of its own."""
    page = f"lab/tree/{quote(asked.notebook)}" if (asked.root / asked.notebook).is_file() else "lab"
    address = f"{base}{page}?token={token}"
    if asked.no_browser:
        print(address, file=terminal)
    elif can_show():
        print("The course opens in your browser. If no page comes up, open this address:", file=terminal)
        print(address, file=terminal)
        show(address, asked.proxies)
    else:
        print("Open this address in a browser, such as Firefox, Chrome, Edge or Safari:", file=terminal)
        print(address, file=terminal)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
